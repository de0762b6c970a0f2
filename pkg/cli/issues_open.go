package cli

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/issues"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// open shows one issue with the full verdict.
func (o *issuesOptions) open(ctx context.Context, project string, number int) error {
	a, now := o.app, time.Now()
	_, g, err := a.find(ctx, project, projectFlags{})
	if err != nil {
		return err
	}
	if o.web {
		return a.browse(ctx, fmt.Sprintf("%s/%s/issues/%d", a.server(), g.Repo, number))
	}
	f, client, err := o.read(ctx, g, number, now)
	if err != nil {
		return forgeProblem(err)
	}
	switch {
	case a.flags.json:
		a.show(openedEvent(f))
	case o.review:
		a.prose().Page(readinessPage(f))
	default:
		a.prose().Page(journey.AboutIssue(f, now))
	}
	if client != nil {
		sayBudget(a.say, client)
	}
	return nil
}

// read asks for an issue and its thread; the sample project's are in the program.
func (o *issuesOptions) read(ctx context.Context, g *guide.Guide, number int, now time.Time) (issues.Found, *forge.Client, error) {
	if g.ID == practiceID {
		for _, f := range practiceIssues(g, now) {
			if f.Issue.Number == number {
				return f, nil, nil
			}
		}
		return issues.Found{}, nil, &problem{code: exitFailed, message: "There is no such issue.", observed: fmt.Sprintf("practice#%d", number), expected: "one of those that `jupyter-onboard issues practice` lists", next: "jupyter-onboard issues practice"}
	}
	repo, err := forge.ParseRepo(g.Repo)
	if err != nil {
		return issues.Found{}, nil, err
	}
	say, again := o.app.say, refreshes
	if o.tell != nil {
		say, again = o.tell, "" // The journey has no such flag.
	}
	client, err := o.app.forge(ctx, o.offline, o.refresh, say)
	if err != nil {
		return issues.Found{}, nil, err
	}
	t, freshness, err := client.Thread(ctx, repo, number)
	if err != nil {
		return issues.Found{}, client, err
	}
	sayFreshness(say, freshness, again, now)
	i := issues.FromThread(t)
	return issues.Found{Guide: g, Issue: i, Verdict: issues.Judge(g.Issues, i, now)}, client, nil
}

// readinessPage is an issue for who maintains it.
func readinessPage(f issues.Found) journey.Page {
	return journey.Page{Title: fmt.Sprintf("%s %s", nameOf(f), f.Issue.Title), Blocks: []journey.Block{
		journey.Text{Text: "What a newcomer finds, and what to edit. Patterns were looked for; nothing was guessed."},
		journey.Facts{Rows: journey.Checks(f, true)},
		journey.Heading{Text: "Free?"},
		journey.Facts{Rows: []journey.Fact{{Label: journey.VerdictText(f.Verdict), Text: strings.Join(f.Verdict.Reasons, "; ")}}},
	}}
}

// browse opens a page of the server in the person's browser, or tells its address.
func (a *app) browse(ctx context.Context, address string) error {
	var argv []string
	switch runtime.GOOS {
	case "darwin":
		argv = []string{"open", address}
	case "windows":
		argv = []string{"rundll32", "url.dll,FileProtocolHandler", address}
	default:
		argv = []string{"xdg-open", address}
	}
	_, err := system.Machine{}.Run(ctx, system.Command{Argv: argv, Env: a.process.Environ, Timeout: 10 * time.Second})
	if err != nil {
		a.say(event.Warning, "No browser could be started. The page is "+address)
		return nil //nolint:nilerr // The address is as good.
	}
	a.say(event.Info, "Opened "+address)
	return nil
}
