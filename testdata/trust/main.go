// Command trust runs the tests that prove the promises of SECURITY.md and prints a table: promise, tries,
// failures.
//
//	go run ./testdata/trust          the short form, as in CI
//	go run ./testdata/trust -full    the full counts
//
// The kills of a real project's set-up need its repository: JUPYTER_ONBOARD_REAL=id,owner/name,/path/to/bare.git.
//
// A try is a subtest without subtests of its own, or what a test logs as "tries: N".
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A promise is a row of the table and the tests that prove it.
type promise struct {
	id, text string
	// Packages below the module, and a pattern of top-level tests in them.
	tests map[string]string
}

func promises() []promise {
	return []promise{
		{"T1", "no hostile text acts on a terminal", map[string]string{"pkg/term": "TestPayloads|TestMixedClustersAreBounded|TestSequenceLimits", "pkg/view": "Hostile", "cmd/jupyter-onboard": "TestHostileOutput"}},
		{"T2", "only http(s) addresses, as text with their host", map[string]string{"pkg/term": "TestAddress"}},
		{"C1", "nothing of a guide runs before its bytes are approved", map[string]string{"pkg/catalog": "TestSpoofs|TestChanges|TestSwap|TestReview|TestNothingIsTrusted|TestTheRunUnderWay", "cmd/jupyter-onboard": "TestScripts/trust"}},
		{"C2", "nobody to ask is a no", map[string]string{"pkg/catalog": "TestConsent"}},
		{"C3", "an untrusted file sets nothing", map[string]string{"pkg/catalog": "TestUntrustedFiles|TestSpoiltStore|TestSameID"}},
		{"C4", "what needs admin rights is shown, never run", map[string]string{"pkg/guide": "TestAdminRights", "pkg/doctor": "TestOrder"}},
		{"C5", "an organisation's file is data, approved by bytes and place", map[string]string{"pkg/overlay": "TestOrganisationRefused", "pkg/catalog": "TestOverlayIsApproved", "pkg/cli": "TestGuarded|TestOrganisationFromAddress"}},
		{"S1", "a token goes to its one host", map[string]string{"pkg/forge": "Token"}},
		{"S2", "a step's environment is an allow-list", map[string]string{"pkg/system": "TestEnviron|TestNoSecret|TestIsSecret|TestRunInheritsNothing", "pkg/plan": "TestNetworkSecrets", "pkg/engine": "TestSecretsReach"}},
		{"F1", "a bad guide is refused, cheaply and at its place", map[string]string{"pkg/guide": "TestBadGuides|TestHostileGuides|TestRefusalIsCheap"}},
		{"F2", "names write nothing outside", map[string]string{"pkg/state": "TestHostileNames|TestValidName|TestLogsFollowNoLinks|TestLogNamesRefused", "pkg/catalog": "TestHostileNames"}},
		{"F3", "hostile addresses, refs and repositories; a killed clone", map[string]string{"pkg/gitrepo": "TestHostile|TestValidate|TestKilledClone|TestBranchNamesFromTheServer|TestDestination|TestCloneNever"}},
		{"F4", "a person's checkout is adopted or refused, never changed", map[string]string{"pkg/gitrepo": "TestAdopt|TestBranchRefuses", "cmd/jupyter-onboard": "TestPersonsCheckout"}},
		{"R1", "state is the old or the new, never another", map[string]string{"pkg/state": "Faults|Crash|TestFullDisk"}},
		{"R2", "killed at any time, the next run converges", map[string]string{"cmd/jupyter-onboard": "TestKill", "pkg/state": "TestKillWhileWriting|TestOrphans", "pkg/system": "TestOrphan|TestHeld"}},
		{"R3", "a signal ends everything, with its exit code", map[string]string{"cmd/jupyter-onboard": "TestSignals|TestReaderGoes|TestQuestionCanBeLeft", "pkg/system": "TestNothingIsEverLeft|TestCancel|TestForce|TestLeftovers|TestTimeout"}},
		{"R5", "one writer for a checkout", map[string]string{"pkg/state": "TestFiftyStarts|TestLockHandover", "cmd/jupyter-onboard": "TestFiftyStarts"}},
		{"R6", "spoilt state is kept aside and said", map[string]string{"pkg/state": "TestCorrupt|TestLargeFile|TestUnreadable|TestStrayFolder|TestKeptFiles", "cmd/jupyter-onboard": "TestSpoiltState"}},
	}
}

func main() {
	full := flag.Bool("full", false, "run the full counts")
	only := flag.String("only", "", "run these promises only: R1,R2")
	flag.Parse()
	if err := run(*full, *only); err != nil {
		fmt.Fprintln(os.Stderr, "trust:", err)
		os.Exit(1)
	}
}

func run(full bool, only string) error {
	failed := false
	fmt.Printf("%s, %s\n\n", time.Now().Format(time.DateOnly), map[bool]string{false: "short form", true: "full counts"}[full])
	fmt.Println("| | promise | tries | failures |")
	fmt.Println("|---|---|---:|---:|")
	for _, p := range promises() {
		if only != "" && !slices.Contains(strings.Split(only, ","), p.id) {
			continue
		}
		total := counts{}
		for pkg, pattern := range p.tests {
			c, err := count(pkg, pattern, full)
			if err != nil {
				return fmt.Errorf("%s: %w", p.id, err)
			}
			total.tries += c.tries
			total.failures += c.failures
		}
		if total.tries == 0 {
			return fmt.Errorf("%s: no test ran", p.id)
		}
		failed = failed || total.failures > 0
		fmt.Printf("| %s | %s | %d | %d |\n", p.id, p.text, total.tries, total.failures)
	}
	if failed {
		return errors.New("a promise isn't kept")
	}
	return nil
}

type counts struct{ tries, failures int }

// line is what go test -json writes.
type line struct{ Action, Test, Output string }

var logged = regexp.MustCompile(`tries: (\d+)`)

// count runs the tests of a package that match and counts tries and failures.
func count(pkg, pattern string, full bool) (counts, error) {
	cmd := exec.Command("go", "test", "-json", "-count=1", "-timeout=60m", "-run", pattern, "./"+pkg)
	cmd.Env = os.Environ()
	if full {
		cmd.Env = append(cmd.Env, "JUPYTER_ONBOARD_FULL_COUNTS=1")
	}
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return counts{}, err
	}
	if err := cmd.Start(); err != nil {
		return counts{}, err
	}
	c, said := read(out)
	if err := cmd.Wait(); err != nil && c.failures == 0 {
		// It didn't build, ran out of time or crashed: no count says so.
		return counts{}, fmt.Errorf("go test ./%s: %w\n%s", pkg, err, said)
	}
	if c.failures > 0 {
		fmt.Fprint(os.Stderr, said)
	}
	return c, nil
}

// read counts the leaves among passed and failed tests; a count that a test logs stands for its leaves.
func read(r io.Reader) (counts, string) {
	results, own := map[string]string{}, map[string]int{}
	var said strings.Builder
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		var l line
		if json.Unmarshal(in.Bytes(), &l) != nil || l.Test == "" {
			continue
		}
		switch l.Action {
		case "pass", "fail":
			results[l.Test] = l.Action
		case "output":
			said.WriteString(l.Output)
			if m := logged.FindStringSubmatch(l.Output); m != nil {
				n, _ := strconv.Atoi(m[1])
				own[l.Test] += n
			}
		}
	}
	var c counts
	for test, result := range results {
		leaf := !slices.ContainsFunc(keys(results), func(o string) bool { return strings.HasPrefix(o, test+"/") })
		switch {
		case own[test] > 0:
			c.tries += own[test]
		case leaf && !covered(test, own):
			c.tries++
		}
		if result == "fail" && !failedBelow(test, results) {
			c.failures++
		}
	}
	return c, said.String()
}

// covered reports whether a test above has said how many tries it made.
func covered(test string, own map[string]int) bool {
	for above := range own {
		if strings.HasPrefix(test, above+"/") {
			return true
		}
	}
	return false
}

// failedBelow reports whether a subtest failed, whose failure then counts.
func failedBelow(test string, results map[string]string) bool {
	for other, result := range results {
		if result == "fail" && strings.HasPrefix(other, test+"/") {
			return true
		}
	}
	return false
}

func keys(m map[string]string) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	return out
}
