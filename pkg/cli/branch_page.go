package cli

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/engine"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// showPages shows what to know before: the issue and the rules, who commits, and the steps.
func (o *branchOptions) showPages(ctx context.Context, e *engine.Engine, b *beginning) {
	view := o.app.prose()
	view.Page(rulesPage(b))
	if !b.plan.Practice {
		view.Page(o.authorPage(ctx, e, b))
	}
	view.Page(stepsPage(b))
}

// rulesPage is the issue and what its community asks.
func rulesPage(b *beginning) journey.Page {
	g, v := b.plan.Guide, b.found.Verdict
	rows := []journey.Fact{{Label: "Free?", Text: journey.VerdictText(v)}}
	if len(v.Reasons) > 0 {
		rows = append(rows, journey.Fact{Label: "Why", Text: v.Reasons[0]})
	}
	rows = append(rows, journey.Fact{Label: "Next", Text: v.Next})
	rows = append(rows, journey.Policy(g)...)
	for _, r := range g.PullRequest.Rules {
		rows = append(rows, journey.Fact{Label: "Pull request", Text: r})
	}
	if g.PullRequest.CLA {
		rows = append(rows, journey.Fact{Label: "Agreement", Text: "a contributor licence agreement is asked for"})
	}
	return journey.Page{Title: nameOf(b.found) + " " + b.found.Issue.Title, Blocks: []journey.Block{journey.Facts{Rows: rows}}}
}

// authorPage is who the commits will be by, and who pushes them where.
func (o *branchOptions) authorPage(ctx context.Context, e *engine.Engine, b *beginning) journey.Page {
	i, f := b.facts.Identity, b.facts.Fork
	name, email := first(o.choices.AuthorName, i.Name.Value), first(o.choices.AuthorEmail, i.Email.Value)
	rows := []journey.Fact{
		{Label: "Commits are by", Text: fmt.Sprintf("%s <%s>", name, email)},
		{Label: "Set in", Text: i.Email.Origin},
		{Label: "Signed", Text: signedText(i.Signing)},
		{Label: "Sign-off", Text: signOffText(b.branch.SignOff)},
		{Label: "Pushes go to", Text: pushesTo(b)},
	}
	account := e.PushAccount(ctx, f.URL)
	switch {
	case account != "" && f.Account != "" && !strings.EqualFold(account, f.Account):
		rows = append(rows, journey.Fact{Label: "Pushes are by", Text: account + ", whom your SSH key signs in; the token is of " + f.Account})
	case account != "":
		rows = append(rows, journey.Fact{Label: "Pushes are by", Text: account + ", whom your SSH key signs in"})
	case f.Account != "":
		rows = append(rows, journey.Fact{Label: "Pushes are by", Text: f.Account + ", if git signs in like the token does"})
	default:
		rows = append(rows, journey.Fact{Label: "Pushes are by", Text: "whom git signs in by your own credentials"})
	}
	p := journey.Page{Title: "Who you are there", Blocks: []journey.Block{journey.Facts{Rows: rows}}}
	for _, c := range b.branch.Concerns {
		p.Blocks = append(p.Blocks, journey.Note{Level: event.Warning, Text: firstUpper(c.Observed) + ". Expected: " + c.Expected + "."})
	}
	for _, w := range b.branch.Warnings {
		p.Blocks = append(p.Blocks, journey.Note{Level: event.Info, Text: w})
	}
	if age := e.ForkAge(ctx, b.plan, b.facts); age != "" {
		p.Blocks = append(p.Blocks, journey.Note{Level: event.Info, Text: age})
	}
	return p
}

func signedText(s plan.Signing) string {
	switch {
	case !s.On:
		return "no; the project doesn't ask for it"
	case s.Problem != "":
		return "should be, and can't: " + s.Problem
	}
	return "with " + s.Format
}

func signOffText(wanted bool) string {
	if wanted {
		return "wanted on each commit: git commit --signoff"
	}
	return "not asked for"
}

func pushesTo(b *beginning) string {
	f := b.facts.Fork
	switch {
	case b.branch.PushTo == "":
		return "nowhere yet"
	case f.Repo != "":
		return fmt.Sprintf("%s (the remote %s)", f.Repo, b.branch.PushTo)
	}
	return "the fork that will be made (the remote " + b.branch.PushTo + ")"
}

// stepsPage is the plan: each step with its reason, its command, and what changes in the settings.
func stepsPage(b *beginning) journey.Page {
	p := journey.Page{Title: "What will be done in " + b.plan.Dir}
	n := 0
	for _, s := range b.branch.Steps {
		if s.Satisfied != "" {
			continue
		}
		n++
		p.Blocks = append(p.Blocks, journey.Facts{Rows: []journey.Fact{{Label: fmt.Sprintf("%d. %s", n, s.ID), Text: s.Title + ": " + s.Cause + ". " + s.Why}}})
		var rows []journey.Fact
		for _, c := range s.Action.Begin.Settings {
			for _, line := range c.Diff() {
				rows = append(rows, journey.Fact{Label: "Settings", Text: line})
			}
		}
		if len(rows) > 0 {
			p.Blocks = append(p.Blocks, journey.Facts{Rows: rows})
		}
		p.Blocks = append(p.Blocks, journey.Commands{Lines: strings.Split(s.Action.Command(), "\n")})
		if s.Warning != "" {
			p.Blocks = append(p.Blocks, journey.Note{Level: event.Warning, Text: s.Warning})
		}
	}
	if n == 0 {
		p.Blocks = append(p.Blocks, journey.Text{Text: "Nothing: all of it is done already."})
	}
	return p
}

// nextPage is the way from the branch to a pull request.
func nextPage(b *beginning, server string) journey.Page {
	g := b.plan.Guide
	p := journey.Page{Title: "From here to a pull request"}
	commit := []string{"git", "commit"}
	if b.branch.SignOff {
		commit = append(commit, "--signoff")
	}
	lines := []string{plan.Quote(commit)}
	for _, c := range g.PullRequest.Checks {
		lines = append(lines, plan.Quote([]string{"jupyter-onboard", "run", c}))
	}
	if b.branch.PushTo != "" {
		lines = append(lines, plan.Quote([]string{"git", "push", "--set-upstream", b.branch.PushTo, b.branch.Name}))
	}
	p.Blocks = append(p.Blocks, journey.Commands{Lines: lines})
	if owner := forkOwner(b.facts.Fork); owner != "" {
		page := fmt.Sprintf("%s/%s/compare/%s...%s:%s?expand=1", server, g.Repo, pullTarget(g), owner, url.PathEscape(b.branch.Name))
		p.Blocks = append(p.Blocks, journey.Text{Text: "The page of the pull request, after the push: " + page})
	}
	for _, gate := range g.PullRequest.Gates {
		p.Blocks = append(p.Blocks, journey.Note{Level: event.Info, Text: gate.Name + ": " + gate.Why})
	}
	return p
}

func forkOwner(f plan.ForkFacts) string {
	owner, _, _ := strings.Cut(f.Repo, "/")
	return first(owner, f.Account)
}

// pullTarget is the branch that pull requests go to.
func pullTarget(g *guide.Guide) string { return first(g.PullRequest.Target, g.Clone.Branch) }
