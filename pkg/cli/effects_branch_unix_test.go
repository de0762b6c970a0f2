//go:build unix

package cli

import (
	"testing"

	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// made carries out the journey's effect for issue 7 in the checkout.
func (l *land) made(t *testing.T, c plan.BranchChoices, confirmed bool) journey.MadeBranch {
	t.Helper()
	a := newApp(Process{Environ: append(l.env,
		"GITHUB_API_URL="+l.web.URL, "HOME="+l.home, "XDG_STATE_HOME="+l.home+"/state", "XDG_CACHE_HOME="+l.home+"/cache", "PATH="+l.path, "LC_ALL=C.UTF-8",
	)})
	d := &doer{app: a, engine: a.engine(&cobra.Command{})}
	c.Name = "7-mend-the-page"
	g := &guide.Guide{ID: "jupyterhub", Name: "JupyterHub", Repo: hubRepo, Clone: guide.Clone{Repo: hubRepo, Branch: "main"}}
	made, ok := d.Do(t.Context(), journey.MakeBranch{
		Plan: plan.Plan{Guide: g, Dir: l.checkout.Dir}, Issue: plan.BranchIssue{Number: 7, Title: "Mend the page", MayTake: true}, Choices: c, Confirmed: confirmed,
	}, nil).(journey.MadeBranch)
	if !ok {
		t.Fatal("another result")
	}
	return made
}

// asks holds that a choice is asked for, and that nothing was changed.
func (l *land) asks(t *testing.T, id string, c plan.BranchChoices) journey.MadeBranch {
	t.Helper()
	remotes := l.remotes()
	made := l.made(t, c, false)
	if made.Err != nil || made.Ask == nil || made.Ask.ID != id {
		t.Fatalf("got %+v, want the question %s", made, id)
	}
	if got := l.checkout.Git("branch", "--show-current"); got != "main" || l.remotes() != remotes || l.posts() != 0 {
		t.Errorf("something was changed: on %s, remotes %s, %d posts", got, l.remotes(), l.posts())
	}
	return made
}

// The journey's branch is the one of the command branch: what may not be guessed is asked, before anything changes.
func TestJourneyBranchAsks(t *testing.T) {
	t.Parallel()
	l := settle(t, nil, "origin=jupyterhub/jupyterhub")
	l.checkout.Write("mine.py", "mine\n")
	l.checkout.Git("add", "mine.py")
	l.asks(t, "uncommitted", plan.BranchChoices{})
	l.author("", "")
	l.asks(t, "name", plan.BranchChoices{Uncommitted: "carry"})
	// A setting is written, so the steps are shown first.
	c := plan.BranchChoices{Uncommitted: "carry", AuthorName: "Ada Lovelace", AuthorEmail: "ada@jupyter.org"}
	if shown := l.asks(t, "begin", c).Shown; len(shown) == 0 {
		t.Error("nothing is shown")
	}
	if made := l.made(t, c, true); made.Err != nil || made.Ask != nil || made.PushTo != "" {
		t.Fatalf("got %+v", made)
	}
	if got := l.checkout.Git("branch", "--show-current"); got != "7-mend-the-page" {
		t.Errorf("on %s", got)
	}
	if got := l.checkout.Git("config", "--local", "user.name"); got != "Ada Lovelace" {
		t.Errorf("user.name is %s", got)
	}
}

// A fork is made only after a yes to it, and another to the steps; pushes go there.
func TestJourneyBranchForks(t *testing.T) {
	t.Parallel()
	l := settle(t, nil, "origin=jupyterhub/jupyterhub")
	l.signIn()
	l.asks(t, "fork", plan.BranchChoices{})
	l.asks(t, "begin", plan.BranchChoices{Fork: "yes"})
	made := l.made(t, plan.BranchChoices{Fork: "yes"}, true)
	if made.Err != nil || made.Ask != nil || made.PushTo == "" || made.PushTo == "origin" {
		t.Fatalf("got %+v", made)
	}
	l.lands(t, "lee/jupyterhub")
}
