package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/engine"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/runner"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/state"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/view"
)

// reportLines is how many lines of the failed step's output a report has.
const reportLines = 60

// reportMind is what a person should know before they show a report to others.
const reportMind = "Nothing was sent anywhere. Credentials, your home folder, your name and that of this computer are hidden as far as " +
	"they can be told apart; addresses of servers in the output are not. Read it before you show it to others."

type reportOptions struct {
	app     *app
	project projectFlags
	output  string
	force   bool
}

func newReportCommand(a *app) *cobra.Command {
	o := &reportOptions{app: a}
	cmd := &cobra.Command{
		Use:   "report [PROJECT]",
		Short: "Write down what a person needs to know to help you",
		Long: `Write a report as Markdown, for a chat, a forum or an issue: versions, this machine's tools, the plan with what is
done, the step that failed with its known causes and last lines, and the names of your environment variables.

Credentials, the home folder, your name and that of the computer are hidden. Nothing is sent anywhere: read the
report, then show it to whom you like. With --json it is written as events.`,
		Example: `  $ jupyter-onboard report
  $ jupyter-onboard report nbformat --output report.md
  $ jupyter-onboard report nbformat --json`,
		Args: cobra.MaximumNArgs(1), ValidArgsFunction: a.completeProjects,
	}
	o.project.add(a, cmd)
	cmd.Flags().StringVarP(&o.output, "output", "o", "", "write the report into this file instead of standard output")
	cmd.Flags().BoolVar(&o.force, "force", false, "with --output: replace the file if it is there")
	cmd.RunE = a.run(func(ctx context.Context, cmd *cobra.Command, args []string) error {
		e := a.engine(cmd)
		r, err := o.collect(ctx, e, args)
		if err != nil {
			return err
		}
		return o.write(r)
	})
	return cmd
}

// A report is what a person needs to know who helps. Its texts are as they were found; hide is applied when
// they are written.
type report struct {
	made    time.Time
	version string
	facts   plan.Facts
	environ []string
	scrub   *scrub

	// Of a project, if there is one:
	project bool
	plan    plan.Plan
	states  []runner.State
	// Why there is no plan, or nothing is known of its steps.
	trouble string
	failed  *engine.Failed
	remotes []string
	// Where a person helps with the project.
	ask string
}

// collect finds everything out. What can't be found out is said in the report, which is for the time when
// things don't work.
func (o *reportOptions) collect(ctx context.Context, e *engine.Engine, args []string) (*report, error) {
	a := o.app
	r := &report{made: time.Now(), version: version(), environ: a.process.Environ}
	work, err := a.workDir()
	if err != nil {
		return nil, err
	}
	r.scrub = newScrub(a.process.Environ, e.Author(ctx, work))
	t, err := a.target(ctx, e, args, o.project)
	if errors.Is(err, errNoProject) {
		r.facts = e.Host(ctx, work)
		return r, nil
	}
	if err != nil {
		return nil, err
	}
	// A guide may name the commands that tell a tool's version: it runs nothing before it is approved.
	if o.project.trust != "" {
		err = a.trust().ApproveDigest(t.entry, o.project.trust)
	} else {
		err = a.trust().Admit(t.entry)
	}
	if err != nil {
		return nil, err
	}
	r.project, r.ask = true, channel(t.guide)
	if _, err := os.Stat(t.choices.Dir); err == nil {
		// A checkout may have an author of its own.
		r.scrub = newScrub(a.process.Environ, append(e.Author(ctx, work), e.Author(ctx, t.choices.Dir)...))
	}
	p, facts, err := a.planAndFacts(ctx, e, t)
	r.facts = facts
	if r.planned(t, p, err) {
		r.inspect(ctx, e)
	}
	return r, nil
}

// planned takes the plan, or the reason why there is none.
func (r *report) planned(t *target, p plan.Plan, err error) bool {
	r.plan = p
	if err != nil {
		r.plan, r.trouble = plan.Plan{Guide: t.guide, Dir: t.choices.Dir, Origin: t.choices.Origin}, "There is no plan: "+err.Error()
	}
	return err == nil
}

// inspect finds out how far the plan is.
func (r *report) inspect(ctx context.Context, e *engine.Engine) {
	var err error
	if r.states, err = e.Inspect(ctx, r.plan); err != nil {
		r.trouble = "How far the steps are can't be told: " + err.Error()
	}
	failed, ok, err := e.Failed(r.plan, reportLines)
	switch {
	case err != nil:
		r.trouble = strings.TrimSpace(r.trouble + " Which step failed can't be told: " + err.Error())
	case ok:
		r.failed = &failed
	}
	r.remotes = workOf(r.plan).Remotes
}

// write writes the report where it is wanted.
func (o *reportOptions) write(r *report) error {
	a := o.app
	if o.output != "" {
		if err := o.save(r.markdown()); err != nil {
			return err
		}
	}
	switch {
	case a.flags.json:
		for _, b := range r.events() {
			a.show(r.scrub.body(b))
		}
	case o.output == "":
		if _, err := a.terminal().Out.Write(r.markdown()); err != nil {
			return fmt.Errorf("write the report: %w", err)
		}
	}
	message := "This is the report. "
	if o.output != "" {
		message = "The report is in " + o.output + ". "
	}
	outcome := event.Outcome{Meaning: meaning(exitOK), Message: message + reportMind, Ask: r.ask}
	if a.flags.json {
		a.show(outcome)
		return nil
	}
	// Standard output may be a pipe that takes the report, so the words go beside it.
	t := a.terminal()
	v := view.NewPlain(t.Err, view.PlainOptions{Palette: t.Profile.ErrPalette(), Width: t.Profile.Width})
	v.Show(event.Event{Time: r.made, Body: outcome})
	return v.Err()
}

// save writes the file, readable by its owner only. What is there already is kept unless --force is given.
func (o *reportOptions) save(data []byte) error {
	path, err := o.app.absolute(o.output)
	if err != nil {
		return err
	}
	if o.force {
		root, err := os.OpenRoot(filepath.Dir(path))
		if err != nil {
			return fmt.Errorf("write the report: %w", err)
		}
		defer func() { _ = root.Close() }() // It is only the folder's handle.
		if err := state.WriteFile(root, filepath.Base(path), data, 0o600); err != nil {
			return fmt.Errorf("write the report: %w", err)
		}
		return nil
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return &problem{
			code: exitFailed, message: "The report was not written: there is something at " + o.output + " already.",
			observed: path + " is there", expected: "nothing there, or --force", next: "the same command with another --output, or with --force",
		}
	}
	if err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	_, err = f.Write(data)
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

// system is the machine in a few words.
func (r *report) system() string {
	text := runtime.GOOS + "/" + runtime.GOARCH
	if r.facts.Container != "" {
		text += ", in a container (" + r.facts.Container + ")"
	}
	if r.facts.Root {
		text += ", with admin rights"
	}
	return text
}

// names are the names of the person's variables.
func (r *report) names() []string {
	var names []string
	for _, entry := range r.environ {
		if name, _, ok := strings.Cut(entry, "="); ok && name != "" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// values are the variables whose values say how programs are found and what they print, and nothing else.
func (r *report) values() []string {
	var out []string
	for _, name := range []string{
		"CI", "CONDA_DEFAULT_ENV", "CONDA_PREFIX", "LANG", "LC_ALL", "LC_CTYPE", "MSYSTEM", "NODE_OPTIONS", "NO_COLOR", "PATH",
		"PYENV_VERSION", "PYTHONHOME", "PYTHONPATH", "SHELL", "TERM", "TMPDIR", "VIRTUAL_ENV", "WSL_DISTRO_NAME",
	} {
		if value := system.Getenv(r.environ, name); value != "" {
			out = append(out, name+"="+value)
		}
	}
	return out
}
