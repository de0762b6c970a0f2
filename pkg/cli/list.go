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
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
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

In a pipe the columns are separated by tabs: id, repository, id of the sub-project, difficulty, profiles, day of
the newest receipt, summary.`,
		Example: `  $ jupyter-onboard list
  $ jupyter-onboard list --skill python --kind docs
  $ jupyter-onboard list --subproject jupyterhub
  $ jupyter-onboard list --json`,
		Args: cobra.NoArgs, ValidArgsFunction: cobra.NoFileCompletions,
	}
	fs := cmd.Flags()
	fs.StringVar(&o.area, "area", "", "only projects that work on this, such as notebooks")
	fs.StringVar(&o.skill, "skill", "", "only projects where this is used, such as python")
	fs.StringVar(&o.kind, "kind", "", "only projects where this kind of work is welcome, such as docs")
	fs.StringVar(&o.subproject, "subproject", "", "only projects of this sub-project, by its id or name")
	a.complete(cmd, "subproject", a.completeSubprojects)
	a.complete(cmd, "area", a.completeChoice(func(c guide.Choose) []string { return c.Areas }))
	a.completeWork(cmd)
	cmd.RunE = a.run(func(ctx context.Context, _ *cobra.Command, _ []string) error { return o.run(ctx) })
	return cmd
}

func (o *listOptions) run(ctx context.Context) error {
	a := o.app
	entries, problems := a.catalog().List(ctx)
	for _, p := range problems {
		a.say(event.Warning, p.Error())
	}
	all := a.subprojects()
	if err := o.known(all, entries); err != nil {
		return err
	}
	var kept []event.Project
	for _, e := range entries {
		if h := e.Head(); o.wants(h, all) {
			p := headEvent(h, all)
			p.Origin = e.Origin().String()
			kept = append(kept, p)
		}
	}
	if len(kept) == 0 && len(entries) > 0 {
		a.say(event.Info, fmt.Sprintf("None of the %d projects fits. Leave a filter out, or see all with `jupyter-onboard list`.", len(entries)))
		return nil
	}
	slices.SortStableFunc(kept, func(x, y event.Project) int {
		return bySubproject(all, x.Subproject, y.Subproject, x.ID, y.ID)
	})
	if !a.flags.json && !a.outIsTerminal() {
		return o.tabs(kept)
	}
	group := ""
	for _, p := range kept {
		if title := journey.GroupTitle(p); !a.flags.json && title != group {
			group = title
			a.prose().Group(group)
		}
		a.show(p)
	}
	if !a.flags.json {
		a.say(event.Info, "`jupyter-onboard show PROJECT` tells more, `jupyter-onboard start PROJECT` begins.")
	}
	return nil
}

func (o *listOptions) wants(h catalog.Head, all guide.Subprojects) bool {
	has := func(all []string, one string) bool {
		return one == "" || slices.ContainsFunc(all, func(s string) bool { return strings.EqualFold(s, one) })
	}
	var kinds []string
	for _, k := range h.Choose.Kinds {
		kinds = append(kinds, string(k))
	}
	return has(h.Choose.Areas, o.area) && has(h.Choose.Skills, o.skill) && has(kinds, o.kind) &&
		has([]string{h.Subproject, subprojectName(all, h.Subproject)}, o.subproject)
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
