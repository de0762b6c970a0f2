package journey

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// confirmBegin is the id of the question whether the steps of a branch shall be carried out.
const confirmBegin = "begin"

// branchPage asks for the branch's name, then for each choice that only the person can make.
func (j *Journey) branchPage(p Page) Page {
	if j.made != nil && j.made.Ask != nil {
		p.Help = "Nothing of this is guessed. Until it is answered the checkout stays as it is."
		p.Blocks = append(p.Blocks, j.made.Shown...)
		q := &Question{ID: j.made.Ask.ID, Text: j.made.Ask.Text, Explicit: j.made.Ask.ID != confirmBegin}
		if short := map[string]string{"name": "Your name", "email": "Your e-mail address"}[q.ID]; short != "" {
			p.Title = "Who commits here?"
			p.Blocks = append(p.Blocks, Text{q.Text + "."})
			q.Text = short
		}
		for _, o := range j.made.Ask.Options {
			q.Options = append(q.Options, Option{Value: o.Value, Title: o.Title})
		}
		if q.Explicit {
			slices.Reverse(q.Options) // What changes nothing is first, where a screen's selection begins.
		}
		p.Question = q
		return p
	}
	if j.made != nil {
		p.Blocks = append(p.Blocks, trouble(j.made.Err)...)
	}
	p.Blocks = append(p.Blocks, Text{"Work happens on a branch of its own, made from fresh upstream. Your other branches and uncommitted changes stay as they are."})
	p.Question = &Question{ID: "branch", Text: "Name of the branch", Default: plan.BranchName(j.guide, j.branchIssue())}
	return p
}

// branched reports whether the branch is there.
func (j *Journey) branched() bool { return j.made != nil && j.made.Err == nil && j.made.Ask == nil }

// branchIssue is what the branch is for.
func (j *Journey) branchIssue() plan.BranchIssue {
	switch {
	case j.issue != nil:
		v := j.issue.Verdict
		return plan.BranchIssue{Number: j.issue.Issue.Number, Title: j.issue.Issue.Title, State: VerdictText(v), MayTake: v.State.MayTake()}
	case j.first != nil:
		return plan.BranchIssue{Title: j.first.Title}
	}
	return plan.BranchIssue{Title: "my change"}
}

func (j *Journey) answerBranch(q *Question, v string) error {
	if strings.ContainsAny(v, " ~^:?*[\\\x7f") || strings.HasPrefix(v, "-") || strings.Contains(v, "..") {
		return &AnswerError{Question: *q, Value: v, Reason: "git allows no such name for a branch"}
	}
	j.branch = v
	if pl, ok := j.Plan(); ok {
		j.beginning = MakeBranch{Plan: pl, Issue: j.branchIssue(), Choices: plan.BranchChoices{Name: v}}
		j.pending = j.beginning
	}
	return nil
}

// answerBegin takes what the person has decided about the branch, and tries again with it.
func (j *Journey) answerBegin(q *Question, v string) error {
	b := &j.beginning
	switch q.ID {
	case "anyway":
		if v != "yes" {
			j.made = nil
			j.goTo(Issues)
			return nil
		}
		b.Choices.Anyway = true
	case "uncommitted":
		if v != "carry" {
			j.made = &MadeBranch{Err: &Problem{
				Message: "Nothing was changed.", Observed: fmt.Sprintf("%s has uncommitted work, and you don't want to take it along", b.Plan.Dir),
				Expected: "a checkout without uncommitted work", Next: plan.Quote([]string{"git", "-C", b.Plan.Dir, "commit", "--all"}) + " (or git stash), then the name of the branch again",
			}}
			return nil
		}
		b.Choices.Uncommitted = v
	case "name":
		b.Choices.AuthorName = v
	case "email":
		b.Choices.AuthorEmail = v
	case "fork":
		b.Choices.Fork = v
	case confirmBegin:
		if v != "yes" {
			j.made = nil
			return nil
		}
		b.Confirmed = true
	}
	j.pending = *b
	return nil
}
