package state

import (
	"os"
	"path/filepath"
	"testing"
)

// TestFound records what a step left without saying so before, as often as it does.
func TestFound(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	file, folder := filepath.Join(w.checkout, "made.txt"), filepath.Join(w.checkout, "made")
	link, gone := filepath.Join(w.checkout, "link"), filepath.Join(w.checkout, "gone")
	must(t, os.WriteFile(file, []byte("one"), 0o600))
	must(t, os.WriteFile(gone, nil, 0o600))
	must(t, os.Mkdir(folder, 0o700))
	must(t, os.Symlink("elsewhere", link))
	for i, content := range []string{"one", "two, written by a step again"} {
		must(t, os.WriteFile(file, []byte(content), 0o600))
		must(t, w.ledger.Found("build", file, folder, link, gone))
		w.reopen(t)
		want := map[string]Kind{file: KindFile, folder: KindFolder, link: KindLink, gone: KindFile}
		if i == 1 {
			delete(want, gone)
		}
		if got := w.ledger.Entries(); len(got) != len(want) {
			t.Fatalf("%d entries, want %d: %v", len(got), len(want), got)
		}
		for _, e := range w.ledger.Entries() {
			if changed, how := Changed(e); changed || e.Kind != want[e.Path] || e.Outside || e.Step != "build" {
				t.Errorf("%+v: it %s", e, how)
			}
		}
		if i == 0 {
			must(t, os.Remove(gone))
		}
	}
	must(t, os.WriteFile(file, []byte("mine"), 0o600))
	if changed, _ := Changed(w.ledger.Entries()[0]); !changed {
		t.Error("what the person wrote doesn't count as changed")
	}
	if err := w.ledger.Found("../x", file); err == nil {
		t.Error("a step of a bad name was recorded")
	}
}
