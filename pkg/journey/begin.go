package journey

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/doctor"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// startPage is the last stage: a branch, then the way from the first change to a pull request.
func (j *Journey) startPage() Page {
	p := Page{Title: "Start", Help: "Your editor and git are yours from here. This page stays: run the tests as often as you like."}
	if !j.branched() {
		return j.branchPage(p)
	}
	p.Question = j.workQuestion()
	p.Title = "You are on the branch " + j.branch
	if j.taskRan != nil && j.task != nil {
		// What the task said stands above. The way on stays in sight; rules and people aren't told below every run.
		p.Blocks = append(append(p.Blocks, j.taskNote()), j.whatNow()...)
		return p
	}
	p.Blocks = append(p.Blocks, j.whatNow()...)
	p.Blocks = append(p.Blocks, Heading{"Rules here"}, Facts{rules(j.guide)})
	p.Blocks = append(p.Blocks, people(j.guide, j.config.Subprojects, j.config.Now)...)
	return p
}

// whatNow is the way on, for the page.
func (j *Journey) whatNow() []Block {
	return append([]Block{Heading{"What now"}, Text{"Leave this page open and work in a second terminal and your editor:"}}, j.way()...)
}

// Way is the way from the branch to a pull request, for whoever leaves the last page; false before there is a branch.
func (j *Journey) Way() (Page, bool) {
	if j.stage != Start || !j.branched() {
		return Page{}, false
	}
	return Page{Stage: Start, Title: "You are on the branch " + j.branch, Blocks: j.way()}, true
}

// way is the numbered way from the branch to a pull request.
func (j *Journey) way() []Block {
	pl, _ := j.Plan()
	blocks := []Block{
		Text{"1. Go to the checkout and change the code."},
		Commands{[]string{plan.Quote([]string{"cd", pl.Dir})}},
		Text{"2. See whether it works, here or there, as often as you like."},
		Commands{j.checks()},
	}
	if j.config.Unfound != "" {
		blocks = append(blocks, Note{event.Info, j.config.Unfound})
	}
	blocks = append(blocks, j.commit()...)
	if j.config.Practice {
		return append(blocks, Text{"4. That is all: there is nothing to send. In a real project a pull request would come now."})
	}
	upstream := j.upstreamPage(pl)
	blocks = append(blocks, j.push(pl, upstream)...)
	owner, _, _ := strings.Cut(j.made.Fork, "/")
	if owner == "" {
		owner = "YOU"
	}
	return append(blocks, Text{"5. Open the pull request at " + upstream + "/compare/" + j.target() + "..." + owner + ":" + j.branch})
}

// push is the way of the branch to a fork, whatever the remotes are called.
func (j *Journey) push(pl plan.Plan, upstream string) []Block {
	if to := j.made.PushTo; to != "" {
		return []Block{Text{"4. Push the branch to your fork."}, Commands{[]string{plan.Quote([]string{"git", "push", "-u", to, j.branch})}}}
	}
	how := "4. Make a fork of your own once, at " + upstream + "/fork, "
	if n := j.issueNumber(); n > 0 {
		return []Block{
			Text{how + "then let this command make pushes of the branch go to it. It changes no remote that is there, and ends with the git push to type."},
			Commands{[]string{plan.Quote([]string{"jupyter-onboard", "branch", fmt.Sprintf("%s#%d", j.guide.ID, n), "--dir", pl.Dir, "--branch", j.branch, "--fork", "YOU"})}},
		}
	}
	fork := strings.Replace(upstream, "/"+j.guide.Repo, "/YOU/"+repoName(j.guide.Repo), 1)
	return []Block{Text{how + "and push the branch to it."}, Commands{[]string{plan.Quote([]string{"git", "push", fork, j.branch})}}}
}

// checks are the tasks to run before a pull request.
func (j *Journey) checks() []string {
	var lines []string
	if id := fmt.Sprintf("check-%d", j.issueNumber()); j.hasTask(id) {
		lines = append(lines, "jupyter-onboard run "+id)
	}
	for _, id := range j.guide.PullRequest.Checks {
		lines = append(lines, "jupyter-onboard run "+id)
	}
	if len(lines) == 0 {
		lines = append(lines, "jupyter-onboard run")
	}
	return lines
}

func (j *Journey) hasTask(id string) bool {
	for _, t := range j.guide.Tasks {
		if t.ID == id {
			return true
		}
	}
	return false
}

// commit is the step of the commit, with what git lacks for it.
func (j *Journey) commit() []Block {
	command := "git commit -a"
	if j.guide.PullRequest.DCO {
		command = "git commit -a -s"
	}
	blocks := []Block{Text{"3. Commit it, and say why in the message. A file that is new needs git add first."}, Commands{[]string{command}}}
	if j.config.Practice || j.beginning.Plan.Guide != nil {
		return blocks // Who commits was looked at when the branch was made.
	}
	for _, f := range j.inspected.Findings {
		if f.ID != doctor.IdentityID || f.Severity == doctor.OK {
			continue
		}
		blocks = append(blocks, Note{event.Warning, f.Observed + ". Set them first, for this checkout only:"})
		blocks = append(blocks, Commands{[]string{`git config user.name "Your Name"`, "git config user.email you@example.org"}})
	}
	return blocks
}

// upstreamPage is the repository's page on its server.
func (j *Journey) upstreamPage(pl plan.Plan) string {
	for _, s := range pl.Steps {
		if s.Action.Clone != nil && pl.From == "" && strings.HasSuffix(s.Action.Clone.URL, "/"+j.guide.Clone.Repo) {
			return strings.TrimSuffix(s.Action.Clone.URL, j.guide.Clone.Repo) + j.guide.Repo
		}
	}
	return "https://github.com/" + j.guide.Repo
}

// repoPage is the repository's page, as far as a plan tells its server.
func (j *Journey) repoPage() string {
	pl, _ := j.Plan()
	return j.upstreamPage(pl)
}

func repoName(repo string) string {
	_, name, _ := strings.Cut(repo, "/")
	return name
}

func (j *Journey) target() string {
	if t := j.guide.PullRequest.Target; t != "" {
		return t
	}
	return j.guide.Clone.Branch
}

func (j *Journey) taskNote() Block {
	switch {
	case errors.Is(j.taskRan.Err, context.Canceled):
		return Note{event.Warning, j.task.ID + " was stopped. Nothing is known of it."}
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

// Farewell is what to say at the end, and the command that comes next: it goes on where this one stopped.
func (j *Journey) Farewell() (message, next string) {
	next = j.again()
	green := j.taskRan != nil && j.taskRan.Err == nil && j.taskRan.Code == 0
	if pl, planned := j.Plan(); planned && j.config.Practice && green {
		return "Well done: you found a real bug and mended it. Delete the folder " + pl.Dir + " when you like; nothing else is left but a small cache.",
			"jupyter-onboard start, for a real project"
	}
	if !j.begun {
		return "Until next time. Nothing was changed.", next
	}
	return "Until next time. Everything that was made stays.", next
}

// again is the command that goes on from here: what was chosen so far is part of it.
func (j *Journey) again() string {
	argv := []string{"jupyter-onboard", "start"}
	switch {
	case j.guide == nil || j.stage == Choose:
		return plan.Quote(append(argv, j.config.Again...))
	case j.config.Practice:
		argv = append(argv, "--practice")
	default:
		argv = append(argv, j.guide.ID)
	}
	if j.stage != Look && j.choices.Profile != "" && len(j.guide.Profiles) > 1 {
		argv = append(argv, "--profile", j.choices.Profile)
	}
	if pl, planned := j.Plan(); planned && j.stage != Look && j.stage != Prepare {
		argv = append(argv, "--dir", pl.Dir)
	}
	if file := j.choices.Origin.File; file != "" {
		argv = append(argv, "--guide", file)
	}
	if from := j.choices.From; from != "" && !j.config.Practice {
		argv = append(argv, "--from", from)
	}
	if j.choices.Full {
		argv = append(argv, "--full")
	}
	if j.choices.NoFix {
		argv = append(argv, "--no-fix")
	}
	if j.choices.Recipe != "" {
		argv = append(argv, "--recipe", j.choices.Recipe)
	}
	return plan.Quote(append(argv, j.config.Again...))
}
