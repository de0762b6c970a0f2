package guide

import (
	"regexp/syntax"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMatchFailures(t *testing.T) {
	t.Parallel()
	rules := []Failure{
		{ID: "wrapper", Pattern: `subprocess-exited-with-error`, Wrapper: true},
		{ID: "late", Pattern: `(?i)no space left`},
		{ID: "early", Pattern: `EBADENGINE`},
		{ID: "absent", Pattern: `never printed`},
		{ID: "lines", Pattern: `(?s)first.*third`},
		{ID: "start", Pattern: `(?m)^npm error \d+`},
		{ID: "early", Pattern: `never printed either`},
		{ID: "broken", Pattern: `(`},
		{ID: "warned", Pattern: `EDEPRECATED`},
		{ID: "port", Pattern: `port \d+ is|address in use`},
	}
	output := "hello\nerror: subprocess-exited-with-error\nnpm warn EBADENGINE Unsupported\nnpm warn EDEPRECATED it\n first\r\nsecond\nthird\n" +
		"npm error 7\nnpm error code EBADENGINE\nOSError: No space left on device\n[W App] The port 1 is taken"
	type seen struct {
		ID   string
		Line int
		Text string
		Mild bool
	}
	var got []seen
	for _, m := range MatchFailures(output, rules) {
		got = append(got, seen{m.Failure.ID, m.Line, m.Text, m.Mild})
	}
	want := []seen{
		{"lines", 5, "first", false},
		{"start", 8, "npm error 7", false},
		{"early", 9, "npm error code EBADENGINE", false},
		{"late", 10, "OSError: No space left on device", false},
		{"warned", 4, "npm warn EDEPRECATED it", true},
		{"port", 11, "[W App] The port 1 is taken", true},
		{"wrapper", 2, "error: subprocess-exited-with-error", false},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("matches (-want +got):\n%s", diff)
	}
	if m := MatchFailures("", rules); len(m) != 0 {
		t.Errorf("empty output matches %v", m)
	}
}

// TestNeededText checks that what is looked for before a pattern is compiled is in everything that it matches.
func TestNeededText(t *testing.T) {
	t.Parallel()
	tests := map[string][]string{
		`No space left`:         {"No space left"},
		`a(bcd|efg)hi`:          {"bcd", "efg"},
		`(?i)No space`:          nil,
		`x*yz+`:                 {"y"},
		`(abc)+`:                {"abc"},
		`(abc){2,3}`:            {"abc"},
		`(abc){0,3}d`:           {"d"},
		`(abc)?`:                nil,
		`^npm ERR! code E\w`:    {"npm ERR! code E"},
		`EADDRINUSE|in use`:     {"EADDRINUSE", "in use"},
		`EADDRINUSE|(?i)in use`: nil,
		`(one|two|x*)three`:     {"three"},
		`(?m)^(sh|bash): (not found|no such file)`: {" such file", "t found"}, // "no" begins both.
	}
	for pattern, want := range tests {
		tree, err := syntax.Parse(pattern, syntax.Perl)
		if err != nil {
			t.Fatal(err)
		}
		got := needed(tree)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("needed(%q) = %q, want %q", pattern, got, want)
		}
	}
}

func TestLoadFailures(t *testing.T) {
	t.Parallel()
	text := `schema: 1
known_failures:
  - id: no-space
    pattern: No space left
    cause: The disk is full.
    remedy: Free some.
    sample: "OSError: No space left on device"
`
	failures, err := LoadFailures("failures.yaml", []byte(text))
	if err != nil || len(failures) != 1 || failures[0].ID != "no-space" {
		t.Fatalf("LoadFailures: %v, %v", failures, err)
	}
	bad := map[string]struct{ find, put, want string }{
		"sample":       {"OSError: No", "OSError: no", `failures.yaml:4:14: the pattern of "no-space" doesn't match its own sample`},
		"unknown key":  {"cause:", "cuase:", `failures.yaml:5:5: unknown key "cuase"; did you mean "cause"?`},
		"key of guide": {"schema: 1\n", "schema: 1\nsteps: []\n", `failures.yaml:2:1: the file has no key "steps"; it belongs in the guide`},
		"schema":       {"schema: 1", "schema: 7", `failures.yaml:1:9: schema 7 is not the one that this version reads: 1`},
		"empty": {
			text[strings.Index(text, "\n  - id"):], " []\n",
			`failures.yaml:2:17: "known_failures" is empty`,
		},
		"twice": {"schema: 1", "schema: 1\nknown_failures: []", `failures.yaml:2:17: "known_failures" is empty`},
	}
	for name, tt := range bad {
		_, err := LoadFailures("failures.yaml", []byte(strings.Replace(text, tt.find, tt.put, 1)))
		if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %s", name, err, tt.want)
		}
	}
}
