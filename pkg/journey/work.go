package journey

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

func (j *Journey) issuesPage() Page {
	if j.looking && j.issue != nil {
		return j.issuePage()
	}
	p := Page{Title: "What could you work on?", Help: "A free issue is one that nobody works on by the rule of this repository. Nothing is posted in your name."}
	if j.found == nil {
		p.Blocks = append(p.Blocks, Text{"Looking for issues …"})
		return p
	}
	q := &Question{ID: "issue", Text: "Number of the issue, or none", Options: []Option{}}
	var list []event.Issue
	for _, f := range j.found.Issues {
		list = append(list, j.event(f))
		q.Options = append(q.Options, Option{Value: strconv.Itoa(f.Issue.Number), Title: f.Issue.Title, Detail: string(f.Verdict.State)})
	}
	q.Options = append(q.Options, Option{Value: "none", Title: "begin without an issue"})
	if len(list) > 0 {
		p.Blocks = append(p.Blocks, IssueList{list})
	} else {
		q.Default = "none"
	}
	for _, n := range j.found.Notes {
		p.Blocks = append(p.Blocks, Note{event.Info, n})
	}
	p.Blocks = append(p.Blocks, j.elsewhere()...)
	p.Question = q
	return p
}

// elsewhere is where issues are found that the list can't know, and what to do without one.
func (j *Journey) elsewhere() []Block {
	var blocks []Block
	rules := j.guide.Issues
	if !j.config.Practice {
		var rows []Fact
		for _, l := range rules.Labels {
			rows = append(rows, Fact{l, "https://github.com/" + j.guide.Repo + "/issues?q=" + url.QueryEscape(`is:open is:issue no:assignee -linked:pr label:"`+l+`"`)})
		}
		if len(rows) > 0 {
			blocks = append(blocks, Heading{"Newcomer issues that nobody is assigned to"}, Facts{rows})
		}
	}
	if len(rules.FirstTasks) > 0 {
		blocks = append(blocks, Heading{"Tasks that need no issue"})
		for _, t := range rules.FirstTasks {
			blocks = append(blocks, Facts{[]Fact{{t.Title, withPage(t.How, t.URL)}}})
		}
	}
	return append(blocks, Heading{"The rules"}, Facts{policy(j.guide)})
}

func policy(g *guide.Guide) []Fact {
	rows := []Fact{{"Taking an issue", withPage(g.Issues.Claim.Says, g.Issues.Claim.URL)}}
	if ai := g.Issues.AIPolicy; ai != nil {
		rows = append(rows, Fact{"AI", withPage(ai.Says, ai.URL)})
	}
	return rows
}

func (j *Journey) event(f FoundIssue) event.Issue {
	return event.Issue{
		Project: j.guide.ID, Number: f.Issue.Number, Title: f.Issue.Title, URL: f.Issue.URL, Labels: f.Issue.Labels,
		Verdict: string(f.Verdict.State), Reasons: f.Verdict.Reasons, Next: f.Verdict.Next,
	}
}

func (j *Journey) issuePage() Page {
	f := j.issue
	p := Page{Title: fmt.Sprintf("#%d %s", f.Issue.Number, f.Issue.Title), Help: "Read it to the end. If it isn't clear, choose another one: that is no failure."}
	p.Blocks = append(p.Blocks, Facts{[]Fact{
		{"Verdict", string(f.Verdict.State) + ": " + strings.Join(f.Verdict.Reasons, "; ")},
		{"Next", f.Verdict.Next},
		{"Labels", strings.Join(f.Issue.Labels, ", ")},
		{"Opened by", f.Issue.Author + " on " + f.Issue.Created.Format("2 January 2006")},
	}}, Text{f.Issue.Body})
	for _, c := range f.Issue.Comments {
		p.Blocks = append(p.Blocks, Heading{c.Author + ", " + c.Created.Format("2 January 2006")}, Text{c.Body})
	}
	p.Blocks = append(p.Blocks, Heading{"The rules"}, Facts{policy(j.guide)})
	q := &Question{ID: "take", Text: "Work on this one?", Options: []Option{{Value: "yes", Title: "work on it"}, {Value: "no", Title: "back to the list"}}}
	if !f.Verdict.State.MayTake() {
		p.Blocks = append(p.Blocks, Note{event.Warning, "This issue is " + string(f.Verdict.State) + ". Somebody else may be on it, or it isn't ready."})
		q.Options = []Option{{Value: "no", Title: "back to the list"}}
	}
	p.Question = q
	return p
}

func (j *Journey) answerIssue(v string) error {
	if v == "none" {
		j.issue, j.made = nil, nil
		j.stage = Start
		return nil
	}
	for i := range j.found.Issues {
		if strconv.Itoa(j.found.Issues[i].Issue.Number) == v {
			j.issue, j.looking = &j.found.Issues[i], true
		}
	}
	return nil
}

func (j *Journey) answerTake(v string) error {
	j.looking = false
	if v == "yes" {
		j.made = nil
		j.stage = Start
	}
	return nil
}

// branchName is the repository's habit with the issue filled in.
func (j *Journey) branchName() string {
	pattern := j.guide.PullRequest.Branch
	if pattern == "" {
		pattern = "{issue}-{slug}"
	}
	number, title := "", "my-change"
	if j.issue != nil {
		number, title = strconv.Itoa(j.issue.Issue.Number), j.issue.Issue.Title
	}
	name := strings.NewReplacer("{issue}", number, "{slug}", slug(title)).Replace(pattern)
	return strings.Trim(name, "-/")
}

// slug makes the first words of a title fit for a branch.
func slug(title string) string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	var kept []string
	length := 0
	for _, w := range words {
		if length+len(w) > 40 || len(kept) == 6 {
			break
		}
		kept = append(kept, w)
		length += len(w) + 1
	}
	if len(kept) == 0 {
		return "change"
	}
	return strings.Join(kept, "-")
}

func (j *Journey) answerBranch(q *Question, v string) error {
	if strings.ContainsAny(v, " ~^:?*[\\\x7f") || strings.HasPrefix(v, "-") || strings.Contains(v, "..") {
		return &AnswerError{Question: *q, Value: v, Reason: "git allows no such name for a branch"}
	}
	j.branch = v
	if pl, ok := j.Plan(); ok {
		j.pending = MakeBranch{Plan: pl, Name: v}
	}
	return nil
}
