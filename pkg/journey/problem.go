package journey

import (
	"errors"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
)

// A Problem is an error with everything that a person needs to go on.
type Problem struct {
	Message, Observed, Expected string
	// Next is the command or the action that goes on.
	Next string
	// Log is the path of a file with more; Ask is where to ask a person. Both may be empty.
	Log, Ask string
}

// Error implements error.
func (p *Problem) Error() string { return p.Message + " " + p.Observed }

// trouble shows an error: a [Problem] with its parts, any other by its text.
func trouble(err error) []Block {
	var p *Problem
	if !errors.As(err, &p) {
		return []Block{Note{event.Blocker, err.Error()}}
	}
	var rows []Fact
	for _, r := range []Fact{{"Observed", p.Observed}, {"Expected", p.Expected}, {"Next", p.Next}, {"Whole output", p.Log}, {"Ask a person", p.Ask}} {
		if strings.TrimSpace(r.Text) != "" {
			rows = append(rows, r)
		}
	}
	blocks := []Block{Note{event.Blocker, p.Message}}
	if len(rows) > 0 {
		blocks = append(blocks, Facts{rows})
	}
	return blocks
}
