package gitrepo_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo/gittest"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// TestOnlyOurDeadLeftoversAreRemoved puts folders that look like those of
// killed clones beside the destination.
func TestOnlyOurDeadLeftoversAreRemoved(t *testing.T) {
	t.Parallel()
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	dead := system.Current()
	dead.Birth += "0"
	elsewhere := system.Process{PID: 1, Birth: "elsewhere:1"}
	owner := func(dest, host string, p system.Process) string {
		data, err := json.Marshal(map[string]any{"dest": dest, "host": host, "owner": p})
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	long, recent := 48*time.Hour, time.Duration(0)
	for name, c := range map[string]leftover{
		"dead":                                    {owner: owner("/x/name", host, dead), file: true, removed: true},
		"alive":                                   {owner: owner("/x/name", host, system.Current()), file: true, age: long},
		"before the last start":                   {owner: owner("/x/name", host, elsewhere), file: true, removed: true},
		"of another computer":                     {owner: owner("/x/name", "other", elsewhere), file: true, age: recent},
		"of another computer, old":                {owner: owner("/x/name", "other", elsewhere), age: long, removed: true},
		"of another destination":                  {owner: owner("/x/other", host, dead), file: true},
		"without owner, empty, old":               {owner: "-", age: long, removed: true},
		"without owner, empty, new":               {folder: ".name.jupyter-onboard-x", owner: "-", age: recent},
		"without owner, empty, of a dead process": {folder: ".name.jupyter-onboard-999999999-1", owner: "-", age: recent, removed: true},
		"without owner, empty, of a process":      {folder: fmt.Sprintf(".name.jupyter-onboard-%d-1", os.Getpid()), owner: "-", age: recent},
		"half an owner file, of a dead process":   {folder: ".name.jupyter-onboard-999999999-2", owner: "-", half: true, age: recent, removed: true},
		"files and a dead process":                {folder: ".name.jupyter-onboard-999999999-3", owner: "-", file: true, age: recent},
		"without owner, with files":               {owner: "-", file: true, age: long},
		"broken owner file":                       {owner: "{", file: true, age: long},
		"a person's notes":                        {folder: ".name.jupyter-onboard", owner: "-", file: true, age: long},
		"of a longer name":                        {folder: ".name2.jupyter-onboard-1", owner: owner("/x/name2", host, dead), file: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.try(t)
		})
	}
}

// leftover is a folder beside a destination.
type leftover struct {
	folder  string // its name; "" for one that a stage could have
	owner   string // the owner file; "-" for none
	file    bool   // with something in it
	half    bool   // with an owner file that isn't in its place
	age     time.Duration
	removed bool // whether the next clone has to remove it
}

// make makes the folder and returns its path.
func (l leftover) make(t *testing.T, parent string) string {
	t.Helper()
	if l.folder == "" {
		l.folder = ".name.jupyter-onboard-123"
	}
	folder := filepath.Join(parent, l.folder)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if l.owner != "-" {
		write(t, filepath.Join(folder, "owner.json"), l.owner)
	}
	if l.half {
		write(t, filepath.Join(folder, "owner.json.new"), "{")
	}
	if l.file {
		write(t, filepath.Join(folder, "repo", "sub", "file"), "content")
	}
	then := time.Now().Add(-l.age)
	if err := os.Chtimes(folder, then, then); err != nil {
		t.Fatal(err)
	}
	return folder
}

// try clones beside the folder.
func (l leftover) try(t *testing.T) {
	t.Helper()
	_, from, _ := served(t, 1)
	parent := t.TempDir()
	folder := l.make(t, parent)
	before := gittest.Snapshot(t, folder)
	result, err := newGit(t).Clone(t.Context(), gitrepo.Options{From: from, Dir: filepath.Join(parent, "name")}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if removed := !exists(folder); removed != l.removed || (len(result.Removed) == 1) != l.removed {
		t.Errorf("removed is %v (%v), want %v", removed, result.Removed, l.removed)
	}
	if l.removed {
		return
	}
	if diff := cmp.Diff(before, gittest.Snapshot(t, folder)); diff != "" {
		t.Errorf("it was touched:\n%s", diff)
	}
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}
