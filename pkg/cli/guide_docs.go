package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/author"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/state"
)

// A guideDocs is one call of guide docs.
type guideDocs struct {
	app         *app
	format, out string
	check       bool
}

func newGuideDocsCommand(a *app) *cobra.Command {
	d := &guideDocs{app: a}
	cmd := &cobra.Command{
		Use:   "docs ID|FILE",
		Short: "Render a guide as pages that a project can publish",
		Long: `Render a guide as a page in MyST Markdown or reStructuredText, or as a section for a CONTRIBUTING file. With --out
the text is written to a file; a section takes the place of the one that is there, between its two marks, and nothing else of the
file changes. A page takes the place of one that this wrote for the same guide, and of nothing else. With --check nothing is written: the exit code is 3 if the file isn't what it would be.`,
		Example: `  $ jupyter-onboard guide docs nbformat
  $ jupyter-onboard guide docs nbformat --format rst --out docs/contributing.rst
  $ jupyter-onboard guide docs .jupyter-onboard.yaml --format contributing --out CONTRIBUTING.md
  $ jupyter-onboard guide docs .jupyter-onboard.yaml --format contributing --out CONTRIBUTING.md --check`,
		Args: cobra.ExactArgs(1), ValidArgsFunction: a.completeProjects,
	}
	cmd.Flags().StringVar(&d.format, "format", "myst", "myst, rst or contributing")
	cmd.Flags().StringVarP(&d.out, "out", "o", "", "file to write (default: standard output)")
	cmd.Flags().BoolVar(&d.check, "check", false, "with --out: only compare, and exit 3 if the file is out of date")
	a.complete(cmd, "format", words(string(author.MyST), string(author.RST), string(author.Contributing)))
	cmd.RunE = a.run(func(ctx context.Context, _ *cobra.Command, args []string) error { return d.run(ctx, args) })
	return cmd
}

func (d *guideDocs) run(ctx context.Context, args []string) error {
	a := d.app
	if d.check && d.out == "" {
		return &problem{code: exitUsage, message: "--check compares a file.", observed: "no --out", expected: "--out FILE", next: "the same command with --out"}
	}
	files, err := a.guideFiles(ctx, args)
	if err != nil {
		return err
	}
	text, err := author.Docs(files[0].Guide, author.Format(d.format))
	if err != nil {
		return &problem{code: exitUsage, message: firstUpper(err.Error()) + ".", observed: "--format " + d.format, expected: "myst, rst or contributing", next: "the same command with one of them"}
	}
	if d.out == "" {
		return a.showFile([]byte(text), "The guide is rendered, and nothing was written.")
	}
	before, perm, err := d.before()
	if err != nil {
		return err
	}
	if author.Format(d.format) == author.Contributing {
		if text, err = author.Insert(before, text); err != nil {
			return &problem{
				code: exitFailed, message: "Nobody can tell which part of " + d.out + " is the section, so nothing was written.", observed: err.Error(),
				expected: "no section, or one between the lines " + author.Begin + " and " + author.End, next: "mend the marks in " + d.out + ", then the same command",
			}
		}
	} else if err := d.own(before, text); err != nil {
		return err
	}
	return d.keep(args[0], before, text, perm)
}

// before is the text and the mode of the file that is there. What is written takes the place of a name, so neither a link
// nor anything else but a file may have it.
func (d *guideDocs) before() (string, fs.FileMode, error) {
	look := os.Lstat
	if d.check {
		look = os.Stat
	}
	info, err := look(d.out)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", 0o644, nil
	case err != nil:
		return "", 0, fmt.Errorf("read %s: %w", d.out, err)
	case !info.Mode().IsRegular():
		return "", 0, &problem{
			code: exitFailed, message: d.out + " is no ordinary file, so nothing was written.", observed: kindOf(info.Mode()),
			expected: "an ordinary file, or a name that nothing has", next: "the same command with --out and the file itself, or another name",
		}
	}
	text, err := os.ReadFile(d.out)
	if err != nil {
		return "", 0, fmt.Errorf("read %s: %w", d.out, err)
	}
	return string(text), info.Mode().Perm(), nil
}

func kindOf(mode fs.FileMode) string {
	switch {
	case mode.IsDir():
		return "a folder"
	case mode&fs.ModeSymlink != 0:
		return "a link"
	}
	return "a device, a pipe or a socket"
}

// own refuses to take the place of a file that this command didn't write.
func (d *guideDocs) own(before, text string) error {
	first, _, _ := strings.Cut(text, "\n")
	if d.check || before == "" || strings.HasPrefix(before, first) {
		return nil
	}
	return &problem{
		code: exitChoice, message: d.out + " has another text, which this command didn't write. Nothing was written.",
		observed: "a file that doesn't begin with the first line of this page", expected: "a name that nothing has, or a file that begins with: " + first,
		next: "the same command with another --out, or move " + d.out + " away first",
	}
}

// keep writes the text, or says that it would be another. Guide is how the guide was named.
func (d *guideDocs) keep(guide, before, text string, perm fs.FileMode) error {
	a := d.app
	switch {
	case before == text:
		a.show(event.Outcome{Meaning: meaning(exitOK), Message: d.out + " is as the guide says."})
		return nil
	case d.check:
		a.show(event.Outcome{
			ExitCode: exitPending, Meaning: meaning(exitPending), Message: d.out + " isn't what the guide says any more.", Observed: "another text", Expected: "the text that the guide gives",
			Next: plan.Quote([]string{"jupyter-onboard", "guide", "docs", guide, "--format", d.format, "--out", d.out}),
		})
		return &quietError{exitPending}
	}
	root, err := os.OpenRoot(filepath.Dir(d.out))
	if err != nil {
		return fmt.Errorf("write %s: %w", d.out, err)
	}
	defer root.Close()
	name := filepath.Base(d.out)
	if err := state.WriteFile(root, name, []byte(text), perm); err != nil {
		return fmt.Errorf("write %s: %w", d.out, err)
	}
	if before != "" { // The umask took from the mode what the file had.
		if err := root.Chmod(name, perm); err != nil {
			return fmt.Errorf("give %s its mode back: %w", d.out, err)
		}
	}
	a.show(event.Outcome{Meaning: meaning(exitOK), Message: d.out + " is written."})
	return nil
}
