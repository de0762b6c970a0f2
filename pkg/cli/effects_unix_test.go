//go:build unix

package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// The commands of a fix get what package tools need, and no token.
func TestMendEnvironment(t *testing.T) {
	t.Parallel()
	d := &doer{app: newApp(Process{Environ: []string{
		"PATH=" + os.Getenv("PATH"), "GH_TOKEN=" + leesToken, "SOMETHING=else", "PIP_INDEX_URL=https://u:p@mirror.example/simple",
	}})}
	var text strings.Builder
	r := d.Do(t.Context(), journey.Mend{Commands: [][]string{{"bash", "-c", "env"}}}, func(e event.Event) {
		if o, ok := e.Body.(event.StepOutput); ok {
			text.WriteString(o.Text)
		}
	})
	if r != (journey.Mended{}) {
		t.Fatalf("got %+v", r)
	}
	for name, want := range map[string]bool{"PATH=": true, "PIP_INDEX_URL=https://u:p@": true, "GH_TOKEN": false, "SOMETHING": false} {
		if strings.Contains(text.String(), name) != want {
			t.Errorf("%s is there: %v, in\n%s", name, !want, text.String())
		}
	}
}

// What goes on with a journey says all that was said at its beginning.
func TestJourneyContinues(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	dir := t.TempDir()
	file := filepath.Join(dir, "org.yaml")
	if err := os.WriteFile(file, []byte("schema: 1\nname: Example Corp\ncontact: https://corp.example/help\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	a := newApp(Process{Environ: []string{"HOME=" + b.home, "XDG_STATE_HOME=" + b.home + "/state"}})
	a.flags.org = file
	o, err := a.openOrganisation(t.Context(), file, "--org")
	if err != nil {
		t.Fatal(err)
	}
	a.organisation = o
	d := &doer{app: a, engine: a.engine(&cobra.Command{}), project: projectFlags{recipe: "conda", guide: "x.yaml", from: "/up", full: true, noFix: true}}
	p := plan.Plan{Guide: &guide.Guide{ID: "x"}, Dir: "/src/x", Profile: "code", From: "https://u:secret@mirror.example/x", Origin: plan.Origin{Name: "/g/x.yaml"}}
	got := d.again(p)
	for _, want := range []string{
		"jupyter-onboard start x --dir /src/x --profile code --recipe conda --full --no-fix --guide /g/x.yaml --from ", "mirror.example/x", " --org " + file,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in %s", want, got)
		}
	}
	if strings.Contains(got, "secret") {
		t.Errorf("a password in %s", got)
	}
	d.practice = true
	if got := d.again(p); strings.Contains(got, " x ") || !strings.HasPrefix(got, "jupyter-onboard start --practice --dir /src/x") {
		t.Errorf("got %s", got)
	}
}
