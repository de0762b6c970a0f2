package runner

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"sync"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// lastLinesShown is how many lines of the output a failure without a known cause shows.
const lastLinesShown = 12

// A PanicError is a panic of this program: a bug.
type PanicError struct {
	Value any
	Stack []byte
}

// Error says that it is a bug, and what the panic said.
func (e *PanicError) Error() string {
	return fmt.Sprintf("this program has a bug and couldn't go on: %v", e.Value)
}

// explain says why an attempt failed and how to go on.
func (t *stepRun) explain(a attempt) event.Failure {
	r := t.runner
	f := event.Failure{
		Step: t.s.ID, Observed: hide(a.err.Error()), Expected: hide(expected(t.s)), Log: a.log,
		Continue: hide(r.Continue), Ask: r.Ask,
	}
	if _, bug := errors.AsType[*PanicError](a.err); bug {
		return f
	}
	if r.Diagnoser != nil {
		f.Diagnoses = r.Diagnoser.Diagnose(t.s, a.output)
	}
	for i := range f.Diagnoses {
		f.Diagnoses[i].Line = hide(f.Diagnoses[i].Line)
	}
	if len(f.Diagnoses) == 0 {
		f.LastLines = lastLines(a.output, lastLinesShown)
	}
	return f
}

// networkToBlame reports whether a step may go better another time: the network is to blame, and didn't say no.
func networkToBlame(f event.Failure, err error) bool {
	if errors.Is(err, ErrNetwork) {
		return !errors.Is(err, ErrRefused)
	}
	return len(f.Diagnoses) > 0 && f.Diagnoses[0].Network && !refusal().MatchString(f.Diagnoses[0].Line)
}

// refusal is how the tools say that they weren't let in, or don't trust who answers. Asking again brings the same.
var refusal = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)certificate|unable[ _]to[ _](?:get|verify)|self[-_ ]signed|SEC_E_UNTRUSTED_ROOT|UnknownIssuer|SSLError|` +
		`\b(?:401|403|407|E401|E403|YN0041)\b|unauthori[sz]ed|forbidden|authentication (?:required|failed)|permission denied|SAML|refusing to allow`)
})

func expected(s plan.Step) string {
	switch {
	case s.Action.Clone != nil:
		return "a whole clone of " + s.Action.Clone.URL
	case s.Expect != "":
		return fmt.Sprintf("exit code 0 and output that matches %q", s.Expect)
	case len(s.Creates) > 0 || !s.Check.IsZero():
		return "exit code 0, and what the step creates and checks is there"
	}
	return "exit code 0"
}

// lastLines returns up to n last lines that aren't empty.
func lastLines(out []byte, n int) []string {
	var kept []string
	for len(out) > 0 && len(kept) < n {
		i := bytes.LastIndexAny(out, "\n\r")
		if l := bytes.TrimRight(out[i+1:], " \t"); len(l) > 0 {
			kept = append(kept, hide(string(l)))
		}
		out = out[:max(i, 0)]
	}
	slices.Reverse(kept)
	return kept
}

// words writes a length of time for people: 2 s, 30 min, 1 h 5 min.
func words(d time.Duration) string {
	s := int64(d.Round(time.Second) / time.Second)
	switch {
	case s < 60:
		return fmt.Sprintf("%d s", s)
	case s < 3600 && s%60 == 0:
		return fmt.Sprintf("%d min", s/60)
	case s < 3600:
		return fmt.Sprintf("%d min %d s", s/60, s%60)
	case s%3600 < 60:
		return fmt.Sprintf("%d h", s/3600)
	}
	return fmt.Sprintf("%d h %d min", s/3600, s%3600/60)
}
