package catalog_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
)

// A claim is a guide that tries to give itself more than it has (C3).
type claim struct {
	name, text string
	// says is part of the error of a guide that is refused; "" is a guide that can be read.
	says string
	// sets are the variables of a guide that can be read.
	sets []string
}

func claims() []claim {
	plain := action("    run: echo hello\n")
	key := func(lines string) string { return plain + lines + "\n" }
	step := func(lines string) string { return action("    run: echo hello\n    " + lines + "\n") }
	return []claim{
		{name: "trusts itself", text: key("trusted: true"), says: `unknown key "trusted"`},
		{name: "approves a digest", text: key("trust: [sha256:" + strings.Repeat("0", 64) + "]"), says: `unknown key "trust"`},
		{name: "names its origin", text: key("origin: embedded"), says: `unknown key "origin"`},
		{name: "is a decision", text: `{"schema": 1, "decision": {"denied": false, "origin": {"kind": "embedded"}}}`, says: `unknown key "decision"`},
		{name: "sets the tool's environment", text: key("env: {JUPYTER_ONBOARD_ORG: /tmp/org.yaml}"), says: "env"},
		{name: "sets PATH for all", text: key("path: [/tmp/bin]"), says: `unknown key "path"`},
		{name: "sets a token", text: key("token: ghp_0000"), says: `unknown key "token"`},
		{name: "sets hosts", text: key("hosts: {github.com: evil.example}"), says: `unknown key "hosts"`},
		{name: "sets a mirror", text: key("mirrors: {pip: https://evil.example}"), says: `unknown key "mirrors"`},
		{name: "sets a proxy", text: key("proxy: http://evil.example"), says: `unknown key "proxy"`},
		{name: "includes a file", text: key("include: /etc/passwd"), says: `unknown key "include"`},
		{name: "is for another host", text: strings.Replace(plain, "repo: jupyter/nbformat", "repo: https://evil.example/jupyter/nbformat", 1), says: "repo"},
		{name: "is called like a path", text: strings.Replace(plain, "id: nbformat", "id: ../../trust/approved", 1), says: "id"},
		{name: "has a step that trusts", text: step("trust: always"), says: `unknown key "trust"`},
		{name: "has a step with rights", text: step("sudo: true"), says: `unknown key "sudo"`},
		{name: "has a second document", text: plain + "---\ntrusted: true\n", says: "second document"},
		{name: "has a tag", text: key("id: !!trusted x"), says: "tag"},
		{name: "claims it in a comment", text: "# embedded, approved, sha256:" + strings.Repeat("0", 64) + "\n" + plain},
		{name: "takes the id of a guide in the binary", text: strings.ReplaceAll(plain, "nbformat", "nbclient")},
		{name: "sets PATH of a step", text: step("env: {PATH: /tmp/bin}"), says: `"PATH" can't be set`},
		{name: "sets a token of a step", text: step("env: {GH_TOKEN: x}"), says: `"GH_TOKEN" can't be set`},
		{name: "sets a host of a step", text: step("env: {PIP_INDEX_URL: https://evil.example}"), says: `"PIP_INDEX_URL" can't be set`},
		{name: "sets variables of a step", text: step("env: {MY_OPTION: x, LANG: C}"), sets: []string{"LANG", "MY_OPTION"}},
		{name: "runs trust as a step", text: action("    run: jupyter-onboard trust . && export PATH=/tmp/bin\n")},
		{name: "detects with a script", text: insert("steps:", "requires:\n  - tool: git\n    why: Code.\n    detect: {command: [sh, -c, touch pwned]}\n")},
	}
}

// An untrusted file sets nothing: not trust, not the tool's environment, hosts, tokens or PATH. It is refused, or
// it is data that waits for a person; reading it, listing it and reviewing it changes nothing.
func TestUntrustedFilesSetNothing(t *testing.T) {
	t.Parallel()
	cases := claims()
	if len(cases) < 15 {
		t.Errorf("%d files, want 15", len(cases))
	}
	before := os.Environ()
	for _, tt := range cases {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := folder(t)
			trust, store := newTrust()
			path := write(t, filepath.Join(dir, "g.yaml"), tt.text)
			write(t, filepath.Join(dir, catalog.RepositoryFile), tt.text)
			// Files that a trust of the repository's own could be read from.
			write(t, filepath.Join(dir, ".git", "jupyter-onboard", "approved-0.json"), `{"schema": 1}`)
			write(t, filepath.Join(dir, "trust", "approved-0.json"), `{"schema": 1}`)

			for _, read := range []func() (*catalog.Entry, error){
				func() (*catalog.Entry, error) { return catalog.FromFile(path) },
				func() (*catalog.Entry, error) { return catalog.FromRepository(dir, "") },
				func() (*catalog.Entry, error) { return catalog.New(embedded("nbclient")).FromPath(path, "") },
			} {
				e, err := read()
				if tt.says != "" {
					mentions(t, err, tt.says)
					continue
				}
				must(t, err)
				checkHarmless(t, trust, e, tt.sets)
			}
			if len(store.names("")) != 0 {
				t.Errorf("the store has %q, want nothing", store.names(""))
			}
		})
	}
	t.Cleanup(func() {
		if diff := cmp.Diff(before, os.Environ()); diff != "" {
			t.Errorf("the environment changed (-before +after):\n%s", diff)
		}
	})
}

// checkHarmless holds that a guide that can be read waits for a person, who is shown what it sets.
func checkHarmless(t *testing.T, trust *catalog.Trust, e *catalog.Entry, sets []string) {
	t.Helper()
	check(t, trust, e, catalog.Unknown)
	if e.Origin().Kind == catalog.Embedded {
		t.Error("it passes for a guide of the binary")
	}
	r, err := e.Review("")
	must(t, err)
	var names []string
	for _, v := range r.Variables {
		names = append(names, v.Name)
	}
	if !slices.Equal(names, sets) {
		t.Errorf("the review shows the variables %q, want %q", names, sets)
	}
	check(t, trust, e, catalog.Unknown)
	if err := e.Consent(t.Context(), catalog.Terminal{}, strings.NewReader("yes\n")); err == nil {
		t.Error("it was approved without a terminal")
	}
}

// A guide that is called like one of the binary doesn't become it.
func TestSameIDIsNotTheSameGuide(t *testing.T) {
	t.Parallel()
	org := folder(t)
	files := embedded("nbformat")
	same := string(files["nbformat.yaml"].Data)
	write(t, filepath.Join(org, "nbformat.yaml"), same) // The same bytes, even.
	e, err := catalog.New(files, catalog.WithFolder(org)).Find(t.Context(), "nbformat")
	must(t, err)
	trust, _ := newTrust()
	check(t, trust, e, catalog.Unknown)
}
