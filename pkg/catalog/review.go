package catalog

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// A Review is what a person has to see before they approve a guide: every byte of it, and what of it
// runs. It holds raw text from outside; whoever shows it makes control characters visible and
// cuts nothing.
type Review struct {
	// ID, Name and Repo are what the guide calls itself.
	ID, Name, Repo string
	// Origin and Digest are what an approval binds.
	Origin Origin
	Digest Digest
	// Text is every byte of the guide.
	Text string
	// Commands are all commands of the guide as they run, which can differ from how they are written: YAML
	// folds lines and knows escapes.
	Commands []Command
	// Variables are what the guide sets for its commands.
	Variables []Variable
	// Sources are the repositories that it clones.
	Sources []Source
	// Effects are what its steps and tasks say they change outside the checkout.
	Effects []guide.Effect
	// Folder is where its commands run.
	Folder string
	// Environment says in which environment, as a sentence.
	Environment string
	// Statement says what approving means.
	Statement string
}

// A Command is something that the guide runs; one of Script and Args is set.
type Command struct {
	// Place is where the guide has it: steps[2].run.
	Place string
	// Owner is whose it is: step install.
	Owner string
	// When says what makes it run.
	When Moment
	// Script is for bash.
	Script string
	// Args are handed to a program as they are; Place says to which: arguments of pip, packages, a command.
	Args []string
	// Dir is the folder below the checkout, or "" for the checkout.
	Dir string
}

// A Moment is when a command of a guide runs.
type Moment string

// The moments.
const (
	OnSetup  Moment = "set-up"
	OnCheck  Moment = "check" // to find out how far things are, as often as wanted
	OnVerify Moment = "verify"
	OnTask   Moment = "task"   // when a person asks for the task
	OnUndo   Moment = "undo"   // when a person takes set-up back
	OnTest   Moment = "test"   // when an author tests the guide
	OnClone  Moment = "clone"  // when the code is fetched
	OnDoctor Moment = "doctor" // when the machine is looked at
)

// A Variable is an environment variable that the guide sets for one of its commands.
type Variable struct{ Place, Owner, Name, Value string }

// A Source is a repository that the guide clones, or a submodule's path in it.
type Source struct{ Place, Name string }

// Review shows the guide for a run in folder, the checkout that is or will be.
func (e *Entry) Review(folder string) (*Review, error) {
	g, err := e.Guide()
	if err != nil {
		return nil, err
	}
	r := &Review{
		ID: g.ID, Name: g.Name, Repo: g.Repo,
		Origin: e.origin, Digest: e.digest, Text: e.text,
		Folder: folder, Environment: environmentOf(g), Statement: statement(g),
	}
	r.collect(g)
	return r, nil
}

// collect gathers everything in the guide that makes something run.
func (r *Review) collect(g *guide.Guide) {
	r.tools(g)
	r.recipes(g)
	for i := range g.Steps {
		r.step(fmt.Sprintf("steps[%d]", i), &g.Steps[i])
	}
	for i := range g.Verify {
		r.verify(fmt.Sprintf("verify[%d]", i), &g.Verify[i])
	}
	for i := range g.Tasks {
		r.task(fmt.Sprintf("tasks[%d]", i), &g.Tasks[i])
	}
	r.sources(g)
}

func statement(g *guide.Guide) string {
	return fmt.Sprintf("These commands run on this computer with your rights, without a sandbox. They also run the "+
		"repository's own code: the build scripts, the tests and the dependencies of %s. The approval holds for "+
		"exactly these bytes in this place.", g.Clone.Repo)
}

func environmentOf(g *guide.Guide) string {
	if g.Python == nil {
		return "The commands run in your own environment, without secrets; the guide has no Python of its own."
	}
	return fmt.Sprintf("The commands run in the environment %s of the checkout (Python %s), whose programs come first.",
		g.Python.Environment, g.Python.Version)
}

// script adds a script, if there is one.
func (r *Review) script(place, owner string, when Moment, text, dir string) {
	if text != "" {
		r.Commands = append(r.Commands, Command{Place: place, Owner: owner, When: when, Script: text, Dir: dir})
	}
}

// args adds arguments, if there are any.
func (r *Review) args(place, owner string, when Moment, args []string, dir string) {
	if len(args) > 0 {
		r.Commands = append(r.Commands, Command{Place: place, Owner: owner, When: when, Args: slices.Clone(args), Dir: dir})
	}
}

// arg adds one argument, if it isn't empty.
func (r *Review) arg(place, owner string, when Moment, arg string) {
	if arg != "" {
		r.args(place, owner, when, []string{arg}, "")
	}
}

func (r *Review) env(place, owner string, env map[string]string) {
	names := make([]string, 0, len(env))
	for name := range env {
		names = append(names, name)
	}
	slices.SortFunc(names, strings.Compare)
	for _, name := range names {
		r.Variables = append(r.Variables, Variable{Place: place + ".env", Owner: owner, Name: name, Value: env[name]})
	}
}

func (r *Review) step(place string, s *guide.Step) {
	owner, dir := "step "+s.ID, guide.Folder(s.Companion, s.Dir)
	r.args(place+".pip", owner, OnSetup, s.Pip, dir)
	r.script(place+".run", owner, OnSetup, s.Run, dir)
	if s.Check != nil {
		r.script(place+".check.run", owner, OnCheck, s.Check.Run, dir)
	}
	r.script(place+".undo", owner, OnUndo, s.Undo, dir)
	r.env(place, owner, s.Env)
	r.Effects = append(r.Effects, s.Writes...)
}

func (r *Review) verify(place string, v *guide.Verify) {
	owner := "verify " + v.ID
	r.script(place+".run", owner, OnVerify, v.Run, guide.Folder(v.Companion, v.Dir))
	if v.Mutation != nil {
		r.script(place+".mutation.rebuild", owner, OnTest, v.Mutation.Rebuild, v.Dir)
	}
	// The import of a package runs its code.
	r.args(place+".from_checkout", owner, OnVerify, v.FromCheckout, v.Dir)
	r.env(place, owner, v.Env)
}

func (r *Review) task(place string, t *guide.Task) {
	owner := "task " + t.ID
	r.args(place+".pip", owner, OnTask, t.Pip, guide.Folder(t.Companion, t.Dir))
	r.script(place+".run", owner, OnTask, t.Run, guide.Folder(t.Companion, t.Dir))
	r.env(place, owner, t.Env)
	r.Effects = append(r.Effects, t.Writes...)
}

// tools adds how tools are found and brought. Fixes aren't here: they are only ever shown.
func (r *Review) tools(g *guide.Guide) {
	for i := range g.Requires {
		t := &g.Requires[i]
		place, owner := fmt.Sprintf("requires[%d]", i), "tool "+t.Tool
		r.arg(place+".tool", owner, OnDoctor, t.Tool) // It is asked for its version.
		if t.Detect != nil {
			r.args(place+".detect.command", owner, OnDoctor, t.Detect.Command, "")
		}
		if t.Provide != nil {
			r.arg(place+".provide.pip", owner, OnSetup, t.Provide.Pip)
			r.arg(place+".provide.npm", owner, OnSetup, t.Provide.Npm)
		}
	}
	if g.Node != nil {
		r.arg("node.wheel", "tool node", OnSetup, g.Node.Wheel)
		r.arg("node.manager.file", "tool yarn", OnSetup, g.Node.Manager.File)
	}
}

func (r *Review) recipes(g *guide.Guide) {
	for i := range g.Recipes {
		c := &g.Recipes[i]
		place, owner := fmt.Sprintf("recipes[%d]", i), "recipe "+c.ID
		r.arg(place+".file", owner, OnSetup, c.File)
		r.args(place+".packages", owner, OnSetup, c.Packages, "")
		r.args(place+".channels", owner, OnSetup, c.Channels, "")
	}
}

func (r *Review) sources(g *guide.Guide) {
	r.Sources = append(r.Sources, Source{Place: "clone.repo", Name: g.Clone.Repo})
	for i, path := range g.Clone.Submodules {
		r.Sources = append(r.Sources, Source{Place: fmt.Sprintf("clone.submodules[%d]", i), Name: path})
	}
	for i, c := range g.Clone.Companions {
		place := fmt.Sprintf("clone.companions[%d]", i)
		r.Sources = append(r.Sources, Source{Place: place, Name: c.Repo})
		for j, path := range c.Submodules {
			r.Sources = append(r.Sources, Source{Place: fmt.Sprintf("%s.submodules[%d]", place, j), Name: path})
		}
	}
}
