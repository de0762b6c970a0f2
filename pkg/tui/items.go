package tui

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// projectPane lists projects to choose from.
func projectPane(p journey.Page, all []event.Project, last string) *listPane {
	list := make(items, len(all))
	for i, e := range all {
		tags := []string{e.ID, e.Name, e.Repo, e.Summary, "in:" + e.Subproject}
		for kind, values := range map[string][]string{"area:": e.Areas, "skill:": e.Skills, "kind:": e.Kinds} {
			for _, v := range values {
				tags = append(tags, kind+v)
			}
		}
		list[i] = item{
			value: e.ID, name: term.Line(e.ID), text: term.Line(e.Summary), group: term.Line(journey.GroupTitle(e)),
			find: strings.ToLower(strings.Join(tags, "\n")),
			show: func(k *ink) {
				k.text(term.Heading, true, "", e.Name)
				k.project(e)
			},
		}
	}
	l := newList(p.Title, "projects", list, last)
	l.actions = p.Actions
	for _, t := range []struct {
		kind string
		of   func(event.Project) []string
	}{
		{"area", func(p event.Project) []string { return p.Areas }},
		{"skill", func(p event.Project) []string { return p.Skills }},
		{"kind", func(p event.Project) []string { return p.Kinds }},
		{"in", func(p event.Project) []string { return []string{p.Subproject} }},
	} {
		for _, v := range journey.Traits(all, t.of) {
			l.facets = append(l.facets, facet(t.kind, v))
		}
	}
	return l
}

func facet(kind string, v journey.Trait) item {
	group := map[string]string{"area": "Area", "skill": "Skill", "kind": "Kind of work", "in": "Sub-project"}[kind]
	count := "1 project"
	if v.Count > 1 {
		count = fmt.Sprintf("%d projects", v.Count)
	}
	value := kind + ":" + v.Value
	return item{value: value, name: term.Line(v.Value), text: count, group: group, find: strings.ToLower(value), does: "show only these"}
}

// issuePane lists issues to choose from, and what the question offers besides.
func issuePane(p journey.Page, all journey.IssueRows, last string) *listPane {
	list := issueLines{issues: all, finds: make([]string, all.Len())}
	for i := range list.finds {
		e := all.Line(i)
		list.finds[i] = strings.ToLower(strings.Join(append([]string{number(e), e.Verdict, e.Title}, e.Labels...), "\n"))
	}
	for _, o := range p.Question.Options {
		if _, err := strconv.Atoi(o.Value); err != nil { // The numbers are those of the issues.
			list.others = append(list.others, item{value: o.Value, name: term.Line(o.Value), text: term.Line(o.Title), find: strings.ToLower(o.Title), does: "go on with it"})
		}
	}
	return newList(p.Title, "choices", list, last)
}

// issueLines are a line for each issue, then the others.
type issueLines struct {
	issues journey.IssueRows
	finds  []string
	others items
}

func (l issueLines) len() int { return len(l.finds) + len(l.others) }

func (l issueLines) line(i int) item {
	if i >= len(l.finds) {
		return l.others.line(i - len(l.finds))
	}
	e := l.issues.Line(i)
	return item{
		value: strconv.Itoa(e.Number), name: number(e), text: term.Pad(term.Line(e.Verdict), 14) + "  " + term.Line(e.Title),
		show: func(k *ink) { k.issue(l.issues.At(i)) },
	}
}

func (l issueLines) find(i int) string {
	if i >= len(l.finds) {
		return l.others.find(i - len(l.finds))
	}
	return l.finds[i]
}

func number(e event.Issue) string { return "#" + strconv.Itoa(e.Number) }
