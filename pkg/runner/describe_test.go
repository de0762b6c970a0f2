package runner_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/runner"
)

func TestDescribe(t *testing.T) {
	t.Parallel()
	p := planOf(plan.Step{
		ID: "install", Kind: plan.KindPip, Title: "Install it", Why: "tests need it", Cause: "every profile needs it",
		Action: plan.Action{Argv: []string{"pip", "install", "-e", ".[test]"}}, Dir: "/src", Path: []string{"/src/.venv/bin"},
		Env: map[string]string{"VIRTUAL_ENV": "/src/.venv"}, Needs: []string{"clone"}, Creates: []string{"/src/[[]odd]/.venv/bin/pytest*"},
		Check:  plan.Check{Files: []string{"/src/a.json"}, Installed: []string{"pytest", "ruff"}, Editable: []string{"sample"}, Script: "pytest --version"},
		Inputs: []string{"pyproject.toml"}, Timeout: 30 * time.Minute, Retries: 2, Network: true,
		Writes: []guide.Effect{{What: "~/.cache/pip", Why: "downloads are kept"}}, Expect: "Success", Estimate: 22 * time.Second,
		Warning: "slow", Unproved: "no network",
	})
	p.Origin, p.Warnings = plan.Origin{Name: "embedded", SHA256: "abc"}, []string{"mind"}
	want := event.Plan{
		Project: "sample", Name: "Sample", Repo: "owner/sample", GuideOrigin: "embedded", GuideSHA256: "abc", Dir: "/src",
		Profile: "all", Recipe: "venv", Warnings: []string{"mind"},
		Steps: []event.Step{{
			ID: "install", Kind: "pip", Title: "Install it", Why: "tests need it", Cause: "every profile needs it",
			Command: "pip install -e '.[test]'", Dir: "/src", Path: []string{"/src/.venv/bin"},
			Env: map[string]string{"VIRTUAL_ENV": "/src/.venv"}, Needs: []string{"clone"}, Creates: []string{"/src/[odd]/.venv/bin/pytest*"},
			Check:  []string{"there and not empty: /src/a.json", "installed: pytest, ruff", "installed from this checkout: sample", "succeeds: pytest --version"},
			Inputs: []string{"pyproject.toml"}, Timeout: 1800, Retries: 2, Network: true,
			Writes: []string{"~/.cache/pip: downloads are kept"}, Expect: "Success", Estimate: 22, Warning: "slow", Unproved: "no network",
		}},
	}
	if diff := cmp.Diff(want, runner.Describe(p, nil)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	got := runner.Describe(p, []runner.State{{Reason: "pytest isn't installed"}}).Steps[0]
	if got.State != event.Pending || got.Reason != "pytest isn't installed" {
		t.Errorf("pending: %+v", got)
	}
	if got = runner.Describe(p, []runner.State{{Done: true, Reason: "nothing is left to do"}}).Steps[0]; got.State != event.Done {
		t.Errorf("done: %+v", got)
	}
}

// A proof's command is whole, and says which part of it is the guide's.
func TestDescribeProof(t *testing.T) {
	t.Parallel()
	p := planOf(with(proof("verify"), func(s *plan.Step) {
		s.Action = plan.Action{Script: "check sample\npytest -q\n", FromCheckout: []string{"sample"}, Own: "pytest -q\n"}
	}))
	got := runner.Describe(p, nil).Steps[0]
	if got.Command != "check sample\npytest -q" || got.OwnCommand != "pytest -q" || got.FromCheckout[0] != "sample" {
		t.Errorf("%+v", got)
	}
}

// No credential of a plan reaches an event, wherever it stands, and none is lost to the step itself.
func TestCredentialsAreHidden(t *testing.T) {
	t.Parallel()
	const secret = "s3cr3t"
	address := "https://ada:" + secret + "@mirror.example/x"
	w := &world{}
	w.on("pip install "+address, prints("fetching "+address+"\n", 1))
	p := planOf(
		with(cloneStep(), func(s *plan.Step) { s.Action.Clone.URL, s.Cause = address, "from "+address }),
		with(step("a", "clone"), func(s *plan.Step) {
			s.Action.Script = "pip install " + address
			s.Env = map[string]string{"PIP_INDEX_URL": address, "NPM_TOKEN": secret}
			s.Check.Script = "curl " + address
		}),
	)
	p.From, p.Warnings, p.Origin.Name = address, []string{"The code comes from " + address}, address
	r := w.runner()
	w.records = map[string]runner.Record{"a": {Digest: "old"}}
	r.Continue = "jupyter-onboard setup sample --from " + address
	var events []event.Event
	report := r.Run(t.Context(), p, func(e event.Event) { events = append(events, e) })
	line, err := json.Marshal(append(events, event.Event{Body: *report.Failure}))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(line), secret) || !strings.Contains(string(line), "https://***@mirror.example/x") {
		t.Errorf("%s", line)
	}
	if w.ran[len(w.ran)-1] != "pip install "+address || p.Steps[1].Env["NPM_TOKEN"] != secret {
		t.Errorf("the step itself got %q, %v", w.ran, p.Steps[1].Env)
	}
}
