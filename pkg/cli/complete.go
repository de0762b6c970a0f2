package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

type completion = func(cmd *cobra.Command, args []string, prefix string) ([]string, cobra.ShellCompDirective)

// complete registers a completion for a flag. The only error is an unknown flag, which the tests of
// completion would show.
func (a *app) complete(cmd *cobra.Command, flag string, f completion) {
	_ = cmd.RegisterFlagCompletionFunc(flag, f)
}

// completeProjects offers the ids of the catalogue.
func (a *app) completeProjects(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	entries, _ := a.catalog().List(cmd.Context())
	var out []string
	for _, e := range entries {
		out = append(out, e.Head().ID+"\t"+oneLine(e.Head().Summary))
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

// completeSeveral offers the ids of the catalogue that aren't named yet, for commands that take more than one.
func (a *app) completeSeveral(cmd *cobra.Command, args []string, prefix string) ([]string, cobra.ShellCompDirective) {
	all, directive := a.completeProjects(cmd, nil, prefix)
	return slices.DeleteFunc(all, func(line string) bool {
		id, _, _ := strings.Cut(line, "\t")
		return slices.Contains(args, id)
	}), directive
}

// completeProfile offers the profiles of the named project.
func (a *app) completeProfile(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	return a.completeOf(cmd, args, func(g *guide.Guide) (out []string) {
		for _, p := range g.Profiles {
			out = append(out, p.ID+"\t"+oneLine(p.Title))
		}
		return out
	})
}

// completeRecipe offers the ways to the environment of the named project.
func (a *app) completeRecipe(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	return a.completeOf(cmd, args, func(g *guide.Guide) (out []string) {
		for _, r := range g.Recipes {
			out = append(out, r.ID+"\t"+string(r.Kind))
		}
		return out
	})
}

// completeOf offers what the guide of the named project has.
func (a *app) completeOf(cmd *cobra.Command, args []string, of func(*guide.Guide) []string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	_, g, err := a.find(cmd.Context(), args[0], projectFlags{})
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return of(g), cobra.ShellCompDirectiveNoFileComp
}

// completeChoice offers what the guides of the catalogue say of a kind: their areas, their skills.
func (a *app) completeChoice(of func(guide.Choose) []string) completion {
	return func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
		entries, _ := a.catalog().List(cmd.Context())
		var out []string
		for _, e := range entries {
			out = append(out, of(e.Head().Choose)...)
		}
		slices.Sort(out)
		return slices.Compact(out), cobra.ShellCompDirectiveNoFileComp
	}
}

// completeWork offers skills and kinds of work, where a command has flags for them.
func (a *app) completeWork(cmd *cobra.Command) {
	a.complete(cmd, "skill", a.completeChoice(func(c guide.Choose) []string { return c.Skills }))
	a.complete(cmd, "kind", words(guide.Kind("").Values()...))
}

// words offers fixed words.
func words(list ...string) completion {
	return cobra.FixedCompletions(list, cobra.ShellCompDirectiveNoFileComp)
}

// completeTasks offers the tasks of the checkout in the current folder.
func (a *app) completeTasks(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveDefault
	}
	t, err := a.target(cmd.Context(), a.engine(cmd), nil, projectFlags{})
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var out []string
	for _, task := range t.guide.Tasks {
		out = append(out, task.ID+"\t"+oneLine(task.Title))
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
