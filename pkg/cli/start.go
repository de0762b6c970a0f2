package cli

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/engine"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

type startOptions struct {
	app      *app
	project  projectFlags
	practice bool
	yes      bool
	jobs     int
	issue    string
	branch   string
	answers  []string
	// Ids of the guides that came with the program.
	embedded map[string]bool
}

func newStartCommand(a *app) *cobra.Command {
	o := &startOptions{app: a}
	cmd := &cobra.Command{
		Use:   "start [PROJECT]",
		Short: "Begin the journey, or go on with it",
		Long: `Go the whole way, one question at a time: choose a project, look at it, prepare this machine, get the code, set
up, prove that it works, find an issue and start.

In a terminal this is a set of screens, each with its keys below. With --plain, and where no terminal is, it is
lines: questions are answered by number, by name or by Enter for the answer in brackets; at any question: back,
status, help or quit. What is done isn't done again, so start continues where you left.

With --practice the project is a small sample inside this program: no network, no account, nothing is
sent anywhere.`,
		Example: `  # A first hour, offline
  $ jupyter-onboard start --practice

  # A project of your choice
  $ jupyter-onboard start

  # Every answer by flags: set up the sample, take its free issue
  $ jupyter-onboard start --practice --yes --dir ~/practice --issue 1`,
		Args: cobra.MaximumNArgs(1), ValidArgsFunction: a.completeProjects,
	}
	o.project.add(a, cmd)
	o.project.addCode(cmd)
	fs := cmd.Flags()
	fs.BoolVar(&o.practice, "practice", false, "practise offline on a sample project")
	fs.BoolVarP(&o.yes, "yes", "y", false, "take the answer in brackets wherever there is one, and yes to the set-up")
	fs.IntVarP(&o.jobs, "jobs", "j", 2, "most steps at the same time")
	fs.StringVar(&o.issue, "issue", "", "number of the issue to work on, or none")
	fs.StringVar(&o.branch, "branch", "", "name of the branch to make")
	fs.StringArrayVar(&o.answers, "answer", nil, "answer a question by its name: --answer profile=docs")
	cmd.RunE = a.run(func(ctx context.Context, cmd *cobra.Command, args []string) error {
		return o.run(ctx, cmd, args)
	})
	return cmd
}

func (o *startOptions) run(ctx context.Context, cmd *cobra.Command, args []string) error {
	a := o.app
	if a.flags.json {
		return &problem{
			code: exitUsage, message: "start talks with a person and has no JSON form.", observed: "--json",
			expected: "no --json", next: "jupyter-onboard setup PROJECT --yes --json",
		}
	}
	c, err := o.config(ctx, cmd, args)
	if err != nil {
		return err
	}
	d := &doer{app: a, engine: a.engine(cmd), jobs: o.jobs, practice: o.practice, embedded: o.embedded, project: o.project}
	if a.terminal().Profile.Interactive && !o.yes {
		return a.screens(ctx, journey.New(c), d)
	}
	return a.linear(ctx, journey.New(c), d)
}

// config is what the journey begins with.
func (o *startOptions) config(ctx context.Context, cmd *cobra.Command, args []string) (journey.Config, error) {
	a := o.app
	answers, err := o.given()
	if err != nil {
		return journey.Config{}, err
	}
	c := journey.Config{Answers: answers, Yes: o.yes, Practice: o.practice, Now: time.Now(), Subprojects: a.subprojects(), Again: a.orgFlag(), Unfound: a.unfound()}
	work, err := a.workDir()
	if err != nil {
		return c, err
	}
	o.embedded = map[string]bool{}
	if o.practice {
		args = []string{practiceID}
	}
	if len(args) == 0 && o.project.guide == "" {
		c.Projects = o.projects(ctx)
		c.Begun = begun(a.engine(cmd), work)
		c.Choices = plan.Choices{Work: work, From: o.project.from, Full: o.project.full, NoFix: o.project.noFix}
		return c, nil
	}
	e := a.engine(cmd)
	t, err := a.target(ctx, e, args, o.project)
	if err != nil {
		return c, err
	}
	if err := a.approve(ctx, t.entry, t.folder, o.project.trust); err != nil {
		return c, err
	}
	o.embedded[t.guide.ID] = t.entry.Origin().Kind == catalog.Embedded
	c.Guide, c.Choices, c.Resume = t.guide, t.choices, t.known
	if t.guide.ID == practiceID {
		c.Practice = true
		if c.Choices.From, err = a.makePractice(ctx, e); err != nil {
			return c, err
		}
		o.practice = true
	}
	return c, nil
}

// given are the answers of the flags, by the questions' ids.
func (o *startOptions) given() (map[string]string, error) {
	answers := map[string]string{}
	for id, v := range map[string]string{
		"profile": o.project.profile, "dir": o.project.dir, "issue": o.issue, "branch": o.branch,
	} {
		if v != "" {
			answers[id] = v
		}
	}
	if dir := answers["dir"]; dir != "" {
		abs, err := o.app.absolute(dir)
		if err != nil {
			return nil, err
		}
		answers["dir"] = abs
	}
	if o.issue != "" && o.issue != "none" {
		answers["take"] = "yes"
	}
	for _, kv := range o.answers {
		id, v, ok := strings.Cut(kv, "=")
		if !ok || id == "" {
			return nil, &problem{code: exitUsage, message: "--answer takes a question's name and an answer.", observed: kv, expected: "--answer profile=docs", next: o.app.helpCommand()}
		}
		answers[id] = v
	}
	return answers, nil
}

// projects are those of the catalogue, by sub-project and id. Their guides are read when one is opened.
func (o *startOptions) projects(ctx context.Context) []event.Project {
	a := o.app
	entries, _ := a.catalog().List(ctx)
	all := a.subprojects()
	out := make([]event.Project, 0, len(entries))
	for _, e := range entries {
		out = append(out, headEvent(e.Head(), all))
	}
	slices.SortStableFunc(out, func(x, y event.Project) int {
		return bySubproject(all, x.Subproject, y.Subproject, x.ID, y.ID)
	})
	return out
}

// headEvent is the head of a guide in the form in which it is chosen.
func headEvent(h catalog.Head, all guide.Subprojects) event.Project {
	p := journey.Project(&guide.Guide{
		ID: h.ID, Name: h.Name, Repo: h.Repo, Subproject: h.Subproject, Summary: h.Summary, Choose: h.Choose, Profiles: h.Profiles,
	}, all)
	p.Proved = h.Proved
	return p
}

// begun are the checkouts that earlier runs were made for: that of the current folder, then the others, the one used
// last first.
func begun(e *engine.Engine, work string) []journey.Begun {
	known, _ := e.Checkouts() // Without the notes there is nothing to tell.
	root, _ := e.Root(work)
	out := make([]journey.Begun, 0, len(known))
	for _, k := range known {
		out = append(out, journey.Begun{Project: k.Project, Dir: k.Dir})
	}
	if here := slices.IndexFunc(out, func(b journey.Begun) bool { return b.Dir == root }); here > 0 {
		out = slices.Insert(slices.Delete(slices.Clone(out), here, here+1), 0, out[here])
	}
	return out
}

// goodbye says how to go on.
func (a *app) goodbye(j *journey.Journey) {
	message, next := j.Farewell()
	if _, told := j.Way(); !told {
		if text := a.unfound(); text != "" {
			a.say(event.Info, text)
		}
	}
	a.show(event.Outcome{Meaning: meaning(exitOK), Message: message, Next: next})
}

// continueJourney is the command that goes on with the journey.
func continueJourney(j *journey.Journey) string {
	_, next := j.Farewell()
	return next
}
