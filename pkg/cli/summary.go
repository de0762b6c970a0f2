package cli

import (
	"fmt"
	"os"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/engine"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/view"
)

// summarise keeps the page of a run beside its journal, and puts it on the page of a GitHub Actions job. The run
// has ended: what goes wrong here is said, and changes nothing.
func (a *app) summarise(e *engine.Engine, dir string, s *view.Summary) {
	page := s.Markdown()
	if _, err := e.KeepSummary(dir, page); err != nil {
		a.say(event.Warning, fmt.Sprintf("The summary of the run couldn't be written: %v.", err))
	}
	path := a.getenv("GITHUB_STEP_SUMMARY")
	if path == "" {
		return
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY|os.O_CREATE, 0o644)
	if err == nil {
		_, err = f.Write(page)
		if closeErr := f.Close(); err == nil {
			err = closeErr
		}
	}
	if err != nil {
		a.say(event.Warning, fmt.Sprintf("The page of the job (GITHUB_STEP_SUMMARY) couldn't be written: %v.", err))
	}
}
