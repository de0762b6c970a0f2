package practice_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/practice"
)

// The ids of the newest commit and of the one before it. They change only when the sample project does:
// then the guide's sources name the new one, and who practised before finds that repository set aside.
const (
	tip       = "a8365e67bb74baede00220a5ca79cc2f164b77ac"
	beforeTip = "b1121232d52f9eaf643b641be07f604cf12c732f"
)

func TestCreateMakesTheSameRepositoryEverywhere(t *testing.T) {
	t.Parallel()
	repo := create(t, t.TempDir())
	if !repo.Made || repo.SetAside != "" {
		t.Errorf("first Create: Made %v, SetAside %q; want true and nothing", repo.Made, repo.SetAside)
	}
	if repo.Commit != tip {
		t.Errorf("tip is %s, want %s", repo.Commit, tip)
	}
	got := git(t, repo.Dir, "log", "--reverse", "--format=%h %an <%ae> %aI %s")
	want := `
a7aafad Robin Practice <robin@practice.example> 2026-01-12T09:41:07+01:00 Start nbglance
88429bb Robin Practice <robin@practice.example> 2026-01-12T17:05:52+01:00 Read the cells of a notebook
be4597c Noor Example <noor@practice.example> 2026-01-15T21:18:30+05:30 Count words and lines, and estimate the reading time
7007202 Sam Sample <sam@practice.example> 2026-01-20T08:02:44-06:00 Add the command
b112123 Noor Example <noor@practice.example> 2026-02-03T20:56:11+05:30 Test that Python imports this checkout
a8365e6 Robin Practice <robin@practice.example> 2026-02-09T10:30:00+01:00 Say how to contribute, and write the first issue's test
`
	if diff := cmp.Diff(strings.TrimSpace(want), got); diff != "" {
		t.Errorf("history (-want +got):\n%s", diff)
	}
	git(t, repo.Dir, "fsck", "--strict", "--full")
}

func TestCreateReusesWhatIsWhole(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := create(t, dir)
	before := listing(t, dir)
	second := create(t, dir)
	first.Made = false
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("second Create (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(before, listing(t, dir)); diff != "" {
		t.Errorf("second Create changed files (-before +after):\n%s", diff)
	}
}

func TestCreateKeepsWhatWasPushed(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	repo := create(t, dir)
	checkout := clone(t, repo)
	commit(t, checkout, "NEWS.md")
	git(t, checkout, "push", "--quiet", "origin", "HEAD:main", "HEAD:refs/heads/fix-1")
	pushed := git(t, checkout, "rev-parse", "HEAD")
	for _, housekeeping := range [][]string{{"rev-parse", "HEAD"}, {"gc", "--quiet"}} {
		git(t, repo.Dir, housekeeping...)
		again := create(t, dir)
		if again.Made || again.SetAside != "" {
			t.Errorf("after a push and git %s: %+v, want the same repository", housekeeping[0], again)
		}
		if got := git(t, repo.Dir, "rev-parse", "main"); got != pushed {
			t.Errorf("after git %s: main is %s, want %s", housekeeping[0], got, pushed)
		}
	}
}

func TestCreateSideBySide(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "made", "on the way")
	const calls = 8
	made := make([]bool, calls)
	var wg sync.WaitGroup
	for i := range calls {
		wg.Go(func() {
			repo, err := practice.Create(t.Context(), dir)
			if err != nil {
				t.Error(err)
			}
			made[i] = repo.Made
		})
	}
	wg.Wait()
	count := 0
	for _, m := range made {
		if m {
			count++
		}
	}
	if count != 1 {
		t.Errorf("%d of %d calls made the repository, want one", count, calls)
	}
}

func TestCreateTellsWhatItCouldNotDo(t *testing.T) {
	t.Parallel()
	t.Run("cancelled", func(t *testing.T) {
		t.Parallel()
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		dir := t.TempDir()
		if _, err := practice.Create(ctx, dir); !errors.Is(err, context.Canceled) {
			t.Errorf("Create = %v, want %v", err, context.Canceled)
		}
		if left := listing(t, dir); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	})
	t.Run("a file in the way", func(t *testing.T) {
		t.Parallel()
		dir := filepath.Join(t.TempDir(), "file")
		write(t, dir, "")
		_, err := practice.Create(t.Context(), dir)
		if err == nil || !strings.Contains(err.Error(), "make practice repository "+dir) {
			t.Errorf("Create = %v, want an error that names the repository", err)
		}
	})
}
