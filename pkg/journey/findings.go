package journey

import (
	"github.com/jupyter-onboard/jupyter-onboard/pkg/doctor"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
)

// Findings is what the doctor found, in the form that views show.
func Findings(all []doctor.Finding) []event.Finding {
	out := make([]event.Finding, 0, len(all))
	for _, f := range all {
		e := event.Finding{
			ID: f.ID, Level: level(f.Severity), Title: f.Title, Observed: f.Observed, Expected: f.Expected, Why: f.Why,
		}
		if f.Automatic {
			e.Fixes = append(e.Fixes, event.Fix{Title: "set-up brings it into the environment or the checkout", Automatic: true})
		}
		for _, fix := range f.Fixes {
			e.Fixes = append(e.Fixes, event.Fix{Command: fix.Run, URL: fix.URL, Admin: fix.Admin})
		}
		out = append(out, e)
	}
	return out
}

func level(s doctor.Severity) event.Level {
	switch s {
	case doctor.Blocker:
		return event.Blocker
	case doctor.Warning:
		return event.Warning
	case doctor.Info:
		return event.Info
	case doctor.OK:
	}
	return event.OK
}
