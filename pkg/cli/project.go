package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/engine"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/practice"
)

// projectFlags are those that say which guide, where and how.
type projectFlags struct {
	dir, profile, recipe, from string
	guide, trust               string
	full, noFix                bool
}

func (f *projectFlags) add(a *app, cmd *cobra.Command) {
	fs := cmd.Flags()
	fs.StringVar(&f.dir, "dir", "", "folder of the checkout (default: the one used last, else the project's name below the current folder)")
	fs.StringVar(&f.profile, "profile", "", "purpose of the set-up, one of those that show lists")
	fs.StringVar(&f.recipe, "recipe", "", "way to the environment, one of those that show lists")
	fs.StringVar(&f.guide, "guide", "", "guide file to use instead of the catalogue's")
	fs.StringVar(&f.trust, "trust", "", "approve the guide with these bytes: sha256:…")
	a.complete(cmd, "profile", a.completeProfile)
	a.complete(cmd, "recipe", a.completeRecipe)
}

// addCode adds the flags that say where the code comes from.
func (f *projectFlags) addCode(cmd *cobra.Command) {
	fs := cmd.Flags()
	fs.StringVar(&f.from, "from", "", "address or path to clone from instead of upstream; the steps run its code")
	fs.BoolVar(&f.full, "full", false, "clone every branch, tag and file content, for work without network")
	fs.BoolVar(&f.noFix, "no-fix", false, "bring no missing tool into the environment or the checkout (exit 8 instead)")
}

// absolute makes the places that flags name independent of the current folder, so that they can be remembered
// and put into commands for later.
func (f projectFlags) absolute(work string) (projectFlags, error) {
	if f.guide != "" && !filepath.IsAbs(f.guide) {
		f.guide = filepath.Join(work, f.guide)
	}
	if f.from == "" {
		return f, nil
	}
	from, err := gitrepo.ParseFrom(f.from, work)
	if err != nil {
		return f, &problem{
			code: exitUsage, message: "--from names no place to clone from.", observed: err.Error(),
			expected: "an https or ssh address, or a folder with a git repository", next: "the same command with another --from",
		}
	}
	f.from = from.String()
	return f, nil
}

// A target is a project with the checkout that a command is about.
type target struct {
	entry   *catalog.Entry
	guide   *guide.Guide
	choices plan.Choices
	// folder is where the checkout is or will be.
	folder string
	// known says that an earlier run was made for the checkout.
	known bool
}

// errNoProject says that no project was named and none can be told from the current folder.
var errNoProject = errors.New("no project")

// target finds guide and checkout: by the project's name and --dir, else by the current folder, else
// by the checkout that was used last.
func (a *app) target(ctx context.Context, e *engine.Engine, args []string, f projectFlags) (*target, error) {
	work, err := a.workDir()
	if err != nil {
		return nil, err
	}
	if f, err = f.absolute(work); err != nil {
		return nil, err
	}
	dir, id := "", ""
	if len(args) > 0 {
		id = args[0]
	}
	if f.dir != "" {
		if dir, err = a.absolute(f.dir); err != nil {
			return nil, err
		}
	}
	if dir == "" {
		dir = a.lookForCheckout(e, work, id)
	}
	remembered := engine.Remembered{}
	if dir != "" {
		remembered = e.Recall(dir)
	}
	if f.guide == "" && remembered.GuideFile != "" && (id == "" || id == remembered.Project) {
		// It must still be approved: bytes and place are looked at like the first time.
		f.guide = remembered.GuideFile
	}
	if id == "" && f.guide == "" {
		id = remembered.Project
	}
	if id == "" && f.guide == "" {
		return nil, fmt.Errorf("%w is named, and %s isn't in a checkout that this program has set up", errNoProject, work)
	}
	entry, g, err := a.chooseGuide(ctx, id, dir, f)
	if err != nil {
		return nil, err
	}
	if remembered.Project != "" && remembered.Project != g.ID {
		remembered = engine.Remembered{}
	}
	t := &target{entry: entry, guide: g, known: remembered.Project != "", choices: plan.Choices{
		Dir: dir, Work: work, Profile: first(f.profile, remembered.Profile), Recipe: first(f.recipe, remembered.Recipe),
		From: f.from, Full: f.full, NoFix: f.noFix, Practice: g.ID == practiceID,
		Origin: originOf(entry),
	}}
	if t.choices.From == "" {
		t.choices.From = remembered.From
	}
	t.folder = plan.Dir(g, guide.OS(runtime.GOOS), t.choices)
	return t, nil
}

// lookForCheckout finds the checkout of a project (of any, if id is empty) when no folder was named.
func (a *app) lookForCheckout(e *engine.Engine, work, id string) string {
	if root, ok := e.Root(work); ok {
		if r := e.Recall(root); r.Project != "" && (id == "" || r.Project == id) {
			return root
		}
	}
	known, err := e.Checkouts()
	if err != nil {
		return ""
	}
	for _, k := range known {
		if k.Project == id {
			return k.Dir
		}
	}
	if id == "" && len(known) == 1 {
		return known[0].Dir
	}
	return ""
}

// chooseGuide applies the order in which guides win: the named file, the organisation's, the repository's own if it
// was approved, the catalogue's. A guide of the repository that isn't used is announced.
func (a *app) chooseGuide(ctx context.Context, id, dir string, f projectFlags) (*catalog.Entry, *guide.Guide, error) {
	if id == practiceID && f.guide == "" {
		return a.find(ctx, id, f)
	}
	request := catalog.Request{Name: id, File: f.guide}
	if dir != "" {
		if _, err := gitrepo.Dir(dir); err == nil {
			request.Checkout, request.Remote = dir, remoteOf(dir)
		}
	}
	choice, err := a.catalog().Choose(ctx, request, a.trust())
	if err != nil {
		return nil, nil, err
	}
	if choice.Own != nil {
		a.say(event.Info, choice.Own.String())
	}
	g, err := choice.Entry.Guide()
	return choice.Entry, g, err
}

// find returns the guide of a project: from a file, the sample project's, or the catalogue's.
func (a *app) find(ctx context.Context, id string, f projectFlags) (*catalog.Entry, *guide.Guide, error) {
	var entry *catalog.Entry
	var err error
	switch {
	case f.guide != "":
		// As `trust` reads it, so that what was approved there is what is found here.
		entry, err = a.catalog().FromPath(f.guide, remoteOf(f.guide))
	case id == practiceID:
		entry, err = catalog.FromBinary("practice.yaml", practice.Guide())
	default:
		entry, err = a.catalog().Find(ctx, id)
	}
	if err != nil {
		return nil, nil, err
	}
	g, err := entry.Guide()
	return entry, g, err
}

// practiceID is the id of the sample project's guide.
const practiceID = "practice"

// plan builds the plan for a target on this machine.
func (a *app) plan(ctx context.Context, e *engine.Engine, t *target) (plan.Plan, error) {
	p, _, err := a.planAndFacts(ctx, e, t)
	return p, err
}

// planAndFacts is plan with the facts that it was built from.
func (a *app) planAndFacts(ctx context.Context, e *engine.Engine, t *target) (plan.Plan, plan.Facts, error) {
	if t.guide.ID == practiceID && t.choices.From == "" {
		from, err := a.makePractice(ctx, e)
		if err != nil {
			return plan.Plan{}, plan.Facts{}, err
		}
		t.choices.From = from
	}
	facts := e.Facts(ctx, t.guide, t.choices)
	p, err := plan.Build(t.guide, facts, t.choices)
	return a.toApprove(p), facts, err
}

// makePractice makes the sample project's repository and returns where it is.
func (a *app) makePractice(ctx context.Context, e *engine.Engine) (string, error) {
	dir := filepath.Join(e.StateDir, "practice", "upstream.git")
	if err := os.MkdirAll(filepath.Dir(dir), 0o700); err != nil {
		return "", fmt.Errorf("make the practice project: %w", err)
	}
	repo, err := practice.Create(ctx, dir)
	if err != nil {
		return "", fmt.Errorf("make the practice project: %w", err)
	}
	return repo.URL, nil
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// originOf is where a guide came from, in the form of the plan.
func originOf(e *catalog.Entry) plan.Origin {
	o := plan.Origin{Name: e.Origin().String(), SHA256: e.Digest().Hex()}
	if e.Origin().Kind == catalog.File {
		o.File = e.Origin().Path
	}
	return o
}
