package state

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// FuzzJournal: whatever the file holds, opening it neither fails nor panics. Either it
// is taken for what it says, and then written the same way again; or it is kept
// aside unchanged.
func FuzzJournal(f *testing.F) {
	for _, d := range append(damages(), journalDamages()...) {
		if d.data != nil {
			f.Add(d.data)
		}
	}
	good, err := encode(journalContent{
		Schema: 1,
		Steps: map[string]Record{"clone": {
			Definition: Digest("d"), Start: time.Unix(1e9, 0).UTC(), Outcome: OutcomeRunning,
			Log: "logs/20261123T021500.123Z/clone.log", Process: Process{PID: 1, PGID: 1, Start: 1 << 60, Boot: "b"},
		}},
		Proofs: map[string]time.Time{Digest("p"): time.Unix(1e9, 5e6).UTC()},
		Facts:  map[Fact]string{FactFrom: "/srv/mirror"},
	}, false)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Fuzz(func(t *testing.T, data []byte) {
		t.Parallel()
		dir := stateDir(t)
		must(t, os.Mkdir(dir, 0o700))
		path := filepath.Join(dir, journalName)
		must(t, os.WriteFile(path, data, 0o600))
		j, notice, err := Open(dir, newClock().now)
		must(t, err)
		if !notice.IsZero() {
			if kept, err := os.ReadFile(notice.Kept); err != nil || !bytes.Equal(kept, data) {
				t.Errorf("kept %q, %v", kept, err)
			}
			return
		}
		once, err := encode(j.content, false)
		must(t, err)
		must(t, os.WriteFile(path, once, 0o600))
		again, notice, err := Open(dir, newClock().now)
		if err != nil || !notice.IsZero() {
			t.Fatalf("what was written can't be read: %q, %v", notice, err)
		}
		twice, err := encode(again.content, false)
		must(t, err)
		if !bytes.Equal(once, twice) {
			t.Errorf("%s\nbecomes\n%s", once, twice)
		}
	})
}

// FuzzName: what ValidName lets pass is one harmless component of a path.
func FuzzName(f *testing.F) {
	for _, name := range hostileNames() {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		t.Parallel()
		if err := ValidName(Key(name)); err != nil {
			t.Errorf("key of %+q: %v", name, err)
		}
		if ValidName(name) != nil {
			return
		}
		if !filepath.IsLocal(name) || filepath.Base(name) != name || filepath.Clean(name) != name {
			t.Errorf("%+q is a path", name)
		}
		if encoded, err := json.Marshal(name); err != nil || string(encoded) != `"`+name+`"` {
			t.Errorf("%+q needs escaping: %s", name, encoded)
		}
	})
}
