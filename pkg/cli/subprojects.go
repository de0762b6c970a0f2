package cli

import (
	"cmp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// subprojects are the official ones. Without them everything still works, with ids in the place of names.
func (a *app) subprojects() guide.Subprojects {
	all, err := a.catalog().Subprojects()
	if err != nil {
		a.say(event.Warning, err.Error())
	}
	return all
}

// bySubproject orders guides as the official list orders sub-projects, then by the sub-project's id, then by their own.
func bySubproject(all guide.Subprojects, x, y, xID, yID string) int {
	return cmp.Or(cmp.Compare(all.Place(x), all.Place(y)), strings.Compare(x, y), strings.Compare(xID, yID))
}

// subprojectName is the name of a sub-project, or its id where it isn't an official one.
func subprojectName(all guide.Subprojects, id string) string {
	if s, ok := all.Find(id); ok {
		return s.Name
	}
	return id
}

// known refuses a sub-project that is neither an official one nor that of a guide: it is a slip of the pen.
func (o *listOptions) known(all guide.Subprojects, entries []*catalog.Entry) error {
	is := func(name string) bool { return strings.EqualFold(name, o.subproject) }
	if o.subproject == "" || slices.ContainsFunc(all, func(s guide.Subproject) bool { return is(s.ID) || is(s.Name) }) ||
		slices.ContainsFunc(entries, func(e *catalog.Entry) bool { return is(e.Head().Subproject) }) {
		return nil
	}
	ids := make([]string, len(all))
	for i, s := range all {
		ids[i] = s.ID
	}
	return &problem{
		code: exitUsage, message: "There is no such sub-project.", observed: o.subproject,
		expected: strings.Join(ids, ", "), next: "jupyter-onboard list",
	}
}

// completeSubprojects offers the ids of the official sub-projects.
func (a *app) completeSubprojects(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	all, err := a.catalog().Subprojects()
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = s.ID + "\t" + oneLine(s.Name)
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}
