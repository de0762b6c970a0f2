package cli

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// unfound says how to start the program where a shell doesn't find it by its name, which the commands that are shown
// begin with; empty where it does.
func (a *app) unfound() string {
	if _, err := system.LookPath("jupyter-onboard", a.getenv("PATH")); err == nil {
		return ""
	}
	self, err := os.Executable()
	if err != nil || strings.Contains(self, string(filepath.Separator)+"go-build") { // go run keeps no program.
		return "No folder of your PATH has jupyter-onboard: build it and put it into one, as its README shows, before you type these commands."
	}
	return "No folder of your PATH has jupyter-onboard: in these commands type " + plan.Quote([]string{self}) + " for it."
}
