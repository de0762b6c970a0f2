package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

type listOptions struct {
	app                           *app
	area, skill, kind, subproject string
}

func newListCommand(a *app) *cobra.Command {
	o := &listOptions{app: a}
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the projects of the catalogue",
		Long: `List the projects that there are guides for, by sub-project.

In a pipe the columns are separated by tabs: id, repository, sub-project, difficulty, profiles, day of the
newest receipt, summary.`,
		Example: `  $ jupyter-onboard list
  $ jupyter-onboard list --skill python --kind docs
  $ jupyter-onboard list --json`,
		Args: cobra.NoArgs, ValidArgsFunction: cobra.NoFileCompletions,
	}
	fs := cmd.Flags()
	fs.StringVar(&o.area, "area", "", "only projects that work on this, such as notebooks")
	fs.StringVar(&o.skill, "skill", "", "only projects where this is used, such as python")
	fs.StringVar(&o.kind, "kind", "", "only projects where this kind of work is welcome, such as docs")
	fs.StringVar(&o.subproject, "subproject", "", "only projects of this sub-project")
	cmd.RunE = a.run(func(ctx context.Context, _ *cobra.Command, _ []string) error { return o.run(ctx) })
	return cmd
}

func (o *listOptions) run(ctx context.Context) error {
	a := o.app
	entries, problems := a.catalog().List(ctx)
	for _, p := range problems {
		a.say(event.Warning, p.Error())
	}
	var kept []event.Project
	for _, e := range entries {
		g, err := e.Guide()
		if err != nil {
			a.say(event.Warning, err.Error())
			continue
		}
		if o.wants(g) {
			kept = append(kept, projectEvent(e, g))
		}
	}
	if len(kept) == 0 && len(entries) > 0 {
		a.say(event.Info, fmt.Sprintf("None of the %d projects fits. Leave a filter out, or see all with `jupyter-onboard list`.", len(entries)))
		return nil
	}
	slices.SortStableFunc(kept, func(x, y event.Project) int {
		return strings.Compare(x.Subproject+"\x00"+x.ID, y.Subproject+"\x00"+y.ID)
	})
	if !a.flags.json && !a.outIsTerminal() {
		return o.tabs(kept)
	}
	subproject := ""
	for _, p := range kept {
		if !a.flags.json && p.Subproject != subproject {
			subproject = p.Subproject
			a.prose().Group(subproject)
		}
		a.show(p)
	}
	if !a.flags.json {
		a.say(event.Info, "`jupyter-onboard show PROJECT` tells more, `jupyter-onboard start PROJECT` begins.")
	}
	return nil
}

func (o *listOptions) wants(g *guide.Guide) bool {
	has := func(all []string, one string) bool {
		return one == "" || slices.ContainsFunc(all, func(s string) bool { return strings.EqualFold(s, one) })
	}
	var kinds []string
	for _, k := range g.Choose.Kinds {
		kinds = append(kinds, string(k))
	}
	return has(g.Choose.Areas, o.area) && has(g.Choose.Skills, o.skill) && has(kinds, o.kind) &&
		has([]string{g.Subproject}, o.subproject)
}

// tabs writes lines for programs that cut columns.
func (o *listOptions) tabs(projects []event.Project) error {
	out := o.app.terminal().Text()
	for _, p := range projects {
		_, err := fmt.Fprintf(out, "%s\t%s\t%s\t%d\t%s\t%s\t%s\n", p.ID, p.Repo, p.Subproject, p.Difficulty,
			strings.Join(p.Profiles, ","), p.Proved, strings.Join(strings.Fields(p.Summary), " "))
		if err != nil {
			return fmt.Errorf("write the list: %w", err)
		}
	}
	return nil
}

func projectEvent(e *catalog.Entry, g *guide.Guide) event.Project {
	p := event.Project{
		ID: g.ID, Name: g.Name, Repo: g.Repo, Subproject: g.Subproject, Summary: g.Summary,
		Areas: g.Choose.Areas, Skills: g.Choose.Skills, Difficulty: g.Choose.Difficulty, Origin: e.Origin().String(),
	}
	for _, k := range g.Choose.Kinds {
		p.Kinds = append(p.Kinds, string(k))
	}
	for _, pr := range g.Profiles {
		p.Profiles = append(p.Profiles, pr.ID)
	}
	if len(g.Verified) > 0 {
		p.Proved = g.Verified[0].Date
	}
	return p
}
