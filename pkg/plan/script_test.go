package plan

import (
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

func TestScript(t *testing.T) {
	t.Parallel()
	plain := Plan{os: guide.Linux, Environment: NewLayout(guide.Linux, "/w/.venv")}
	odd := Plan{os: guide.Linux, Environment: NewLayout(guide.Linux, `/my w'k/$x"`)}
	windows := Plan{os: guide.Windows, Environment: NewLayout(guide.Windows, `C:\w\.venv`)}
	for _, c := range []struct {
		name         string
		plan         Plan
		script, want string
	}{
		{"word", plain, "{bin}/python {env}", "/w/.venv/bin/python /w/.venv"},
		{"quotes", plain, `"{bin}" '{env}' # {env}`, `"/w/.venv/bin" '/w/.venv' # /w/.venv`},
		{"variable of the script", plain, "${env} ${bin} $env {site}", "${env} ${bin} $env {site}"},
		{"variable in quotes", plain, `"${env}{env}"`, `"${env}/w/.venv"`},
		{"escaped", plain, `\{env}`, `\{env}`},
		{"other braces", plain, "{a,b} {} {", "{a,b} {} {"},
		{"forward slashes", windows, "{bin}/python", "C:/w/.venv/Scripts/python"},
		{"no environment", Plan{os: guide.Linux}, "{bin}/python", "{bin}/python"},
		{"odd word", odd, "{env}/x", `'/my w'\''k/$x"'/x`},
		{"odd in double quotes", odd, `"{env}/x"`, `"/my w'k/\$x\"/x"`},
		{"odd in single quotes", odd, `'{env}/x'`, `'/my w'\''k/$x"/x'`},
		{"apostrophe in a comment", odd, "# don't\n{env}", "# don't\n" + `'/my w'\''k/$x"'`},
		{"hash in a word", odd, "a#'b'{env}", `a#'b''/my w'\''k/$x"'`},
		{"escaped quote", odd, `\'{env}`, `\''/my w'\''k/$x"'`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := c.plan.script(c.script); got != c.want {
				t.Errorf("script(%s) = %s, want %s", c.script, got, c.want)
			}
		})
	}
}

// TestScriptInBash lets bash read paths in every kind of quotes, for folders with any name.
func TestScriptInBash(t *testing.T) {
	t.Parallel()
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip(err)
	}
	random := rand.New(rand.NewPCG(3, 4))
	const special = "'\"\\$`!*?[]{}()<>|&;#~=%^+,-.:@_ \tabAZ09\xc3\xa9"
	for range 150 {
		name := make([]byte, 1+random.IntN(10))
		for i := range name {
			name[i] = special[random.IntN(len(special))]
		}
		p := Plan{os: guide.Linux, Environment: NewLayout(guide.Linux, "/w/"+string(name))}
		script := p.script(`x="${env}"; printf '%s\0' {env} "{env}/b" '{env}/c' a{bin}"$x{bin}"'{bin}' # it's {env}` + "\n" + `printf '%s\0' {env}`)
		out, err := exec.CommandContext(t.Context(), bash, "-c", script).CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s\n%s", err, script, out)
		}
		root, bin := p.Environment.Root, p.Environment.Bin
		want := []string{root, root + "/b", root + "/c", "a" + bin + bin + bin, root}
		if diff := cmp.Diff(want, strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")); diff != "" {
			t.Fatalf("%s\n(-want +got):\n%s", script, diff)
		}
	}
}
