package state

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"testing"
	"time"
)

// FuzzJournal: whatever a journal's file holds is refused with a reason, or taken for
// what it says and then written in a form that is read the same way.
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
	read := func(data []byte) (journalContent, error) {
		var c journalContent
		err := decodeStrict(data, journalSchema, &c)
		if err == nil {
			err = c.check()
		}
		return c, err
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		t.Parallel()
		c, err := read(data)
		if err != nil {
			if bad := unreadable(err); bad == nil || bad.found == "" {
				t.Errorf("refused without a reason: %v", err)
			}
			return
		}
		once, err := encode(c, false)
		must(t, err)
		again, err := read(once)
		if err != nil {
			t.Fatalf("what was written can't be read: %v", err)
		}
		twice, err := encode(again, false)
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
