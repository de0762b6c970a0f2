//go:build unix

package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/guides"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/issues"
)

// catalogue puts a guide for each repository of testdata/issues/catalogue.txt into an organisation's folder, as long
// as real ones are, and returns their repositories with their labels.
func (b *bench) catalogue() map[string][]string {
	b.tb.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "issues", "catalogue.txt"))
	if err != nil {
		b.tb.Fatal(err)
	}
	model, err := guides.FS.ReadFile("jupyterhub.yaml")
	if err != nil {
		b.tb.Fatal(err)
	}
	folder := filepath.Join(b.home, "guides")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		b.tb.Fatal(err)
	}
	repos := map[string][]string{}
	for line := range strings.Lines(string(data)) {
		repo, labels, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		repos[repo] = strings.Split(labels, ", ")
		_, id, _ := strings.Cut(repo, "/")
		id = strings.ToLower(strings.ReplaceAll(id, "_", "-"))
		text := replaceLine(b.tb, string(model), "id: ", "id: "+id)
		text = replaceLine(b.tb, text, "repo: ", "repo: "+repo)
		text = replaceLine(b.tb, text, "  labels: ", "  labels: ["+labels+"]")
		if err := os.WriteFile(filepath.Join(folder, id+".yaml"), []byte(text), 0o600); err != nil {
			b.tb.Fatal(err)
		}
	}
	b.env = append(b.env, "JUPYTER_ONBOARD_GUIDES="+folder)
	return repos
}

// replaceLine replaces the first line that begins so.
func replaceLine(tb testing.TB, text, begins, by string) string {
	tb.Helper()
	lines := strings.Split(text, "\n")
	at := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, begins) })
	if at < 0 {
		tb.Fatalf("no line begins with %q", begins)
	}
	lines[at] = by
	return strings.Join(lines, "\n")
}

// fillCatalogue puts n issues into each repository, with texts as long as real ones.
func (b *bench) fillCatalogue(repos map[string][]string, n int) {
	b.tb.Helper()
	body := strings.Repeat("The button does nothing after a restart. See `packages/apputils/src/dialog.tsx` and https://jupyter.org/.\n\n```\nTypeError: undefined\n```\n\n", 12)
	for name, labels := range repos {
		repo, err := forge.ParseRepo(name)
		if err != nil {
			b.tb.Fatal(err)
		}
		for i := range n {
			b.server.Add(forge.Thread{Issue: forge.Issue{
				Repo: repo, Number: i + 1, Title: fmt.Sprintf("Task %d of %s", i+1, name), Body: body, Open: true, Author: forge.Person{Login: "sam"},
				Labels: []string{labels[i%len(labels)], "bug"}, Created: time.Now().AddDate(0, -3, -i), Updated: time.Now().Add(-time.Duration(i) * time.Hour), Comments: i,
			}})
		}
	}
}

// The newcomer issues of 34 repositories in ten organisations, through the command, counted at the server.
func TestIssuesOfTheWholeCatalogue(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	repos := b.catalogue()
	b.fillCatalogue(repos, 3)
	code, out, errs := b.run(false, "issues", "--json", "--limit", "0")
	seen := map[string]int{}
	for line := range strings.Lines(out) {
		var e struct{ Type, URL string }
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		parts := strings.Split(strings.TrimPrefix(e.URL, b.web.URL+"/"), "/")
		if e.Type == "issue" && len(parts) > 2 {
			seen[parts[0]+"/"+parts[1]]++
		}
	}
	if code != exitOK || len(seen) < 34 {
		t.Errorf("exit code %d, issues of %d repositories, want 34: %v\n%s", code, len(seen), seen, errs)
	}
	searches := 0
	for _, r := range b.server.Requests() {
		if r.Path != "/search/issues" || r.Status != 200 {
			t.Errorf("%s %s was answered %d", r.Method, r.Path, r.Status)
		}
		searches++
	}
	if searches > issues.MaxSearches {
		t.Errorf("%d searches, at most %d are promised", searches, issues.MaxSearches)
	}
	b.web.Close()
	if code, again, _ := b.run(false, "issues", "--json", "--limit", "0", "--offline"); code != exitOK || strings.Count(again, "\n") != strings.Count(out, "\n") {
		t.Errorf("exit code %d: without network the list is another", code)
	}
}

// The guides in the program fit into the searches that are promised, whatever labels they name.
func TestGuidesFitIntoTheSearches(t *testing.T) {
	t.Parallel()
	a := newApp(Process{})
	entries, problems := a.catalog().List(t.Context())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var sources []issues.Source
	for _, e := range entries {
		g, err := e.Guide()
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, issues.Source{Repo: g.Repo, Labels: g.Issues.Labels})
	}
	p := issues.PlanSearches(sources, issues.MaxSearches)
	for _, s := range p.Left {
		t.Errorf("%s with the labels %q doesn't fit into %d searches beside %d others", s.Repo, s.Labels, issues.MaxSearches, len(sources)-1)
	}
}

// A list with 34 guides from kept answers: three searches of a hundred issues each.
func BenchmarkIssuesFromCache(b *testing.B) {
	bench := newBench(b)
	bench.fillCatalogue(bench.catalogue(), 12)
	if code, _, errs := bench.run(false, "issues"); code != exitOK {
		b.Fatal(code, errs)
	}
	bench.web.Close()
	for b.Loop() {
		if code, out, errs := bench.run(false, "issues", "--offline"); code != exitOK || out == "" {
			b.Fatal(code, errs)
		}
	}
}

func TestGuideOfTheCatalogueIsRead(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for repo := range b.catalogue() {
		_, id, _ := strings.Cut(repo, "/")
		id = strings.ToLower(strings.ReplaceAll(id, "_", "-"))
		data, err := os.ReadFile(filepath.Join(b.home, "guides", id+".yaml"))
		if err != nil {
			t.Fatal(err)
		}
		if g, err := guide.Load(id+".yaml", data); err != nil || g.Repo != repo {
			t.Errorf("%s: %v", repo, err)
		}
	}
}
