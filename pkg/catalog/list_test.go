package catalog_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/guides"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

func ids(entries []*catalog.Entry) []string {
	var list []string
	for _, e := range entries {
		list = append(list, e.Head().ID)
	}
	return list
}

func TestListIsOrdered(t *testing.T) {
	t.Parallel()
	files := embedded("nbformat", "jupyterlab", "ipykernel", "a", "z9")
	files["README.md"] = &fstest.MapFile{Data: []byte("not a guide")}
	files["known-failures.yaml"] = &fstest.MapFile{Data: []byte("schema: 1\nknown_failures: []\n")}
	files["old/nbclient.yaml"] = &fstest.MapFile{Data: []byte("in a folder of its own")}
	entries, problems := catalog.New(files).List(t.Context())
	if diff := cmp.Diff([]string{"a", "ipykernel", "jupyterlab", "nbformat", "z9"}, ids(entries)); diff != "" {
		t.Error(diff)
	}
	if len(problems) != 0 {
		t.Errorf("problems %v, want none", problems)
	}
}

// A list reads heads only; they must be what the whole guide says, for each guide that ships.
func TestHeadsOfShippedGuides(t *testing.T) {
	t.Parallel()
	entries, problems := catalog.New(guides.FS).List(t.Context())
	for _, p := range problems {
		t.Error(p)
	}
	if len(entries) == 0 {
		t.Fatal("no guides")
	}
	for _, e := range entries {
		g, err := e.Guide()
		if err != nil {
			t.Error(err)
			continue
		}
		want := catalog.Head{
			ID: g.ID, Name: g.Name, Repo: g.Repo, CloneRepo: g.Clone.Repo, Subproject: g.Subproject,
			Summary: g.Summary, Choose: g.Choose, Profiles: g.Profiles, Resources: g.Resources,
		}
		if len(g.Verified) > 0 {
			want.Proved = g.Verified[0].Date
		}
		if diff := cmp.Diff(want, e.Head()); diff != "" {
			t.Errorf("head of %s (-whole +head):\n%s", g.ID, diff)
		}
	}
}

// Layouts that a head can't be cut out of are read whole, with the same result.
func TestHeadOfUnusualLayout(t *testing.T) {
	t.Parallel()
	plain := guideText("nbformat", "jupyter/nbformat")
	want := listOne(t, plain).Head()
	for name, text := range map[string]string{
		"document marker": "---\n" + plain,
		"quoted key":      strings.Replace(plain, "name:", `"name":`, 1),
		"comments":        "# one\n" + strings.Replace(plain, "\nsteps:", "\n\n# two: three\nsteps:", 1),
		"list at margin":  strings.Replace(plain, "profiles:\n  - id: python\n    title:", "profiles:\n- id: python\n  title:", 1),
		"CRLF":            strings.ReplaceAll(plain, "\n", "\r\n"),
		"no last newline": strings.TrimSuffix(plain, "\n"),
		"spaced colon":    strings.Replace(plain, "\nname:", "\nname :", 1),
		"folded summary":  strings.Replace(plain, "summary: What nbformat is", "summary: >-\n  What nbformat\n  is", 1),
		"head at the end": strings.Replace(plain, "name: The nbformat project\n", "", 1) + "name: The nbformat project\n",
		"text like a key": strings.Replace(plain, "echo hello\n", "|\n      echo\n\n      name: other\n      id: other\n", 1),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := listOne(t, text).Head()
			got.Issues = nil // There if the whole guide had to be read.
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-plain +unusual):\n%s", diff)
			}
		})
	}
}

func listOne(t *testing.T, text string) *catalog.Entry {
	t.Helper()
	entries, problems := catalog.New(fstest.MapFS{"nbformat.yaml": {Data: []byte(text)}}).List(t.Context())
	if len(entries) != 1 || len(problems) != 0 {
		t.Fatalf("%d entries, problems %v; want one entry", len(entries), problems)
	}
	return entries[0]
}

func TestListSurvivesBadGuides(t *testing.T) {
	t.Parallel()
	files := embedded("good", "better")
	for name, text := range map[string]string{
		"empty.yaml":    "",
		"bad.yaml":      "id: [",
		"renamed.yaml":  guideText("other", "jupyter/other"),
		"large.yaml":    guideText("large", "jupyter/large") + strings.Repeat("# padding\n", 40_000),
		"Upper.yaml":    guideText("upper", "jupyter/upper"),
		"short.yml":     guideText("short", "jupyter/short"),
		"a b.yaml":      guideText("a", "jupyter/a"),
		"unknown.yaml":  strings.Replace(guideText("unknown", "jupyter/unknown"), "choose:", "chose:", 1),
		".hidden.yaml":  "ignored",
		"embed.go":      "ignored",
		"binary.yaml":   "\x00\x01",
		"document.yaml": guideText("document", "jupyter/document") + "---\nid: second\n",
	} {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	entries, problems := catalog.New(files).List(t.Context())
	for _, id := range []string{"better", "good"} {
		if !slices.Contains(ids(entries), id) {
			t.Errorf("%s is not in %q", id, ids(entries))
		}
	}
	var bad []string
	for _, p := range problems {
		bad = append(bad, p.Origin.Path)
		if !strings.Contains(p.Error(), p.Origin.Path) {
			t.Errorf("problem %q doesn't name its file %s", p, p.Origin.Path)
		}
	}
	// What a head doesn't show is found when the guide is used.
	if _, err := catalog.New(files).Find(t.Context(), "large"); err == nil {
		t.Error("a guide of 400 kB was accepted")
	}
	want := []string{"Upper.yaml", "a b.yaml", "bad.yaml", "binary.yaml", "document.yaml", "empty.yaml", "renamed.yaml", "short.yml", "unknown.yaml"}
	if diff := cmp.Diff(want, bad); diff != "" {
		t.Errorf("files with problems (-want +got):\n%s", diff)
	}
}

func TestFolderHidesTheBinary(t *testing.T) {
	t.Parallel()
	org := folder(t)
	write(t, filepath.Join(org, "nbformat.yaml"), guideText("nbformat", "company/nbformat"))
	write(t, filepath.Join(org, "own.yaml"), guideText("own", "company/own"))
	write(t, filepath.Join(org, "nbclient.yaml"), "id: [")
	c := catalog.New(embedded("nbformat", "nbclient", "ipykernel"), catalog.WithFolder(org))
	entries, problems := c.List(t.Context())
	if diff := cmp.Diff([]string{"ipykernel", "nbformat", "own"}, ids(entries)); diff != "" {
		t.Error(diff)
	}
	for i, want := range []struct {
		origin catalog.Origin
		hides  bool
	}{
		{catalog.Origin{Kind: catalog.Embedded, Path: "ipykernel.yaml"}, false},
		{catalog.Origin{Kind: catalog.Organisation, Path: filepath.Join(org, "nbformat.yaml")}, true},
		{catalog.Origin{Kind: catalog.Organisation, Path: filepath.Join(org, "own.yaml")}, false},
	} {
		if e := entries[i]; e.Origin() != want.origin || e.Hides() != want.hides {
			t.Errorf("%s: origin %v, hides %t; want %v, %t", e.Head().ID, e.Origin(), e.Hides(), want.origin, want.hides)
		}
	}
	if len(problems) != 1 || problems[0].ID != "nbclient" || !problems[0].Hides {
		t.Fatalf("problems %v, want one for nbclient, which hides", problems)
	}
	mentions(t, problems[0], "nbclient.yaml:", "isn't used in its place")
	isA[*guide.Error](t, problems[0])
}

func TestAbsentFolderIsAProblem(t *testing.T) {
	t.Parallel()
	c := catalog.New(embedded("nbformat"), catalog.WithFolder(filepath.Join(t.TempDir(), "gone")))
	entries, problems := c.List(t.Context())
	if len(entries) != 1 || len(problems) != 1 {
		t.Fatalf("%d entries, problems %v; want one of each", len(entries), problems)
	}
	for _, name := range []string{"nbformat", "jupyter/nbformat", "other"} {
		_, err := c.Find(t.Context(), name)
		isA[*catalog.FolderError](t, err) // Who has a folder must not get another guide unawares.
		mentions(t, err, "gone", "check the path, or leave the folder out")
	}
}

func TestListStopsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	entries, problems := catalog.New(embedded("a", "b", "c")).List(ctx)
	if len(entries) != 0 || len(problems) != 3 {
		t.Fatalf("%d entries, %d problems; want none and 3", len(entries), len(problems))
	}
	for _, p := range problems {
		if !errors.Is(p, context.Canceled) {
			t.Errorf("problem %v, want the context's", p)
		}
	}
}

func TestGuides(t *testing.T) {
	t.Parallel()
	files := embedded("a", "c")
	files["b.yaml"] = &fstest.MapFile{Data: []byte(guideText("b", "jupyter/b") + "surplus: 1\n")}
	entries, _ := catalog.New(files).List(t.Context())
	all, problems := catalog.Guides(t.Context(), entries)
	if len(all) != 3 || all[0] == nil || all[1] != nil || all[2] == nil {
		t.Fatalf("guides %v, want a, nothing and c", all)
	}
	if len(problems) != 1 || problems[0].ID != "b" {
		t.Fatalf("problems %v, want one for b", problems)
	}
	mentions(t, problems[0], "guides/b.yaml:", "surplus")
}

func TestThousandGuides(t *testing.T) {
	t.Parallel()
	c := catalog.New(thousand(1000))
	entries, problems := c.List(t.Context())
	if len(entries) != 1000 || len(problems) != 0 {
		t.Fatalf("%d entries, %d problems; want 1000 and none", len(entries), len(problems))
	}
	if !slices.IsSorted(ids(entries)) {
		t.Error("not in order")
	}
}

// thousand has n guides.
func thousand(n int) fstest.MapFS {
	var names []string
	for i := range n {
		names = append(names, fmt.Sprintf("project-%d", i))
	}
	return embedded(names...)
}
