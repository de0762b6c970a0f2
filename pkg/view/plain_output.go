package view

import (
	"fmt"
	"strings"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

const (
	// sayEvery is the shortest time between two lines of the same progress.
	sayEvery = 5 * time.Second
	// quietFor is how long nothing must have been written for a sign of life to be worth a line. The engine
	// gives one every 20 seconds, so no 30 seconds pass without a line.
	quietFor = 10 * time.Second
)

// running is what was last said of a running step.
type running struct {
	// said is when a line of its progress was written, and phase what it was about.
	said  time.Time
	phase string
	// bar is when a state of a progress bar that it draws was written; returned says that what it printed
	// last ends in a carriage return, and held is that line if it wasn't written.
	bar      time.Time
	returned bool
	held     string
}

// of returns what is known of a running step.
func (v *Plain) of(id string) *running {
	r := v.running[id]
	if r == nil {
		r = &running{}
		v.running[id] = r
	}
	return r
}

// whose names the step where several run.
func (v *Plain) whose(id, sign string) string {
	if len(v.running) > 1 {
		return term.Line(id) + sign
	}
	return ""
}

// output writes lines of a step. Of a line that is overwritten, as progress bars do, only the last state
// counts, and states that come and go are shown every few seconds.
func (v *Plain) output(o event.StepOutput) {
	if v.options.Quiet || o.Text == "" {
		return
	}
	r := v.of(o.ID)
	text := o.Text
	if r.returned {
		var ended bool
		if text, ended = strings.CutPrefix(text, "\n"); ended {
			v.outputHeld(o.ID, r) // The carriage return was half of a line's end.
		}
	}
	r.returned, r.held = strings.HasSuffix(text, "\r"), ""
	for line := range strings.SplitAfterSeq(text, "\n") {
		if line == "" {
			continue
		}
		ended := strings.HasSuffix(line, "\n")
		states := strings.Split(strings.TrimRight(line, "\r\n"), "\r")
		last := states[len(states)-1]
		if !ended && (len(states) > 1 || r.returned) {
			if v.at.Sub(r.bar) < sayEvery {
				r.held = last
				continue
			}
			r.bar = v.at
		}
		v.outputLine(o.ID, last)
	}
}

// outputHeld writes the last state of a line that was held back, because nothing overwrites it.
func (v *Plain) outputHeld(id string, r *running) {
	if r.held != "" {
		v.outputLine(id, r.held)
		r.held = ""
	}
}

func (v *Plain) outputLine(id, line string) {
	clean := term.PlainOutput
	if v.options.Palette.Level != term.LevelNone {
		clean = term.Output
	}
	lead := v.render(term.Muted, "    "+v.whose(id, " ")+"|")
	for l := range strings.SplitSeq(strings.TrimRight(clean(line), "\n"), "\n") {
		if l = strings.TrimRight(l, " "); l != "" {
			l = " " + l
		}
		v.printf("%s%s\n", lead, l)
	}
}

// progress writes how far a step is: when it begins with something else, and then every few seconds.
func (v *Plain) progress(p event.StepProgress) {
	r := v.of(p.ID)
	if p.Phase == event.PhaseRunning {
		if v.at.Sub(v.wrote) >= quietFor {
			v.prose(4, term.Muted, v.whose(p.ID, ": ")+"still running after "+seconds(p.Elapsed))
		}
		return
	}
	since := v.at.Sub(r.said)
	switch complete := p.Percent == 100; {
	case r.said.IsZero(), since >= sayEvery:
	case r.phase == p.Phase && complete && since >= time.Second:
	default:
		return
	}
	r.said, r.phase = v.at, p.Phase
	v.prose(4, term.Muted, v.whose(p.ID, ": ")+measured(p))
}

// measured is progress in words: receiving 34 %, 2.1 MB at 1.2 MB/s.
func measured(p event.StepProgress) string {
	text := phase(p.Phase)
	if p.Percent >= 0 {
		text += fmt.Sprintf(" %d %%", p.Percent)
	}
	switch {
	case p.Bytes > 0 && p.Rate > 0:
		text += ", " + size(p.Bytes) + " at " + size(p.Rate) + "/s"
	case p.Bytes > 0:
		text += ", " + size(p.Bytes)
	}
	return text
}

// phase is the name of a phase in words.
func phase(name string) string {
	switch name {
	case "connect":
		return "connecting"
	case "server":
		return "the server prepares the data"
	case "receive":
		return "receiving"
	case "resolve":
		return "resolving"
	case "checkout":
		return "writing files"
	}
	return term.Line(name)
}
