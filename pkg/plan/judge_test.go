package plan

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

func TestCompare(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		versions []string
		program  Program
		absent   bool
		want     Status
		observed string
	}{
		{name: "absent", absent: true, want: Missing, observed: "node was not found on PATH"},
		{name: "absent with a range", versions: []string{">=20"}, absent: true, want: Missing, observed: "node was not found on PATH"},
		{name: "any", program: Program{Path: "/n", Version: "1.0"}, want: Met, observed: "node 1.0 at /n"},
		{name: "any, silent", program: Program{Path: "/n", Problem: "it hangs"}, want: Met, observed: "node at /n"},
		{name: "in the range", versions: []string{"^22 || >=24"}, program: Program{Path: "/n", Version: "v22.1.0"}, want: Met, observed: "node v22.1.0 at /n"},
		{name: "too old", versions: []string{">=20"}, program: Program{Path: "/n", Version: "18.1.0"}, want: WrongVersion, observed: "node 18.1.0 at /n is too old"},
		{name: "too new", versions: []string{"<20"}, program: Program{Path: "/n", Version: "22.1.0"}, want: WrongVersion, observed: "node 22.1.0 at /n is too new"},
		{name: "between", versions: []string{"^20 || ^24"}, program: Program{Path: "/n", Version: "22.1.0"}, want: WrongVersion, observed: "node 22.1.0 at /n is excluded"},
		{name: "one of two ranges", versions: []string{">=20", "<22"}, program: Program{Path: "/n", Version: "22.1.0"}, want: WrongVersion, observed: "node 22.1.0 at /n is too new"},
		{name: "of two ranges the first", versions: []string{">=24", "<26"}, program: Program{Path: "/n", Version: "22.1.0"}, want: WrongVersion, observed: "node 22.1.0 at /n is too old"},
		{name: "silent", versions: []string{">=20"}, program: Program{Path: "/n", Problem: "it hangs"}, want: UnknownVersion, observed: "node at /n doesn't tell its version: it hangs"},
		{name: "silent without a reason", versions: []string{">=20"}, program: Program{Path: "/n"}, want: UnknownVersion, observed: "node at /n: its version can't be compared"},
		{name: "no number", versions: []string{">=20"}, program: Program{Path: "/n", Version: "nightly"}, want: UnknownVersion, observed: "node nightly at /n: its version can't be compared"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			status, observed := compare(need{tool: "node", versions: c.versions}, c.program, !c.absent)
			if status != c.want || observed != c.observed {
				t.Errorf("%s, %q; want %s, %q", status, observed, c.want, c.observed)
			}
		})
	}
}

func TestJudge(t *testing.T) {
	t.Parallel()
	wheel, npm := &guide.Provide{Pip: "x>=1"}, &guide.Provide{Npm: "x@1"}
	every := carriers{pip: true, npm: true}
	for _, c := range []struct {
		name   string
		need   need
		found  string
		by     carriers
		noFix  bool
		want   Status
		brings guide.Provide
	}{
		{name: "there", need: need{tool: "x", provide: wheel}, found: "1.0", by: every, want: Met},
		{name: "missing", need: need{tool: "x"}, by: every, want: Missing},
		{name: "brought by pip", need: need{tool: "x", provide: wheel}, by: every, want: Provided, brings: *wheel},
		{name: "brought by npm", need: need{tool: "x", provide: npm}, by: every, want: Provided, brings: *npm},
		{name: "too old and brought", need: need{tool: "x", versions: []string{">=2"}, provide: npm}, found: "1.0", by: every, want: Provided, brings: *npm},
		{name: "no environment", need: need{tool: "x", provide: wheel}, by: carriers{npm: true}, want: Missing},
		{name: "no npm", need: need{tool: "x", provide: npm}, by: carriers{pip: true}, want: Missing},
		{name: "no fix", need: need{tool: "x", provide: wheel}, by: every, noFix: true, want: Missing},
		{name: "no fix, too old", need: need{tool: "x", versions: []string{">=2"}, provide: wheel}, found: "1.0", by: every, noFix: true, want: WrongVersion},
		{name: "optional", need: need{tool: "x", provide: wheel, optional: true}, by: every, want: Missing},
		{name: "well known", need: need{tool: "pandoc"}, by: every, want: Provided, brings: guide.Provide{Pip: "pypandoc_binary"}},
		{name: "well known, said otherwise", need: need{tool: "pandoc", provide: npm}, by: every, want: Provided, brings: *npm},
		{name: "npm missing", need: need{tool: "npm", provide: wheel}, by: every, want: Provided, brings: *wheel},
		{name: "npm too old", need: need{tool: "npm", versions: []string{">=10"}, provide: wheel}, found: "8.1.0", by: every, want: Provided, brings: guide.Provide{Npm: "npm@>=10"}},
		{name: "nothing to bring", need: need{tool: "x", provide: &guide.Provide{}}, by: every, want: Missing},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := &builder{facts: Facts{OS: guide.Linux, Tools: map[string]Program{}}, choices: Choices{NoFix: c.noFix}}
			if c.found != "" {
				b.facts.Tools[c.need.tool] = Program{Path: "/bin/" + c.need.tool, Version: c.found}
			}
			r := b.judge(c.need, c.by)
			if r.Status != c.want || r.Provide != c.brings {
				t.Errorf("%s by %+v, want %s by %+v", r.Status, r.Provide, c.want, c.brings)
			}
			if blocks := c.want.lacks() && !c.need.optional; r.Blocks() != blocks {
				t.Errorf("Blocks() = %t", r.Blocks())
			}
		})
	}
}

// TestPythonOrder tells which Python the environment is made with.
func TestPythonOrder(t *testing.T) {
	t.Parallel()
	at := func(version string) Interpreter {
		return Interpreter{Path: "/py/" + version, Version: version, Venv: true}
	}
	bare := func(version string) Interpreter { return Interpreter{Path: "/py/" + version, Version: version} }
	for _, c := range []struct {
		name    string
		pythons []Interpreter
		tools   []string
		noFix   bool
		status  Status
		want    python
	}{
		{name: "first in the range", pythons: []Interpreter{at("3.9.1"), at("3.11.1"), at("3.13.1")}, status: Met, want: python{interpreter: "/py/3.11.1"}},
		{name: "not the newest", pythons: []Interpreter{at("3.10.0"), at("3.14.2")}, status: Met, want: python{interpreter: "/py/3.10.0"}},
		{name: "one with venv", pythons: []Interpreter{bare("3.11.1"), at("3.12.1")}, status: Met, want: python{interpreter: "/py/3.12.1"}},
		{name: "uv needs no venv", pythons: []Interpreter{bare("3.11.1"), at("3.12.1")}, tools: []string{"uv"}, status: Met, want: python{uv: true, interpreter: "/py/3.11.1"}},
		{name: "the machine's before uv's", pythons: []Interpreter{at("3.14.9")}, tools: []string{"uv", "conda"}, status: Met, want: python{uv: true, interpreter: "/py/3.14.9"}},
		{name: "a pre-release counts as its release", pythons: []Interpreter{at("3.15.0a2"), at("3.14.0rc1")}, status: Met, want: python{interpreter: "/py/3.14.0rc1"}},
		{name: "uv fetches", pythons: []Interpreter{at("3.9.1")}, tools: []string{"conda", "uv"}, status: Provided, want: python{uv: true, interpreter: ">=3.10,<3.15", fetched: true}},
		{name: "conda brings", pythons: []Interpreter{at("3.9.1")}, tools: []string{"conda"}, status: Provided, want: python{interpreter: "/w/.git/jupyter-onboard/python/bin/python", helper: "conda"}},
		{name: "conda alone", tools: []string{"conda"}, status: Provided, want: python{interpreter: "/w/.git/jupyter-onboard/python/bin/python", helper: "conda"}},
		{name: "another Python installs uv", pythons: []Interpreter{at("3.6.1"), bare("3.9.1"), at("3.8.2")}, status: Provided, want: python{uv: true, interpreter: ">=3.10,<3.15", fetched: true, helper: "uv", helperPython: "/py/3.8.2"}},
		{name: "too old for uv", pythons: []Interpreter{at("3.7.9")}, status: WrongVersion, want: python{interpreter: "python3"}},
		{name: "can't make environments", pythons: []Interpreter{bare("3.12.1")}, status: WrongVersion, want: python{interpreter: "python3"}},
		{name: "nothing", status: Missing, want: python{interpreter: "python3"}},
		{name: "no fix", pythons: []Interpreter{at("3.9.1")}, tools: []string{"conda", "uv"}, noFix: true, status: WrongVersion, want: python{interpreter: "python3"}},
		{name: "no fix, but there", pythons: []Interpreter{at("3.12.1")}, tools: []string{"uv"}, noFix: true, status: Met, want: python{uv: true, interpreter: "/py/3.12.1"}},
		{name: "no version", pythons: []Interpreter{at("")}, status: WrongVersion, want: python{interpreter: "python3"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := &builder{guide: &guide.Guide{}, plan: Plan{Dir: "/w"}, choices: Choices{NoFix: c.noFix}}
			b.facts = Facts{OS: guide.Linux, Pythons: c.pythons, Tools: map[string]Program{}}
			for _, name := range c.tools {
				b.facts.Tools[name] = Program{Path: "/bin/" + name, Version: "1.0"}
			}
			got, status, observed := b.choosePython(">=3.10,<3.15", true)
			if status != c.status || got.cause == "" || observed == "" {
				t.Errorf("status %s, want %s; cause %q, observed %q", status, c.status, got.cause, observed)
			}
			got.cause = ""
			if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(python{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
