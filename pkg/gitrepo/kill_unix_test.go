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
	k := &killer{service: gittest.Repos(map[string]string{"owner/name": repo.Dir})}
	k.service.OnSend = k.watch
	k.from = address(t, gittest.Serve(t, k.service)+"/owner/name")
	k.measure(t)

	absent, complete, leftovers := 0, 0, 0
	n := killPoints()
	for i := range n {
		dest := filepath.Join(t.TempDir(), "name")
		k.run(t, dest, i, n)
		if exists(dest) {
			complete++
			checkComplete(t, dest, last)
			continue
		}
		absent++
		leftovers += cloneAgain(t, k.from, dest)
		checkComplete(t, dest, last)
	}
	t.Logf("tries: %d kills; destination absent %d times, complete %d times; %d folders left and removed", n, absent, complete, leftovers)
	if absent == 0 || leftovers == 0 {
		t.Error("no kill hit a clone under way")
	}
}

// killer kills clones of one repository.
type killer struct {
	service  *gittest.Service
	from     gitrepo.Address
	duration time.Duration // of a whole clone
	size     int64         // of what the server sends for it

	mu   sync.Mutex
	at   int64 // kill when the server has sent so much
	kill func()
}

// watch is told by the server how much it has sent.
func (k *killer) watch(sent int64) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.kill != nil && sent >= k.at {
		k.kill()
	}
}

// set says when watch has to kill.
func (k *killer) set(at int64, kill func()) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.at, k.kill = at, kill
}

// measure makes a clone that isn't killed.
func (k *killer) measure(t *testing.T) {
	t.Helper()
	started := time.Now()
	if out, err := cloner(t, k.from, filepath.Join(t.TempDir(), "name")).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	k.duration, k.size = time.Since(started), k.service.Stats().Sent
}

// run clones to dest and kills the program at point i of n.
func (k *killer) run(t *testing.T, dest string, i, n int) {
	t.Helper()
	cmd := cloner(t, k.from, dest)
	base := k.service.Stats().Sent
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	kill := func() { _ = cmd.Process.Kill() }
	if i%2 == 0 {
		k.set(base+k.size*int64(i)/int64(n), kill)
	} else {
		timer := time.AfterFunc(k.duration*time.Duration(i+1)/time.Duration(n), kill)
		defer timer.Stop()
	}
	_ = cmd.Wait()
	k.set(0, nil)
}

// cloneAgain makes the clone after a kill and returns how many folders the
// killed one had left.
func cloneAgain(t *testing.T, from gitrepo.Address, dest string) int {
	t.Helper()
	left := len(names(t, filepath.Dir(dest)))
	result, err := newGit(t).Clone(t.Context(), gitrepo.Options{From: from, Dir: dest}, nil)
	if err != nil {
		t.Fatalf("the clone after a kill: %v", err)
	}
	if now := names(t, filepath.Dir(dest)); len(result.Removed) != left || !slices.Equal(now, []string{"name"}) {
		t.Errorf("%d folders were left; removed %v, now there is %v", left, result.Removed, now)
	}
	return left
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
