package author

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo/gittest"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// TestDraftsOfTheCatalogue compares drafts with the finished guides, field by field. It needs the repositories: a folder
// with owner+name/repo in DRAFTS_REPOSITORIES. DRAFTS_TABLE is the file that the table is written to. Nothing that a draft
// says to be sure may be wrong.
func TestDraftsOfTheCatalogue(t *testing.T) {
	t.Parallel()
	repos := os.Getenv("DRAFTS_REPOSITORIES")
	if repos == "" {
		t.Skip("DRAFTS_REPOSITORIES names no folder with repositories")
	}
	files, err := filepath.Glob("../../guides/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	table := newDraftTable()
	for _, file := range files {
		text := readFile(t, file)
		if !strings.Contains(text, "\nverify:") {
			continue
		}
		g, err := guide.Load(file, []byte(text))
		if err != nil {
			t.Logf("%s isn't compared: %v", file, err)
			continue
		}
		dir := filepath.Join(repos, strings.ReplaceAll(g.Clone.Repo, "/", "+"), "repo")
		if _, err := os.Stat(dir); err != nil {
			t.Logf("%s isn't compared: %v", file, err)
			continue
		}
		d := draftOf(t, g, dir)
		if d == nil {
			continue
		}
		for _, c := range compared(g) {
			verdict, sure := c.judge(d)
			if verdict == "wrong" && sure == Sure {
				t.Errorf("%s: %s is wrong and said to be sure: %q, and the guide has %q", g.ID, c.field, d.value(c.field), c.want)
			}
			if verdict == "wrong" {
				t.Logf("%s: %s: draft %q, guide %q", g.ID, c.field, d.value(c.field), c.want)
			}
			table.add(g.ID, c.field, verdict, sure)
		}
	}
	if len(table.guides) < 10 {
		t.Errorf("%d guides were compared, want at least 10", len(table.guides))
	}
	if out := os.Getenv("DRAFTS_TABLE"); out != "" {
		if err := os.WriteFile(out, []byte(table.markdown()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// draftOf drafts a guide at the commit at which the finished one was written.
func draftOf(t *testing.T, g *guide.Guide, dir string) *Draft {
	t.Helper()
	server, _ := gittest.Server(t, map[string]string{g.Clone.Repo: dir})
	drifter := &Drifter{Git: gitrepo.New(system.Machine{}, gittest.Environ(t.TempDir())), Server: server, Dir: t.TempDir()}
	from, err := gitrepo.RepoURL(server, g.Clone.Repo)
	if err != nil {
		t.Fatal(err)
	}
	c, err := drifter.Checkout(t.Context(), from)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range g.Sources {
		if !strings.Contains(s.File, ":") && s.Commit != c.Commit {
			t.Logf("%s isn't compared: it was written at %.12s, and the repository is at %.12s", g.ID, s.Commit, c.Commit)
			return nil
		}
	}
	c.Repo, c.RepoSure, c.Date = g.Clone.Repo, true, "2026-11-23"
	return NewDraft(c)
}

// A comparedField is a field with what the finished guide has.
type comparedField struct {
	field, want string
	same        func(draft, want string) bool
}

func equal(a, b string) bool { return a == b }

// compared are the fields that a file of the repository could answer, and those that a person must.
func compared(g *guide.Guide) []comparedField {
	python, node, manager := "", "", ""
	if g.Python != nil {
		python = g.Python.Version
	}
	if g.Node != nil {
		node, manager = g.Node.Version, string(g.Node.Manager.Name)
	}
	return []comparedField{
		{"id", g.ID, equal},
		{"repo", g.Clone.Repo, equal},
		{"clone.branch", g.Clone.Branch, equal},
		{"clone.tags", boolean(g.Clone.Tags), equal},
		{"clone.submodules", strings.Join(g.Clone.Submodules, ", "), equal},
		{"python.version", python, func(a, b string) bool { return sameRange(guide.PEP440, a, b, pythons()) }},
		{"node.version", node, func(a, b string) bool { return sameRange(guide.SemVer, a, b, nodes()) }},
		{"node.manager", manager, equal},
		{"steps.install.pip", pipOf(g, "python", "full", "all"), sameInstall},
		{"steps.install-docs.pip", pipOf(g, "docs"), sameInstall},
		{"verify.tests.run", runsPytest(g), equal},
		{"steps.install.check", editableOf(g), func(a, b string) bool { return strings.EqualFold(a, b) }},
		{"verify.tests.from_checkout", fromCheckoutOf(g), func(a, b string) bool { return strings.Contains(", "+b+",", ", "+a+",") }},
		{"tasks.lint.run", taskOf(g, "pre-commit run"), equal},
		{"tasks.docs.run", taskOf(g, "make -C docs"), func(a, b string) bool { return strings.HasPrefix(a, b) }},
		{"pull_request.licence", g.PullRequest.Licence, equal},
		{"people.conduct", g.People.Conduct, func(a, b string) bool {
			return strings.Contains(a, "code_of_conduct") == strings.Contains(b, "code_of_conduct")
		}},
		{"subproject", g.Subproject, equal},
		{"issues.labels", strings.Join(g.Issues.Labels, ", "), equal},
		{"issues.claim", string(g.Issues.Claim.Rule), equal},
		{"verify.tests.mutation", "one", equal},
	}
}

func boolean(b bool) string {
	if b {
		return "true"
	}
	return ""
}

func sameRange(kind guide.RangeKind, a, b string, versions []string) bool {
	return outside(kind, a, b, versions) == "" && outside(kind, b, a, versions) == ""
}

// pipOf is the first install of the checkout, or of its group, for one of the profiles.
func pipOf(g *guide.Guide, profiles ...string) string {
	for _, s := range g.Steps {
		serves := len(s.Profiles) == 0 || slices.ContainsFunc(s.Profiles, func(p string) bool { return slices.Contains(profiles, p) })
		if serves && (slices.Contains(s.Pip, "-e") || slices.Contains(s.Pip, "--group") || slices.Contains(s.Pip, "-r")) {
			return strings.Join(s.Pip, " ")
		}
	}
	return ""
}

// sameInstall compares what of the repository is installed; tools that a guide adds don't count.
func sameInstall(a, b string) bool {
	parts := func(s string) string {
		var out []string
		for w := range strings.FieldsSeq(s) {
			if strings.HasPrefix(w, ".") || strings.Contains(s, "--group "+w) || strings.Contains(s, "-r "+w) {
				out = append(out, w)
			}
		}
		return strings.Join(out, " ")
	}
	return parts(a) == parts(b)
}

func runsPytest(g *guide.Guide) string {
	for _, v := range g.Verify {
		if strings.Contains(v.Run, "pytest") {
			return "python -m pytest -q --color=no"
		}
	}
	return ""
}

// editableOf is the first distribution that a step installs from the checkout.
func editableOf(g *guide.Guide) string {
	for _, s := range g.Steps {
		if s.Check != nil && len(s.Check.Editable) > 0 {
			return s.Check.Editable[0]
		}
	}
	return ""
}

// fromCheckoutOf are the packages that the guide's proofs import from the checkout.
func fromCheckoutOf(g *guide.Guide) string {
	var out []string
	for _, v := range g.Verify {
		out = append(out, v.FromCheckout...)
	}
	return strings.Join(out, ", ")
}

func taskOf(g *guide.Guide, command string) string {
	for _, task := range g.Tasks {
		if strings.Contains(task.Run, command) {
			if command == "pre-commit run" {
				return "pre-commit run --all-files"
			}
			return command
		}
	}
	return ""
}

// judge says how the draft's answer stands to the guide's.
func (c comparedField) judge(d *Draft) (verdict string, sure Sureness) {
	a, answered := d.Answer(c.field)
	asked := slices.ContainsFunc(d.Questions, func(q Question) bool { return q.Field == c.field })
	switch {
	case answered && c.want == "" && a.Sureness == Likely:
		return "extra", a.Sureness
	case answered && c.want != "" && c.same(a.Value, c.want):
		return "right", a.Sureness
	case answered:
		return "wrong", a.Sureness
	case asked:
		return "asked", ""
	case c.want == "":
		return "none", ""
	default:
		return "missing", ""
	}
}

// A draftTable counts verdicts.
type draftTable struct {
	guides, fields []string
	cell           map[string]string
	total          map[string]int
}

func newDraftTable() *draftTable {
	return &draftTable{cell: map[string]string{}, total: map[string]int{}}
}

func (t *draftTable) add(id, field, verdict string, sure Sureness) {
	if !slices.Contains(t.guides, id) {
		t.guides = append(t.guides, id)
	}
	if !slices.Contains(t.fields, field) {
		t.fields = append(t.fields, field)
	}
	t.cell[id+" "+field] = verdict
	t.total[verdict]++
	if verdict == "right" || verdict == "wrong" {
		t.total[verdict+" "+string(sure)]++
	}
}

func (t *draftTable) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Drafts beside finished guides\n\n")
	fmt.Fprintf(&b, "What `guide init` reads from a repository, beside what its finished guide says, for %d guides. Made by\n", len(t.guides))
	fmt.Fprintf(&b, "`testdata/bench/drafts.sh`, which needs the repositories at the commits of the guides.\n\n")
	fmt.Fprintf(&b, "right: the same; wrong: another value; extra: one where the guide has none; asked: left to the person as a question;\n")
	fmt.Fprintf(&b, "missing: the guide has one and the draft says nothing; –: neither has one.\n\n")
	fmt.Fprintf(&b, "| | sure | likely |\n|---|---|---|\n| right | %d | %d |\n| wrong | %d | %d |\n\n", t.total["right sure"], t.total["right likely"], t.total["wrong sure"], t.total["wrong likely"])
	fmt.Fprintf(&b, "Extra: %d, all likely. Asked: %d. Missing: %d.\n\n", t.total["extra"], t.total["asked"], t.total["missing"])
	fmt.Fprintf(&b, "| field | %s |\n|---|%s\n", strings.Join(t.guides, " | "), strings.Repeat("---|", len(t.guides)))
	for _, f := range t.fields {
		fmt.Fprintf(&b, "| `%s` |", f)
		for _, id := range t.guides {
			fmt.Fprintf(&b, " %s |", strings.ReplaceAll(t.cell[id+" "+f], "none", "–"))
		}
		b.WriteString("\n")
	}
	return b.String()
}
