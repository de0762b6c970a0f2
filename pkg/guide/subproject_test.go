package guide

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const subprojectsText = `schema: 1
subprojects:
  - id: kernels
    name: Jupyter Kernels
    summary: What runs the code.
    council: https://example.org/team
    channels:
      - {name: Forum, kind: forum, url: "https://example.org/forum"}
    sources:
      - {file: "jupyter/governance:docs/list.md", commit: 9312f34f3463e8fcff71fc89ec7eabe931994ef5, date: "2026-11-23"}
  - id: none
    name: Without a council
    summary: The others.
    council: https://example.org/council
    sources:
      - {file: "jupyter/governance:docs/list.md", commit: 9312f34f3463e8fcff71fc89ec7eabe931994ef5, date: "2026-11-23"}
`

func TestLoadSubprojects(t *testing.T) {
	t.Parallel()
	all, err := LoadSubprojects("subprojects.yaml", []byte(subprojectsText))
	if err != nil {
		t.Fatal(err)
	}
	if s, ok := all.Find("kernels"); !ok || s.Name != "Jupyter Kernels" || s.Channels[0].Status != Active {
		t.Errorf("Find(kernels) = %+v, %v", s, ok)
	}
	if _, ok := all.Find("book"); ok {
		t.Error("a sub-project was found that isn't in the file")
	}
	if diff := cmp.Diff([]int{0, 1, 2}, []int{all.Place("kernels"), all.Place("none"), all.Place("book")}); diff != "" {
		t.Error(diff)
	}
}

func TestLoadSubprojectsRefuses(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ find, put, want string }{
		"unknown key": {"council: https://example.org/team", "counsil: https://example.org/team", `subprojects.yaml:6:5: unknown key "counsil"; did you mean "council"?`},
		"twice":       {"id: none", "id: kernels", `subprojects.yaml:11:9: subprojects has "kernels" twice`},
		"no address":  {"https://example.org/council", "the council", "subprojects.yaml:14:14: "},
		"commit":      {"9312f34f", "9312", "subprojects.yaml:10:"},
		"file":        {"jupyter/governance:docs", "docs", "subprojects.yaml:10:16: the file isn't named with its repository"},
		"no source":   {"    sources:\n      - {file: \"jupyter/governance:docs/list.md\", commit: 9312f34f3463e8fcff71fc89ec7eabe931994ef5, date: \"2026-11-23\"}\n  - id: none", "  - id: none", "subprojects.yaml:3:5: "},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if !strings.Contains(subprojectsText, tt.find) {
				t.Fatal("the text to find isn't there")
			}
			_, err := LoadSubprojects("subprojects.yaml", []byte(strings.Replace(subprojectsText, tt.find, tt.put, 1)))
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("%v, want %s", err, tt.want)
			}
		})
	}
}

func TestLintSubproject(t *testing.T) {
	t.Parallel()
	all, err := LoadSubprojects("subprojects.yaml", []byte(subprojectsText))
	if err != nil {
		t.Fatal(err)
	}
	rich := readFile(t, "testdata/good/rich.yaml")
	for id, want := range map[string]string{
		"kernels": "",
		"none":    "",
		"kernel":  `lint/unknown-subproject guides/x.yaml:%: there is no sub-project "kernel"; did you mean "kernels"?`,
		"moon":    `lint/unknown-subproject guides/x.yaml:%: there is no sub-project "moon"; there is kernels, none`,
	} {
		f, err := LoadFile("guides/x.yaml", []byte(withSubproject(rich, id)))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, p := range LintSubproject(f, all) {
			got += p.ID + " " + p.String()
		}
		before, after, _ := strings.Cut(want, "%")
		if got != want && (want == "" || !strings.HasPrefix(got, before) || !strings.HasSuffix(got, after)) {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
}

// withSubproject is a guide's text with another sub-project.
func withSubproject(text, id string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, "subproject:") {
			lines[i] = "subproject: " + id
		}
	}
	return strings.Join(lines, "\n")
}
