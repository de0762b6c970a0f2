package state

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestJournalSteps(t *testing.T) {
	t.Parallel()
	dir, c := stateDir(t), newClock()
	j, _, err := Open(dir, c.now)
	must(t, err)
	if _, ok := j.Step("clone"); ok {
		t.Error("a step out of nothing")
	}
	p := Process{PID: 4711, PGID: 4711, Start: 99, Boot: "b"}
	log := "logs/20261123T021500.123Z/clone.log"
	must(t, j.Begin("clone", Record{Definition: Digest("d"), Inputs: Digest("i"), Log: log, ExitCode: 9, Outcome: OutcomeFailed}))
	must(t, j.Started("clone", p))
	start := time.Date(2026, 11, 23, 2, 15, 0, 123_000_000, time.UTC)
	want := Record{Definition: Digest("d"), Inputs: Digest("i"), Log: log, Start: start, Outcome: OutcomeRunning, Process: p}
	assertStep(t, dir, "clone", want)

	c.advance(90 * time.Second)
	must(t, j.End("clone", OutcomeFailed, 3))
	want.Process, want.Outcome, want.ExitCode, want.End = Process{}, OutcomeFailed, 3, start.Add(90*time.Second)
	assertStep(t, dir, "clone", want)

	must(t, j.Begin("pip", Record{}))
	if diff := cmp.Diff([]string{"clone", "pip"}, j.Steps()); diff != "" {
		t.Error(diff)
	}
}

// assertStep compares what another run would read.
func assertStep(t *testing.T, dir, id string, want Record) {
	t.Helper()
	got, ok := mustOpen(t, dir).Step(id)
	if diff := cmp.Diff(want, got); !ok || diff != "" {
		t.Errorf("step %s, %v:\n%s", id, ok, diff)
	}
}

func TestJournalRefusesNonsense(t *testing.T) {
	t.Parallel()
	j := mustOpen(t, stateDir(t))
	must(t, j.Begin("a", Record{}))
	for what, err := range map[string]error{
		"end of an unknown step":    j.End("b", OutcomeFailed, 1),
		"start of an unknown step":  j.Started("b", Process{PID: 1}),
		"end without an end":        j.End("a", OutcomeRunning, 0),
		"unknown outcome":           j.End("a", "splendid", 0),
		"negative process":          j.Started("a", Process{PID: -1}),
		"digest that is none":       j.Begin("b", Record{Definition: "a b"}),
		"log outside":               j.Begin("b", Record{Log: "../x"}),
		"unknown fact":              j.Remember("token", "x"),
		"empty fact":                j.Remember(FactProfile, ""),
		"fact that is not text":     j.Remember(FactProfile, "\xff"),
		"fact of megabytes":         j.Remember(FactFrom, strings.Repeat("x", maxFact+1)),
		"proof without a key":       j.Prove(""),
		"proof with a strange key":  j.Prove("a b"),
		"proof with a enormous key": j.Prove(strings.Repeat("x", 1000)),
	} {
		if err == nil {
			t.Errorf("%s was accepted", what)
		}
	}
	must(t, j.End("a", OutcomeSucceeded, 0))
	if err := j.End("a", OutcomeSucceeded, 0); err == nil {
		t.Error("a step ended twice")
	}
}

func TestDoubt(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 11, 23, 2, 15, 0, 0, time.UTC)
	for _, tc := range []struct {
		rec  Record
		want string
	}{
		{Record{Definition: "d", Inputs: "i", Outcome: OutcomeSucceeded}, ""},
		{Record{Definition: "x", Inputs: "i", Outcome: OutcomeSucceeded}, "its definition has changed since it ran on 2026-11-23 02:15 UTC"},
		{Record{Definition: "d", Inputs: "x", Outcome: OutcomeSucceeded}, "the files it reads have changed since it ran on 2026-11-23 02:15 UTC"},
		{Record{Definition: "d", Inputs: "i", Outcome: OutcomeFailed, ExitCode: 3}, "it failed on 2026-11-23 02:15 UTC with exit code 3"},
		{Record{Definition: "d", Inputs: "i", Outcome: OutcomeRunning}, "it was begun on 2026-11-23 02:15 UTC and didn't end by itself"},
		{Record{Definition: "d", Inputs: "i", Outcome: OutcomeInterrupted}, "it was begun on 2026-11-23 02:15 UTC and didn't end by itself"},
	} {
		tc.rec.Start = start
		if got := tc.rec.Doubt("d", "i"); got != tc.want {
			t.Errorf("%+v: %q, want %q", tc.rec, got, tc.want)
		}
	}
}

func TestFactsAndProofs(t *testing.T) {
	t.Parallel()
	dir, c := stateDir(t), newClock()
	j, _, err := Open(dir, c.now)
	must(t, err)
	must(t, j.Remember(FactFrom, "file:///srv/mirror/jupyterlab"))
	must(t, j.Remember(FactProfile, "docs"))
	must(t, j.Remember(FactProfile, "python"))
	must(t, j.Remember(FactRecipe, "uv"))
	must(t, j.Forget(FactRecipe))
	key := Digest("commit", "tree", "env")
	must(t, j.Prove(key))

	j = mustOpen(t, dir)
	for fact, want := range map[Fact]string{FactFrom: "file:///srv/mirror/jupyterlab", FactProfile: "python", FactRecipe: ""} {
		if got, ok := j.Recall(fact); got != want || ok != (want != "") {
			t.Errorf("%s: %q, %v, want %q", fact, got, ok, want)
		}
	}
	if at, ok := j.Proved(key); !ok || !at.Equal(c.at.Truncate(time.Millisecond)) || at.Location() != time.UTC {
		t.Errorf("proved at %v, %v", at, ok)
	}
	if _, ok := j.Proved(Digest("commit", "tre", "eenv")); ok {
		t.Error("proved for something else")
	}
}

func TestNoCredentialsInFacts(t *testing.T) {
	t.Parallel()
	j := mustOpen(t, stateDir(t))
	for _, bad := range []string{
		"https://me:secret@mirror.example/x.git", "https://ghp_abc@mirror.example/x.git", "http://x@mirror.example",
		"HTTPS://me:s@mirror.example", "ssh://git:secret@mirror.example/x", "ssh://git%3Asecret@mirror.example/x",
		"git+https://tok@mirror.example/x", "https://a@b:c@mirror.example/x", "https://mirror.example/x?private_token=abc",
		"https://mirror.example/x.git?access_TOKEN=abc", "ftp://u:p@mirror.example/",
	} {
		if err := j.Remember(FactFrom, bad); !errors.Is(err, ErrCredentials) {
			t.Errorf("%s: %v", bad, err)
		} else if strings.Contains(err.Error(), "secret") {
			t.Errorf("the error repeats it: %v", err)
		}
	}
	for _, good := range []string{
		"https://mirror.example/x.git", "ssh://git@mirror.example/x", "git@mirror.example:x/y.git", "file:///srv/a@b/c",
		"https://mirror.example/@scope/x", "/srv/mirror",
	} {
		if err := j.Remember(FactFrom, good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
}

// The file is written when something changed, and only then.
func TestWritesOnlyChanges(t *testing.T) {
	t.Parallel()
	dir := stateDir(t)
	f := &fault{at: -1}
	j, _, err := openJournal(place{path: dir, gate: f.gate}, newClock().now, true)
	must(t, err)
	if _, err := os.Stat(dir); err == nil {
		t.Error("opening made the folder")
	}
	writes := func(do func() error) int {
		f.calls = nil
		must(t, do())
		n := 0
		for _, op := range f.calls {
			if op == "create" {
				n++
			}
		}
		return n
	}
	for _, tc := range []struct {
		what string
		do   func() error
		want int
	}{
		{"forget nothing", func() error { return j.Forget(FactFrom) }, 1}, // the first write of an empty journal
		{"remember", func() error { return j.Remember(FactProfile, "docs") }, 1},
		{"remember the same", func() error { return j.Remember(FactProfile, "docs") }, 0},
		{"forget what isn't known", func() error { return j.Forget(FactFrom) }, 0},
		{"forget", func() error { return j.Forget(FactProfile) }, 1},
		{"begin", func() error { return j.Begin("a", Record{}) }, 1},
		{"begin again at the same time", func() error { return j.Begin("a", Record{}) }, 0},
	} {
		if got := writes(tc.do); got != tc.want {
			t.Errorf("%s: %d writes, want %d", tc.what, got, tc.want)
		}
	}
	f.calls = nil
	_, _, err = openJournal(place{path: dir, gate: f.gate}, nil, true)
	must(t, err)
	if diff := cmp.Diff([]string{"opendir", "lstat", "opendir", "lstat", "read"}, f.calls); diff != "" {
		t.Errorf("opening a journal in order:\n%s", diff)
	}
}

func TestReadChangesNothing(t *testing.T) {
	t.Parallel()
	dir := stateDir(t)
	j, notice, err := Read(dir, nil)
	if err != nil || !notice.IsZero() || len(j.Steps()) != 0 {
		t.Errorf("no journal: %q, %v", notice, err)
	}
	must(t, mustOpen(t, dir).Begin("a", Record{}))
	before := tree(t, dir)
	j, _, err = Read(dir, nil)
	must(t, err)
	for what, err := range map[string]error{
		"begin": j.Begin("b", Record{}), "end": j.End("a", OutcomeFailed, 1), "start": j.Started("a", Process{}),
		"remember": j.Remember(FactProfile, "x"), "forget": j.Forget(FactProfile), "prove": j.Prove("x"),
	} {
		if !errors.Is(err, ErrReadOnly) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := j.MoveTo(t.TempDir()); !errors.Is(err, ErrReadOnly) {
		t.Errorf("move: %v", err)
	}
	if _, ok := j.Step("b"); ok {
		t.Error("changed in memory")
	}
	if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
	missing := filepath.Join(t.TempDir(), "no", "such", "folder")
	if _, notice, err := Read(missing, nil); err != nil || !notice.IsZero() {
		t.Errorf("missing folder: %q, %v", notice, err)
	}
}

// Every file system call of a write fails: another run reads the old or the new
// journal, and this run goes on with the new one and saves it with its next write.
func TestJournalFaults(t *testing.T) {
	t.Parallel()
	for _, begun := range []bool{false, true} {
		t.Run(fmt.Sprintf("existing=%v", begun), func(t *testing.T) {
			t.Parallel()
			eachFault(t, func(t *testing.T, f *fault) {
				t.Helper()
				journalUnderFault(t, f, begun)
			})
		})
	}
}

func journalUnderFault(t *testing.T, f *fault, begun bool) {
	t.Helper()
	dir := stateDir(t)
	if begun {
		must(t, mustOpen(t, dir).Begin("old", Record{}))
	}
	j := mustOpen(t, dir)
	j.doc.place.gate = f.gate
	err := j.Begin("new", Record{})
	if err != nil && !errors.Is(err, f.err) {
		t.Errorf("error %v, want %v", err, f.err)
	}
	if _, ok := j.Step("new"); !ok {
		t.Error("this run has forgotten")
	}
	other := mustOpen(t, dir)
	if _, ok := other.Step("old"); ok != begun {
		t.Errorf("the old step: %v, want %v", ok, begun)
	}
	if _, ok := other.Step("new"); !ok && err == nil {
		t.Error("no error, but nothing is written")
	}
	if left := tempFiles(t, dir); len(left) > 0 && !f.hasRefused("remove") {
		t.Errorf("left behind: %v", left)
	}
	j.doc.place.gate = nil
	must(t, j.Remember(FactProfile, "docs"))
	other = mustOpen(t, dir)
	if _, ok := other.Step("new"); !ok {
		t.Error("the next write doesn't make up for it")
	}
	if got := len(other.Steps()); begun && got != 2 || !begun && got != 1 {
		t.Errorf("%d steps", got)
	}
}

// After a failure even a change that changes nothing tries again.
func TestFailedWriteIsRepeated(t *testing.T) {
	t.Parallel()
	dir := stateDir(t)
	j := mustOpen(t, dir)
	must(t, j.Remember(FactProfile, "docs"))
	f := &fault{at: 0, sticky: true, err: syscall.ENOSPC}
	j.doc.place.gate = f.gate
	if err := j.Remember(FactProfile, "full"); !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	j.doc.place.gate = nil
	must(t, j.Remember(FactProfile, "full"))
	if got, _ := mustOpen(t, dir).Recall(FactProfile); got != "full" {
		t.Errorf("profile %q", got)
	}
}

func TestJournalStaysSmall(t *testing.T) {
	t.Parallel()
	dir, c := stateDir(t), newClock()
	j, _, err := Open(dir, c.now)
	must(t, err)
	long := strings.Repeat("f", maxDigest)
	for i := range maxSteps + 20 {
		c.advance(time.Second)
		j.content.Steps[fmt.Sprintf("%s%04d", strings.Repeat("s", MaxName-4), i)] = Record{
			Definition: long, Inputs: long, Start: moment(c.now), End: moment(c.now), Outcome: OutcomeFailed, ExitCode: 1,
			Log: "logs/20261123T021500.123Z/" + strings.Repeat("s", MaxName) + ".12.log",
		}
		j.content.Proofs[fmt.Sprintf("%s%04d", strings.Repeat("p", maxDigest-4), i)] = moment(c.now)
	}
	for _, f := range []Fact{FactProject, FactGuide, FactFrom, FactProfile, FactRecipe, FactEnvironment} {
		must(t, j.Remember(f, strings.Repeat("\x01", maxFact))) // six bytes each as JSON
	}
	c.advance(time.Second)
	must(t, j.Begin("last", Record{}))
	j = mustOpen(t, dir)
	if got := j.Steps(); len(got) != maxSteps {
		t.Errorf("%d steps", len(got))
	}
	if _, ok := j.Step("last"); !ok {
		t.Error("the newest step is gone")
	}
	if len(j.content.Proofs) != maxProofs {
		t.Errorf("%d proofs", len(j.content.Proofs))
	}
	if _, ok := j.Proved(fmt.Sprintf("%s%04d", strings.Repeat("p", maxDigest-4), maxSteps+19)); !ok {
		t.Error("the newest proof is gone")
	}
}

func TestJournalTogether(t *testing.T) {
	t.Parallel()
	dir := stateDir(t)
	j := mustOpen(t, dir)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			id := fmt.Sprintf("step-%d", i)
			for _, err := range []error{j.Begin(id, Record{}), j.Started(id, Process{PID: 1}), j.End(id, OutcomeSucceeded, 0)} {
				if err != nil {
					t.Error(err)
				}
			}
			j.Steps()
		})
	}
	wg.Wait()
	if got := mustOpen(t, dir).Steps(); len(got) != 8 {
		t.Errorf("steps %v", got)
	}
}

func TestMoveTo(t *testing.T) {
	t.Parallel()
	home, git := t.TempDir(), t.TempDir()
	from, to := filepath.Join(home, "key"), filepath.Join(git, "jupyter-onboard")
	must(t, mustOpen(t, to).Begin("pip", Record{}))

	j := mustOpen(t, from)
	must(t, j.Begin("clone", Record{}))
	must(t, j.Remember(FactFrom, "/srv/mirror"))
	notice, err := j.MoveTo(to)
	if err != nil || !notice.IsZero() {
		t.Fatalf("%q, %v", notice, err)
	}
	must(t, j.End("clone", OutcomeSucceeded, 0))
	if left := tree(t, home); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	moved := mustOpen(t, to)
	if diff := cmp.Diff([]string{"clone", "pip"}, moved.Steps()); diff != "" {
		t.Error(diff)
	}
	if rec, _ := moved.Step("clone"); rec.Outcome != OutcomeSucceeded {
		t.Errorf("clone %+v", rec)
	}
	if from, _ := moved.Recall(FactFrom); from != "/srv/mirror" {
		t.Errorf("from %q", from)
	}
	// To where it is already: nothing happens.
	if _, err := moved.MoveTo(to + "/../jupyter-onboard"); err != nil {
		t.Error(err)
	}
	mustOpen(t, to)
}

// The move fails or is cut short anywhere: what was known is in one place or in both.
func TestMoveToFaults(t *testing.T) {
	t.Parallel()
	prepare := func(t *testing.T) (j *Journal, from, to string) {
		t.Helper()
		top := t.TempDir()
		from, to = filepath.Join(top, "from"), filepath.Join(top, "to")
		j = mustOpen(t, from)
		must(t, j.Begin("clone", Record{}))
		return j, from, to
	}
	known := func(t *testing.T, from, to string) {
		t.Helper()
		_, a := mustOpen(t, from).Step("clone")
		_, b := mustOpen(t, to).Step("clone")
		if !a && !b {
			t.Error("the step is lost")
		}
	}
	eachFault(t, func(t *testing.T, f *fault) {
		t.Helper()
		j, from, to := prepare(t)
		j.doc.place.gate = f.gate
		_, err := j.MoveTo(to)
		if err != nil && !errors.Is(err, f.err) {
			t.Errorf("error %v", err)
		}
		known(t, from, to)
	})
	for at := 0; ; at++ {
		j, from, to := prepare(t)
		j.doc.place.gate = crashAt(at)
		died := survive(func() {
			_, err := j.MoveTo(to)
			must(t, err)
		})
		known(t, from, to)
		if !died {
			break
		}
	}
}

// A journal whose git directory doesn't exist can be read, and says what is missing
// when it is written.
func TestJournalWithoutParent(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "no-checkout", ".git", "jupyter-onboard")
	j := mustOpen(t, dir)
	err := j.Begin("clone", Record{})
	if !errors.Is(err, os.ErrNotExist) || !strings.Contains(err.Error(), filepath.Dir(dir)) {
		t.Errorf("error %v", err)
	}
}

func TestDigest(t *testing.T) {
	t.Parallel()
	seen := map[string][]string{}
	for _, parts := range [][]string{nil, {""}, {"", ""}, {"a", "b"}, {"ab"}, {"a", "", "b"}, {"ab", ""}, {"a\x00b"}} {
		d := Digest(parts...)
		if other, ok := seen[d]; ok {
			t.Errorf("%q and %q have one digest", parts, other)
		}
		seen[d] = parts
		must(t, checkDigest(d))
	}
}
