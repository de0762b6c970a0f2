package journey

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/issues"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// Answers to the question which issue to work on, besides the numbers in the list.
const (
	noIssue    = "none"
	otherIssue = "other"
	firstTask  = "task-" // and its number
)

// issuesPage is the list of issues, one of them, or the question for another one's number.
func (j *Journey) issuesPage() Page {
	switch {
	case j.looking && j.issue != nil:
		return j.issuePage()
	case j.naming:
		return j.numberPage()
	}
	p := Page{Title: "What could you work on?", Help: "A free issue is one that nobody works on by the rule of this repository. A candidate becomes free or not when you look at it. Nothing is posted in your name."}
	if j.found == nil {
		p.Blocks = append(p.Blocks, Text{j.Waiting()})
		return p
	}
	if j.options == nil {
		j.options = j.issueOptions()
	}
	q := &Question{ID: "issue", Text: "Which one?", Options: j.options, Numbers: !j.config.Practice}
	if j.found.Problem != nil {
		p.Blocks = append(p.Blocks, trouble(j.found.Problem)...)
		p.Blocks = append(p.Blocks, Text{"You can begin without GitHub's list all the same: the tasks below need no issue."})
		q.Default = noIssue
	}
	p.Blocks = append(p.Blocks, notes(j.found.Notes)...)
	if j.found.List.Len() > 0 {
		p.Blocks = append(p.Blocks, IssueList{issueRows{j.found.List}})
	} else {
		q.Default = noIssue
		if j.found.Problem == nil {
			p.Blocks = append(p.Blocks, Note{event.Info, "GitHub has no open newcomer issue of this repository. " + j.guide.Issues.NoneMeans})
		}
	}
	p.Blocks = append(p.Blocks, j.elsewhere()...)
	p.Question = q
	return p
}

// issueOptions are the answers to which issue to work on.
func (j *Journey) issueOptions() []Option {
	list, others := j.found.List, j.otherOptions()
	out := make([]Option, 0, 1+list.Len()+len(others))
	if j.found.Problem != nil {
		out = append(out, Option{Value: "again", Title: "ask GitHub again"})
	}
	for i := range list.Len() {
		b := list.Brief(i)
		out = append(out, Option{Value: strconv.Itoa(b.Number), Title: b.Title, Detail: string(b.State)})
	}
	return append(out, others...)
}

// issueRows are the rows of a list.
type issueRows struct{ list *issues.List }

// Len implements IssueRows.
func (r issueRows) Len() int { return r.list.Len() }

// Line implements IssueRows.
func (r issueRows) Line(i int) event.Issue {
	b := r.list.Brief(i)
	return event.Issue{
		Project: b.Guide.ID, Number: b.Number, Title: b.Title, Labels: b.Labels,
		Verdict: VerdictText(issues.Verdict{State: b.State, Until: b.Until}),
	}
}

// At implements IssueRows.
func (r issueRows) At(i int) event.Issue {
	s := r.list.At(i)
	reasons := slices.DeleteFunc(slices.Concat(s.Reasons, s.Verdict.Reasons), func(r string) bool { return r == string(s.Verdict.State) })
	return IssueEvent(s.Found, reasons)
}

// otherOptions are the ways on that no list of issues has.
func (j *Journey) otherOptions() []Option {
	var out []Option
	if !j.config.Practice {
		for i, t := range j.guide.Issues.FirstTasks {
			out = append(out, Option{Value: firstTask + strconv.Itoa(i+1), Title: t.Title})
		}
		out = append(out, Option{Value: otherIssue, Title: "another issue, by its number"})
	}
	return append(out, Option{Value: noIssue, Title: "begin without an issue"})
}

// elsewhere is where issues are found that the list can't know, and what to do without one.
func (j *Journey) elsewhere() []Block {
	var blocks []Block
	rules := j.guide.Issues
	if len(rules.FirstTasks) > 0 {
		blocks = append(blocks, Heading{"Tasks that need no issue"})
		for _, t := range rules.FirstTasks {
			blocks = append(blocks, Facts{[]Fact{{t.Title, withPage(t.How, t.URL)}}})
		}
	}
	if !j.config.Practice {
		var rows []Fact
		for _, l := range rules.Labels {
			query := url.QueryEscape(`is:open is:issue no:assignee -linked:pr label:"` + l + `"`)
			rows = append(rows, Fact{l, j.repoPage() + "/issues?q=" + query})
		}
		if len(rows) > 0 {
			blocks = append(blocks, Heading{"The same on GitHub's pages"}, Facts{rows})
		}
	}
	return append(blocks, Heading{"The rules"}, Facts{Policy(j.guide)})
}

// NoAIRule is what to know where a guide names no rule on work made with AI.
const NoAIRule = "no rule was found when the guide was written; ask before you hand in generated code"

// Policy is what a community says that matters before the first line of code.
func Policy(g *guide.Guide) []Fact {
	ai := Fact{"AI", NoAIRule}
	if p := g.Issues.AIPolicy; p != nil {
		ai.Text = withPage(p.Says, p.URL)
	}
	return []Fact{{"Taking an issue", withPage(g.Issues.Claim.Says, g.Issues.Claim.URL)}, ai}
}

// IssueEvent is the form in which views show an issue in a list.
func IssueEvent(f issues.Found, reasons []string) event.Issue {
	return event.Issue{
		Project: f.Guide.ID, Number: f.Issue.Number, Title: f.Issue.Title, URL: f.Issue.URL, Labels: f.Issue.Labels,
		Verdict: VerdictText(f.Verdict), Reasons: reasons, Next: f.Verdict.Next, Unchecked: f.Verdict.Unchecked,
		Updated: rfc3339(f.Issue.Updated), Until: rfc3339(f.Verdict.Until),
	}
}

// rfc3339 writes a time for programs; nothing for one that isn't known.
func rfc3339(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// VerdictText is a verdict with its date, where it has one.
func VerdictText(v issues.Verdict) string {
	if v.Until.IsZero() {
		return string(v.State)
	}
	return string(v.State) + " until " + v.Until.Local().Format("2 January 2006 15:04")
}

// numberPage asks for an issue that the list doesn't have.
func (j *Journey) numberPage() Page {
	p := Page{Title: "Which issue?", Help: "The number stands behind the title of an issue, and at the end of its address."}
	p.Blocks = append(p.Blocks, Text{"Any open issue of " + j.guide.Repo + ", whatever its labels. It is looked at before you decide."})
	p.Question = &Question{ID: "number", Text: "Its number"}
	return p
}

// answerIssue takes the choice of what to work on.
func (j *Journey) answerIssue(v string) error {
	j.first, j.made = nil, nil
	number, err := strconv.Atoi(v)
	switch {
	case v == noIssue:
		j.issue, j.stage = nil, Start
	case v == otherIssue:
		j.naming = true
	case v == "again":
		j.goTo(Issues)
	case strings.HasPrefix(v, firstTask):
		if n, err := strconv.Atoi(v[len(firstTask):]); err == nil && n >= 1 && n <= len(j.guide.Issues.FirstTasks) {
			j.first, j.issue, j.stage = &j.guide.Issues.FirstTasks[n-1], nil, Start
		}
	case err == nil:
		j.look(number)
	}
	return nil
}

// answerNumber takes the number of an issue that the list doesn't have.
func (j *Journey) answerNumber(q *Question, v string) error {
	number, err := strconv.Atoi(strings.TrimPrefix(v, "#"))
	if err != nil || number < 1 {
		return &AnswerError{Question: *q, Value: v, Reason: "a number is needed, such as 1234"}
	}
	j.naming = false
	j.look(number)
	return nil
}

// look opens an issue. What a list can't tell of it is asked for.
func (j *Journey) look(number int) {
	j.looking, j.unread = true, nil
	j.issue = &issues.Found{Guide: j.guide, Issue: issues.Issue{Repo: j.guide.Repo, Number: number}}
	if known, ok := j.found.List.Find(number); ok {
		*j.issue = known
	}
	if !j.issue.Issue.CommentsKnown || !j.issue.Issue.PRKnown {
		j.pending = ReadIssue{Guide: j.guide, Number: number}
	}
}

// read takes what was found out about the issue that is open.
func (j *Journey) read(r IssueRead) {
	j.unread = r.Problem
	j.readNotes = r.Notes
	if r.Problem != nil || j.issue == nil {
		return
	}
	*j.issue = r.Found
	if j.found == nil {
		return
	}
	j.found.List.Learn(r.Found)
	j.options = nil
}

// issuePage is one issue, and the question whether to work on it.
func (j *Journey) issuePage() Page {
	p := AboutIssue(*j.issue, j.config.Now)
	p.Help = "Read it to the end. If it isn't clear, choose another one: that is no failure."
	if j.pending != nil {
		p.Blocks = append([]Block{Text{j.Waiting()}}, p.Blocks...)
		return p
	}
	q := &Question{ID: "take", Text: "Work on this one?"}
	yes, no := Option{Value: "yes", Title: "work on it"}, Option{Value: "no", Title: "back to the list"}
	switch {
	case j.unread != nil:
		blocks := trouble(j.unread)
		q.Options = []Option{{Value: "again", Title: "ask GitHub again"}, no}
		if j.issue.Issue.Title != "" {
			blocks = append(blocks, Note{event.Warning, "Its comments and pull requests weren't read: look at its page before you begin."})
			q.Options = append(q.Options, yes)
		}
		p.Blocks = append(blocks, p.Blocks...)
	case !j.issue.Verdict.State.MayTake():
		p.Blocks = append(p.Blocks, Note{event.Warning, "This issue is " + VerdictText(j.issue.Verdict) + ". Somebody else may be on it, or it isn't ready."})
		q.Options = []Option{no}
	default:
		q.Options = []Option{yes, no}
	}
	p.Blocks = append(notes(j.readNotes), p.Blocks...)
	p.Question = q
	return p
}

func notes(all []Note) []Block {
	out := make([]Block, len(all))
	for i, n := range all {
		out[i] = n
	}
	return out
}

func (j *Journey) answerTake(v string) error {
	switch v {
	case "again":
		j.look(j.issue.Issue.Number)
		return nil
	case "yes":
		j.made, j.stage = nil, Start
	}
	j.looking = false
	return nil
}

// issueNumber is the number of the issue that is worked on; 0 without one. After a resumed journey the branch
// tells it.
func (j *Journey) issueNumber() int {
	if j.issue != nil {
		return j.issue.Issue.Number
	}
	return plan.IssueOfBranch(j.guide, j.branch)
}
