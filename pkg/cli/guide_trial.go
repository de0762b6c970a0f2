package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/author"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/state"
)

// A guideTest is one call of guide test.
type guideTest struct {
	app               *app
	profiles, recipes []string
	from, work, trust string
	keep, noWrite     bool
	jobs              int

	entry *catalog.Entry
	file  *guide.File
	// broken says that something stayed behind that a person may want to look at.
	broken bool
}

func newGuideTestCommand(a *app) *cobra.Command {
	t := &guideTest{app: a}
	cmd := &cobra.Command{
		Use:   "test FILE",
		Short: "Run a guide from nothing and see each proof red and green",
		Long: `Run a guide in a fresh folder, with nothing of your settings, caches and environments: clone, environment, steps,
proofs. Then run it again, when no step may run; make the mutation of each proof and see it red by the failure that the
guide names; put a released copy before the checkout where the guide says from_checkout, and see it red; and see all green
again.

A guide whose proofs stay green proves nothing: the exit code is 1. What holds is written into the guide under "verified",
and nothing else of the file changes. Mirrors and proxies are taken from variables such as PIP_INDEX_URL and HTTPS_PROXY, from
the machine's own files, and from your organisation's; those in your home don't count.`,
		Example: `  $ jupyter-onboard guide test guides/nbformat.yaml
  $ jupyter-onboard guide test guides/nbformat.yaml --profile docs --no-write
  $ jupyter-onboard guide test .jupyter-onboard.yaml --from . --trust sha256:…`,
		Args: cobra.ExactArgs(1),
	}
	fs := cmd.Flags()
	fs.StringSliceVar(&t.profiles, "profile", nil, `profiles to run, more than one with commas; "default" is the default one (default: all)`)
	fs.StringSliceVar(&t.recipes, "recipe", nil, `recipes to run, more than one with commas, or "all" (default: the default one)`)
	fs.StringVar(&t.from, "from", "", "address or path to clone from instead of upstream; the steps run its code")
	fs.StringVar(&t.work, "work", "", "folder in which the fresh folder is made (default: the one for temporary files)")
	fs.StringVar(&t.trust, "trust", "", "approve the guide with these bytes: sha256:…")
	fs.BoolVar(&t.keep, "keep", false, "leave the checkouts where they are")
	fs.BoolVar(&t.noWrite, "no-write", false, "print the receipts and leave the file as it is")
	fs.IntVarP(&t.jobs, "jobs", "j", 2, "most steps at the same time")
	cmd.RunE = a.run(func(ctx context.Context, cmd *cobra.Command, args []string) error { return t.run(ctx, cmd, args[0]) })
	return cmd
}

func (t *guideTest) run(ctx context.Context, cmd *cobra.Command, name string) error {
	a := t.app
	if err := atLeastOneJob(a, t.jobs); err != nil {
		return err
	}
	work, err := a.workDir()
	if err != nil {
		return err
	}
	f, err := projectFlags{from: t.from}.absolute(work)
	if err != nil {
		return err
	}
	t.from = f.from
	if t.entry, err = t.app.catalog().FromPath(name, remoteOf(name)); err != nil {
		return err
	}
	if t.file, err = guide.LoadFile(name, []byte(t.entry.Text())); err != nil {
		return err
	}
	combinations, err := t.combinations()
	if err != nil {
		return err
	}
	if err := a.approve(ctx, t.entry, "a fresh folder for temporary files", t.trust); err != nil {
		return err
	}
	fresh, err := t.fresh()
	if err != nil {
		return err
	}
	defer t.tidy(fresh)
	return t.all(ctx, cmd, fresh, combinations)
}

// combinations are what is to be run: the profiles that were asked for by the recipes that were.
func (t *guideTest) combinations() ([]plan.Choices, error) {
	g := t.file.Guide
	profiles, recipes, every := t.asked()
	var out []plan.Choices
	for _, recipe := range recipes {
		if recipe != "" && !slices.ContainsFunc(g.Recipes, func(r guide.Recipe) bool { return r.ID == recipe }) {
			return nil, noSuch("recipe", recipe, g)
		}
		for _, profile := range profiles {
			known := slices.ContainsFunc(g.Profiles, func(p guide.Profile) bool { return p.ID == profile })
			if !known && profile != "default" {
				return nil, noSuch("profile", profile, g)
			}
			if !known {
				profile = ""
			}
			if every && known && !slices.ContainsFunc(g.RecipesOf(profile), func(r guide.Recipe) bool { return r.ID == recipe }) {
				continue
			}
			out = append(out, plan.Choices{Profile: profile, Recipe: recipe, From: t.from, Origin: originOf(t.entry)})
		}
	}
	return out, nil
}

// asked are the profiles and recipes that were asked for; every says that all recipes were, each for the profiles it has.
func (t *guideTest) asked() (profiles, recipes []string, every bool) {
	g := t.file.Guide
	profiles, recipes = t.profiles, t.recipes
	if len(profiles) == 0 {
		for _, p := range g.Profiles {
			profiles = append(profiles, p.ID)
		}
	}
	if every = slices.Equal(recipes, []string{"all"}); every {
		recipes = nil
		for _, r := range g.Recipes {
			recipes = append(recipes, r.ID)
		}
	}
	if len(recipes) == 0 {
		recipes = []string{""}
	}
	return profiles, recipes, every
}

// noSuch says that the guide has no profile or recipe of a name.
func noSuch(what, name string, g *guide.Guide) error {
	q := plan.ProfileQuestion(g)
	if what == "recipe" {
		q = plan.Question{ID: "recipe", Flag: "--recipe"}
		for _, r := range g.Recipes {
			q.Options = append(q.Options, plan.Option{Value: r.ID})
		}
	}
	return &plan.ChoiceError{Question: q, Value: name}
}

// fresh makes the folder for everything that the runs make.
func (t *guideTest) fresh() (string, error) {
	if t.work != "" {
		dir, err := t.app.absolute(t.work)
		if err != nil {
			return "", err
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return "", fmt.Errorf("make the folder %s: %w", dir, err)
		}
		t.work = dir
	}
	fresh, err := os.MkdirTemp(t.work, "jupyter-onboard-guide-")
	if err != nil {
		return "", fmt.Errorf("make a fresh folder: %w", err)
	}
	if fresh, err = filepath.EvalSymlinks(fresh); err != nil {
		return "", fmt.Errorf("make a fresh folder: %w", err)
	}
	return fresh, nil
}

// tidy removes what the runs made, unless it is worth a look.
func (t *guideTest) tidy(fresh string) {
	if t.keep || t.broken {
		t.app.say(event.Info, "What the runs made is in "+fresh+".")
		return
	}
	if err := removeTree(fresh); err != nil {
		t.app.say(event.Warning, "What the runs made couldn't be removed: "+err.Error())
	}
}

// removeTree removes a folder of which parts may be read-only, as some tools leave their caches.
func removeTree(dir string) error {
	if os.RemoveAll(dir) == nil {
		return nil
	}
	_ = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			_ = os.Chmod(path, 0o700) //nolint:gosec // It is about to be removed.
		}
		return nil
	})
	return os.RemoveAll(dir)
}

// all runs all combinations, and says at the end what holds.
func (t *guideTest) all(ctx context.Context, cmd *cobra.Command, fresh string, combinations []plan.Choices) error {
	a := t.app
	var receipts []guide.Receipt
	var failed error
	faults := 0
	for i, c := range combinations {
		verdict, err := t.one(ctx, cmd, filepath.Join(fresh, fmt.Sprint(i+1)), c)
		switch {
		case ctx.Err() != nil:
			return err
		case err != nil:
			_, nothingRan := errors.AsType[*author.BlockedError](err)
			t.broken = t.broken || !nothingRan
			failed = t.explain(ctx, err, failed)
		case len(verdict.Faults) > 0:
			t.broken = true
			faults += len(verdict.Faults)
			t.tell(verdict.Faults)
		default:
			receipts = append(receipts, verdict.Receipt)
		}
	}
	lost := t.keepReceipts(receipts)
	if lost != nil && (faults > 0 || failed != nil) {
		t.say(event.Warning, lost.Error())
	}
	switch {
	case faults > 0:
		return &problem{
			code: exitFailed, message: fmt.Sprintf("The guide %s promises what it doesn't keep.", t.file.Guide.ID),
			observed: count(faults, "fault", "faults") + ", in the lines above", expected: "each proof green, and red when it must be",
			next: plan.Quote([]string{"jupyter-onboard", "guide", "test", t.file.Name}),
		}
	case failed != nil:
		return failed
	case lost != nil:
		return &problem{
			code: exitFailed, message: "The guide holds, but its receipts aren't in the file.", observed: lost.Error(),
			expected: "the receipts under verified in " + t.file.Name, next: "mend what it says, then the same command; or put the receipts there by hand",
			cause: lost,
		}
	}
	a.show(event.Outcome{Meaning: meaning(exitOK), Message: fmt.Sprintf(
		"%s: set up from nothing and proved in %s.", t.file.Guide.Name, count(len(receipts), "way", "ways"))})
	return nil
}

// one runs one combination.
func (t *guideTest) one(ctx context.Context, cmd *cobra.Command, dir string, c plan.Choices) (*author.Verdict, error) {
	a, home := t.app, filepath.Join(dir, "home")
	if err := os.MkdirAll(filepath.Join(home, "tmp"), 0o755); err != nil {
		return nil, fmt.Errorf("make a home for the run: %w", err)
	}
	e := a.engine(cmd)
	e.Environ = author.CleanEnviron(a.process.Environ, home)
	e.StateDir, e.CacheDir = filepath.Join(dir, "state"), filepath.Join(dir, "cache")
	c.Work = filepath.Join(dir, "src")
	c.Dir = filepath.Join(c.Work, filepath.FromSlash(t.file.Guide.Clone.Directory))
	trial := &author.Trial{
		Engine: e, Guide: t.file.Guide, Choices: c, Jobs: t.jobs, Sink: a.view().Show, Say: t.say,
	}
	return trial.Run(ctx)
}

func (t *guideTest) say(level event.Level, text string) {
	if t.app.flags.json {
		t.app.show(event.Note{Level: level, Text: text})
		return
	}
	t.app.say(level, text)
}

// explain tells of a combination that couldn't be run to its end, and keeps the first problem for the exit code.
func (t *guideTest) explain(ctx context.Context, err, before error) error {
	var ended *author.SetUpError
	var stopped *author.BlockedError
	switch {
	case errors.As(err, &stopped):
		err = t.app.blocked(stopped.Plan)
	case errors.As(err, &ended):
		o := t.app.outcome(ctx, ended.Plan, ended.Report, plan.Quote([]string{"jupyter-onboard", "guide", "test", t.file.Name, "--profile", ended.Plan.Profile}))
		err = &problem{
			code: o.ExitCode, message: fmt.Sprintf("Profile %s by recipe %s: set-up %s failed.", ended.Plan.Profile, ended.Plan.Recipe, ended.When),
			observed: o.Observed, expected: o.Expected, next: o.Next, log: o.Log,
		}
	}
	if before != nil {
		t.say(event.Warning, err.Error())
		return before
	}
	return err
}

// tell shows the faults of a combination with their places in the guide.
func (t *guideTest) tell(faults []author.Fault) {
	a := t.app
	for _, f := range faults {
		p := t.file.Problem(f.Path, f.ID, f.Observed, f.Next)
		if a.flags.json {
			a.show(event.Finding{
				ID: p.ID, Level: event.Blocker, Title: fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col), File: p.File, Line: p.Line, Column: p.Col,
				Observed: f.Observed, Expected: f.Expected, Fixes: fixesOf(f.Next),
			})
			continue
		}
		a.say(event.Blocker, p.String())
		for line := range strings.SplitSeq(f.Output, "\n") {
			if line != "" {
				a.say(event.Info, "| "+line)
			}
		}
	}
}

func fixesOf(suggestion string) []event.Fix {
	if suggestion == "" {
		return nil
	}
	return []event.Fix{{Title: suggestion}}
}

// keepReceipts writes receipts into the guide. Those that aren't written there are printed.
func (t *guideTest) keepReceipts(receipts []guide.Receipt) error {
	if len(receipts) == 0 {
		return nil
	}
	a, path := t.app, t.entry.Origin().Path
	data, err := author.WithReceipts(t.file, receipts)
	if err == nil && !t.noWrite {
		err = t.write(path, data)
	}
	switch {
	case a.flags.json:
		t.showGuide(data)
	case !t.noWrite && err == nil:
		a.say(event.OK, "The receipts are in "+t.file.Name+". It has other bytes now, so a run of it asks for approval again.")
	default:
		if err := t.print(receipts); err != nil {
			return err
		}
	}
	switch {
	case err != nil && t.noWrite && !a.flags.json:
		a.say(event.Warning, "The receipts don't go into the file: "+err.Error()+".") // They were printed, as was asked for.
	case err != nil:
		return fmt.Errorf("write the receipts: %w", err)
	}
	return nil
}

// showGuide shows the guide as it is with its receipts.
func (t *guideTest) showGuide(data []byte) {
	if g, err := guide.Load(t.file.Name, data); err == nil {
		t.app.show(event.Guide{Origin: t.entry.Origin().String(), SHA256: catalog.DigestOf(data).Hex(), Guide: g})
	}
}

// print writes receipts as the lines that belong into the guide.
func (t *guideTest) print(receipts []guide.Receipt) error {
	var text strings.Builder
	text.WriteString("receipt:\n")
	for _, r := range receipts {
		text.WriteString(author.ReceiptText(t.file.Guide, r))
	}
	out := t.app.terminal().Text()
	if _, err := out.Write([]byte(text.String())); err != nil {
		return fmt.Errorf("print the receipt: %w", err)
	}
	return out.Flush()
}

// write writes the guide, if it still is what was run.
func (t *guideTest) write(path string, data []byte) error {
	now, err := readGuide(path)
	if err != nil {
		return err
	}
	if string(now) != t.entry.Text() {
		return fmt.Errorf("%s was changed in the meantime", path)
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer root.Close()
	return state.WriteFile(root, filepath.Base(path), data, info.Mode().Perm())
}
