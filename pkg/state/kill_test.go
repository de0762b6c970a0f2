package state

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"testing"
)

// roleScribble writes the journal as fast as it can and tells of each number that
// is safely stored.
func roleScribble(args []string, say func(string)) {
	j, notice, err := Open(args[0], nil)
	for i := 0; err == nil && notice.IsZero(); i++ {
		id := fmt.Sprintf("step-%d", i%6)
		if err = j.Begin(id, Record{Process: Process{PID: 1, Start: 1}}); err != nil {
			break
		}
		if err = j.Remember(FactProfile, strconv.Itoa(i)); err != nil {
			break
		}
		say(strconv.Itoa(i))
		err = j.End(id, OutcomeSucceeded, 0)
	}
	say(fmt.Sprintf("error %v, notice %s", err, notice))
}

// kill -9 at any time: the journal is in order, everything that was said to be
// stored is there, and the next writer clears up.
func TestKillWhileWriting(t *testing.T) {
	t.Parallel()
	const kills = 30
	dir := stateDir(t)
	for kill := range kills {
		c := startRole(t, "scribble", dir)
		last := -1
		for range 1 + rand.IntN(12) {
			n, err := strconv.Atoi(c.read(t))
			must(t, err)
			last = n
		}
		for _, line := range c.kill() {
			n, err := strconv.Atoi(line)
			must(t, err)
			last = n
		}
		j := mustOpen(t, dir)
		value, _ := j.Recall(FactProfile)
		stored, err := strconv.Atoi(value)
		must(t, err)
		if stored != last && stored != last+1 {
			t.Errorf("%d is stored, %d was said to be", stored, last)
		}
		must(t, j.Remember(FactRecipe, fmt.Sprintf("after kill %d", kill)))
		if left := tempFiles(t, dir); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	}
}
