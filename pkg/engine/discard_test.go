package engine

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/state"
)

// TestTakeAway removes a folder with links that lead out of it and folders that let nothing be removed.
func TestTakeAway(t *testing.T) {
	t.Parallel()
	top := t.TempDir()
	kept, dir := filepath.Join(top, "kept"), filepath.Join(top, "dir")
	locked := filepath.Join(dir, "a", "locked")
	for _, path := range []string{kept, locked} {
		check(t, os.MkdirAll(path, 0o755))
		check(t, os.WriteFile(filepath.Join(path, "file"), []byte("x"), 0o444))
	}
	check(t, os.Symlink(kept, filepath.Join(dir, "out")))
	check(t, os.Symlink("../../kept", filepath.Join(dir, "a", "up")))
	check(t, os.Symlink(filepath.Join(kept, "file"), filepath.Join(locked, "link")))
	check(t, os.Chmod(locked, 0o555))
	ledger := openLedger(t, top, dir)
	for range 2 { // The second time nothing is left.
		check(t, takeAway(ledger, dir))
		if there(dir) {
			t.Fatal("the folder is there")
		}
	}
	if entries := ledger.Entries(); len(entries) != 0 {
		t.Errorf("the ledger still has %v", entries)
	}
	if data, err := os.ReadFile(filepath.Join(kept, "file")); err != nil || string(data) != "x" {
		t.Errorf("what a link led to was touched: %q, %v", data, err)
	}
	names, err := os.ReadDir(top)
	if err != nil || len(names) != 2 { // kept, and the folder of the ledger
		t.Errorf("left: %v, %v", names, err)
	}
}

// TestTakeAwayLink removes nothing where a link stands in the place of a folder.
func TestTakeAwayLink(t *testing.T) {
	t.Parallel()
	top := t.TempDir()
	kept, link := filepath.Join(top, "kept"), filepath.Join(top, "link")
	check(t, os.MkdirAll(filepath.Join(kept, "x"), 0o755))
	check(t, os.Symlink(kept, link))
	if err := takeAway(openLedger(t, top, link), link); err == nil {
		t.Error("a link was removed for a folder")
	}
	if !there(link) || !there(filepath.Join(kept, "x")) {
		t.Error("something is gone")
	}
}

// TestRemovalAfterKill finds what a killed removal left, and takes it away, and nothing that looks like it.
func TestRemovalAfterKill(t *testing.T) {
	t.Parallel()
	top := t.TempDir()
	e := &Engine{StateDir: filepath.Join(top, "state"), Environ: os.Environ()}
	dir, trash := filepath.Join(top, "dir"), filepath.Join(top, ".dir.jupyter-onboard-removed-AAAA")
	like := filepath.Join(top, ".dir.jupyter-onboard-removed-BBBB")
	canonical, err := state.Canonical(dir)
	check(t, err)
	ledger, _, err := state.OpenLedger(e.ledgers(), canonical, nil)
	check(t, err)
	place, err := canonicalIn(trash)
	check(t, err)
	check(t, ledger.Plan(place, state.KindFolder, removeStep))
	for _, path := range []string{trash, like} {
		check(t, os.MkdirAll(filepath.Join(path, "x"), 0o755))
	}
	hold, err := e.Hold(dir)
	check(t, err)
	defer hold.Release()
	r, err := e.Removal(t.Context(), dir, false)
	check(t, err)
	if len(r.Own) != 1 || r.Own[0].Path != place {
		t.Fatalf("to remove: %v", r.Own)
	}
	check(t, e.Remove(t.Context(), hold, r))
	if there(trash) || !there(like) {
		t.Errorf("the folder of the killed removal is there: %t; the other one: %t", there(trash), there(like))
	}
	if r, err = e.Removal(t.Context(), dir, false); err != nil || !r.Empty() {
		t.Errorf("left: %+v, %v", r, err)
	}
}

// TestRemoveChanged removes nothing if something changed between the look and the yes.
func TestRemoveChanged(t *testing.T) {
	t.Parallel()
	top := t.TempDir()
	e := &Engine{StateDir: filepath.Join(top, "state"), Environ: os.Environ()}
	dir := filepath.Join(top, "dir")
	env := filepath.Join(dir, ".venv")
	check(t, os.MkdirAll(dir, 0o755))
	canonical, err := state.Canonical(dir)
	check(t, err)
	ledger, _, err := state.OpenLedger(e.ledgers(), canonical, nil)
	check(t, err)
	place := filepath.Join(canonical, ".venv")
	check(t, ledger.Plan(place, state.KindFolder, environmentStep))
	check(t, os.MkdirAll(filepath.Join(env, "bin"), 0o755))
	check(t, ledger.Made(place))
	hold, err := e.Hold(dir)
	check(t, err)
	defer hold.Release()
	r, err := e.Removal(t.Context(), dir, true)
	check(t, err)
	if len(r.Own) != 1 || len(r.Theirs) != 0 {
		t.Fatalf("%+v", r)
	}
	mine := filepath.Join(env, "mine")
	check(t, os.WriteFile(mine, nil, 0o600))
	if err := e.Remove(t.Context(), hold, r); err == nil || !there(mine) {
		t.Errorf("removed what changed: %v", err)
	}
	check(t, os.Remove(mine))
	check(t, e.Remove(t.Context(), hold, r))
	if there(env) {
		t.Error("the environment is there")
	}
}

func openLedger(t *testing.T, top, checkout string) *state.Ledger {
	t.Helper()
	ledger, _, err := state.OpenLedger(filepath.Join(top, "state"), checkout, nil)
	check(t, err)
	return ledger
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
