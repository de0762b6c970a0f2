package guide

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/Masterminds/semver/v3"
	pep440 "github.com/aquasecurity/go-pep440-version"
)

// TestRangesAsTheLibrariesReadThem compares both languages of ranges with libraries that other programs use for them.
// They aren't in the program itself: they compile their regular expressions at every start.
func TestRangesAsTheLibrariesReadThem(t *testing.T) {
	t.Parallel()
	rnd := rand.New(rand.NewPCG(1, 2))
	pick := func(from ...string) string { return from[rnd.IntN(len(from))] }
	number := func() string { return fmt.Sprint(rnd.IntN(4)) }
	version := func(most int) string {
		v := number()
		for range rnd.IntN(most) {
			v += "." + number()
		}
		return v
	}
	python := func() string {
		clauses := make([]string, 1+rnd.IntN(3))
		for i := range clauses {
			switch rnd.IntN(4) {
			case 0:
				clauses[i] = pick("==", "!=") + version(2) + ".*"
			case 1:
				clauses[i] = "~=" + number() + "." + version(2)
			default:
				clauses[i] = pick(">=", "<=", "<", ">", "==", "!=") + version(3) + pick("", "", "a1", "rc2", ".dev0")
			}
		}
		return strings.Join(clauses, pick(",", ", "))
	}
	npm := func() string {
		alternatives := make([]string, 1+rnd.IntN(3))
		for i := range alternatives {
			switch rnd.IntN(4) {
			case 0:
				alternatives[i] = version(3) + " - " + version(3)
			case 1:
				alternatives[i] = pick("", "^", "~") + version(2) + pick(".x", ".*", ".X")
			default:
				alternatives[i] = pick("", "=", "^", "~", ">=", ">") + version(3)
				if rnd.IntN(2) == 0 {
					alternatives[i] += " " + pick("<", "<=") + version(3)
				}
			}
		}
		return strings.Join(alternatives, " || ")
	}
	holding := 0
	for range 3_000 {
		p, n := python(), npm()
		if strings.Contains(n, "~0.0.0") {
			continue // All versions for the library; up to 0.1.0 for npm, and here.
		}
		specifiers, err := pep440.NewSpecifiers(p)
		if err != nil {
			t.Fatalf("%q: %v", p, err)
		}
		constraints, err := semver.NewConstraint(n)
		if err != nil {
			t.Fatalf("%q: %v", n, err)
		}
		for range 30 {
			v := number() + "." + number() + "." + number()
			early := v + pick("", "", "a0", "a1", "a2", "b1", "rc1", "rc2", "rc3")
			got, err := PythonMatches(p, early)
			want := specifiers.Check(pep440.MustParse(early))
			if err != nil || got != want {
				t.Fatalf("%q with %s: %v, %v, want %v", p, early, got, err, want)
			}
			if want {
				holding++
			}
			got, err = NodeMatches(n, v)
			if want := constraints.Check(semver.MustParse(v)); err != nil || got != want {
				t.Fatalf("%q with %s: %v, %v, want %v", n, v, got, err, want)
			}
		}
	}
	if holding < 10_000 {
		t.Errorf("only %d of the pairs hold", holding)
	}
}
