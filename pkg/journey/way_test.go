package journey_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/doctor"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// said is all that a page's notes and texts say.
func said(p journey.Page) string {
	var all []string
	for _, b := range p.Blocks {
		switch b := b.(type) {
		case journey.Note:
			all = append(all, b.Text)
		case journey.Text:
			all = append(all, b.Text)
		case journey.Commands:
			all = append(all, b.Lines...)
		}
	}
	return strings.Join(all, "\n")
}

// What was begun before is said and selected; nobody goes on there but a person.
func TestBegunBefore(t *testing.T) {
	t.Parallel()
	projects := []event.Project{{ID: "a", Name: "A"}, {ID: "b", Name: "B"}, {ID: "c", Name: "C"}}
	j := journey.New(journey.Config{Projects: projects, Yes: true, Begun: []journey.Begun{{Project: "b", Dir: "/src/b"}, {Project: "gone", Dir: "/gone"}, {Project: "a", Dir: "/src/a"}}})
	if got, want := said(j.Page()), "Begun before: B in /src/b, A in /src/a. Choose one to go on there."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if q := j.Page().Question; q.Default != "b" {
		t.Errorf("%q is selected", q.Default)
	}
	if v, given := j.Given(); given {
		t.Errorf("--yes chose %q", v)
	}
	practised := journey.New(journey.Config{Projects: projects, Begun: []journey.Begun{{Project: "practice", Dir: "/p"}, {Project: "a", Dir: "/src/a"}}})
	if got, want := said(practised.Page()), "Begun before: A in /src/a. Choose it to go on there."; got != want || practised.Page().Question.Default != "a" {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := journey.New(journey.Config{Projects: projects, Begun: []journey.Begun{{Project: "practice", Dir: "/p"}}}).Page(); said(got) != "" || got.Question.Default != "" {
		t.Errorf("what isn't in the list is offered: %q", said(got))
	}
}

// inspected is a journey at the plan of a project: done of its three steps are, clone first.
func inspected(t *testing.T, done int) *journey.Journey {
	t.Helper()
	g := &guide.Guide{ID: "x", Name: "X", Repo: "jupyter/x", Clone: guide.Clone{Repo: "jupyter/x"}, Profiles: []guide.Profile{{ID: "code"}}}
	j := journey.New(journey.Config{Guide: g, Choices: plan.Choices{Profile: "code"}})
	look := journey.Inspected{
		Plan:     plan.Plan{Guide: g, Dir: "/src/x", Profile: "code"},
		Findings: []doctor.Finding{{ID: "machine/watches", Severity: doctor.Warning, Title: "watched files", Fixes: []guide.Fix{{Run: "true"}}}, {ID: "git", Severity: doctor.OK}},
	}
	for i, kind := range []plan.StepKind{plan.KindClone, plan.KindRun, plan.KindVerify} {
		look.Steps = append(look.Steps, journey.StepState{Step: plan.Step{ID: string(kind), Kind: kind}, Done: i < done})
		look.Shown = append(look.Shown, event.Step{ID: string(kind), Kind: string(kind), Command: "long", OwnCommand: "short " + string(kind)})
	}
	j.Take(journey.Surveyed{})
	answer(t, j, "code")
	j.Take(look)
	if got := said(j.Page()); !strings.HasPrefix(got, "Yes: nothing stands in the way of the set-up. One thing is to mind; it can wait.") {
		t.Errorf("the machine is ready, and the page says %q", got)
	}
	if o := j.Page().Question.Options; o[len(o)-1].Title != "how to fix watched files" {
		t.Errorf("got %+v", o)
	}
	answer(t, j, "yes")
	answer(t, j, "/src/x")
	j.Take(look)
	return j
}

// The plan asks what it would do; the checklist counts what isn't a stage of its own.
func TestPlanAndChecklist(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		done                int
		question, yes, code string
		setUp               string
	}{
		{0, "Carry this out?", "do it", "the set-up clones it into /src/x", "0 of 1 steps done; you are here"},
		{1, "Carry this out?", "do it", "/src/x", "0 of 1 steps done; you are here"},
		{3, "Nothing is left to do here. Go on?", "go on", "/src/x", "1 of 1 steps done; you are here"},
	} {
		j := inspected(t, c.done)
		if q := j.Page().Question; q.Text != c.question || q.Options[0].Title != c.yes {
			t.Errorf("%d done: asks %q (%s)", c.done, q.Text, q.Options[0].Title)
		}
		list := j.Checklist()
		code, setUp := list[3], list[4]
		if code.Detail != c.code || code.Done != (c.done > 0) || setUp.Detail != c.setUp {
			t.Errorf("%d done: %+v, %+v", c.done, code, setUp)
		}
	}
}

// Another folder is a question aside: back leads to the plan that it was asked from.
func TestAnotherFolder(t *testing.T) {
	t.Parallel()
	j := inspected(t, 0)
	answer(t, j, "other")
	if j.Back(); j.Stage() != journey.SetUp || j.Page().Question == nil {
		t.Errorf("back leads to %s", j.Stage())
	}
	j.Back()
	if j.Back(); j.Stage() != journey.Prepare {
		t.Errorf("back from the folder leads to %s", j.Stage())
	}
}

// The proof says what ran, without what is put around it.
func TestProofSaysWhatRan(t *testing.T) {
	t.Parallel()
	j := inspected(t, 0)
	answer(t, j, "yes")
	j.Take(journey.Ran{OK: true, Proofs: []string{"All of it passes."}})
	if got := said(j.Page()); got != "short verify" {
		t.Errorf("got %q", got)
	}
}

// After a task the way on is still there, also for a program that the shell doesn't find; who leaves gets it, too.
func TestWayOn(t *testing.T) {
	t.Parallel()
	j := begun(t, journey.Config{Unfound: "Type /opt/it for it."})
	if _, ok := j.Way(); ok {
		t.Error("there is a way on without a branch")
	}
	answer(t, j, "mine")
	j.Take(journey.MadeBranch{Ask: question("name")})
	if p := j.Page(); p.Title != "Who commits here?" || p.Question.Text != "Your name" || said(p) != "What about it?." {
		t.Errorf("the name is asked for by %q, %q, %q", p.Title, p.Question.Text, said(p))
	}
	answer(t, j, "Ada")
	j.Take(journey.MadeBranch{})
	way, ok := j.Way()
	if !ok || way.Title != "You are on the branch mine" {
		t.Errorf("got %+v", way)
	}
	for _, p := range []journey.Page{way, j.Page()} {
		for _, want := range []string{"cd /src/x", "git commit -a", "git add", "Type /opt/it for it."} {
			if !strings.Contains(said(p), want) {
				t.Errorf("%s doesn't say %q: %q", p.Title, want, said(p))
			}
		}
	}
	if last := j.Checklist()[7]; !last.Done {
		t.Error("the branch is there, and the last stage isn't ticked")
	}
}

// A task that was stopped is neither green nor red.
func TestStoppedTask(t *testing.T) {
	t.Parallel()
	g := &guide.Guide{ID: "x", Name: "X", Clone: guide.Clone{Repo: "jupyter/x", Branch: "main"}, Profiles: []guide.Profile{{ID: "code"}}, Tasks: []guide.Task{{ID: "test", Title: "Run the tests"}}}
	j := journey.New(journey.Config{Guide: g, Choices: plan.Choices{Profile: "code"}, Resume: true})
	j.Take(journey.Inspected{Plan: plan.Plan{Guide: g, Dir: "/src/x", Profile: "code"}, Work: journey.Work{Branch: "mine", Target: "main"}})
	answer(t, j, "test")
	j.Take(journey.TaskRan{Err: context.Canceled})
	if got := said(j.Page()); !strings.HasPrefix(got, "test was stopped. Nothing is known of it.\n") || !strings.Contains(got, "cd /src/x") {
		t.Errorf("got %q", got)
	}
}

// The time of a recorded run is told before the author's guess, everywhere the same.
func TestTimeOfARecordedRun(t *testing.T) {
	t.Parallel()
	g := &guide.Guide{
		ID: "x", Name: "X", Resources: guide.Resources{Time: guide.Duration(20 * time.Minute)},
		Profiles: []guide.Profile{{ID: "code", Title: "Code"}, {ID: "docs", Title: "Docs"}},
		Verified: []guide.Receipt{{Profile: "code", Date: "2026-11-23", Seconds: map[string]float64{"clone": 2.5, "install": 39.6}}},
	}
	j := journey.New(journey.Config{Guide: g})
	j.Take(journey.Surveyed{})
	var details []string
	for _, o := range j.Page().Question.Options {
		details = append(details, o.Detail)
	}
	if want := []string{"about 42 seconds", "about 20 minutes"}; !slices.Equal(details, want) {
		t.Errorf("got %q, want %q", details, want)
	}
}
