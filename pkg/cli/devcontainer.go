package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/devcontainer"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/state"
)

type devcontainerOptions struct {
	app        *app
	project    projectFlags
	write, yes bool
}

func newDevcontainerCommand(a *app) *cobra.Command {
	o := &devcontainerOptions{app: a}
	cmd := &cobra.Command{
		Use:   "devcontainer PROJECT",
		Short: "Make a development container from a guide",
		Long: `Print a devcontainer.json for a project: image and Features by the versions that the guide names, the machine it
needs, caches, ports, and the command that sets the project up when the container is made.

With --write, put it into the checkout in --dir (default: the current folder), and beside it the Feature that
brings jupyter-onboard into the container. A devcontainer.json that is there is filled up after a yes and never
overwritten: what it says otherwise is shown and kept.`,
		Example: `  $ jupyter-onboard devcontainer nbformat
  $ jupyter-onboard devcontainer jupyterlab --profile python --write --dir ~/src/jupyterlab`,
		Args: cobra.ExactArgs(1), ValidArgsFunction: a.completeProjects,
	}
	fs := cmd.Flags()
	fs.StringVar(&o.project.profile, "profile", "", "purpose of the set-up, one of those that show lists")
	fs.StringVar(&o.project.recipe, "recipe", "", "way to the environment, one of those that show lists")
	fs.StringVar(&o.project.guide, "guide", "", "guide file to use instead of the catalogue's")
	fs.StringVar(&o.project.dir, "dir", "", "checkout to write into (default: the current folder)")
	fs.BoolVar(&o.write, "write", false, "write the files into the checkout")
	fs.BoolVarP(&o.yes, "yes", "y", false, "with --write: fill up what is there without a question")
	a.complete(cmd, "profile", a.completeProfile)
	a.complete(cmd, "recipe", a.completeRecipe)
	cmd.RunE = a.run(func(ctx context.Context, _ *cobra.Command, args []string) error {
		entry, g, err := a.find(ctx, args[0], o.project)
		if err != nil {
			return err
		}
		profile, err := plan.ChooseProfile(g, o.project.profile)
		if err != nil {
			return err
		}
		if _, err := plan.ChooseRecipe(g, profile.ID, o.project.recipe); err != nil {
			return err
		}
		c := devcontainer.Choices{Profile: profile.ID, Recipe: o.project.recipe, Feature: "./" + devcontainer.FeatureDir}
		if !o.write {
			return o.print(g, c)
		}
		return o.writeInto(ctx, entry, g, c)
	})
	return cmd
}

// print shows the file as it would be in a checkout without one.
func (o *devcontainerOptions) print(g *guide.Guide, c devcontainer.Choices) error {
	text, err := devcontainer.New(g, c).Encode()
	if err != nil {
		return err
	}
	return o.app.showFile(text, "The container's file is shown, and nothing was written.")
}

// writeInto writes the container's files into a checkout.
func (o *devcontainerOptions) writeInto(ctx context.Context, entry *catalog.Entry, g *guide.Guide, c devcontainer.Choices) error {
	a := o.app
	dir, err := a.absolute(first(o.project.dir, "."))
	if err != nil {
		return err
	}
	if _, err := gitrepo.Dir(dir); err != nil {
		return &problem{
			code: exitUsage, message: "The container's files go into a checkout.", observed: dir + " is none", expected: "a folder with a git repository",
			next: "jupyter-onboard setup " + g.ID + " --dir FOLDER, then this with --dir FOLDER",
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("open the checkout: %w", err)
	}
	defer func() { _ = root.Close() }() // Nothing is written through it.
	if entry.Origin().Kind != catalog.Embedded {
		if c.Command, err = o.withGuide(ctx, entry, g, c, dir); err != nil {
			return err
		}
	}
	changes, err := o.changes(root, g, c)
	if err != nil {
		return err
	}
	again := []string{"jupyter-onboard", "devcontainer", g.ID, "--write", "--yes", "--dir", dir, "--profile", c.Profile}
	if c.Recipe != "" {
		again = append(again, "--recipe", c.Recipe)
	}
	if o.project.guide != "" {
		again = append(again, "--guide", o.project.guide)
	}
	return o.carryOut(ctx, root, changes, plan.Quote(again))
}

// withGuide is the command that sets up by a guide of the checkout's own. Whoever opens the container runs it unasked,
// so these bytes are approved first.
func (o *devcontainerOptions) withGuide(ctx context.Context, entry *catalog.Entry, g *guide.Guide, c devcontainer.Choices, dir string) ([]string, error) {
	file, err := filepath.Rel(dir, entry.Origin().Path)
	if err != nil || !filepath.IsLocal(file) {
		return nil, &problem{
			code: exitUsage, message: "The container would not have the guide. Nothing was written.", observed: entry.Origin().Path + " is outside " + dir,
			expected: "a guide in the checkout, such as .jupyter-onboard.yaml", next: "copy it there, then the same command with that --guide",
		}
	}
	if err := o.app.approve(ctx, entry, dir, ""); err != nil {
		return nil, err
	}
	return append(devcontainer.Setup(g, c), "--guide", devcontainer.Workspace+"/"+filepath.ToSlash(file), "--trust", entry.Digest().String()), nil
}

// A change is what becomes of one file of the checkout.
type change struct {
	event.File
	perm fs.FileMode
	// there is true if there is such a file.
	there bool
}

// changes are what becomes of the container's files, without those that are right already.
func (o *devcontainerOptions) changes(root *os.Root, g *guide.Guide, c devcontainer.Choices) ([]change, error) {
	name, folder := ".devcontainer/devcontainer.json", ".devcontainer"
	if _, err := root.Lstat(name); err != nil {
		if _, err := root.Lstat(".devcontainer.json"); err == nil {
			name, c.Feature = ".devcontainer.json", "./.devcontainer/"+devcontainer.FeatureDir
		}
	}
	config, err := ownFile(root, name, devcontainer.New(g, c))
	if err != nil {
		return nil, err
	}
	changes := []change{config}
	files, err := devcontainer.Feature()
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		perm := fs.FileMode(0o644)
		if f.Executable {
			perm = 0o755
		}
		has, there, err := read(root, path.Join(folder, devcontainer.FeatureDir, f.Name))
		if err != nil {
			return nil, err
		}
		changes = append(changes, newChange(path.Join(folder, devcontainer.FeatureDir, f.Name), has, there, f.Data, perm))
	}
	return changes, nil
}

// ownFile is what becomes of the checkout's own devcontainer.json.
func ownFile(root *os.Root, name string, c devcontainer.Config) (change, error) {
	has, there, err := read(root, name)
	if err != nil {
		return change{}, err
	}
	if !there {
		text, err := c.Encode()
		return newChange(name, nil, false, text, 0o644), err
	}
	merged, err := devcontainer.Merge(has, c)
	if err != nil {
		return change{}, &problem{
			code: exitFailed, message: name + " can't be read, so nothing was changed.", observed: err.Error(),
			expected: "JSON with comments, as containers.dev defines it", next: "mend the file, then the same command",
		}
	}
	ch := newChange(name, has, true, merged.Text, 0o644)
	for _, k := range merged.Kept {
		ch.Kept = append(ch.Kept, fmt.Sprintf("%s is %s; the guide says %s", k.Key, k.Has, k.Wants))
	}
	return ch, nil
}

// newChange compares what a file has with what it should have.
func newChange(name string, has []byte, there bool, want []byte, perm fs.FileMode) change {
	c := change{File: event.File{Path: name, Text: string(want)}, perm: perm, there: there}
	if there && string(has) != string(want) {
		c.Diff = string(diff.Diff("a/"+name, has, "b/"+name, want))
	}
	return c
}

// read returns a file of the checkout, if it is there.
func read(root *os.Root, name string) (data []byte, there bool, err error) {
	data, err = root.ReadFile(filepath.FromSlash(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil
	}
	return data, err == nil, err
}

// carryOut writes what is new, and what differs after a yes.
func (o *devcontainerOptions) carryOut(ctx context.Context, root *os.Root, changes []change, again string) error {
	a := o.app
	differing := o.showDifferences(changes)
	if differing > 0 && !o.yes {
		if err := o.confirm(ctx, count(differing, "file", "files"), again); err != nil {
			return err
		}
	}
	written := 0
	for _, c := range changes {
		if !c.there || c.Diff != "" {
			if err := c.write(root); err != nil {
				return err
			}
			c.Written, written = true, written+1
			a.say(event.OK, "wrote "+c.Path)
		}
		if a.flags.json {
			a.show(c.File)
		}
	}
	message := fmt.Sprintf("%s written into %s. Nothing was committed.", count(written, "file was", "files were"), root.Name())
	if written == 0 {
		message = "The container's files were in " + root.Name() + " already; nothing was changed."
	}
	a.show(event.Outcome{Meaning: meaning(exitOK), Message: message, Next: "open the folder in an editor that knows development containers, or on Codespaces"})
	return nil
}

// showDifferences shows what files that are there would become, and what is kept in them. It returns how many differ.
func (o *devcontainerOptions) showDifferences(changes []change) int {
	a, differing := o.app, 0
	for _, c := range changes {
		if c.Diff != "" {
			differing++
			if !a.flags.json {
				a.show(c.File)
			}
		}
		for _, k := range c.Kept {
			a.say(event.Warning, c.Path+" was left as it is where it differs: "+k+".")
		}
	}
	return differing
}

func (c change) write(root *os.Root) error {
	if err := root.MkdirAll(filepath.Dir(filepath.FromSlash(c.Path)), 0o755); err != nil {
		return fmt.Errorf("make the folder of %s: %w", c.Path, err)
	}
	if err := state.WriteFile(root, c.Path, []byte(c.Text), c.perm); err != nil {
		return fmt.Errorf("write %s: %w", c.Path, err)
	}
	return nil
}

// confirm asks before a file that is there is changed.
func (o *devcontainerOptions) confirm(ctx context.Context, files, again string) error {
	a := o.app
	no := &problem{code: exitChoice, message: "Nothing was changed.", observed: "no yes", expected: "a yes to the difference above", next: again}
	if !a.terminal().Profile.Ask || a.flags.json {
		no.message, no.observed = "Nobody is there to say yes. Nothing was changed.", "no terminal to ask on"
		return no
	}
	ok, err := a.ask(ctx, "Change "+files+" as shown?")
	if err == nil && !ok {
		return no
	}
	return err
}
