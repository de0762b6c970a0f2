package engine

import (
	"context"
	"fmt"
	"io"
	"sync"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/runner"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

const (
	// maxShown is how many likely causes of one failure are shown.
	maxShown = 3
	// maxText is the longest line of output that a diagnosis quotes, in characters.
	maxText = 300
)

// A diagnoser finds known failures in what a step has printed: those of its guide first, then those that
// all guides share. The shared ones are parsed when they are first needed, since most runs don't fail.
type diagnoser struct {
	own    []guide.Failure
	shared func() []guide.Failure
	// log is where the whole output of a step is; "" if it isn't kept.
	log func(step string) string
}

var (
	_ runner.Diagnoser = (*diagnoser)(nil)
	_ runner.Journal   = (*recorder)(nil)
	_ runner.Cloner    = (*recorder)(nil)
)

// newDiagnoser makes the diagnoser for the steps of a guide.
func (e *Engine) newDiagnoser(g *guide.Guide, log func(step string) string) *diagnoser {
	return &diagnoser{own: g.KnownFailures, log: log, shared: sync.OnceValue(e.sharedFailures)}
}

func (e *Engine) sharedFailures() []guide.Failure {
	if e.KnownFailures == nil {
		return nil
	}
	all, err := guide.LoadFailures(guide.FailuresFile, e.KnownFailures())
	if err != nil && e.Notice != nil {
		e.Notice("The known failures that all guides share can't be read: " + err.Error())
	}
	return all
}

// Diagnose implements runner.Diagnoser. The runner's copy of a long output lacks the middle, so the log
// is read then. At most three causes are returned, the likeliest first.
func (d *diagnoser) Diagnose(s plan.Step, output []byte) []event.Diagnosis {
	rules := append(append([]guide.Failure{}, d.own...), d.shared()...)
	var out []event.Diagnosis
	for _, m := range likeliest(search(d.whole(s.ID, output), rules, len(d.own))) {
		out = append(out, diagnosis(m.Match))
	}
	return out
}

// diagnosis is the wire form of a match.
func diagnosis(m guide.Match) event.Diagnosis {
	f := m.Failure
	d := event.Diagnosis{
		ID: f.ID, Line: shorten(system.Redact(m.Text)), Cause: f.Cause, Remedy: f.Remedy, Evidence: f.Evidence, Network: f.Network,
	}
	if m.Mild {
		d.Cause = "The output only warns of this, so look for another reason too. " + d.Cause
	}
	return d
}

func shorten(s string) string {
	if r := []rune(s); len(r) > maxText {
		return string(r[:maxText]) + "…"
	}
	return s
}

// A recorder is a session that remembers where the newest log of each step is, and puts the reason of a
// failed clone into the log, where it is looked for.
type recorder struct {
	*session
	mu   sync.Mutex
	logs map[string]string
}

func newRecorder(s *session) *recorder { return &recorder{session: s, logs: map[string]string{}} }

// Log implements runner.Logs.
func (r *recorder) Log(id string) (io.WriteCloser, string, error) {
	w, path, err := r.session.Log(id)
	if err == nil {
		r.mu.Lock()
		r.logs[id] = path
		r.mu.Unlock()
	}
	return w, path, err
}

func (r *recorder) path(id string) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.logs[id]
}

// Clone implements runner.Cloner.
func (r *recorder) Clone(ctx context.Context, c plan.Clone, log io.Writer, progress func(event.StepProgress)) error {
	err := r.session.Clone(ctx, c, log, progress)
	if err != nil {
		// The same text is in the error, so nothing is lost if the log can't take it.
		_, _ = fmt.Fprintln(log, err)
	}
	return err
}
