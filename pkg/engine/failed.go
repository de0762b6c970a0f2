package engine

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/state"
)

// tailSize is how much of a log's end is read for its last lines.
const tailSize = 256 << 10

// Failed is the step that failed last on a checkout.
type Failed struct {
	Step plan.Step
	// When it began; zero if that isn't known.
	Since time.Time
	// True if a person or a signal stopped it, or it was killed.
	Interrupted bool
	ExitCode    int
	// Path of its log; empty if there is none any more.
	Log string
	// Last lines of its output.
	LastLines []string
	// Known causes that its output shows, the likeliest first.
	Diagnoses []event.Diagnosis
}

// Failed tells which step of the plan failed last, with at most the given number of its last lines. It is
// found out from the journal and the logs; nothing is run or changed. The bool is false if none failed.
func (e *Engine) Failed(p plan.Plan, lines int) (Failed, bool, error) {
	s, err := e.read(p.Dir)
	if err != nil {
		return Failed{}, false, err
	}
	f, ok := s.lastFailure(p.Steps)
	if !ok {
		if f, ok = s.failedClone(p.Steps); !ok {
			return Failed{}, false, nil
		}
	}
	output := tail(f.Log)
	if output == nil {
		f.Log = ""
		return f, true, nil
	}
	f.LastLines = lastLines(string(output), lines)
	f.Diagnoses = e.newDiagnoser(p.Guide, func(string) string { return f.Log }).Diagnose(f.Step, nil)
	return f, true, nil
}

// lastFailure is the step that the journal has as failed, the one that began last if there are more.
func (s *session) lastFailure(steps []plan.Step) (Failed, bool) {
	var last Failed
	found := false
	for _, step := range steps {
		r, ok := s.journal.Step(step.ID)
		if !ok || r.Outcome == state.OutcomeSucceeded || found && !r.Start.After(last.Since) {
			continue
		}
		found = true
		last = Failed{Step: step, Since: r.Start, Interrupted: r.Outcome != state.OutcomeFailed, ExitCode: r.ExitCode}
		if r.Log != "" {
			last.Log = filepath.Join(s.dir, filepath.FromSlash(r.Log))
		}
	}
	return last, found
}

// cloned is how the log of a clone ends that went well.
var cloned = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`: commit [0-9a-f]+ on .*, \d+ bytes in `) })

// failedClone is the step of the clone if the checkout isn't there and the clone's newest log doesn't end
// well: clones have no record in the journal, which lives in the checkout.
func (s *session) failedClone(steps []plan.Step) (Failed, bool) {
	i := slices.IndexFunc(steps, func(p plan.Step) bool { return p.Kind == plan.KindClone && p.Satisfied == "" })
	if i < 0 {
		return Failed{}, false
	}
	logs := filepath.Join(s.dir, "logs")
	runs, err := os.ReadDir(logs)
	if err != nil {
		return Failed{}, false
	}
	// The names of runs begin with their time.
	for _, run := range slices.Backward(runs) {
		path, since := newestLog(filepath.Join(logs, run.Name()), steps[i].ID)
		switch {
		case path == "":
		case cloned().Match(tail(path)):
			return Failed{}, false
		default:
			return Failed{Step: steps[i], Since: since, Log: path}, true
		}
	}
	return Failed{}, false
}

// newestLog is the log of a step's last try in the folder of a run, and its time; "" if there is none.
func newestLog(dir, id string) (path string, since time.Time) {
	for try := 1; ; try++ {
		name := id + ".log"
		if try > 1 {
			name = id + "." + strconv.Itoa(try) + ".log"
		}
		info, err := os.Lstat(filepath.Join(dir, name))
		if err != nil || !info.Mode().IsRegular() {
			return path, since
		}
		path, since = filepath.Join(dir, name), info.ModTime()
	}
}

// tail reads the end of a log, from the beginning of a line if the log is long; nil if there is none.
func tail(path string) []byte {
	log, size, err := openLog(path)
	if err != nil {
		return nil
	}
	defer func() { _ = log.Close() }() // It was only read.
	data := make([]byte, min(size, tailSize))
	n, err := log.ReadAt(data, max(size-tailSize, 0))
	if err != nil && err != io.EOF { //nolint:errorlint // ReadAt returns it as it is.
		return nil
	}
	data = data[:n]
	if i := bytes.IndexByte(data, '\n'); size > tailSize && i >= 0 {
		data = data[i+1:]
	}
	return data
}

// lastLines are up to n last lines that aren't empty, without escape sequences.
func lastLines(output string, n int) []string {
	var kept []string
	for line := range strings.SplitSeq(plain(output), "\n") {
		if line = strings.TrimRight(line, " \t"); line != "" {
			kept = append(kept, line)
		}
	}
	return kept[max(len(kept)-n, 0):]
}
