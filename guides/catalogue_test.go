package guides_test

import (
	"bytes"
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"

	"github.com/jupyter-onboard/jupyter-onboard/guides"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

var update = flag.Bool("update", false, "write testdata/bench/CATALOGUE.md from the guides and testdata/bench/literal.yaml")

const (
	catalogueFile = "../testdata/bench/CATALOGUE.md"
	literalFile   = "../testdata/bench/literal.yaml"
)

// A literal is what came of a repository's own instructions when they were followed word for word.
type literal struct {
	Repo    string `yaml:"repo"`
	Commit  string `yaml:"commit"`
	Where   string `yaml:"where"`
	Result  string `yaml:"result"`
	At      string `yaml:"at"`
	Details string `yaml:"details"`
}

// TestCatalogue compares the published table with what the guides' receipts and literal.yaml say.
func TestCatalogue(t *testing.T) {
	t.Parallel()
	all := shipped(t)
	own := literals(t, all)
	var b strings.Builder
	catalogue(&b, all, own)
	if *update {
		if err := os.WriteFile(catalogueFile, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(catalogueFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("%s is out of date; write it with go test ./guides -run TestCatalogue -update (-file +guides):\n%s", catalogueFile, diff)
	}
}

// shipped are the guides by sub-project and id.
func shipped(t *testing.T) []*guide.Guide {
	t.Helper()
	subprojects, err := guide.LoadSubprojects("guides/subprojects.yaml", guides.Subprojects())
	if err != nil {
		t.Fatal(err)
	}
	names, err := fs.Glob(guides.FS, "*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var all []*guide.Guide
	for _, name := range names {
		if guide.IsShared(name) {
			continue
		}
		data, err := guides.FS.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		g, err := guide.Load("guides/"+name, data)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, g)
	}
	slices.SortStableFunc(all, func(x, y *guide.Guide) int {
		return cmp.Or(cmp.Compare(subprojects.Place(x.Subproject), subprojects.Place(y.Subproject)), strings.Compare(x.ID, y.ID))
	})
	return all
}

// literals reads literal.yaml, which is held to what its column promises: a known repository, a full commit, a document, and
// the place of each failure.
func literals(t *testing.T, all []*guide.Guide) map[string]literal {
	t.Helper()
	data, err := os.ReadFile(literalFile)
	if err != nil {
		t.Fatal(err)
	}
	var rows []literal
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	if err := d.Decode(&rows); err != nil && !errors.Is(err, io.EOF) {
		t.Fatal(err)
	}
	commit, where := regexp.MustCompile(`^[0-9a-f]{40}$`), regexp.MustCompile(`^\S+(:\d+)?$`)
	own := map[string]literal{}
	for _, l := range rows {
		known := slices.ContainsFunc(all, func(g *guide.Guide) bool { return g.Repo == l.Repo })
		switch {
		case own[l.Repo].Repo != "":
			t.Errorf("%s: %s stands there twice", literalFile, l.Repo)
		case !known || !commit.MatchString(l.Commit) || !where.MatchString(l.Where) || l.Details == "":
			t.Errorf("%s: %s lacks a guide, a full commit, a document (with its line where it has one), or details", literalFile, l.Repo)
		case !slices.Contains([]string{"worked", "failed", "not measurable"}, l.Result) || (l.Result == "failed") != (l.At != ""):
			t.Errorf("%s: %s: the result is worked, failed (with at) or not measurable", literalFile, l.Repo)
		}
		own[l.Repo] = l
	}
	return own
}

// catalogue writes the page.
func catalogue(b *strings.Builder, all []*guide.Guide, own map[string]literal) {
	proved := 0
	count := map[string]int{}
	for _, g := range all {
		if len(g.Verified) > 0 {
			proved++
		}
		if l, ok := own[g.Repo]; ok {
			count[l.Result]++
		}
	}
	fmt.Fprintf(b, `# The catalogue, as it was run

Of %d guides %d have a receipt: %s made the set-up from nothing, a second run ran no step, and each proof
turned red when the code was broken on purpose, and green again. The figures are those of the receipts in the guides,
measured on a busy machine with two cores: take them for an order of size. Download is said where it was measured.

Beside them stands what came of the repository's own instructions when they were followed word for word, in a fresh
checkout, with addresses redirected where the machine asked for it: %d worked, %d failed, %d weren't measurable there.

This page is written by `+"`go test ./guides -run TestCatalogue -update`"+` from the guides and [literal.yaml](literal.yaml); a test holds it
to them. To run all of it again, with the repositories in a folder: `+"`testdata/bench/catalogue.sh FOLDER`"+`.

| repository | commit | profile | result | seconds by step | download | disk | its own instructions |
|---|---|---|---|---|---|---|---|
`, len(all), proved, "[prove.sh](prove.sh)", count["worked"], count["failed"], count["not measurable"])
	for _, g := range all {
		instructions := "not followed yet"
		if l, ok := own[g.Repo]; ok {
			instructions = l.cell()
		}
		for _, p := range g.Profiles {
			b.WriteString("| " + strings.Join(append(profileCells(g, p.ID), instructions), " | ") + " |\n")
			instructions = ""
		}
	}
}

// cell is a literal as a cell of the table.
func (l literal) cell() string {
	result := "**" + l.Result + "**"
	if l.At != "" {
		result += " at " + l.At
	}
	return fmt.Sprintf("%s (`%s` at %.7s): %s", result, l.Where, l.Commit, oneCell(l.Details))
}

// profileCells are a profile's row up to the last column.
func profileCells(g *guide.Guide, profile string) []string {
	for _, r := range g.Verified {
		if r.Profile == profile {
			download := ""
			if r.Download != 0 {
				download = r.Download.String()
			}
			return []string{g.Repo, fmt.Sprintf("%.7s", r.Commit), profile, "proved: " + strings.Join(r.Proved, ", "), seconds(g, r), download, r.Disk.String()}
		}
	}
	return []string{g.Repo, "", profile, notRun(reason(g, profile)), "", "", ""}
}

// seconds are those of each step: the engine's first, then the guide's in its order, then the proofs.
func seconds(g *guide.Guide, r guide.Receipt) string {
	order := []string{"clone", "python"}
	for _, s := range g.Steps {
		order = append(order, s.ID)
	}
	place := func(id string) int {
		switch i := slices.Index(order, id); {
		case i >= 0:
			return 2 * i
		case strings.HasPrefix(id, "verify-"):
			return 2 * len(order)
		}
		return 3 // what is provided comes after the environment
	}
	ids := make([]string, 0, len(r.Seconds))
	for id := range r.Seconds {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(x, y string) int { return cmp.Or(cmp.Compare(place(x), place(y)), strings.Compare(x, y)) })
	for i, id := range ids {
		ids[i] = fmt.Sprintf("%s %.1f", id, r.Seconds[id])
	}
	return strings.Join(ids, ", ")
}

// reason is why a profile was never run, by the guide's own words; empty if it has none.
func reason(g *guide.Guide, profile string) string {
	serves := func(profiles []string) bool { return len(profiles) == 0 || slices.Contains(profiles, profile) }
	for _, p := range g.Profiles {
		if p.ID == profile && p.Unproved != "" {
			return p.Unproved
		}
	}
	for _, s := range g.Steps {
		if s.Unproved != "" && serves(s.Profiles) {
			return s.Unproved
		}
	}
	for _, v := range g.Verify {
		if v.Unproved != "" && serves(v.Profiles) {
			return v.Unproved
		}
	}
	return ""
}

func oneCell(s string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(s), " "), "|", `\|`)
}

// notRun is the result of a profile without a receipt.
func notRun(reason string) string {
	if reason == "" {
		return "not run yet"
	}
	return "unproved: " + oneCell(reason)
}
