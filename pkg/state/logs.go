package state

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	logsName  = "logs"
	logSuffix = ".log"
)

// Logs makes the log files of one run, in a folder of their own that appears with
// the first. Its methods may be called from several goroutines.
type Logs struct {
	place place
	keep  int
	now   func() time.Time

	mu  sync.Mutex
	run string // folder of this run below logs, once made
}

// NewLogs prepares for logs in the folder dir, the one of the journal. When this
// run makes its first log, the folders of all but the last keep runs, this one
// included, are removed; keep is at least 1. A nil now means [time.Now].
// Nothing is written yet.
func NewLogs(dir string, keep int, now func() time.Time) *Logs {
	if now == nil {
		now = time.Now
	}
	return &Logs{place: place{path: dir}, keep: max(keep, 1), now: now}
}

// Create makes a new, empty log for a step and returns it, open for appending, and its
// name for the journal: slash-separated, relative to the journal's folder.
// A step that runs twice gets two logs. The id must be a [ValidName].
func (l *Logs) Create(stepID string) (*os.File, string, error) {
	if err := ValidName(stepID); err != nil {
		return nil, "", fmt.Errorf("log of step: %w", err)
	}
	file, name, err := l.create(stepID)
	if err != nil {
		return nil, "", fmt.Errorf("log of step %s: %w", stepID, err)
	}
	return file, name, nil
}

func (l *Logs) create(stepID string) (*os.File, string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	logs, err := l.open()
	if err != nil {
		return nil, "", err
	}
	defer logs.close()
	if l.run == "" {
		run, err := logs.mkdirNew(moment(l.now).Format(stamp))
		if err != nil {
			return nil, "", err
		}
		l.run = run
		logs.prune(l.run, l.keep-1)
	}
	run, err := logs.sub(l.run, true)
	if err != nil {
		return nil, "", err
	}
	defer run.close()
	for i := 1; ; i++ {
		name := stepID + logSuffix
		if i > 1 {
			name = fmt.Sprintf("%s.%d%s", stepID, i, logSuffix)
		}
		file, err := run.create(name, 0o600)
		if !errors.Is(err, fs.ErrExist) || i > maxSame {
			return file, path.Join(logsName, l.run, name), err
		}
	}
}

// open opens the folder of all logs, and makes it if needed.
func (l *Logs) open() (folder, error) {
	f, err := l.place.open(true)
	if err != nil {
		return folder{}, err
	}
	defer f.close()
	return f.sub(logsName, true)
}

// prune removes all but the last keep runs, and never the present one, even if the
// clock has gone back. What isn't the folder of a run stays. It is best effort: old
// logs are no reason to stop.
func (f folder) prune(present string, keep int) {
	names, err := f.names(".")
	if err != nil {
		return
	}
	names = slices.DeleteFunc(names, func(name string) bool {
		fi, err := f.lstat(name)
		return name == present || !isRunName(name) || err != nil || !fi.IsDir()
	})
	slices.SortFunc(names, compareRuns)
	for len(names) > keep {
		_ = f.removeAll(names[0])
		names = names[1:]
	}
}

// isRunName reports whether name is one that [Logs] gives to a run.
func isRunName(name string) bool {
	if len(name) < len(stamp) || ValidName(name) != nil {
		return false
	}
	_, err := time.Parse(stamp, name[:len(stamp)])
	return err == nil
}

// compareRuns orders runs by time; those of one millisecond by their number, of which
// a longer one is greater.
func compareRuns(a, b string) int {
	if byTime := strings.Compare(a[:len(stamp)], b[:len(stamp)]); byTime != 0 {
		return byTime
	}
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}

// checkLogName reports whether name is one that [Logs.Create] returns.
func checkLogName(name string) error {
	part := strings.Split(name, "/")
	if len(part) == 3 && part[0] == logsName && isRunName(part[1]) {
		step, isLog := strings.CutSuffix(part[2], logSuffix)
		if isLog && ValidName(withoutNumber(step)) == nil {
			return nil
		}
	}
	return fmt.Errorf("log %+q isn't the name of a log", name)
}

// withoutNumber drops the number of a repeated log, ".2", if there is one.
func withoutNumber(s string) string {
	i := strings.LastIndexByte(s, '.')
	if i < 0 {
		return s
	}
	if _, err := strconv.ParseUint(s[i+1:], 10, 16); err != nil {
		return s
	}
	return s[:i]
}
