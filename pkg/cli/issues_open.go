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
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
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
		a.prose().Page(issuePage(f, now))
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
	client, err := o.app.forge(ctx, o.offline, o.refresh, o.app.say)
	if err != nil {
		return issues.Found{}, nil, err
	}
	t, freshness, err := client.Thread(ctx, repo, number)
	if err != nil {
		return issues.Found{}, client, err
	}
	sayFreshness(o.app.say, freshness, now)
	i := issues.FromThread(t)
	return issues.Found{Guide: g, Issue: i, Verdict: issues.Judge(g.Issues, i, now)}, client, nil
}

// maxComments is how many of the newest comments are shown; the page has the rest.
const maxComments = 10

// issuePage is an issue for who wants to work on it: verdict first, then readiness, rules and text.
func issuePage(f issues.Found, now time.Time) journey.Page {
	i, v := f.Issue, f.Verdict
	p := journey.Page{Title: fmt.Sprintf("%s %s", nameOf(f), i.Title)}
	rows := []journey.Fact{{Label: "Free?", Text: verdictText(v)}, {Label: "Next", Text: v.Next}}
	if len(v.Unchecked) > 0 {
		rows = append(rows, journey.Fact{Label: "Not checked", Text: strings.Join(v.Unchecked, "; ")})
	}
	rows = append(rows,
		journey.Fact{Label: "Labels", Text: strings.Join(i.Labels, ", ")},
		journey.Fact{Label: "Opened", Text: fmt.Sprintf("by %s, %s", i.Author, ago(now.Sub(i.Created)))})
	if i.URL != "" {
		rows = append(rows, journey.Fact{Label: "Page", Text: i.URL})
	}
	p.Blocks = append(p.Blocks, journey.Facts{Rows: rows}, journey.Heading{Text: "Why"}, journey.List{Items: v.Reasons},
		journey.Heading{Text: "Ready?"}, journey.Facts{Rows: checkRows(f, false)},
		journey.Heading{Text: "The rules"}, journey.Facts{Rows: ruleRows(f.Guide)},
		journey.Heading{Text: "What it says"}, journey.Text{Text: readable(i.Body)})
	comments := i.Comments
	if len(comments) > maxComments {
		p.Blocks = append(p.Blocks, journey.Note{Level: event.Info, Text: fmt.Sprintf("%d older comments are on its page.", len(comments)-maxComments)})
		comments = comments[len(comments)-maxComments:]
	}
	for _, c := range comments {
		p.Blocks = append(p.Blocks, journey.Heading{Text: fmt.Sprintf("%s, %s", c.Author, ago(now.Sub(c.Created)))}, journey.Text{Text: readable(c.Body)})
	}
	return p
}

// readinessPage is an issue for who maintains it.
func readinessPage(f issues.Found) journey.Page {
	return journey.Page{Title: fmt.Sprintf("%s %s", nameOf(f), f.Issue.Title), Blocks: []journey.Block{
		journey.Text{Text: "What a newcomer finds, and what to edit. Patterns were looked for; nothing was guessed."},
		journey.Facts{Rows: checkRows(f, true)},
		journey.Heading{Text: "Free?"},
		journey.Facts{Rows: []journey.Fact{{Label: verdictText(f.Verdict), Text: strings.Join(f.Verdict.Reasons, "; ")}}},
	}}
}

// checkRows tells how the text does by the repository's criteria.
func checkRows(f issues.Found, edit bool) []journey.Fact {
	var rows []journey.Fact
	for _, c := range issues.Review(f.Guide.Issues, f.Issue) {
		text := string(c.Outcome)
		if c.Quote != "" {
			text += ": “" + strings.TrimSpace(c.Quote) + "”"
		}
		if edit && c.Next != "" {
			text += ". " + firstUpper(c.Next)
		}
		rows = append(rows, journey.Fact{Label: c.Criterion.Title, Text: text})
	}
	return rows
}

// noAIRule is what to know where a guide names no rule on work made with AI.
const noAIRule = "no rule was found when the guide was written; ask before you hand in generated code"

// ruleRows are the community's rules that matter before the first line of code.
func ruleRows(g *guide.Guide) []journey.Fact {
	with := func(text, page string) string { return strings.TrimSpace(text + " " + page) }
	rows := []journey.Fact{{Label: "Taking an issue", Text: with(g.Issues.Claim.Says, g.Issues.Claim.URL)}}
	ai := journey.Fact{Label: "AI", Text: noAIRule}
	if p := g.Issues.AIPolicy; p != nil {
		ai.Text = with(p.Says, p.URL)
	}
	return append(rows, ai)
}

// readable is what somebody wrote in an issue, as a page shows it.
func readable(body string) string {
	if text := term.Markdown(body); text != "" {
		return text
	}
	return "(nothing)"
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
