package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/author"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// A guideDrift is one call of guide drift.
type guideDrift struct {
	app  *app
	all  bool
	jobs int
}

func newGuideDriftCommand(a *app) *cobra.Command {
	d := &guideDrift{app: a}
	cmd := &cobra.Command{
		Use:   "drift [ID|FILE…]",
		Short: "Find what upstream changed since guides were written",
		Long: `Compare each upstream file that a guide's facts were read from, at the commit that the guide names, with the file that
upstream has now. For each that has changed: the commits, what changed, which facts it may touch, and whether the new text
confirms or contradicts them, where that can be told: ranges of versions, extras, scripts, targets, hooks, mutations.

Without ID the whole catalogue is compared, several guides side by side. Only git is asked: a mirror of each repository without
file contents is kept in the cache. The exit code is 3 if a guide needs a look.`,
		Example: `  $ jupyter-onboard guide drift
  $ jupyter-onboard guide drift nbformat jupyterhub
  $ jupyter-onboard guide drift .jupyter-onboard.yaml --json`,
		ValidArgsFunction: a.completeSeveral,
	}
	cmd.Flags().BoolVar(&d.all, "all", false, "tell of changes that touch nothing in the guide, too")
	cmd.Flags().IntVarP(&d.jobs, "jobs", "j", 4, "most guides at the same time")
	cmd.RunE = a.run(func(ctx context.Context, cmd *cobra.Command, args []string) error { return d.run(ctx, cmd, args) })
	return cmd
}

func (d *guideDrift) run(ctx context.Context, cmd *cobra.Command, args []string) error {
	a := d.app
	if err := atLeastOneJob(a, d.jobs); err != nil {
		return err
	}
	files, err := a.guideFiles(ctx, args)
	if err != nil {
		return err
	}
	drifter := &author.Drifter{
		Git: a.engine(cmd).Fetching(ctx), Server: a.server(),
		Dir: filepath.Join(a.directory(cacheFolder()), "mirrors"),
	}
	drifted, failed := 0, error(nil)
	for result := range d.compare(ctx, drifter, files) {
		switch {
		case result.err != nil && ctx.Err() != nil:
			return result.err
		case result.err != nil:
			a.say(event.Warning, result.file.Guide.ID+": "+result.err.Error())
			failed = result.err
		default:
			if d.show(result.report); result.report.Drifted() {
				drifted++
			}
		}
	}
	return d.end(args, len(files), drifted, failed)
}

// end says how it ended.
func (d *guideDrift) end(args []string, guides, drifted int, failed error) error {
	a := d.app
	if failed != nil {
		code := exitFailed
		if e, ok := errors.AsType[*gitrepo.GitError](failed); ok && (e.Reason == gitrepo.ReasonNetwork || e.Reason == gitrepo.ReasonTLS || e.Reason == gitrepo.ReasonProxy || e.Reason == gitrepo.ReasonSignIn) {
			code = exitNetwork
		}
		return &problem{code: code, message: "Not every guide could be compared.", observed: failed.Error(), expected: "an answer of the server for each repository", next: plan.Quote(append([]string{"jupyter-onboard", "guide", "drift"}, args...))}
	}
	code := exitOK
	message := "Nothing that " + count(guides, "guide rests", "guides rest") + " on has changed."
	if drifted > 0 {
		code, message = exitPending, fmt.Sprintf("%d of %s to be looked at.", drifted, count(guides, "guide is", "guides are"))
	}
	a.show(event.Outcome{ExitCode: code, Meaning: meaning(code), Message: message})
	if code != exitOK {
		return &quietError{code}
	}
	return nil
}

// guideFiles are the guides that a person names by id or file; all of the catalogue if none is.
func (a *app) guideFiles(ctx context.Context, args []string) ([]*guide.File, error) {
	var out []*guide.File
	add := func(name, text string) error {
		f, err := guide.LoadFile(name, []byte(text))
		out = append(out, f)
		return err
	}
	if len(args) == 0 {
		entries, problems := a.catalog().List(ctx)
		for _, p := range problems {
			return nil, p
		}
		for _, e := range entries {
			if err := add("guides/"+e.Head().ID+".yaml", e.Text()); err != nil {
				return nil, err
			}
		}
		return out, nil
	}
	for _, arg := range args {
		name, text, err := a.guideText(ctx, arg)
		if err != nil {
			return nil, err
		}
		if err := add(name, text); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// guideText is the text of a guide that a person names by its id or its file.
func (a *app) guideText(ctx context.Context, arg string) (name, text string, err error) {
	if strings.HasSuffix(arg, ".yaml") || strings.ContainsAny(arg, `/\`) {
		data, err := readGuide(arg)
		return arg, string(data), err
	}
	entry, err := a.catalog().Find(ctx, arg)
	if err != nil {
		return "", "", err
	}
	return "guides/" + entry.Head().ID + ".yaml", entry.Text(), nil
}

// A driftResult is the look at one guide.
type driftResult struct {
	file   *guide.File
	report *author.DriftReport
	err    error
}

// compare looks at guides side by side, and gives the results in the order of the guides.
func (d *guideDrift) compare(ctx context.Context, drifter *author.Drifter, files []*guide.File) func(func(driftResult) bool) {
	return func(yield func(driftResult) bool) {
		ctx, cancel := context.WithCancel(ctx)
		results := make([]chan driftResult, len(files))
		free := make(chan struct{}, d.jobs)
		var group sync.WaitGroup
		defer group.Wait()
		defer cancel()
		for i, f := range files {
			results[i] = make(chan driftResult, 1)
			group.Go(func() {
				free <- struct{}{}
				defer func() { <-free }()
				report, err := drifter.Guide(ctx, f)
				results[i] <- driftResult{file: f, report: report, err: err}
			})
		}
		for _, r := range results {
			if !yield(<-r) {
				return
			}
		}
	}
}

// show tells what became of one guide.
func (d *guideDrift) show(r *author.DriftReport) {
	a := d.app
	shown := 0
	for _, f := range r.Files {
		if !d.all && (f.State == author.Same || f.State == author.Untouched) {
			continue
		}
		shown++
	}
	if a.flags.json {
		for _, f := range r.Files {
			d.showFindings(r, f)
		}
		return
	}
	id := r.File.Guide.ID
	if shown == 0 {
		a.say(event.OK, fmt.Sprintf("%s: nothing that the guide rests on has changed (%s).", id, count(len(r.File.Guide.Sources), "file", "files")))
		return
	}
	level := event.Info
	if r.Drifted() {
		level = event.Warning
	}
	a.say(level, fmt.Sprintf("%s: %d of %s changed.", id, shown, count(len(r.File.Guide.Sources), "file", "files")))
	for _, f := range r.Files {
		if d.all || f.State != author.Same && f.State != author.Untouched {
			d.showFile(r, f)
		}
	}
}

// showFile tells of one upstream file.
func (d *guideDrift) showFile(r *author.DriftReport, f author.FileDrift) {
	a := d.app
	line, _ := r.File.Position(f.Path)
	head := fmt.Sprintf("%s (%s:%d): %s", f.File, r.File.Name, line, stateWords(f.State))
	if f.To != "" {
		head += " to " + f.To
	}
	a.say(levelOf(f.State), head)
	var text strings.Builder
	for _, w := range f.What {
		fmt.Fprintf(&text, "     | %s\n", w)
	}
	for _, fact := range f.Facts {
		if fact.State == author.Untouched && !d.all {
			continue
		}
		line, _ := r.File.Position(fact.Path)
		fmt.Fprintf(&text, "     %s (line %d): %s\n", fact.Name, line, strings.Join(nonEmpty(stateWords(fact.State), fact.Observed, fact.Next), "; "))
	}
	for _, c := range f.Changes {
		fmt.Fprintf(&text, "     by %.12s of %s: %s\n", c.Commit, c.Date.UTC().Format(time.DateOnly), c.Subject)
	}
	out := a.terminal().Text()
	_, _ = out.Write([]byte(text.String())) // The view keeps the first error of the stream.
	_ = out.Flush()
}

// showFindings tells programs of the facts that a changed file touches.
func (d *guideDrift) showFindings(r *author.DriftReport, f author.FileDrift) {
	for _, fact := range f.Facts {
		if fact.State == author.Untouched && !d.all {
			continue
		}
		line, col := r.File.Position(fact.Path)
		why := stateWords(f.State) + ": " + f.File
		if len(f.Changes) > 0 {
			why += fmt.Sprintf(", by %.12s", f.Changes[0].Commit)
		}
		d.app.show(event.Finding{
			ID: "drift/" + string(fact.State), Level: levelOf(fact.State), Title: fmt.Sprintf("%s:%d:%d: %s", r.File.Name, line, col, fact.Name),
			File: r.File.Name, Line: line, Column: col,
			Observed: strings.Join(nonEmpty(fact.Observed, strings.Join(f.What, "; ")), ": "), Why: why, Fixes: fixesOf(fact.Next),
		})
	}
}

func nonEmpty(texts ...string) []string {
	var out []string
	for _, t := range texts {
		if t != "" {
			out = append(out, t)
		}
	}
	return out
}

// levelOf says how much a state asks for.
func levelOf(s author.State) event.Level {
	switch s {
	case author.Contradicted, author.Gone:
		return event.Blocker
	case author.Look, author.Moved:
		return event.Warning
	case author.Confirmed:
		return event.OK
	default:
		return event.Info
	}
}

// stateWords says a state in words.
func stateWords(s author.State) string {
	switch s {
	case author.Untouched:
		return "changed elsewhere"
	case author.Look:
		return "changed, needs a look"
	case author.Confirmed:
		return "changed, and confirmed"
	default:
		return string(s)
	}
}
