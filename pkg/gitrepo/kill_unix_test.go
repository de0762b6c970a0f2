//go:build unix

package gitrepo_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo/gittest"
)

// killPoints is how often a clone is killed; the full count takes a minute.
func killPoints() int {
	if os.Getenv("JUPYTER_ONBOARD_FULL_COUNTS") == "1" {
		return 50
	}
	return 10
}

// cloner starts this test binary as a program that clones.
func cloner(t *testing.T, from gitrepo.Address, dest string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKilledClone$")
	cmd.Env = append(os.Environ(), "GITREPO_TEST_FROM="+from.String(), "GITREPO_TEST_DEST="+dest)
	return cmd
}

// TestKilledClone kills a cloning program at many points: half of them by the
// bytes that the server has sent, half by the time that has passed. Whenever it
// is killed, the destination is absent or complete, and the next clone succeeds
// and removes what was left.
func TestKilledClone(t *testing.T) {
	t.Parallel()
	if dest := os.Getenv("GITREPO_TEST_DEST"); dest != "" {
		_, err := newGit(t).Clone(t.Context(), gitrepo.Options{From: address(t, os.Getenv("GITREPO_TEST_FROM")), Dir: dest}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return
	}
	repo := gittest.NewRepo(t)
	last := repo.Fill(30, 100_000)
	service := gittest.Repos(map[string]string{"owner/name": repo.Dir})
	var base, limit atomic.Int64
	limit.Store(-1)
	var kill atomic.Pointer[func()]
	service.OnSend = func(sent int64) {
		if f := kill.Load(); f != nil && limit.Load() >= 0 && sent-base.Load() >= limit.Load() {
			(*f)()
		}
	}
	from := address(t, gittest.Serve(t, service)+"/owner/name")

	started := time.Now()
	if out, err := cloner(t, from, filepath.Join(t.TempDir(), "name")).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	duration, size := time.Since(started), service.Stats().Sent

	absent, complete, leftovers := 0, 0, 0
	n := killPoints()
	for i := range n {
		parent := t.TempDir()
		dest := filepath.Join(parent, "name")
		cmd := cloner(t, from, dest)
		base.Store(service.Stats().Sent)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		var once sync.Once
		die := func() { once.Do(func() { _ = cmd.Process.Kill() }) }
		timer := time.AfterFunc(time.Hour, die)
		if i%2 == 0 {
			limit.Store(size * int64(i) / int64(n))
			kill.Store(&die)
		} else {
			timer.Reset(duration * time.Duration(i+1) / time.Duration(n))
		}
		_ = cmd.Wait()
		timer.Stop()
		kill.Store(nil)

		if _, err := os.Lstat(dest); err == nil {
			complete++
			checkComplete(t, dest, last)
			continue
		}
		absent++
		stages := slices.DeleteFunc(names(t, parent), func(s string) bool { return !strings.Contains(s, ".jupyter-onboard-") })
		leftovers += len(stages)
		result, err := newGit(t).Clone(t.Context(), gitrepo.Options{From: from, Dir: dest}, nil)
		if err != nil {
			t.Fatalf("the clone after kill %d: %v", i, err)
		}
		if len(result.Removed) != len(stages) || !slices.Equal(names(t, parent), []string{"name"}) {
			t.Errorf("kill %d left %v; removed %v, now there is %v", i, stages, result.Removed, names(t, parent))
		}
		checkComplete(t, dest, last)
	}
	t.Logf("%d kills: destination absent %d times, complete %d times; %d folders left and removed", n, absent, complete, leftovers)
	if absent == 0 || leftovers == 0 {
		t.Error("no kill hit a clone under way")
	}
}

func checkComplete(t *testing.T, dest, commit string) {
	t.Helper()
	r := gittest.Open(t, dest)
	for args, want := range map[string]string{"rev-parse HEAD": commit, "status --porcelain": "", "fsck --no-dangling --no-progress": ""} {
		if got, err := r.Try(strings.Fields(args)...); err != nil || got != want {
			t.Errorf("git %s: %q, %v", args, got, err)
		}
	}
	if got := fmt.Sprint(len(names(t, filepath.Join(dest, "data")))); got != "7" {
		t.Errorf("%s files are checked out, want 7", got)
	}
}
