package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/issues"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
)

// findIssues finds and ranks a project's newcomer issues. Those that somebody has come last.
func (d *doer) findIssues(ctx context.Context, e journey.FindIssues) journey.Result {
	var r journey.FoundIssues
	o := &issuesOptions{app: d.app, tell: func(level event.Level, text string) {
		r.Notes = append(r.Notes, journey.Note{Level: level, Text: text})
	}}
	now := time.Now()
	found, _, err := o.find(ctx, []*guide.Guide{e.Guide}, now)
	if err != nil {
		r.Problem = problemPage(ctx, forgeProblem(err))
		return r
	}
	sayFreshness(o.tell, found.freshness, "", now)
	for _, n := range found.notes {
		o.tell(event.Warning, n)
	}
	r.List = issues.Rank(o.person(d.engine), found.rows, now)
	if hidden := r.List.Hidden(); hidden.Total > 0 {
		o.tell(event.Info, fmt.Sprintf("%d of them can't be taken now; they come last.", hidden.Total))
	}
	return r
}

// readIssue reads an issue's thread, and judges it.
func (d *doer) readIssue(ctx context.Context, e journey.ReadIssue) journey.Result {
	var r journey.IssueRead
	o := &issuesOptions{app: d.app, tell: func(level event.Level, text string) {
		r.Notes = append(r.Notes, journey.Note{Level: level, Text: text})
	}}
	found, _, err := o.read(ctx, e.Guide, e.Number, time.Now())
	if err != nil {
		r.Problem = problemPage(ctx, forgeProblem(err))
		return r
	}
	r.Found = found
	return r
}
