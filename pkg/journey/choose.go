package journey

import (
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// Actions of the stage Choose.
const (
	// ActSuggest begins the questions that lead to suggestions.
	ActSuggest = "suggest"
	// ActCompare puts two projects side by side.
	ActCompare = "compare"
	// ActAll goes back to the whole list.
	ActAll = "all"
)

// choosing is where in the stage Choose a person is.
type choosing int

const (
	browsing choosing = iota
	askKnow
	askDo
	askTime
	askUse
	suggested
	askPair
	compared
)

// Act does one of the page's actions. It reports whether there is such an action.
func (j *Journey) Act(id string) bool {
	for _, a := range j.Page().Actions {
		if a.ID != id {
			continue
		}
		switch id {
		case ActSuggest:
			j.choosing, j.wish = askKnow, Wish{}
		case ActCompare:
			j.choosing = askPair
		case ActAll:
			j.choosing = browsing
		}
		return true
	}
	return false
}

func (j *Journey) choosePage() Page {
	switch j.choosing {
	case askKnow, askDo, askTime, askUse:
		return j.wishPage()
	case suggested:
		return j.suggestedPage()
	case askPair:
		return j.pairPage()
	case compared:
		return j.comparedPage()
	case browsing:
	}
	p := Page{Title: "Which project do you want to work on?", Help: "Choose one to look at it; nothing happens on your machine yet. Not sure? Answer up to four questions, and get suggestions with reasons."}
	if j.unopened != nil {
		p.Blocks = append(p.Blocks, trouble(j.unopened)...)
	}
	p.Question = &Question{ID: "project", Text: "Your project", Options: projectOptions(j.config.Projects)}
	if begun := j.begunHere(); len(begun) > 0 {
		names := make([]string, 0, 3)
		for _, b := range begun[:min(len(begun), 3)] {
			names = append(names, j.nameOf(b.Project)+" in "+b.Dir)
		}
		p.Blocks = append(p.Blocks, Note{event.Info, "Begun before: " + strings.Join(names, ", ") + ". " + plural(len(names), "Choose it", "Choose one") + " to go on there."})
		p.Question.Default, p.Question.Explicit = begun[0].Project, true
	}
	p.Blocks = append(p.Blocks, ProjectList{j.config.Projects})
	p.Actions = append(p.Actions, Action{ActSuggest, "answer up to four questions and get suggestions with reasons"})
	if len(j.config.Projects) > 1 {
		p.Actions = append(p.Actions, Action{ActCompare, "put two projects side by side"})
	}
	return p
}

// begunHere are the projects of the list that were begun; the sample isn't in it.
func (j *Journey) begunHere() []Begun {
	return slices.DeleteFunc(slices.Clone(j.config.Begun), func(b Begun) bool { return j.nameOf(b.Project) == "" })
}

// nameOf is the name of a project in the list; empty if it isn't there.
func (j *Journey) nameOf(id string) string {
	for _, p := range j.config.Projects {
		if p.ID == id {
			return p.Name
		}
	}
	return ""
}

// Project is a guide in the form in which it is chosen.
func Project(g *guide.Guide, all guide.Subprojects) event.Project {
	p := event.Project{
		ID: g.ID, Name: g.Name, Repo: g.Repo, Subproject: g.Subproject, Summary: g.Summary,
		Areas: g.Choose.Areas, Skills: g.Choose.Skills, Difficulty: g.Choose.Difficulty,
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
	if s, ok := all.Find(g.Subproject); ok {
		p.SubprojectName = s.Name
	}
	return p
}

func projectOptions(all []event.Project) []Option {
	out := make([]Option, 0, len(all))
	for _, p := range all {
		out = append(out, Option{Value: p.ID, Title: p.Name})
	}
	return out
}

func (j *Journey) suggestedPage() Page {
	p := Page{Title: "These could suit you", Help: "A suggestion is no verdict: the reasons are what your answers and the guides have in common."}
	found := Suggest(j.config.Projects, j.wish)
	if len(found) == 0 {
		p.Blocks = append(p.Blocks, Text{"Nothing in the catalogue has anything in common with your answers, so here is all of it."})
		p.Question = &Question{ID: "project", Text: "Your project", Options: projectOptions(j.config.Projects)}
		p.Actions = []Action{{ActSuggest, "answer the questions again"}, {ActAll, "see the whole list"}}
		return p
	}
	var shown []event.Project
	for _, s := range found {
		rows := []Fact{{"What it is", s.Project.Summary}, {"Why", firstUpper(strings.Join(s.Reasons, "; ")) + "."}}
		if len(s.Mind) > 0 {
			rows = append(rows, Fact{"Mind", firstUpper(strings.Join(s.Mind, "; ")) + "."})
		}
		p.Blocks = append(p.Blocks, Heading{s.Project.Name}, Facts{rows})
		shown = append(shown, s.Project)
	}
	p.Question = &Question{ID: "project", Text: "Your project", Options: projectOptions(shown)}
	p.Actions = []Action{{ActSuggest, "answer the questions again"}, {ActAll, "see the whole list"}}
	if len(j.config.Projects) > 1 {
		p.Actions = append(p.Actions, Action{ActCompare, "put two projects side by side"})
	}
	return p
}

func (j *Journey) pairPage() Page {
	p := Page{Title: "Which two do you want to compare?", Help: "Name two projects; their facts are shown side by side."}
	p.Blocks = append(p.Blocks, Text{"Their facts are shown side by side."})
	p.Question = &Question{ID: "pair", Text: "Two projects", Many: true, Exactly: 2, Options: projectOptions(j.config.Projects)}
	p.Actions = []Action{{ActAll, "see the whole list instead"}}
	return p
}

func (j *Journey) answerPair(q *Question, v string) error {
	a, b, ok := strings.Cut(v, ",")
	if !ok || strings.Contains(b, ",") {
		return &AnswerError{Question: *q, Value: v, Reason: "take two projects, such as " + q.Options[0].Value + "," + q.Options[1].Value}
	}
	j.pending = Open{IDs: []string{a, b}, Choices: j.config.Choices}
	return nil
}

func (j *Journey) comparedPage() Page {
	a, b := j.pair[0], j.pair[1]
	p := Page{Title: a.Name + " and " + b.Name, Help: "Neither is better: they ask for different things."}
	p.Blocks = append(p.Blocks, Compare{Left: a.Name, Right: b.Name, Rows: compareRows(a, b, j.config.Subprojects)})
	p.Question = &Question{ID: "project", Text: "Your project", Options: projectOptions([]event.Project{Project(a, j.config.Subprojects), Project(b, j.config.Subprojects)})}
	p.Actions = []Action{{ActCompare, "compare two others"}, {ActAll, "see the whole list"}}
	return p
}

func compareRows(a, b *guide.Guide, all guide.Subprojects) []CompareRow {
	rows := []CompareRow{{"What it is", a.Summary, b.Summary}}
	left, right := identity(a, all), identity(b, all)
	for _, l := range left {
		for _, r := range right {
			if l.Label == r.Label {
				rows = append(rows, CompareRow{l.Label, l.Text, r.Text})
			}
		}
	}
	rows = append(rows, CompareRow{"Set-up costs", costs(a), costs(b)},
		CompareRow{"Taking an issue", a.Issues.Claim.Says, b.Issues.Claim.Says})
	return append(rows, CompareRow{"Proved", proved(a), proved(b)})
}

// costs is the cost of a guide's default profile, or of its first.
func costs(g *guide.Guide) string {
	if len(g.Profiles) == 0 {
		return "nothing is known"
	}
	chosen := g.Profiles[0]
	for _, p := range g.Profiles {
		if p.Default {
			chosen = p
		}
	}
	if c := cost(profileCost(g, chosen)); c != "" {
		return c + " (profile " + chosen.ID + ")"
	}
	return "nothing is known"
}

func proved(g *guide.Guide) string {
	if len(g.Verified) == 0 {
		return "nobody has recorded a run yet"
	}
	return "last on " + g.Verified[0].Date
}

// An Open asks for the guides of projects that were chosen; of one also what is known of its checkout. Its result
// is [Opened].
type Open struct {
	IDs     []string
	Choices plan.Choices
}

func (Open) effect() {}

// Opened are guides, in the order in which they were asked for.
type Opened struct {
	Guides []*guide.Guide
	// Choices that an earlier run on the project's checkout was made with; Known says that there was one.
	Choices plan.Choices
	Known   bool
	// Unapproved is what must be done before anything of the guide runs; empty if nothing must.
	Unapproved string
	Err        error
}

func (Opened) result() {}

// open goes on with what was opened: to one project, or to two side by side.
func (j *Journey) open(r Opened) {
	j.unopened = r.Err
	switch {
	case r.Err != nil:
		j.choosing = browsing
	case len(r.Guides) == 2:
		j.pair, j.choosing = [2]*guide.Guide{r.Guides[0], r.Guides[1]}, compared
	case len(r.Guides) == 1:
		j.choices, j.unapproved = r.Choices, r.Unapproved
		j.begin(r.Guides[0], r.Known && r.Unapproved == "")
	}
}
