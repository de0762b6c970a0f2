package catalog_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

func TestFind(t *testing.T) {
	t.Parallel()
	files := embedded("nbformat", "jupyterlab", "kernels")
	files["desktop.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(
		guideText("desktop", "jupyter/issues-only"), "profiles:", "clone: {repo: jupyter/the-code, why: It moved.}\nprofiles:", 1))}
	files[guide.FailuresFile] = &fstest.MapFile{Data: []byte("schema: 1\nknown_failures: []\n")}
	c := catalog.New(files, catalog.WithHost("GitHub.example.org"), catalog.WithHost(""), catalog.WithFolder(""))
	for name, want := range map[string]string{
		"nbformat":                                "nbformat",
		" NBFormat ":                              "nbformat",
		"jupyter/nbformat":                        "nbformat",
		"Jupyter/NbFormat":                        "nbformat",
		"jupyter/the-code":                        "desktop",
		"jupyter/issues-only":                     "desktop",
		"https://github.com/jupyter/nbformat":     "nbformat",
		"https://github.com/jupyter/nbformat/":    "nbformat",
		"https://github.com/jupyter/nbformat.git": "nbformat",
		"https://www.github.com/jupyter/nbformat/issues/12?x=y#frag": "nbformat",
		"https://github.com/jupyter/nbformat/tree/main/docs":         "nbformat",
		"HTTPS://GitHub.com/jupyter/nbformat":                        "nbformat",
		"https://someone@github.com/jupyter/nbformat":                "nbformat",
		"https://github.example.org/jupyter/nbformat":                "nbformat",
		"github.com/jupyter/nbformat":                                "nbformat",
		"git@github.com:jupyter/nbformat.git":                        "nbformat",
		"ssh://git@github.com/jupyter/nbformat.git":                  "nbformat",
		"git://github.com/jupyter/nbformat":                          "nbformat",
		"https://gitlab.com/jupyter/nbformat":                        "",
		"https://github.com.evil.example/jupyter/nbformat":           "",
		"https://evil.example/github.com/jupyter/nbformat":           "",
		"https://github.com@evil.example/jupyter/nbformat":           "",
		"git@evil.example:jupyter/nbformat.git":                      "",
		"file:///jupyter/nbformat":                                   "",
		"https://github.com/nbformat":                                "",
		"https://github.com/other/nbformat":                          "",
		"other/nbformat":                                             "",
		"jupyter/nbformat/docs":                                      "",
		"known-failures":                                             "",
		"":                                                           "",
	} {
		t.Run(strings.ReplaceAll(name, "/", "_"), func(t *testing.T) {
			t.Parallel()
			e, err := c.Find(t.Context(), name)
			if want == "" {
				isA[*catalog.NotFoundError](t, err)
				return
			}
			if must(t, err); e.Head().ID != want {
				t.Errorf("found %s, want %s", e.Head().ID, want)
			}
		})
	}
}

func TestFindSuggests(t *testing.T) {
	t.Parallel()
	c := catalog.New(embedded("nbformat", "nbconvert", "nbclient", "nbviewer", "jupyterlab", "jupyterlab-git", "ipykernel", "jupyter-server"))
	for _, tt := range []struct {
		name string
		want []string
	}{
		{"nbfromat", []string{"nbformat"}},
		{"nbformt", []string{"nbformat"}},
		{"lab", []string{"jupyterlab", "jupyterlab-git"}},
		{"kernel", []string{"ipykernel"}},
		{"jupyter_server", []string{"jupyter-server"}},
		{"jupyter/nbfromat", []string{"nbformat"}},
		{"https://github.com/jupyter/nbcovert.git", []string{"nbconvert"}},
		{"nbview", []string{"nbviewer"}},
		{"pandas", []string{}},
		{"x", []string{}},
		{strings.Repeat("nbformat", 1000), []string{}},
	} {
		_, err := c.Find(t.Context(), tt.name)
		missing := as[*catalog.NotFoundError](t, err)
		if diff := cmp.Diff(tt.want, missing.Suggestions); diff != "" {
			t.Errorf("suggestions for %.20s (-want +got):\n%s", tt.name, diff)
		}
		if len(err.Error()) > 300 {
			t.Errorf("the text of the error for %.20s has %d bytes", tt.name, len(err.Error()))
		}
	}
}

func TestNotFoundError(t *testing.T) {
	t.Parallel()
	for want, err := range map[string]*catalog.NotFoundError{
		"no guide is called \"nbfromat\"; did you mean nbformat? `jupyter-onboard list` shows all":                           {Name: "nbfromat", Suggestions: []string{"nbformat"}},
		"no guide is called \"nb\"; did you mean a, b or c? `jupyter-onboard list` shows all (one can't be read, see there)": {Name: "nb", Suggestions: []string{"a", "b", "c"}, Unreadable: 1},
		"no guide is called \"x\\x1b[2J\"; `jupyter-onboard list` shows all (2 can't be read, see there)":                    {Name: "x\x1b[2J", Unreadable: 2},
		"no guide is called \"my guide.yaml\"; a guide in a file is named with --guide 'my guide.yaml'; `jupyter-onboard list` shows all": {
			Name: "my guide.yaml",
		},
	} {
		if got := err.Error(); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestFindTakesTheFolderFirst(t *testing.T) {
	t.Parallel()
	org := folder(t)
	write(t, filepath.Join(org, "nbformat.yaml"), guideText("nbformat", "jupyter/nbformat"))
	write(t, filepath.Join(org, "our-lab.yaml"), guideText("our-lab", "jupyter/jupyterlab"))
	write(t, filepath.Join(org, "nbclient.yaml"), guideText("nbclient", "jupyter/nbclient")+"surplus: 1\n")
	c := catalog.New(embedded("nbformat", "jupyterlab", "nbclient", "ipykernel"), catalog.WithFolder(org))
	for name, want := range map[string]string{
		"nbformat": filepath.Join(org, "nbformat.yaml"), "jupyter/nbformat": filepath.Join(org, "nbformat.yaml"),
		"jupyter/jupyterlab": filepath.Join(org, "our-lab.yaml"), "jupyterlab": "embedded", "ipykernel": "embedded",
	} {
		e, err := c.Find(t.Context(), name)
		must(t, err)
		if got := e.Origin().String(); got != want {
			t.Errorf("find %s: %s, want %s", name, got, want)
		}
		if hides := name == "nbformat" || name == "jupyter/nbformat"; e.Hides() != hides {
			t.Errorf("find %s: hides %t, want %t", name, e.Hides(), hides)
		}
	}
	_, err := c.Find(t.Context(), "nbclient")
	isA[*guide.Error](t, err) // It is the folder's; the binary's is valid.
	_, err = c.Find(t.Context(), "jupyter/nbclient")
	mentions(t, err, "no guide is called", "one can't be read")
}

// Names that a person types never lead out of a source (F2). Each place that a name could mean holds a guide.
func TestHostileNames(t *testing.T) {
	t.Parallel()
	top := folder(t)
	org := filepath.Join(top, "org")
	write(t, filepath.Join(org, "good.yaml"), guideText("good", "jupyter/good"))
	secret := write(t, filepath.Join(top, "secret.yaml"), guideText("secret", "jupyter/secret"))
	write(t, filepath.Join(org, "deep", "secret.yaml"), guideText("secret", "jupyter/secret"))
	link(t, secret, filepath.Join(org, "absolute.yaml"))
	link(t, "../secret.yaml", filepath.Join(org, "relative.yaml"))
	link(t, "chain2.yaml", filepath.Join(org, "chain.yaml"))
	link(t, "relative.yaml", filepath.Join(org, "chain2.yaml"))
	link(t, "loop.yaml", filepath.Join(org, "loop.yaml"))
	link(t, "..", filepath.Join(org, "up"))
	names := []string{
		"..", ".", "/", "../secret", "../secret.yaml", "..\\secret", "./good", "good/../../secret", "deep/secret", "deep\\secret",
		"up/secret", secret, strings.TrimSuffix(secret, ".yaml"), "~", "~/secret", "$HOME", "%2e%2e%2fsecret", "good\x00", "good\x00/../../secret",
		"CON", "nul", "aux.yaml", "com1", "good.", "good ", "good.yaml", "good.yaml.", "-good", "--help", "good:stream", "C:secret", "C:\\secret",
		"absolute", "relative", "chain", "loop", "café", "cafe\u0301", "ｇood", "g\u200bood", strings.Repeat("a", 300), strings.Repeat("a/", 2000),
		"https://github.com/../../secret", "git@github.com:../../secret", "jupyter/..", "../jupyter/secret", "*", "goo?", "[g]ood", "good\n", "\u202egood",
	}
	c := catalog.New(os.DirFS(org), catalog.WithFolder(org))
	for _, name := range names {
		e, err := c.Find(t.Context(), name)
		if err == nil && e.Head().ID != "good" {
			t.Errorf("find %q: read %s, which is outside", name, e.Origin())
		}
		if err == nil && strings.TrimSpace(name) != "good" {
			t.Errorf("find %q: found %s, want nothing", name, e.Origin())
		}
	}
	if len(names) < 40 {
		t.Errorf("%d names, want 40", len(names))
	}
}

func TestFindDoesNotReadMoreThanItMust(t *testing.T) {
	t.Parallel()
	files := &countingFS{MapFS: embedded("a", "b", "c", "d")}
	c := catalog.New(files)
	_, err := c.Find(t.Context(), "c")
	must(t, err)
	if diff := cmp.Diff([]string{"c.yaml"}, files.opened); diff != "" {
		t.Errorf("files read (-want +got):\n%s", diff)
	}
}

// countingFS notes which files are read.
type countingFS struct {
	fstest.MapFS

	opened []string
}

func (f *countingFS) ReadFile(name string) ([]byte, error) {
	f.opened = append(f.opened, name)
	return fs.ReadFile(f.MapFS, name)
}
