package cli

import (
	"strings"

	"github.com/spf13/cobra"
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

// completeProfile offers the profiles of the named project.
func (a *app) completeProfile(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	_, g, err := a.find(cmd.Context(), args[0], projectFlags{})
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var out []string
	for _, p := range g.Profiles {
		out = append(out, p.ID+"\t"+oneLine(p.Title))
	}
	return out, cobra.ShellCompDirectiveNoFileComp
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
