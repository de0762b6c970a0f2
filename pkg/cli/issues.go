package cli

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/issues"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
)

type issuesOptions struct {
	app              *app
	offline, refresh bool
	all, review, web bool
	limit            int
	skills, kinds    []string
	// Where sentences beside the list go; nil for the terminal.
	tell sayer
}

func newIssuesCommand(a *app) *cobra.Command {
	o := &issuesOptions{app: a}
	cmd := &cobra.Command{
		Use:   "issues [PROJECT[#NUMBER]…]",
		Short: "Find newcomer issues that are really free",
		Long: `List the open newcomer issues of the whole catalogue, or of the projects named, best first, with the reasons
for the order. A list takes at most three searches. It can't know comments and pull requests, so its verdict is
"candidate".

PROJECT#NUMBER opens one issue: whether it is free by the repository's own rule, whether it is ready, what the
rules are, and what to do next, each with the words and the page it rests on. That takes at most three requests.
Nothing is ever posted. Comments are read in English; one in another language is said.

No token is needed. With GH_TOKEN or GITHUB_TOKEN, or where gh is signed in, GitHub allows more. In a pipe the
columns are separated by tabs: project, number, verdict, title, labels, time of the last change, page.`,
		Example: `  $ jupyter-onboard issues
  $ jupyter-onboard issues jupyterlab jupyterhub --skill css
  $ jupyter-onboard issues jupyterhub#4321
  $ jupyter-onboard issues jupyterhub#4321 --review`,
		ValidArgsFunction: a.completeSeveral,
	}
	fs := cmd.Flags()
	fs.StringArrayVar(&o.skills, "skill", nil, "only issues that ask for this, such as python")
	fs.StringArrayVar(&o.kinds, "kind", nil, "only this kind of work, such as docs")
	fs.IntVar(&o.limit, "limit", 20, "show at most so many issues; 0 shows all")
	fs.BoolVar(&o.all, "all", false, "show those too that are taken, in review or not ready")
	fs.BoolVar(&o.review, "review", false, "for maintainers: what to edit so that an issue is ready for newcomers")
	fs.BoolVar(&o.web, "web", false, "open the page of the issue, or of the list, in a browser")
	fs.BoolVar(&o.offline, "offline", false, "ask nothing; show what is kept")
	fs.BoolVar(&o.refresh, "refresh", false, "ask GitHub even if a kept answer is young")
	a.completeWork(cmd)
	cmd.RunE = a.run(func(ctx context.Context, cmd *cobra.Command, args []string) error { return o.run(ctx, cmd, args) })
	return cmd
}

// anIssue is how one issue is named: by project, repository or address.
func anIssue(arg string) (project string, number int, ok bool) {
	m := regexp.MustCompile(`^(?:https?://[^/\s]+/)?([\w.-]+(?:/[\w.-]+)?)(?:#|/issues/)([1-9]\d{0,8})$`).FindStringSubmatch(arg)
	if m == nil {
		return "", 0, false
	}
	number, err := strconv.Atoi(m[2])
	return m[1], number, err == nil
}

func (o *issuesOptions) run(ctx context.Context, cmd *cobra.Command, args []string) error {
	if err := o.check(); err != nil {
		return err
	}
	if len(args) == 1 {
		if project, number, ok := anIssue(args[0]); ok {
			return o.open(ctx, project, number)
		}
	}
	for _, arg := range args {
		if _, _, ok := anIssue(arg); ok {
			return &problem{
				code: exitUsage, message: "One issue at a time.", observed: strings.Join(args, " "),
				expected: "one PROJECT#NUMBER, or projects", next: "jupyter-onboard issues " + arg,
			}
		}
	}
	guides, err := o.guides(ctx, args)
	if err != nil {
		return err
	}
	if o.web {
		return o.browseList(ctx, guides)
	}
	return o.list(ctx, cmd, guides)
}

// check refuses kinds that don't exist, so that a typing error doesn't look like an empty list.
func (o *issuesOptions) check() error {
	known := guide.Kind("").Values()
	for _, k := range o.kinds {
		if !containsFold(known, k) {
			return &problem{
				code: exitUsage, message: fmt.Sprintf("There is no kind of work called %q.", k), observed: "--kind " + k,
				expected: "one of " + strings.Join(known, ", "), next: "the same command with one of them",
			}
		}
	}
	if o.limit < 0 {
		return &problem{code: exitUsage, message: "A list can't have less than no lines.", observed: fmt.Sprintf("--limit %d", o.limit), expected: "0 for all, or more", next: "the same command with another --limit"}
	}
	return nil
}

// guides are those that were named, or all.
func (o *issuesOptions) guides(ctx context.Context, args []string) ([]*guide.Guide, error) {
	a := o.app
	var found []*guide.Guide
	if len(args) == 0 {
		entries, problems := a.catalog().List(ctx)
		for _, p := range problems {
			o.say(event.Warning, p.Error())
		}
		found, problems = guidesOf(ctx, entries)
		for _, p := range problems {
			o.say(event.Warning, p.Error())
		}
		return found, nil
	}
	for _, arg := range args {
		_, g, err := a.find(ctx, arg, projectFlags{})
		if err != nil {
			return nil, err
		}
		found = append(found, g)
	}
	return found, nil
}

// guidesOf is what a list of issues needs of the guides: from the index, else whole, which then is most of the time that
// a list from kept answers takes.
func guidesOf(ctx context.Context, entries []*catalog.Entry) ([]*guide.Guide, []catalog.Problem) {
	var found []*guide.Guide
	var rest []*catalog.Entry
	for _, e := range entries {
		if part, ok := e.Head().Partial(); ok {
			found = append(found, part)
		} else {
			rest = append(rest, e)
		}
	}
	whole, problems := catalog.Guides(ctx, rest)
	for _, g := range whole {
		if g != nil {
			found = append(found, g)
		}
	}
	return found, problems
}

// openedEvent is the wire form of an issue that was opened: with its readiness and the rules.
func openedEvent(f issues.Found) event.Issue {
	e := journey.IssueEvent(f, f.Verdict.Reasons)
	for _, c := range issues.Review(f.Guide.Issues, f.Issue) {
		e.Ready = append(e.Ready, event.Criterion{ID: c.Criterion.ID, Title: c.Criterion.Title, Outcome: string(c.Outcome), Quote: strings.TrimSpace(c.Quote), Edit: c.Next})
	}
	e.Rules = []event.Rule{{About: "claim", Says: f.Guide.Issues.Claim.Says, URL: f.Guide.Issues.Claim.URL}}
	ai := event.Rule{About: "ai", Says: journey.NoAIRule}
	if p := f.Guide.Issues.AIPolicy; p != nil {
		ai.Says, ai.URL = p.Says, p.URL
	}
	e.Rules = append(e.Rules, ai)
	return e
}

func containsFold(all []string, one string) bool {
	for _, s := range all {
		if strings.EqualFold(s, one) {
			return true
		}
	}
	return false
}
