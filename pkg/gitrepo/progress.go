package gitrepo

import (
	"strconv"
	"strings"
	"sync"
	"time"
)

// Phase is what a transfer is doing.
type Phase string

// The phases of a clone, in the order in which they usually come.
const (
	PhaseConnect  Phase = "connect"  // nothing heard from the server yet
	PhaseServer   Phase = "server"   // the server counts and compresses
	PhaseReceive  Phase = "receive"  // objects arrive
	PhaseResolve  Phase = "resolve"  // deltas are resolved
	PhaseCheckout Phase = "checkout" // files are written; a blobless clone fetches them now
)

// Progress is how far a transfer has come.
type Progress struct {
	Phase Phase
	// Percent of this phase, or -1 if it isn't known.
	Percent int
	// Done and Total count the phase's objects or files; zero if not known.
	Done, Total int64
	// Bytes is what has been received since the start, of all phases.
	Bytes int64
	// PerSecond is the recent rate of that, in bytes.
	PerSecond int64
}

// reportEvery is the shortest time between two reports of the same phase.
const reportEvery = 100 * time.Millisecond

// meter collects progress and hands it on, not too often and never twice at
// the same time.
type meter struct {
	report func(Progress)

	mu      sync.Mutex
	now     Progress
	last    time.Time // of the last report
	sampled time.Time // of the last measure of the bytes
}

func newMeter(report func(Progress)) *meter {
	m := &meter{report: report, now: Progress{Phase: PhaseConnect, Percent: -1}, sampled: time.Now()}
	m.send(true)
	return m
}

// line takes one line of git's messages.
func (m *meter) line(text string) {
	p, ok := parseProgress(text)
	if !ok {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	changed := p.Phase != m.now.Phase
	p.Bytes, p.PerSecond = m.now.Bytes, m.now.PerSecond
	m.now = p
	m.send(changed)
}

// received takes a new measure of the bytes that have come.
func (m *meter) received(bytes int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	elapsed := time.Since(m.sampled)
	if bytes < m.now.Bytes || elapsed <= 0 {
		return
	}
	rate := int64(float64(bytes-m.now.Bytes) / elapsed.Seconds())
	// Half old, half new: the figure is readable and follows within seconds.
	m.now.PerSecond = (m.now.PerSecond + rate) / 2
	m.now.Bytes, m.sampled = bytes, time.Now()
	m.send(false)
}

// send reports the present state if it is due.
func (m *meter) send(due bool) {
	if m.report == nil || !due && time.Since(m.last) < reportEvery {
		return
	}
	m.last = time.Now()
	m.report(m.now)
}

// parseProgress reads a line such as
//
//	Receiving objects:  42% (420/1000), 12.30 MiB | 5.10 MiB/s
func parseProgress(line string) (Progress, bool) {
	remote := false
	if rest, ok := strings.CutPrefix(line, "remote: "); ok {
		line, remote = rest, true
	}
	title, rest, ok := strings.Cut(line, ": ")
	if !ok {
		return Progress{}, false
	}
	phase := phaseOf(title, remote)
	if phase == "" {
		return Progress{}, false
	}
	p := Progress{Phase: phase, Percent: -1}
	rest = strings.TrimLeft(rest, " ")
	percent, counts, ok := strings.Cut(rest, "% (")
	if !ok {
		count, _, _ := strings.Cut(rest, ",")
		n, err := strconv.ParseInt(count, 10, 64)
		p.Done = n
		return p, err == nil
	}
	n, err := strconv.Atoi(percent)
	if err != nil || n < 0 || n > 100 {
		return Progress{}, false
	}
	p.Percent = n
	counts, _, _ = strings.Cut(counts, ")")
	done, total, _ := strings.Cut(counts, "/")
	// Counts that can't be read are left unknown; the percentage is there.
	p.Done, _ = strconv.ParseInt(done, 10, 64)
	p.Total, _ = strconv.ParseInt(total, 10, 64)
	return p, true
}

// phaseOf maps git's titles to phases; "" is no progress. A server writes what
// it likes, so its lines only ever say that it is at work.
func phaseOf(title string, remote bool) Phase {
	switch title {
	case "Enumerating objects", "Counting objects", "Compressing objects":
		return PhaseServer
	case "Receiving objects", "Unpacking objects":
		if !remote {
			return PhaseReceive
		}
	case "Resolving deltas":
		if !remote {
			return PhaseResolve
		}
	case "Updating files", "Checking out files", "Filtering content":
		if !remote {
			return PhaseCheckout
		}
	}
	return ""
}
