package engine

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/state"
)

// summaryFile is the page of the last run, beside the journal.
const summaryFile = "summary.md"

// KeepSummary writes the page that sums up the last run on the checkout at dir, and returns its path. It is empty
// if there is no journal to put it beside: then nothing was run.
func (e *Engine) KeepSummary(dir string, page []byte) (string, error) {
	place, err := e.journalDir(dir)
	if err != nil {
		return "", err
	}
	root, err := os.OpenRoot(place)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("keep the summary: %w", err)
	}
	defer root.Close()
	if err := state.WriteFile(root, summaryFile, page, 0o600); err != nil {
		return "", fmt.Errorf("keep the summary: %w", err)
	}
	return filepath.Join(place, summaryFile), nil
}
