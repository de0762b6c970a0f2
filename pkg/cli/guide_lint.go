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
	"github.com/jupyter-onboard/jupyter-onboard/pkg/author"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// A guideLint is one call of guide lint.
type guideLint struct {
	app          *app
	repo, format string
	subprojects  guide.Subprojects
}

func newGuideLintCommand(a *app) *cobra.Command {
	l := &guideLint{app: a}
	cmd := &cobra.Command{
		Use: "lint [FILE…]", Short: "Check guide files",
		Long: `Check guide files: schema and meaning, scripts by their syntax (nothing is run), steps that can't be told to be done,
proofs that prove nothing, known failures against their samples and each other, commands that ask for admin rights or may do
harm. Without FILE the catalogue's own guides are checked, and what all guides share: known failures and sub-projects. A FILE
called known-failures.yaml or subprojects.yaml is read as such.

With --repo the guide is compared with a checkout of its repository, too: the files, scripts, extras, dependency groups,
targets and versions that it names are there, and its manifests agree.

Findings have file, line and column; the exit code is 6 if there are any. As a hook of pre-commit it is called
jupyter-onboard-guide-lint.`,
		Example: `  $ jupyter-onboard guide lint guides/nbformat.yaml
  $ jupyter-onboard guide lint .jupyter-onboard.yaml --repo .
  $ jupyter-onboard guide lint --format github`,
	}
	cmd.Flags().StringVar(&l.repo, "repo", "", "checkout to compare the guide with")
	cmd.Flags().StringVar(&l.format, "format", "text", "text, or github for annotations of a pull request")
	a.complete(cmd, "format", words("text", "github"))
	cmd.RunE = a.run(func(ctx context.Context, _ *cobra.Command, args []string) error {
		files, err := l.files(ctx, args)
		if err != nil {
			return err
		}
		return l.run(args, files)
	})
	return cmd
}

// A lintFile is a guide to check.
type lintFile struct {
	name string
	data []byte
}

func (l *guideLint) files(ctx context.Context, args []string) ([]lintFile, error) {
	var files []lintFile
	if len(args) == 0 {
		entries, problems := l.app.catalog().List(ctx)
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

// run checks the files and shows what was found.
func (l *guideLint) run(args []string, files []lintFile) error {
	a := l.app
	if l.format != "text" && l.format != "github" {
		return &problem{code: exitUsage, message: fmt.Sprintf("There is no format %q.", l.format), observed: "--format " + l.format, expected: "text or github", next: "the same command with one of them"}
	}
	if l.repo != "" && len(files) != 1 {
		return &problem{code: exitUsage, message: "A checkout is compared with one guide.", observed: count(len(files), "file", "files"), expected: "one FILE with --repo", next: "jupyter-onboard guide lint FILE --repo " + l.repo}
	}
	var err error
	if l.subprojects, err = a.catalog().Subprojects(); err != nil {
		return err
	}
	findings := 0
	for _, f := range files {
		problems, err := l.one(f)
		if err != nil {
			return err
		}
		for _, p := range problems {
			findings++
			if err := l.show(p); err != nil {
				return err
			}
		}
	}
	if findings > 0 {
		return &problem{
			code: exitGuide, message: count(findings, "finding", "findings") + " in " + linted(files) + ".",
			observed: "the lines above", expected: "none", next: "mend them, then " + l.again(args),
		}
	}
	a.show(event.Outcome{Meaning: meaning(exitOK), Message: "No finding in " + linted(files) + "."})
	return nil
}

// again is the command that looks at the same once more.
func (l *guideLint) again(args []string) string {
	argv := append([]string{"jupyter-onboard", "guide", "lint"}, args...)
	if l.repo != "" {
		argv = append(argv, "--repo", l.repo)
	}
	return plan.Quote(argv)
}

// show writes one finding: a line that editors can jump to, with the place below it.
func (l *guideLint) show(p guide.Problem) error {
	a := l.app
	if a.flags.json {
		a.show(event.Finding{
			ID: p.ID, Level: event.Blocker, Title: fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col), File: p.File, Line: p.Line, Column: p.Col,
			Observed: p.Message, Fixes: fixesOf(p.Suggestion),
		})
		return nil
	}
	text := p.String() + " [" + p.ID + "]\n"
	if p.Snippet != "" {
		text += p.Snippet + "\n"
	}
	if l.format == "github" {
		text = annotation(p)
	}
	out := a.terminal().Text()
	if _, err := out.Write([]byte(text)); err != nil {
		return fmt.Errorf("show a finding: %w", err)
	}
	return out.Flush()
}

// annotation is a finding as GitHub Actions shows it beside the line of a pull request.
func annotation(p guide.Problem) string {
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	message := p.Message
	if p.Suggestion != "" {
		message += "; " + p.Suggestion
	}
	return fmt.Sprintf("::error file=%s,line=%d,col=%d,title=%s::%s\n",
		property.Replace(filepath.ToSlash(p.File)), max(1, p.Line), max(1, p.Col), property.Replace(p.ID), data.Replace(message))
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

// one lists what is wrong with a file: what keeps it from being loaded, else what its meaning lacks.
func (l *guideLint) one(f lintFile) ([]guide.Problem, error) {
	var file *guide.File
	var failures []guide.Failure
	var err error
	switch f.shared() {
	case guide.FailuresFile:
		failures, err = guide.LoadFailures(f.name, f.data)
	case guide.SubprojectsFile:
		_, err = guide.LoadSubprojects(f.name, f.data)
	default:
		file, err = guide.LoadFile(f.name, f.data)
	}
	var invalid *guide.Error
	switch {
	case errors.As(err, &invalid):
		return author.LintDraft(f.name, f.data, invalid.Problems), nil
	case err != nil:
		return nil, err
	case failures != nil:
		return author.LintFailures(f.name, f.data, failures), nil
	case file == nil:
		return nil, nil
	}
	problems := append(guide.LintSubproject(file, l.subprojects), author.Lint(file)...)
	if l.repo == "" {
		return problems, nil
	}
	root, err := os.OpenRoot(l.repo)
	if err != nil {
		return nil, &problem{code: exitUsage, message: "The checkout can't be read.", observed: err.Error(), expected: "a folder with a checkout of " + file.Guide.Repo, next: "the same command with another --repo"}
	}
	defer root.Close()
	if !author.Resembles(file.Guide, root.FS()) {
		return nil, &problem{
			code: exitUsage, message: l.repo + " is no checkout of " + file.Guide.Clone.Repo + ".", observed: "none of the files that the guide was read from",
			expected: "a folder with the repository's files", next: "the same command with another --repo",
		}
	}
	return append(problems, author.LintRepo(file, root.FS())...), nil
}
