package cli

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/engine"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/issues"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/practice"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/view"
)

// A found list is what searches gave, and what to know of it.
type foundIssues struct {
	rows      []issues.Row
	freshness forge.Freshness
	notes     []string
}

// list shows the newcomer issues of projects.
func (o *issuesOptions) list(ctx context.Context, cmd *cobra.Command, guides []*guide.Guide) error {
	now := time.Now()
	found, client, err := o.find(ctx, guides, now)
	if err != nil {
		return forgeProblem(err)
	}
	ranked := issues.Rank(o.person(o.app.engine(cmd)), found.rows, now)
	hidden, all := ranked.Hidden(), ranked.Free()
	if o.all {
		all = ranked.Len()
	}
	shown := o.first(ranked, all)
	if client != nil {
		sayFreshness(o.say, found.freshness, refreshes, now)
	}
	for _, n := range found.notes {
		o.say(event.Warning, n)
	}
	if err := o.show(shown); err != nil {
		return err
	}
	if rest := all - len(shown); rest > 0 {
		o.say(event.Info, fmt.Sprintf("%d more; --limit 0 shows all.", rest))
	}
	if hidden.Total > 0 && !o.all {
		o.say(event.Info, hidden.String()+". --all shows them.")
	}
	o.sayNoLabel(guides, len(shown))
	if len(shown) > 0 && shown[0].Verdict.State == issues.Candidate {
		o.say(event.Info, "A candidate may be taken: comments and pull requests aren't in a list. `jupyter-onboard issues "+nameOf(shown[0].Found)+"` looks at them, and at the rules there.")
	}
	if client != nil {
		sayBudget(o.say, client)
	}
	return nil
}

// first are the first of a list that has so many, up to the limit. Those that can't be taken have their verdict's reasons.
func (o *issuesOptions) first(list *issues.List, n int) []issues.Suggestion {
	if o.limit > 0 {
		n = min(n, o.limit)
	}
	shown := make([]issues.Suggestion, n)
	for i := range shown {
		shown[i] = list.At(i)
		if i >= list.Free() {
			shown[i].Reasons = shown[i].Verdict.Reasons
		}
	}
	return shown
}

// say writes a sentence that isn't part of the list: beside it for people, apart from it for programs.
func (o *issuesOptions) say(level event.Level, text string) {
	a := o.app
	if o.tell != nil {
		o.tell(level, text)
		return
	}
	if a.flags.json || a.outIsTerminal() {
		a.say(level, text)
		return
	}
	t := a.terminal()
	view.NewPlain(t.Err, view.PlainOptions{Palette: t.Profile.ErrPalette(), Width: t.Profile.Width}).Show(event.Event{Time: time.Now(), Body: event.Note{Level: level, Text: text}})
}

// person is whom the list is for: the flags, and what is set up here.
func (o *issuesOptions) person(e *engine.Engine) issues.Person {
	me := issues.Person{Skills: o.skills}
	for _, k := range o.kinds {
		me.Kinds = append(me.Kinds, guide.Kind(strings.ToLower(k)))
	}
	known, err := e.Checkouts()
	if err != nil {
		o.say(event.Warning, err.Error())
	}
	for _, k := range known {
		me.SetUp = append(me.SetUp, issues.SetUp{Guide: k.Project, Profile: e.Recall(k.Dir).Profile})
	}
	return me
}

// find searches, in as few questions as GitHub's limits allow. The sample project needs none.
func (o *issuesOptions) find(ctx context.Context, guides []*guide.Guide, now time.Time) (foundIssues, *forge.Client, error) {
	var found foundIssues
	var sources []issues.Source
	for _, g := range guides {
		if g.ID == practiceID {
			for _, f := range practiceIssues(g, now) {
				found.rows = append(found.rows, issues.Known(f))
			}
			continue
		}
		sources = append(sources, issues.Source{Repo: g.Repo, Labels: g.Issues.Labels})
	}
	plan := issues.PlanSearches(sources, issues.MaxSearches)
	if len(plan.Left) > 0 {
		found.notes = append(found.notes, fmt.Sprintf("%d repositories weren't searched, since %d searches can't hold more: %s. Name them to see theirs.",
			len(plan.Left), issues.MaxSearches, reposOf(plan.Left)))
	}
	if len(plan.Searches) == 0 {
		return found, nil, nil
	}
	client, err := o.app.forge(ctx, o.offline, o.refresh, o.say)
	if err != nil {
		return found, nil, err
	}
	for i, s := range plan.Searches {
		r, freshness, err := client.Search(ctx, s.Query, 1)
		if err != nil && i == 0 {
			return found, client, err
		}
		if err != nil {
			found.notes = append(found.notes, "Not searched: "+reposOf(s.Sources)+" ("+err.Error()+").")
			continue
		}
		found.add(guides, s, r, freshness)
	}
	return found, client, nil
}

// add takes what a search found.
func (f *foundIssues) add(guides []*guide.Guide, s issues.Search, r forge.SearchResult, freshness forge.Freshness) {
	f.freshness = f.freshness.With(freshness)
	if r.Incomplete {
		f.notes = append(f.notes, "GitHub's answer is incomplete for "+reposOf(s.Sources)+": it ran out of time, or leaves out what the sign-in may not see.")
	}
	if r.More {
		f.notes = append(f.notes, fmt.Sprintf("GitHub has %d issues for %s; the %d that changed last are here. Name a project to see its own.", r.Total, reposOf(s.Sources), len(r.Issues)))
	}
	f.rows = slices.Grow(f.rows, len(r.Issues))
	for _, i := range r.Issues {
		issue := issues.FromList(*i)
		for _, source := range s.Sources {
			if !source.Wants(issue) {
				continue
			}
			at := slices.IndexFunc(guides, func(g *guide.Guide) bool { return g.Repo == source.Repo })
			f.rows = append(f.rows, issues.Listed(guides[at], i))
		}
	}
}

// show writes the list: aligned for people, with tabs for pipes, as events with --json.
func (o *issuesOptions) show(list []issues.Suggestion) error {
	a := o.app
	if a.flags.json {
		for _, s := range list {
			a.show(journey.IssueEvent(s.Found, slices.Concat(s.Reasons, s.Verdict.Reasons)))
		}
		return nil
	}
	if !a.outIsTerminal() {
		return o.tabs(list)
	}
	rows := make([]journey.Fact, len(list))
	for i, s := range list {
		rows[i] = journey.Fact{Label: nameOf(s.Found), Text: s.Issue.Title + ". " + firstUpper(strings.Join(s.Reasons, "; ")) + "."}
	}
	a.prose().Page(journey.Page{Title: "Newcomer issues, best first", Blocks: []journey.Block{journey.Facts{Rows: rows}}})
	return nil
}

func (o *issuesOptions) tabs(list []issues.Suggestion) error {
	out := o.app.terminal().Text()
	for _, s := range list {
		e := journey.IssueEvent(s.Found, nil)
		fields := []string{e.Project, fmt.Sprint(e.Number), string(s.Verdict.State), e.Title, strings.Join(e.Labels, ","), e.Updated, e.URL}
		for i, f := range fields {
			fields[i] = strings.Join(strings.Fields(f), " ")
		}
		if _, err := fmt.Fprintln(out, strings.Join(fields, "\t")); err != nil {
			return fmt.Errorf("write the list: %w", err)
		}
	}
	return nil
}

// sayNoLabel tells what to do where there is no label, or nothing free.
func (o *issuesOptions) sayNoLabel(guides []*guide.Guide, shown int) {
	for _, g := range guides {
		if len(guides) > 1 && (shown > 0 || len(g.Issues.Labels) > 0) || shown > 0 && len(g.Issues.Labels) > 0 {
			continue
		}
		if g.Issues.NoneMeans != "" {
			o.say(event.Info, g.Name+": "+g.Issues.NoneMeans)
		}
		for _, t := range g.Issues.FirstTasks {
			text := t.Title + ": " + t.How
			if t.URL != "" {
				text += " " + t.URL
			}
			o.say(event.Info, text)
		}
	}
}

func (o *issuesOptions) browseList(ctx context.Context, guides []*guide.Guide) error {
	if len(guides) != 1 {
		return &problem{code: exitUsage, message: "--web opens one page.", observed: fmt.Sprintf("%d projects", len(guides)), expected: "one project", next: "jupyter-onboard issues PROJECT --web"}
	}
	g := guides[0]
	query := `is:open is:issue no:assignee -linked:pr`
	if len(g.Issues.Labels) > 0 {
		query += ` label:"` + strings.Join(g.Issues.Labels, `","`) + `"`
	}
	return o.app.browse(ctx, o.app.server()+"/"+g.Repo+"/issues?q="+url.QueryEscape(query))
}

// practiceIssues are the sample project's, judged like all others.
func practiceIssues(g *guide.Guide, now time.Time) []issues.Found {
	var found []issues.Found
	for _, p := range practice.Issues(now) {
		i := issues.Issue{
			Repo: g.Repo, Number: p.Number, Title: p.Title, Body: p.Body, Author: p.Author, Open: p.State == "open", Labels: p.Labels,
			Assignees: p.Assignees, Created: p.CreatedAt, Updated: p.UpdatedAt, LinkedPullRequests: p.LinkedPullRequests,
			CommentCount: len(p.Comments), CommentsKnown: true, PRKnown: true,
		}
		for _, c := range p.Comments {
			i.Comments = append(i.Comments, issues.Comment{Author: c.Author, Body: c.Body, Created: c.CreatedAt})
		}
		found = append(found, issues.Found{Guide: g, Issue: i, Verdict: issues.Judge(g.Issues, i, now)})
	}
	return found
}

func nameOf(f issues.Found) string { return fmt.Sprintf("%s#%d", f.Guide.ID, f.Issue.Number) }

func reposOf(sources []issues.Source) string {
	var names []string
	for _, s := range sources {
		names = append(names, s.Repo)
	}
	return strings.Join(names, ", ")
}
