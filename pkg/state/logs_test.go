package state

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func writeLog(t *testing.T, l *Logs, step, text string) string {
	t.Helper()
	file, name, err := l.Create(step)
	must(t, err)
	_, err = file.WriteString(text)
	must(t, err)
	must(t, file.Close())
	return name
}

func readLog(t *testing.T, dir, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	must(t, err)
	return string(data)
}

func TestLogs(t *testing.T) {
	t.Parallel()
	dir := stateDir(t)
	l := NewLogs(dir, 3, newClock().now)
	if _, err := os.Lstat(dir); err == nil {
		t.Error("something was written before the first log")
	}
	long := strings.Repeat("x", MaxName)
	const run = "logs/20261123T021500.123Z/"
	for i, tc := range []struct{ step, want string }{
		{"clone", run + "clone.log"},
		{"clone", run + "clone.2.log"},
		{"clone.2", run + "clone.2.2.log"}, // its own name is taken
		{"clone", run + "clone.3.log"},
		{long, run + long + ".log"},
		{long, run + long + ".2.log"},
	} {
		text := fmt.Sprintf("log %d\n", i)
		name := writeLog(t, l, tc.step, text)
		if name != tc.want {
			t.Errorf("%s: %s, want %s", tc.step, name, tc.want)
		}
		if got := readLog(t, dir, name); got != text {
			t.Errorf("%s holds %q", name, got)
		}
		if err := (Record{Outcome: OutcomeRunning, Log: name}).check(); err != nil {
			t.Errorf("the journal refuses it: %v", err)
		}
	}
	if fi, err := os.Stat(filepath.Join(dir, run)); err != nil || fi.Mode().Perm()&0o077 != 0 {
		t.Errorf("logs are open to others: %v, %v", fi, err)
	}
}

func TestLogsKeepLastRuns(t *testing.T) {
	t.Parallel()
	dir, c := stateDir(t), newClock()
	logs := filepath.Join(dir, logsName)
	must(t, os.MkdirAll(filepath.Join(logs, "notes"), 0o700))
	must(t, os.WriteFile(filepath.Join(logs, "20200101T000000.000Z"), nil, 0o600))
	outside := t.TempDir()
	must(t, os.WriteFile(filepath.Join(outside, "precious"), nil, 0o600))
	must(t, os.Symlink(outside, filepath.Join(logs, "20200102T000000.000Z")))
	var runs []string
	for i := range 7 {
		if i != 3 { // two runs in one millisecond
			c.advance(time.Second)
		}
		name := writeLog(t, NewLogs(dir, 3, c.now), "clone", "x")
		runs = append(runs, path.Base(path.Dir(name)))
	}
	want := append(runs[4:], "notes", "20200101T000000.000Z", "20200102T000000.000Z")
	slices.Sort(want)
	entries, err := os.ReadDir(logs)
	must(t, err)
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if _, err := os.Stat(filepath.Join(outside, "precious")); err != nil {
		t.Error(err)
	}
	// A clock that goes back doesn't take away the present run.
	c.advance(-24 * time.Hour)
	name := writeLog(t, NewLogs(dir, 1, c.now), "clone", "now")
	if got := readLog(t, dir, name); got != "now" {
		t.Errorf("%q", got)
	}
}

func TestRunOrder(t *testing.T) {
	t.Parallel()
	want := []string{
		"20261123T021500.123Z", "20261123T021500.123Z-2", "20261123T021500.123Z-10", "20261123T021500.124Z", "20271123T021500.123Z",
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, compareRuns)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, name := range append(hostileNames(), "20261123T021500.123", "20261323T021500.123Z", "x0261123T021500.123Z", "20261123T021500.123Z/x") {
		if isRunName(name) {
			t.Errorf("%+q counts as a run", name)
		}
	}
}

// Links in the way of logs lead nowhere.
func TestLogsFollowNoLinks(t *testing.T) {
	t.Parallel()
	for _, where := range []string{logsName, logsName + "/20261123T021500.123Z"} {
		t.Run(where, func(t *testing.T) {
			t.Parallel()
			dir, outside := stateDir(t), t.TempDir()
			link := filepath.Join(dir, filepath.FromSlash(where))
			must(t, os.MkdirAll(filepath.Dir(link), 0o700))
			must(t, os.Symlink(outside, link))
			file, name, err := NewLogs(dir, 1, newClock().now).Create("clone")
			if err == nil {
				_ = file.Close()
				if path.Dir(name) == where {
					t.Errorf("made %s", name)
				}
			}
			if left := tree(t, outside); len(left) > 0 {
				t.Errorf("written outside: %v", left)
			}
		})
	}
}

func TestLogNamesRefused(t *testing.T) {
	t.Parallel()
	name := writeLog(t, NewLogs(stateDir(t), 1, newClock().now), "clone", "x")
	must(t, checkLogName(name))
	for _, bad := range []string{
		"", "logs", "journal.json", "../secret", path.Dir(name), path.Dir(name) + "/../clone.log", name + "/x", "/" + name,
		strings.TrimSuffix(name, ".log"), path.Dir(name) + "/.log",
	} {
		if checkLogName(bad) == nil {
			t.Errorf("%q is taken for a log's name", bad)
		}
	}
}

func TestLogsTogether(t *testing.T) {
	t.Parallel()
	dir := stateDir(t)
	l := NewLogs(dir, 2, newClock().now)
	names := make([]string, 10)
	var wg sync.WaitGroup
	for i := range names {
		wg.Go(func() {
			file, name, err := l.Create("clone")
			if err != nil {
				t.Error(err)
				return
			}
			names[i] = name
			_ = file.Close()
		})
	}
	wg.Wait()
	slices.Sort(names)
	if got := len(slices.Compact(names)); got != 10 {
		t.Errorf("%d logs: %v", got, names)
	}
}
