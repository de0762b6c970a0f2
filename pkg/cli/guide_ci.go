package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/author"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/state"
)

func newGuideCICommand(a *app) *cobra.Command {
	var p author.WorkflowPlan
	var out string
	cmd := &cobra.Command{
		Use:   "ci",
		Short: "Write a GitHub Actions workflow that keeps guides true",
		Long: `Write a workflow of GitHub Actions: lint on each change of a guide, with annotations, and every week lint, test and
drift. In a repository with a .jupyter-onboard.yaml it is for that guide; with a folder of guides the tests are spread over a
matrix from guide list --json. The workflow reads the repository and writes nothing.`,
		Example: `  $ jupyter-onboard guide ci
  $ jupyter-onboard guide ci --guides guides --out .github/workflows/guides.yml`,
		Args: cobra.NoArgs,
	}
	cmd.Flags().StringVarP(&out, "out", "o", "", "file to write (default: standard output)")
	cmd.Flags().StringVar(&p.Folder, "guides", "", "folder of the guides (default: guides, unless there is a .jupyter-onboard.yaml)")
	cmd.Flags().StringVar(&p.Version, "program-version", "latest", "version of jupyter-onboard that the workflow installs")
	cmd.RunE = a.run(func(context.Context, *cobra.Command, []string) error {
		if _, err := os.Stat(ownGuide); err == nil && p.Folder == "" {
			p.Own = ownGuide
		}
		text := author.Workflow(p)
		if out == "" {
			return a.showFile(text, "The workflow is shown, and nothing was written.")
		}
		return a.newFile(out, text)
	})
	return cmd
}

// ownGuide is the file of a repository's own guide.
const ownGuide = ".jupyter-onboard.yaml"

// showFile shows a file that a command made and didn't write: its text, or for programs an event, with how it ended.
func (a *app) showFile(text []byte, message string) error {
	if a.flags.json {
		a.show(event.File{Text: string(text)})
		a.show(event.Outcome{Meaning: meaning(exitOK), Message: message})
		return nil
	}
	out := a.terminal().Text()
	if _, err := out.Write(text); err != nil {
		return fmt.Errorf("show the file: %w", err)
	}
	return out.Flush()
}

// newFile writes a file that isn't there yet, with its folder.
func (a *app) newFile(name string, text []byte) error {
	if _, err := os.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
		return &problem{code: exitUsage, message: name + " is there already.", observed: "a file of that name", expected: "a name that nothing has", next: "the same command with another --out"}
	}
	dir := filepath.Dir(name)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make the folder %s: %w", dir, err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	defer root.Close()
	if err := state.WriteFile(root, filepath.Base(name), text, 0o644); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	a.show(event.Outcome{Meaning: meaning(exitOK), Message: name + " is written."})
	return nil
}
