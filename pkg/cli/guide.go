package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/guides"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

func newGuideCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use: "guide", Short: "Write guides and keep them true",
		Long: "Commands for maintainers who write a guide for their repository.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newGuideSchemaCommand(a), newGuideLintCommand(a), newGuideListCommand(a))
	cmd.AddCommand(authorCommands(a)...)
	return cmd
}

func newGuideSchemaCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use: "schema", Short: "Print the JSON Schema of guide files",
		Long: "Print the JSON Schema of guide files, with which editors complete and check them.",
		Example: `  $ jupyter-onboard guide schema > guide.schema.json
  # first line of a guide, for editors with the YAML language server
  # yaml-language-server: $schema=guide.schema.json`,
		Args: cobra.NoArgs,
	}
	cmd.RunE = a.run(func(context.Context, *cobra.Command, []string) error {
		_, err := a.terminal().Out.Write(guide.JSONSchema())
		return err
	})
	return cmd
}

func newGuideListCommand(a *app) *cobra.Command {
	cmd := newListCommand(a)
	cmd.Short = "List the guides"
	return cmd
}

func newGuideLintCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use: "lint [FILE…]", Short: "Check guide files",
		Long: `Check guide files by schema and meaning. Without FILE the catalogue's own guides are checked, and what all
guides share: known failures and sub-projects. A FILE called known-failures.yaml or subprojects.yaml is read as
such. Findings have file, line and column; the exit code is 6 if there are any.`,
		Example: `  $ jupyter-onboard guide lint guides/nbformat.yaml
  $ jupyter-onboard guide lint`,
	}
	cmd.RunE = a.run(func(ctx context.Context, _ *cobra.Command, args []string) error {
		files, err := a.lintFiles(ctx, args)
		if err != nil {
			return err
		}
		return a.lint(files)
	})
	return cmd
}

// A lintFile is a guide to check.
type lintFile struct {
	name string
	data []byte
}

func (a *app) lintFiles(ctx context.Context, args []string) ([]lintFile, error) {
	var files []lintFile
	if len(args) == 0 {
		entries, problems := a.catalog().List(ctx)
		for _, p := range problems {
			return nil, p
		}
		for _, e := range entries {
			files = append(files, lintFile{"guides/" + e.Head().ID + ".yaml", []byte(e.Text())})
		}
		return append(files, lintFile{"guides/" + guide.FailuresFile, guides.Failures()},
			lintFile{"guides/" + guide.SubprojectsFile, guides.Subprojects()}), nil
	}
	for _, name := range args {
		data, err := readGuide(name)
		if err != nil {
			return nil, err
		}
		files = append(files, lintFile{name, data})
	}
	return files, nil
}

// readGuide reads a guide file without taking in more than a guide may have.
func readGuide(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, &problem{code: exitGuide, message: "The guide can't be read.", observed: err.Error(), expected: "a guide file", next: "jupyter-onboard guide lint FILE"}
	}
	if !info.Mode().IsRegular() {
		return nil, &problem{code: exitGuide, message: name + " is no file.", observed: "a " + info.Mode().Type().String(), expected: "a guide file", next: "jupyter-onboard guide lint FILE"}
	}
	if info.Size() > guide.MaxBytes {
		return nil, &problem{
			code: exitGuide, message: name + " is too large for a guide.", observed: fmt.Sprintf("%d bytes", info.Size()),
			expected: fmt.Sprintf("at most %d bytes", guide.MaxBytes), next: "shorten it",
		}
	}
	return os.ReadFile(name)
}

func (a *app) lint(files []lintFile) error {
	subprojects, err := a.catalog().Subprojects()
	if err != nil {
		return err
	}
	findings := 0
	for _, f := range files {
		problems, err := lintOne(f, subprojects)
		if err != nil {
			return err
		}
		for _, p := range problems {
			findings++
			a.say(event.Warning, p.String())
			if a.flags.json {
				a.show(event.Finding{ID: p.ID, Level: event.Blocker, Title: fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col), Observed: p.Message})
			}
		}
	}
	if findings > 0 {
		return &problem{
			code: exitGuide, message: count(findings, "finding", "findings") + " in " + linted(files) + ".",
			observed: "the lines above", expected: "none", next: "mend them, then jupyter-onboard guide lint",
		}
	}
	a.show(event.Outcome{Meaning: meaning(exitOK), Message: "No finding in " + linted(files) + "."})
	return nil
}

// shared is the name of the file that a file to check is, if it serves all guides; else empty.
func (f lintFile) shared() string {
	if name := filepath.Base(f.name); guide.IsShared(name) {
		return name
	}
	return ""
}

// linted says what was checked.
func linted(files []lintFile) string {
	n := 0
	var parts []string
	for _, f := range files {
		switch f.shared() {
		case guide.FailuresFile:
			parts = append(parts, "the known failures")
		case guide.SubprojectsFile:
			parts = append(parts, "the sub-projects")
		default:
			n++
		}
	}
	if n > 0 {
		parts = append([]string{count(n, "guide", "guides")}, parts...)
	}
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1]
}

// lintOne lists what is wrong with a file: what keeps it from being loaded, else what its meaning lacks.
func lintOne(f lintFile, subprojects guide.Subprojects) ([]guide.Problem, error) {
	var file *guide.File
	var err error
	switch f.shared() {
	case guide.FailuresFile:
		_, err = guide.LoadFailures(f.name, f.data)
	case guide.SubprojectsFile:
		_, err = guide.LoadSubprojects(f.name, f.data)
	default:
		file, err = guide.LoadFile(f.name, f.data)
	}
	var invalid *guide.Error
	switch {
	case errors.As(err, &invalid):
		return invalid.Problems, nil
	case err != nil:
		return nil, err
	case file == nil:
		return nil, nil
	}
	return append(guide.LintSubproject(file, subprojects), guide.Lint(file)...), nil
}
