package plan_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/guides"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

const secret = "hunter2"

// behindProxy is a machine with a mirror, a bundle, and a proxy that asks for a password.
func behindProxy() overlay.Settings {
	return overlay.FromMachine(overlay.Machine{
		Env: map[string]string{
			"HTTPS_PROXY": "http://ada:" + secret + "@proxy.example:3128", "PIP_CERT": "/etc/corp.pem", "npm_config_registry": "https://mirror.example/npm/",
			"PIP_INDEX_URL": "https://mirror.example/simple",
		},
		Certificates: map[string]int{"/etc/corp.pem": 140},
	})
}

// A mirror, a proxy or a bundle is no part of what a step is: to change it makes no step undone.
func TestNetworkIsNoDefinition(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"nbformat", "jupyterlab", "jupyterhub"} {
		g := loadGuide(t, name)
		m := machines()[0]
		facts := m.with(g, all)
		plain, err := plan.Build(g, facts, m.choices())
		if err != nil {
			t.Fatal(err)
		}
		facts.Network = behindProxy()
		told, err := plan.Build(g, facts, m.choices())
		if err != nil {
			t.Fatal(err)
		}
		if len(told.Variables) == 0 || len(told.Steps) != len(plain.Steps) {
			t.Fatalf("%s: %d variables, %d steps instead of %d", name, len(told.Variables), len(told.Steps), len(plain.Steps))
		}
		for i, s := range told.Steps {
			if s.Digest != plain.Steps[i].Digest {
				t.Errorf("%s: the step %s has another digest", name, s.ID)
			}
			if s.Action.Clone == nil && (s.Env["UV_INDEX_URL"] != "https://mirror.example/simple" || s.Env["SSL_CERT_FILE"] != "/etc/corp.pem") {
				t.Errorf("%s: the step %s isn't told: %v", name, s.ID, s.Env)
			}
		}
	}
}

// What holds a password is in no step, and no way of printing a plan shows it.
func TestNetworkSecrets(t *testing.T) {
	t.Parallel()
	g := loadGuide(t, "jupyterlab")
	m := machines()[0]
	facts := m.with(g, all)
	facts.Network = behindProxy()
	choices := m.choices()
	choices.Profile = "full"
	p, err := plan.Build(g, facts, choices)
	if err != nil {
		t.Fatal(err)
	}
	if got := overlay.Secrets(p.Variables)["YARN_HTTPS_PROXY"]; !strings.Contains(got, secret) {
		t.Errorf("steps that use the network get %q", got)
	}
	steps, err := json.Marshal(p.Steps)
	if err != nil {
		t.Fatal(err)
	}
	seen, err := json.Marshal(facts)
	if err != nil {
		t.Fatal(err)
	}
	for what, text := range map[string]string{
		"the steps": string(steps), "the facts": string(seen), "the plan": p.String(), "a debugger's print": fmt.Sprintf("%#v", p.Variables),
		"a task": fmt.Sprintf("%#v", p.Task(g.Tasks[0])),
	} {
		if strings.Contains(text, secret) {
			t.Errorf("%s: the password is in it", what)
		}
	}
}

// A guide's own variable wins, and the version of Yarn that it declares decides which of Yarn's names is made.
func TestNetworkAndTheGuide(t *testing.T) {
	t.Parallel()
	for version, want := range map[string]string{
		"3.5.0": "YARN_CA_FILE_PATH", "^3.2": "YARN_CA_FILE_PATH", "4.x": "YARN_HTTPS_CA_FILE_PATH", ">=3": "", "": "",
	} {
		g := loadGuide(t, "jupyterlab")
		g.Node.Manager = guide.Manager{Name: guide.JLPM, Version: version}
		g.Steps[0].Env = map[string]string{"PIP_CERT": "own.pem"}
		m := machines()[0]
		facts := m.with(g, all)
		facts.Network = behindProxy()
		p, err := plan.Build(g, facts, m.choices())
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, v := range p.Variables {
			if strings.HasSuffix(v.Name, "CA_FILE_PATH") {
				got += v.Name
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("Yarn %s (-want +got):\n%s", version, diff)
		}
		for _, s := range p.Steps {
			if s.ID == g.Steps[0].ID && s.Env["PIP_CERT"] != "own.pem" {
				t.Errorf("the step %s has %q", s.ID, s.Env["PIP_CERT"])
			}
		}
	}
}

// loadGuide loads a guide of the catalogue.
func loadGuide(t *testing.T, id string) *guide.Guide {
	t.Helper()
	data, err := guides.FS.ReadFile(id + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	g, err := guide.Load(id+".yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// Which tools fetch something for a plan is told by the guide and the commands.
func TestFetchers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		guide, profile string
		uv             bool
		want           []overlay.Tool
	}{
		{guide: "nbformat", want: []overlay.Tool{overlay.Git, overlay.Pip}},
		{guide: "nbformat", uv: true, want: []overlay.Tool{overlay.Git, overlay.UV}},
		{guide: "jupyterlab", profile: "full", want: []overlay.Tool{overlay.Git, overlay.Pip, overlay.Yarn3}},
		{guide: "jupyterhub", profile: "full", want: []overlay.Tool{overlay.Git, overlay.Pip, overlay.NPM}},
	} {
		g := loadGuide(t, c.guide)
		m := machines()[0]
		facts := m.with(g, all)
		if c.uv {
			facts.Tools["uv"] = plan.Program{Path: "/usr/bin/uv", Version: "0.9.0"}
		}
		choices := m.choices()
		choices.Profile = c.profile
		p, err := plan.Build(g, facts, choices)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, p.Fetchers()); diff != "" {
			t.Errorf("%s %s, uv %v (-want +got):\n%s", c.guide, c.profile, c.uv, diff)
		}
	}
}
