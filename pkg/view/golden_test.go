package view_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

var update = flag.Bool("update", false, "write what is seen into the golden files")

// golden compares what a view wrote with the file of that name; escape characters are written as \e in it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	got = strings.NewReplacer(`\`, `\\`, "\x1b", `\e`).Replace(got)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s; if it is meant so, run go test ./pkg/view -update (-want +got):\n%s", path, diff)
	}
}

// recorded reads the events of a run, one JSON object a line.
func recorded(t *testing.T, name string) []event.Event {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name+".jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var events []event.Event
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var e event.Event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			t.Fatalf("%s: %v", lines.Text(), err)
		}
		events = append(events, e)
	}
	if err := lines.Err(); err != nil || len(events) == 0 {
		t.Fatalf("%d events, %v", len(events), err)
	}
	return events
}

// palettes are one without colour, as pipes and files get it, and one with.
func monochrome() term.Palette { return term.Palette{Unicode: true} }

func coloured() term.Palette {
	return term.Palette{Unicode: true, Level: term.Level16, Background: term.BackgroundDark}
}
