package journey_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/doctor"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// begun is a journey at the question for the branch's name.
func begun(t *testing.T, c journey.Config) *journey.Journey {
	t.Helper()
	c.Guide = &guide.Guide{ID: "x", Name: "X", Repo: "jupyter/x", Clone: guide.Clone{Repo: "jupyter/x", Branch: "main"}, Profiles: []guide.Profile{{ID: "code"}}}
	c.Choices = plan.Choices{Profile: "code", Dir: "/src/x"}
	c.Resume = true
	j := journey.New(c)
	j.Take(journey.Inspected{
		Plan:     plan.Plan{Guide: c.Guide, Dir: "/src/x", Profile: "code"},
		Findings: []doctor.Finding{{ID: doctor.IdentityID, Severity: doctor.Warning, Observed: "git has no name"}},
	})
	answer(t, j, "yes")
	j.Take(journey.FoundIssues{})
	answer(t, j, "none")
	return j
}

func answer(t *testing.T, j *journey.Journey, v string) {
	t.Helper()
	if err := j.Answer(v); err != nil {
		t.Fatal(err)
	}
}

// pending is the branch that is asked for now.
func pending(t *testing.T, j *journey.Journey) journey.MakeBranch {
	t.Helper()
	e, ok := j.Pending().(journey.MakeBranch)
	if !ok {
		t.Fatalf("pending is %T", j.Pending())
	}
	return e
}

func question(id string, values ...string) *plan.Question {
	q := &plan.Question{ID: id, Text: "What about it?"}
	for _, v := range values {
		q.Options = append(q.Options, plan.Option{Value: v})
	}
	return q
}

// Each choice that is missing is one question, and --yes answers none of them.
func TestBranchChoices(t *testing.T) {
	t.Parallel()
	j := begun(t, journey.Config{Yes: true})
	answer(t, j, "mine")
	for _, q := range []*plan.Question{
		question("anyway", "yes", "no"), question("uncommitted", "carry", "stop"), question("name"), question("email"), question("fork", "yes", "no"),
	} {
		j.Take(journey.MadeBranch{Ask: q})
		if v, given := j.Given(); given {
			t.Errorf("%s was answered with %q by nobody", q.ID, v)
		}
		if len(q.Options) > 0 {
			if got := j.Page().Question.Options[0].Value; got != "no" && got != "stop" {
				t.Errorf("%s begins at %s, which changes something", q.ID, got)
			}
			answer(t, j, q.Options[0].Value)
			continue
		}
		answer(t, j, "a "+q.ID)
	}
	want := plan.BranchChoices{Name: "mine", Anyway: true, Uncommitted: "carry", AuthorName: "a name", AuthorEmail: "a email", Fork: "yes"}
	if e := pending(t, j); e.Choices != want || e.Confirmed {
		t.Errorf("got %+v", e)
	}
	j.Take(journey.MadeBranch{Ask: question("begin", "yes", "no"), Shown: []journey.Block{journey.Text{Text: "the steps"}}})
	if v, given := j.Given(); !given || v != "yes" {
		t.Errorf("--yes says %q to the steps", v)
	}
	answer(t, j, "yes")
	if !pending(t, j).Confirmed {
		t.Error("the yes is lost")
	}
	j.Take(journey.MadeBranch{PushTo: "fork", Fork: "ada/x"})
	page := text(j.Page())
	for _, want := range []string{"git push -u fork mine", "ada:mine"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in\n%s", want, page)
		}
	}
	if strings.Contains(page, "git has no name") {
		t.Errorf("it asks for what was set with the branch:\n%s", page)
	}
}

// Who doesn't want to take work along is told what to do, and the checkout stays as it is.
func TestBranchStops(t *testing.T) {
	t.Parallel()
	j := begun(t, journey.Config{})
	answer(t, j, "mine")
	j.Take(journey.MadeBranch{Ask: question("uncommitted", "carry", "stop")})
	answer(t, j, "stop")
	if j.Pending() != nil {
		t.Errorf("pending is %T", j.Pending())
	}
	p := j.Page()
	if page := text(p); !strings.Contains(page, "git -C /src/x commit --all") || p.Question.ID != "branch" {
		t.Errorf("got %s and\n%s", p.Question.ID, page)
	}
	if message, _ := j.Farewell(); !strings.Contains(message, "Nothing was changed") {
		t.Errorf("got %q", message)
	}
}

// The way to a pull request changes no remote that is there.
func TestWayToAFork(t *testing.T) {
	t.Parallel()
	j := begun(t, journey.Config{})
	answer(t, j, "12-mine")
	j.Take(journey.MadeBranch{})
	page := text(j.Page())
	if want := "jupyter-onboard branch 'x#12' --dir /src/x --branch 12-mine --fork YOU"; !strings.Contains(page, want) || strings.Contains(page, "remote add") {
		t.Errorf("no %q in\n%s", want, page)
	}
	j = begun(t, journey.Config{})
	answer(t, j, "mine")
	j.Take(journey.MadeBranch{})
	if page := text(j.Page()); !strings.Contains(page, "git push https://github.com/YOU/x mine") || strings.Contains(page, "remote add") {
		t.Errorf("got\n%s", page)
	}
}

// Who commits is set in the checkout only, and only where there is one; an answer that can't be meant is refused.
func TestIdentityIsOfTheCheckout(t *testing.T) {
	t.Parallel()
	for _, there := range []bool{false, true} {
		c := journey.Config{Answers: map[string]string{"profile": "code"}}
		c.Guide = &guide.Guide{ID: "x", Name: "X", Repo: "jupyter/x", Profiles: []guide.Profile{{ID: "code"}}}
		j := journey.New(c)
		answer(t, j, "code")
		j.Take(journey.Inspected{
			Plan: plan.Plan{Guide: c.Guide, Dir: "/src/x"}, Domains: []string{"jupyter.org"},
			Findings: []doctor.Finding{{ID: doctor.IdentityID, Severity: doctor.Warning, Title: "git identity", Fixes: []guide.Fix{{Run: "git config"}}}},
			Steps:    []journey.StepState{{Step: plan.Step{ID: "clone", Kind: plan.KindClone}, Done: there}},
		})
		answer(t, j, doctor.IdentityID)
		p := j.Page()
		if !there {
			if p.Question.ID != "mend" || !strings.Contains(text(p), "no checkout yet") || len(p.Question.Options) != 2 {
				t.Errorf("without a checkout it asks %s:\n%s", p.Question.ID, text(p))
			}
			continue
		}
		for _, v := range []string{"--unset", "-Ada", "root", "Ada", "-x@jupyter.org", "ada@elsewhere.org", "ada@jupyter.org"} {
			before := j.Page().Question.ID
			err := j.Answer(v)
			if wrong := v != "Ada" && v != "ada@jupyter.org"; wrong != (err != nil) {
				t.Errorf("%s %q: %v", before, v, err)
			}
		}
		answer(t, j, "yes")
		want := journey.Mend{Title: "git identity", Commands: [][]string{
			{"git", "-C", "/src/x", "config", "--local", "user.name", "Ada"}, {"git", "-C", "/src/x", "config", "--local", "user.email", "ada@jupyter.org"},
		}}
		if diff := cmp.Diff(journey.Effect(want), j.Pending()); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
}

// The command that goes on later says all that was said at the beginning.
func TestAgain(t *testing.T) {
	t.Parallel()
	g := &guide.Guide{ID: "x", Name: "X", Profiles: []guide.Profile{{ID: "code"}}}
	j := journey.New(journey.Config{Guide: g, Again: []string{"--org", "corp.yaml"}, Choices: plan.Choices{Recipe: "conda", From: "/up", NoFix: true, Origin: plan.Origin{File: "/x.yaml"}}})
	if _, next := j.Farewell(); next != "jupyter-onboard start x --guide /x.yaml --from /up --no-fix --recipe conda --org corp.yaml" {
		t.Errorf("got %s", next)
	}
	if _, next := journey.New(journey.Config{Again: []string{"--org", "corp.yaml"}}).Farewell(); next != "jupyter-onboard start --org corp.yaml" {
		t.Errorf("got %s", next)
	}
}

// text is what a page says in its texts, facts and commands.
func text(p journey.Page) string {
	var lines []string
	for _, b := range p.Blocks {
		switch b := b.(type) {
		case journey.Text:
			lines = append(lines, b.Text)
		case journey.Note:
			lines = append(lines, b.Text)
		case journey.Commands:
			lines = append(lines, b.Lines...)
		case journey.Facts:
			for _, r := range b.Rows {
				lines = append(lines, r.Label+": "+r.Text)
			}
		}
	}
	return strings.Join(lines, "\n")
}
