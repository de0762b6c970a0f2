package tui

import (
	"fmt"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// projectPane lists projects to choose from.
func projectPane(p journey.Page, all []event.Project, last string) *listPane {
	items := make([]item, len(all))
	for i, e := range all {
		tags := []string{e.ID, e.Name, e.Repo, e.Summary, "in:" + e.Subproject}
		for kind, values := range map[string][]string{"area:": e.Areas, "skill:": e.Skills, "kind:": e.Kinds} {
			for _, v := range values {
				tags = append(tags, kind+v)
			}
		}
		items[i] = item{
			value: e.ID, name: term.Line(e.ID), text: term.Line(e.Summary), group: term.Line(journey.GroupTitle(e)),
			find: strings.ToLower(strings.Join(tags, "\n")),
			show: func(k *ink) {
				k.text(term.Heading, true, "", e.Name)
				k.project(e)
			},
		}
	}
	l := newList(p.Title, "projects", items, last)
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
	return item{value: value, name: term.Line(v.Value), text: count, group: group, find: strings.ToLower(value)}
}

// issuePane lists issues to choose from, and what the question offers besides.
func issuePane(p journey.Page, all []event.Issue, last string) *listPane {
	items := make([]item, 0, len(all)+1)
	known := make(map[string]bool, len(all))
	for _, e := range all {
		number := fmt.Sprint(e.Number)
		known[number] = true
		items = append(items, item{
			value: number, name: "#" + number, text: term.Pad(term.Line(e.Verdict), 14) + "  " + term.Line(e.Title),
			find: strings.ToLower(strings.Join(append([]string{"#" + number, e.Verdict, e.Title}, e.Labels...), "\n")),
			show: func(k *ink) { k.issue(e) },
		})
	}
	for _, o := range p.Question.Options {
		if !known[o.Value] {
			items = append(items, item{value: o.Value, name: term.Line(o.Value), text: term.Line(o.Title), find: strings.ToLower(o.Title)})
		}
	}
	return newList(p.Title, "choices", items, last)
}
