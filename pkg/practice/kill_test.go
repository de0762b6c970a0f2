package practice_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/practice"
)

// The child of TestKillLeavesNoneOrAWholeOne gets its orders in these variables.
const (
	killDir   = "PRACTICE_TEST_DIR"
	killPoint = "PRACTICE_TEST_KILL_AT"
)

// A countdown is a context that runs a function from the nth question on whether it is done. Create
// asks before each thing that it writes, so n is a point in the middle of its work.
type countdown struct {
	context.Context
	asked int
	n     int
	then  func() error
}

func (c *countdown) Err() error {
	if c.asked++; c.then != nil && c.asked >= c.n {
		return c.then()
	}
	return c.Context.Err()
}

// TestKillHelper is the child: it makes the repository and ends itself in the middle with no chance to
// clean up.
func TestKillHelper(t *testing.T) {
	t.Parallel()
	dir, point := os.Getenv(killDir), os.Getenv(killPoint)
	if dir == "" {
		return // Not the child.
	}
	n, err := strconv.Atoi(point)
	if err != nil {
		t.Fatal(err)
	}
	ctx := &countdown{Context: t.Context(), n: n, then: func() error {
		me, err := os.FindProcess(os.Getpid())
		if err == nil {
			err = me.Kill()
		}
		if err == nil {
			select {} // The kill is on its way.
		}
		return err
	}}
	if _, err := practice.Create(ctx, dir); err != nil {
		t.Fatal(err)
	}
}

func TestKillLeavesNoneOrAWholeOne(t *testing.T) {
	t.Parallel()
	points := questions(t)
	if points < 30 {
		t.Fatalf("Create asks its context %d times, so it can't be stopped in the middle", points)
	}
	// The first two questions come before anything is written.
	for point := 3; point <= points; point += 4 {
		killedAt(t, point)
	}
	killedAt(t, points-1)
	killedAt(t, points)
}

// killedAt ends a Create at a point and looks at what it leaves.
func killedAt(t *testing.T, point int) {
	t.Helper()
	dir := t.TempDir()
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKillHelper$")
	child.Env = append(os.Environ(), killDir+"="+dir, killPoint+"="+strconv.Itoa(point))
	if out, err := child.CombinedOutput(); err == nil {
		t.Fatalf("killed at %d: the child ended well:\n%s", point, out)
	}
	if _, err := os.Lstat(filepath.Join(dir, "nbglance.git")); err == nil {
		git(t, filepath.Join(dir, "nbglance.git"), "fsck", "--strict", "--full")
	}
	left := listing(t, dir)
	if len(left) == 0 {
		t.Errorf("killed at %d: it had not begun to write", point)
	}
	repo := create(t, dir)
	if repo.SetAside != "" {
		t.Errorf("killed at %d: it left a damaged repository in the place", point)
	}
	git(t, repo.Dir, "fsck", "--strict", "--full")
	if _, err := os.Lstat(repo.Dir + ".tmp"); err == nil {
		t.Errorf("killed at %d: the half-made repository is still there", point)
	}
}

func TestCancelLeavesNothing(t *testing.T) {
	t.Parallel()
	points := questions(t)
	for _, point := range []int{1, 2, points / 2, points} {
		dir := t.TempDir()
		ctx := &countdown{Context: t.Context(), n: point, then: func() error { return context.Canceled }}
		if _, err := practice.Create(ctx, dir); err == nil {
			t.Errorf("cancelled at %d of %d: no error", point, points)
		}
		for name := range listing(t, dir) {
			if name != "nbglance.git.lock" {
				t.Errorf("cancelled at %d of %d: %s is left", point, points, name)
			}
		}
	}
}

// questions counts how often Create asks its context.
func questions(t *testing.T) int {
	t.Helper()
	ctx := &countdown{Context: t.Context()}
	if _, err := practice.Create(ctx, t.TempDir()); err != nil {
		t.Fatal(err)
	}
	return ctx.asked
}
