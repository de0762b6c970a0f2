package forge_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge"
)

// Whatever a kept file holds, the question is answered, and the file is right afterwards.
func TestDamagedFiles(t *testing.T) {
	t.Parallel()
	damages := map[string]func([]byte) []byte{
		"empty":        func([]byte) []byte { return nil },
		"no gzip":      func([]byte) []byte { return []byte(`{"schema":1}`) },
		"half":         func(b []byte) []byte { return b[:len(b)/2] },
		"a bit":        func(b []byte) []byte { b[len(b)/2] ^= 1; return b },
		"no end":       func(b []byte) []byte { return b[:len(b)-8] },
		"NUL":          func(b []byte) []byte { return make([]byte, len(b)) },
		"large":        func([]byte) []byte { return []byte(strings.Repeat("x", 1<<20)) },
		"only a brace": func([]byte) []byte { return []byte("{") },
	}
	for name, damage := range damages {
		for _, age := range []time.Duration{0, time.Hour} {
			t.Run(fmt.Sprint(name, ", ", age), func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) { checkDamage(t, damage, age) })
			})
		}
	}
}

// checkDamage asks, damages what was kept, and asks again when that has an age.
func checkDamage(t *testing.T, damage func([]byte) []byte, age time.Duration) {
	t.Helper()
	w := newWorld(t, nil)
	thread, _ := sample(t)
	w.server.Add(thread)
	for round := range 3 {
		got, freshness, err := w.client(t, nil).Issue(t.Context(), thread.Issue.Repo, 17)
		if err != nil || got.Title != thread.Issue.Title || freshness.Kept != (round == 2) || freshness.Kept != (freshness.Requests == 0) {
			t.Fatalf("round %d: %q, %+v, %v", round, got.Title, freshness, err)
		}
		if round > 0 {
			continue
		}
		for name, data := range w.store.Files() {
			if err := w.store.Write(name, damage(data)); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(age) //nolint:forbidigo // It takes no time here.
	}
}

// A store that fails costs requests, nothing else, and is told.
func TestFailingStore(t *testing.T) {
	t.Parallel()
	for _, op := range []string{"names", "read", "write"} {
		t.Run(op, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, nil)
				thread, _ := sample(t)
				w.server.Add(thread)
				full := errors.New("no space left on device")
				w.store.Fail = func(used, _ string) error {
					if used == op {
						return full
					}
					return nil
				}
				c := w.client(t, nil)
				if _, _, err := c.Issue(t.Context(), thread.Issue.Repo, 17); err != nil {
					t.Error(err)
				}
				if !errors.Is(c.StoreProblem(), full) {
					t.Errorf("problem %v, want %v", c.StoreProblem(), full)
				}
			})
		})
	}
}

// Old answers make room for new ones.
func TestStoreStaysSmall(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		w.server.Limits.Core = 10_000
		r := repo(t, "o/r")
		const n = 650
		for i := range n {
			w.server.Add(forge.Thread{Issue: forge.Issue{Repo: r, Number: i + 1, Title: fmt.Sprint(i + 1), Open: true, Author: forge.Person{Login: "a"}}})
		}
		c := w.client(t, nil)
		for i := range n {
			if _, _, err := c.Issue(t.Context(), r, i+1); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Second) //nolint:forbidigo // It takes no time here.
		}
		if _, _, err := w.client(t, func(o *forge.Options) { o.Refresh = true }).Issue(t.Context(), r, n); err != nil {
			t.Fatal(err)
		}
		if got := len(w.store.Files()); got > 600 || got < 400 {
			t.Errorf("%d files are kept", got)
		}
		offline := w.client(t, func(o *forge.Options) { o.Offline = true })
		if _, _, err := offline.Issue(t.Context(), r, n); err != nil {
			t.Errorf("the newest answer is gone: %v", err)
		}
		if _, _, err := offline.Issue(t.Context(), r, 1); err == nil {
			t.Error("the oldest answer is still there")
		}
	})
}

// A limit kept by a clock that was ahead doesn't keep the program from asking once the clock is right.
func TestLimitOfAWrongClock(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		thread, _ := sample(t)
		w.server.Add(thread)
		w.server.Limits.Core = 0
		ahead := w.client(t, func(o *forge.Options) { o.Now = func() time.Time { return time.Now().Add(20 * time.Hour) } })
		var problem *forge.Error
		if _, _, err := ahead.Issue(t.Context(), thread.Issue.Repo, 17); !errors.As(err, &problem) || problem.Kind != forge.Limited {
			t.Fatalf("%v, want a limit", err)
		}
		w.server.Limits.Core = 60
		if _, _, err := w.client(t, nil).Issue(t.Context(), thread.Issue.Repo, 17); err != nil {
			t.Errorf("%v, want an answer", err)
		}
	})
}

// What another run learnt of the budget is known to the next one, until it is reset.
func TestBudgetOutlivesARun(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		thread, _ := sample(t)
		w.server.Add(thread)
		if _, _, err := w.client(t, nil).Issue(t.Context(), thread.Issue.Repo, 17); err != nil {
			t.Fatal(err)
		}
		if b := w.client(t, nil).Budgets(); len(b) != 1 || b[0].Left != 59 || b[0].Limit != 60 || b[0].Resource != "core" {
			t.Errorf("budgets %v, want 59 of 60", b)
		}
		time.Sleep(2 * time.Hour) //nolint:forbidigo // It takes no time here.
		if b := w.client(t, nil).Budgets(); len(b) != 0 {
			t.Errorf("budgets %v after the reset", b)
		}
	})
}

// Three people at three terminals, or three views of one: the answers are right and the counts too.
func TestAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		thread, pulls := sample(t)
		w.server.Add(thread)
		w.server.AddPulls(pulls...)
		c := w.client(t, nil)
		errs := make(chan error)
		for range 8 {
			go func() {
				got, _, err := c.Thread(t.Context(), thread.Issue.Repo, 17)
				if err == nil && len(got.Comments) != 2 {
					err = fmt.Errorf("%d comments", len(got.Comments))
				}
				errs <- err
			}()
		}
		for range 8 {
			if err := <-errs; err != nil {
				t.Error(err)
			}
		}
		if c.Requests() != len(w.server.Requests()) {
			t.Errorf("%d requests told, %d made", c.Requests(), len(w.server.Requests()))
		}
	})
}

// Whoever presses Ctrl-C gets neither an old answer nor a wait.
func TestCancel(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		thread, _ := sample(t)
		w.server.Add(thread)
		if _, _, err := w.client(t, nil).Issue(t.Context(), thread.Issue.Repo, 17); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Hour) //nolint:forbidigo // It takes no time here.
		slow := answer{serve: func(_ http.ResponseWriter, r *http.Request, _ int) bool { <-r.Context().Done(); return true }}
		slow.install(w)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		time.AfterFunc(time.Second, cancel)
		began := time.Now()
		_, _, err := w.client(t, nil).Issue(ctx, thread.Issue.Repo, 17)
		if !errors.Is(err, ctx.Err()) || time.Since(began) > 2*time.Second {
			t.Errorf("%v after %v", err, time.Since(began))
		}
	})
}
