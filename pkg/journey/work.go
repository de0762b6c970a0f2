package journey

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/issues"
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
	if f.Verdict.State != issues.Free && f.Verdict.State != issues.Unknown && f.Verdict.State != issues.Stale {
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

func (j *Journey) startPage() Page {
	p := Page{Title: "Start", Help: "Your editor and git are yours from here. This page stays: run the tests as often as you like."}
	if j.made == nil || j.made.Err != nil {
		if j.made != nil {
			p.Blocks = append(p.Blocks, Note{event.Blocker, j.made.Err.Error()})
		}
		p.Blocks = append(p.Blocks, Text{"Work happens on a branch of its own, made from fresh upstream. Your other branches and uncommitted changes stay as they are."})
		p.Question = &Question{ID: "branch", Text: "Name of the branch", Default: j.branchName()}
		return p
	}
	pl, _ := j.Plan()
	p.Title = "You are on the branch " + j.branch
	if j.taskRan != nil && j.task != nil {
		p.Blocks = append(p.Blocks, j.taskNote())
	}
	p.Blocks = append(p.Blocks, Facts{[]Fact{{"Folder", pl.Dir}}}, Heading{"Before a pull request"}, Commands{j.commands()}, Heading{"Rules here"})
	p.Blocks = append(p.Blocks, Facts{rules(j.guide)})
	p.Blocks = append(p.Blocks, people(j.guide, j.config.Now)...)
	p.Question = j.workQuestion()
	return p
}

func (j *Journey) commands() []string {
	pl, _ := j.Plan()
	lines := []string{"cd " + pl.Dir}
	for _, id := range j.guide.PullRequest.Checks {
		lines = append(lines, "jupyter-onboard run "+id)
	}
	return append(lines, "git commit -a")
}

func (j *Journey) taskNote() Block {
	switch {
	case j.taskRan.Err != nil:
		return Note{event.Blocker, j.taskRan.Err.Error()}
	case j.taskRan.Code != 0:
		return Note{event.Warning, fmt.Sprintf("%s is red (exit code %d). Change the code, then run it again.", j.task.ID, j.taskRan.Code)}
	}
	return Note{event.OK, j.task.ID + " is green."}
}

// workQuestion offers the tasks for the profile, and the end.
func (j *Journey) workQuestion() *Question {
	q := &Question{ID: "work", Text: "Run a task, or finish"}
	for _, t := range j.guide.Tasks {
		if !t.Background && (len(t.Profiles) == 0 || slices.Contains(t.Profiles, j.choices.Profile)) {
			q.Options = append(q.Options, Option{Value: t.ID, Title: t.Title})
		}
	}
	q.Options = append(q.Options, Option{Value: "finish", Title: "end here; your branch stays"})
	if j.config.Yes {
		q.Default = "finish"
	}
	return q
}

func (j *Journey) answerWork(v string) error {
	if v == "finish" {
		j.over = true
		return nil
	}
	pl, ok := j.Plan()
	for i := range j.guide.Tasks {
		if t := &j.guide.Tasks[i]; t.ID == v && ok {
			j.task, j.taskRan = t, nil
			j.pending = RunTask{Plan: pl, Task: *t}
		}
	}
	return nil
}
