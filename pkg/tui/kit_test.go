package tui

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/doctor"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/issues"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/practice"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/runner"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// clock is when everything happens in these tests.
func clock() time.Time { return time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC) }

// A rig drives a model without a program: commands run in goroutines, and their messages come back here.
type rig struct {
	*testing.T

	m    *model
	doer *fakeDoer
	msgs chan tea.Msg
	quit bool
}

// A fakeDoer answers effects from data. Its run waits at the gate as a real one does.
type fakeDoer struct {
	gate   *Gate
	fail   bool // the second step of a run fails
	red    bool // tasks and fixes fail
	guides []*guide.Guide
	dead   bool // GitHub doesn't answer

	cloned bool // the checkout is there
	dirty  bool // there is uncommitted work
	mended bool
	hang   chan struct{}
}

func newRig(t *testing.T, c journey.Config, palette term.Palette) *rig {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	s := newSession(ctx)
	t.Cleanup(func() { cancel(); s.end() })
	gate := NewGate()
	c.Now = clock()
	c.Choices.Work = "/home/you"
	d := &fakeDoer{gate: gate}
	r := &rig{T: t, doer: d, msgs: make(chan tea.Msg, 100)}
	r.m = newModel(Options{Journey: journey.New(c), Doer: d, Gate: gate, Palette: palette, Width: 80, Height: 24, Now: clock}, s)
	r.run(r.m.Init())
	return r
}

// practiceRig is a rig on the sample project.
func practiceRig(t *testing.T) *rig {
	t.Helper()
	return newRig(t, journey.Config{Guide: loadGuide(t, "practice.yaml", practice.Guide()), Practice: true}, term.Palette{Unicode: true})
}

// catalogRig is a rig on two guides as they were once, so that goldens stay.
func catalogRig(t *testing.T) *rig {
	t.Helper()
	var projects []event.Project
	var all []*guide.Guide
	for _, name := range []string{"nbformat.yaml", "jupyterhub.yaml"} {
		data, err := os.ReadFile(filepath.Join("testdata", "guides", name))
		if err != nil {
			t.Fatal(err)
		}
		g := loadGuide(t, name, data)
		all = append(all, g)
		projects = append(projects, journey.Project(g, nil))
	}
	r := newRig(t, journey.Config{Projects: projects}, term.Palette{Unicode: true})
	r.doer.guides = all
	return r
}

func loadGuide(t *testing.T, name string, data []byte) *guide.Guide {
	t.Helper()
	g, err := guide.Load(name, data)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// run carries a command out as the framework does.
func (r *rig) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() {
		select {
		case r.msgs <- cmd():
		case <-r.m.session.ctx.Done():
		}
	}()
}

func (r *rig) update(msg tea.Msg) {
	switch msg := msg.(type) {
	case nil:
	case tea.QuitMsg:
		r.quit = true
	case tea.BatchMsg:
		for _, c := range msg {
			r.run(c)
		}
	default:
		_, cmd := r.m.Update(msg)
		r.run(cmd)
	}
	r.m.View() // As the framework does, so that scrolling knows its sizes.
}

// press types keys: names such as "enter", or text.
func (r *rig) press(keys ...string) {
	for _, k := range keys {
		r.update(keyMsg(k))
	}
}

func keyMsg(k string) tea.KeyMsg {
	for t := tea.KeyType(-100); t < 130; t++ {
		if m := (tea.KeyMsg{Type: t}); m.String() == k && t != tea.KeyRunes {
			if t == tea.KeySpace {
				m.Runes = []rune{' '}
			}
			return m
		}
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(k)}
}

// see handles messages until the screen shows a text.
func (r *rig) see(text string) {
	r.Helper()
	late := time.After(20 * time.Second)
	for !strings.Contains(r.screen(), text) {
		select {
		case msg := <-r.msgs:
			r.update(msg)
		case <-late:
			r.Fatalf("the screen never shows %q:\n%s", text, r.screen())
		}
	}
}

// ends handles messages until the program ends.
func (r *rig) ends() {
	r.Helper()
	late := time.After(20 * time.Second)
	for !r.quit {
		select {
		case msg := <-r.msgs:
			r.update(msg)
		case <-late:
			r.Fatalf("it doesn't end:\n%s", r.screen())
		}
	}
}

// screen is what is shown, without styles and places.
func (r *rig) screen() string { return ansi.Strip(r.m.View()) }

func (r *rig) size(width, height int) {
	r.update(tea.WindowSizeMsg{Width: width, Height: height})
}

// Do implements Doer.
func (d *fakeDoer) Do(ctx context.Context, e journey.Effect, sink event.Sink) journey.Result {
	switch e := e.(type) {
	case journey.Inspect:
		return d.inspect(e)
	case journey.Run:
		return d.run(ctx, e, sink)
	case journey.Open:
		r := journey.Opened{Choices: e.Choices}
		for _, id := range e.IDs {
			i := slices.IndexFunc(d.guides, func(g *guide.Guide) bool { return g.ID == id })
			r.Guides = append(r.Guides, d.guides[i])
		}
		return r
	case journey.Survey:
		return survey(e)
	case journey.FindIssues:
		return d.findIssues(e)
	case journey.ReadIssue:
		return d.readIssue(e)
	case journey.Mend:
		sink(event.Event{Time: clock(), Body: event.StepStarted{ID: "fix", Attempt: 1}})
		sink(event.Event{Time: clock(), Body: event.StepOutput{ID: "fix", Text: "one line of the fix\n"}})
		r := journey.Mended{}
		if d.red {
			r.Code = 3
		}
		d.mended = !d.red
		return r
	case journey.MakeBranch:
		if d.dirty && e.Choices.Uncommitted == "" {
			return journey.MadeBranch{Ask: &plan.Question{
				ID: "uncommitted", Text: e.Plan.Dir + " has uncommitted work: 0 staged, 2 modified. Take it along to the new branch?",
				Options: []plan.Option{{Value: "carry", Title: "take it along; the branch that you leave no longer shows it"}, {Value: "stop", Title: "change nothing"}},
			}}
		}
		return journey.MadeBranch{}
	case journey.RunTask:
		id := e.Task.ID
		sink(event.Event{Time: clock(), Body: event.StepStarted{ID: id, Attempt: 1}})
		sink(event.Event{Time: clock(), Body: event.StepOutput{ID: id, Text: "Ran 14 tests\n\x1b[31mred\x1b[0m \x1b]0;title\a and \u202ereversed\n"}})
		if d.hang != nil {
			<-ctx.Done()
			return journey.TaskRan{Err: ctx.Err()}
		}
		r := journey.TaskRan{}
		end := event.StepFinished{ID: id, Result: event.Succeeded, Seconds: 1.2}
		if d.red {
			r.Code, end.Result, end.Reason = 1, event.Failed, "exit code 1"
		}
		sink(event.Event{Time: clock(), Body: end})
		return r
	}
	panic(fmt.Sprintf("no such effect: %T", e))
}

func survey(e journey.Survey) journey.Result {
	r := journey.Surveyed{DiskFree: 50e9, Memory: 8e9}
	for i, p := range e.Guide.Profiles {
		s := journey.ProfileSurvey{ID: p.ID, Time: time.Duration(38+60*i) * time.Second, Python: "Python 3.11.7 at /usr/bin/python3"}
		if i > 0 {
			s.Brings, s.Lacks = []string{"node"}, []string{"make was not found on PATH (needed: make)"}
		}
		r.Profiles = append(r.Profiles, s)
	}
	return r
}

func (d *fakeDoer) inspect(e journey.Inspect) journey.Result {
	facts := plan.Facts{
		OS: "linux", Arch: "amd64", Server: "https://github.com",
		Tools:    map[string]plan.Program{"git": {Path: "/usr/bin/git", Version: "2.39.5"}, "bash": {Path: "/bin/bash", Version: "5.2.15"}},
		Pythons:  []plan.Interpreter{{Path: "/usr/bin/python3", Version: "3.11.7", Venv: true}},
		DiskFree: 50 << 30, Memory: 8 << 30,
	}
	if d.mended {
		facts.Machine.GitName, facts.Machine.GitEmail = "Ada", "ada@example.org"
	}
	p, err := plan.Build(e.Guide, facts, e.Choices)
	if err != nil {
		return journey.Inspected{Err: err}
	}
	p.Steps[1].Estimate = 20 * time.Second
	r := journey.Inspected{Plan: p, Findings: doctor.Check(p, facts), Shown: runner.Describe(p, nil).Steps, DiskFree: facts.DiskFree}
	for _, s := range p.Steps {
		r.Steps = append(r.Steps, journey.StepState{Step: s, Reason: "not yet", Done: d.cloned && s.Kind == plan.KindClone})
	}
	return r
}

func (d *fakeDoer) run(ctx context.Context, e journey.Run, sink event.Sink) journey.Result {
	send := func(b event.Body) { sink(event.Event{Time: clock(), Body: b}) }
	send(runner.Describe(e.Plan, nil))
	for i, s := range e.Plan.Steps {
		if d.gate.Before(ctx, s.ID) == Stop {
			return journey.Ran{Err: context.Canceled}
		}
		for attempt := 1; ; attempt++ {
			send(event.StepStarted{ID: s.ID, Attempt: attempt, Log: "/home/you/logs/" + s.ID + ".log"})
			send(event.StepOutput{ID: s.ID, Text: "one line of " + s.ID + "\n"})
			send(event.StepProgress{ID: s.ID, Phase: "receive", Percent: 40, Bytes: 12_300_000, Rate: 4_100_000})
			if d.hang != nil && i == 1 {
				select {
				case <-d.hang:
				case <-ctx.Done():
					return journey.Ran{Err: ctx.Err()}
				}
			}
			if !d.fail || i != 1 || attempt > 1 {
				break
			}
			f := event.Failure{
				Step: s.ID, Observed: "exit code 1", Expected: "exit code 0", Log: "/home/you/logs/" + s.ID + ".log",
				Continue: "jupyter-onboard start practice", Ask: "the forum https://discourse.jupyter.org",
				Diagnoses: []event.Diagnosis{{ID: "no-venv", Line: "ensurepip is not available", Cause: "The package python3-venv is missing.", Remedy: "Install it, or use another Python."}},
			}
			send(event.StepFinished{ID: s.ID, Result: event.Failed, Reason: f.Observed, ExitCode: 1})
			send(f)
			if dec := d.gate.Failed(ctx, s.ID, f); dec != Again {
				return journey.Ran{Failure: &f}
			}
		}
		send(event.StepFinished{ID: s.ID, Result: event.Succeeded, Seconds: 0.5})
	}
	return journey.Ran{OK: true, Proofs: []string{"The tests of nbglance pass."}}
}

func (d *fakeDoer) findIssues(e journey.FindIssues) journey.Result {
	if d.dead {
		return journey.FoundIssues{Problem: &journey.Problem{
			Message: "GitHub gave no answer.", Observed: "search issues: no route to host", Expected: "an answer, or a kept one", Next: "the same again when the network is back",
		}}
	}
	var r journey.FoundIssues
	var rows []issues.Row
	for _, p := range practice.Issues(clock()) {
		i := issues.Issue{
			Number: p.Number, Title: p.Title, Body: p.Body, Author: p.Author, Open: p.State == "open", Labels: p.Labels,
			Assignees: p.Assignees, Created: p.CreatedAt, Updated: p.UpdatedAt, LinkedPullRequests: p.LinkedPullRequests,
			CommentsKnown: e.Guide.ID == "practice", PRKnown: e.Guide.ID == "practice",
		}
		rows = append(rows, issues.Known(issues.Found{Guide: e.Guide, Issue: i, Verdict: issues.Judge(e.Guide.Issues, i, clock())}))
	}
	r.List = issues.Rank(issues.Person{}, rows, clock())
	if e.Guide.ID != "practice" {
		r.Notes = []journey.Note{{Level: event.Info, Text: "This is from 3 hours ago."}}
	}
	return r
}

func (d *fakeDoer) readIssue(e journey.ReadIssue) journey.Result {
	if d.dead {
		return journey.IssueRead{Problem: &journey.Problem{Message: "GitHub asks to wait.", Observed: "no requests left until 11:00", Expected: "an answer", Next: "wait until 11:00"}}
	}
	i := issues.Issue{
		Number: e.Number, Title: "Read from GitHub", Body: "See `app.py`.\n\x1b]0;title\a", Author: "sam", Open: true, Labels: []string{"good first issue"},
		Created: clock().AddDate(0, -1, 0), Updated: clock(), CommentsKnown: true, PRKnown: true, CommentCount: 1,
		Comments: []issues.Comment{{Author: "noor", Body: "I can reproduce it.", Created: clock().AddDate(0, 0, -2)}},
	}
	return journey.IssueRead{Found: issues.Found{Guide: e.Guide, Issue: i, Verdict: issues.Judge(e.Guide.Issues, i, clock())}}
}
