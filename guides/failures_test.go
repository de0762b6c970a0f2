package guides_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/guides"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// failures are the known failures that come with the binary.
func failures(t *testing.T) []guide.Failure {
	t.Helper()
	all, err := guide.LoadFailures("guides/known-failures.yaml", guides.Failures())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// An output is something that a tool has printed, and the known failure that it shows.
type output struct {
	ID   string `json:"id"`
	Tool string `json:"tool"`
	Text string `json:"text"`
}

// printed reads the outputs of testdata/printed.json: what current tools print for a failure, as it was seen
// with a server on the same machine, and other forms of the messages.
func printed(t *testing.T) []output {
	t.Helper()
	data, err := os.ReadFile("testdata/printed.json")
	if err != nil {
		t.Fatal(err)
	}
	var all []output
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&all); err != nil {
		t.Fatal(err)
	}
	return all
}

// TestEverySampleShowsItsFailure replays each sample against all patterns: its own failure comes first.
func TestEverySampleShowsItsFailure(t *testing.T) {
	t.Parallel()
	all := failures(t)
	if len(all) != 76 {
		t.Errorf("%d known failures, want the 76 that are known", len(all))
	}
	for _, f := range all {
		first(t, f.ID, "its sample", f.Sample, all)
		first(t, f.ID, "its sample inside a log", "collecting things\n"+f.Sample+"\nerror: it failed\n", all)
	}
	known := map[string]bool{}
	for _, f := range all {
		known[f.ID] = true
	}
	for _, p := range printed(t) {
		if !known[p.ID] {
			t.Errorf("printed.json: no failure is called %s", p.ID)
		}
		first(t, p.ID, p.Tool, p.Text, all)
	}
}

func first(t *testing.T, id, what, text string, all []guide.Failure) {
	t.Helper()
	matches := guide.MatchFailures(text, all)
	if len(matches) == 0 {
		t.Errorf("%s: nothing matches %s: %q", id, what, text)
	} else if got := matches[0].Failure.ID; got != id {
		t.Errorf("%s: %s is taken for %s: %q", id, what, got, text)
	}
}

// overlaps are the pairs where one failure's sample also shows another failure, and why that is right: as in
// "python-tls shows node-tls": "the words are the same". There is none now.
func overlaps() map[string]string { return map[string]string{} }

// TestPatternsDontOverlap is the matrix of all samples and all patterns.
func TestPatternsDontOverlap(t *testing.T) {
	t.Parallel()
	all, allowed := failures(t), overlaps()
	pairs := 0
	for _, g := range all {
		re := regexp.MustCompile(g.Pattern)
		for _, f := range all {
			if f.ID == g.ID {
				continue
			}
			pairs++
			key := f.ID + " shows " + g.ID
			matches := re.MatchString(f.Sample)
			switch {
			case matches && allowed[key] == "":
				t.Errorf("%s: the pattern %q matches %q", key, g.Pattern, f.Sample)
			case !matches && allowed[key] != "":
				t.Errorf("%s isn't so any more", key)
			}
			delete(allowed, key)
		}
	}
	if pairs != 76*75 {
		t.Errorf("%d pairs", pairs)
	}
	for key := range allowed {
		t.Errorf("%s: no such pair", key)
	}
}

// TestSuccessfulLogsShowNothing holds the patterns against logs of runs that went well.
func TestSuccessfulLogsShowNothing(t *testing.T) {
	t.Parallel()
	all := failures(t)
	logs, err := filepath.Glob("testdata/success/*.log")
	if err != nil || len(logs) < 6 {
		t.Fatalf("%d logs, %v", len(logs), err)
	}
	for _, name := range logs {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Count(data, []byte("\n")) < 5 {
			t.Errorf("%s is no log", name)
		}
		for _, m := range guide.MatchFailures(string(data), all) {
			t.Errorf("%s:%d: shows %s: %s", name, m.Line, m.Failure.ID, m.Text)
		}
	}
}

// TestWrappersComeLast replays a whole log of pip in which the build inside has failed.
func TestWrappersComeLast(t *testing.T) {
	t.Parallel()
	all := failures(t)
	data, err := os.ReadFile("testdata/wrapped.log")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := ids(guide.MatchFailures(string(data), all)), []string{"registry-unreachable", "jlpm-calledprocess", "editable-wrapper"}; !slices.Equal(got, want) {
		t.Errorf("the log shows %v, want %v", got, want)
	}
	// Without the cause only the wrappers are left.
	text := regexp.MustCompile(`(?m)^.*ENOTFOUND.*\n`).ReplaceAllString(string(data), "")
	if got, want := ids(guide.MatchFailures(text, all)), []string{"jlpm-calledprocess", "editable-wrapper"}; !slices.Equal(got, want) {
		t.Errorf("without its cause the log shows %v, want %v", got, want)
	}
	var wrappers []string
	for _, f := range all {
		if f.Wrapper {
			wrappers = append(wrappers, f.ID)
		}
	}
	if want := []string{"editable-wrapper", "jlpm-calledprocess"}; !slices.Equal(wrappers, want) {
		t.Errorf("wrappers %v, want %v", wrappers, want)
	}
}

func ids(matches []guide.Match) []string {
	var out []string
	for _, m := range matches {
		out = append(out, m.Failure.ID)
	}
	return out
}

// TestWhatIsAdvised checks the words: nothing that weakens the machine, no text too long to read, and somebody who
// has seen it. That the program has the commands that it names is a test of package cli.
func TestWhatIsAdvised(t *testing.T) {
	t.Parallel()
	never := regexp.MustCompile(`(?i)\bsudo\b|break-system-packages|strict-ssl|verify=false|ssl_verify false|http\.sslverify|` +
		`reject_unauthorized|trusted-host|--insecure|\bcurl -k|--no-verify|legacy-openssl-provider|safe\.directory '\*'|safe\.directory \*`)
	for _, f := range failures(t) {
		if bad := never.FindString(f.Remedy); bad != "" {
			t.Errorf("%s: the remedy says %s", f.ID, bad)
		}
		for name, text := range map[string]string{"cause": f.Cause, "remedy": f.Remedy} {
			if n := len(text); n < 20 || n > 420 || !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "`.") {
				t.Errorf("%s: its %s has %d bytes or doesn't end: %s", f.ID, name, n, text)
			}
			if strings.Count(text, "`")%2 != 0 {
				t.Errorf("%s: its %s has a lonely backtick", f.ID, name)
			}
		}
		if len(f.Evidence) == 0 {
			t.Errorf("%s: nobody has seen it", f.ID)
		}
		for _, e := range f.Evidence {
			if !regexp.MustCompile(`^[\w.-]+/[\w.-]+(#\d+|:[\w./-]+)$|^seen with [a-z]+ [\d.]+$`).MatchString(e) {
				t.Errorf("%s: evidence %q is neither owner/repo#n nor owner/repo:file", f.ID, e)
			}
		}
	}
}

// TestNetworkIsToBlame lists the failures that make a run end with the exit code of the network.
func TestNetworkIsToBlame(t *testing.T) {
	t.Parallel()
	want := []string{
		"clone-broken", "conda-http", "core-meta", "git-tls", "mirror-lacks", "nbconvert-css", "node-tls", "not-valid-npm",
		"proxy-tunnel", "publickey", "push-denied", "python-tls", "registry-403", "registry-unreachable", "saml", "workflow-scope",
	}
	var got []string
	for _, f := range failures(t) {
		if f.Network {
			got = append(got, f.ID)
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("network: %v, want %v", got, want)
	}
}

// TestNoHostIsNamed lets no pattern depend on one package server, and no text name one.
func TestNoHostIsNamed(t *testing.T) {
	t.Parallel()
	host := regexp.MustCompile(`(?i)\b(?:[a-z0-9-]+\.)*[a-z][a-z0-9-]*\.(?:org|com|net|io|dev|app|example)\b`)
	// GitHub is where all of Jupyter lives; the others are reserved for examples or belong to GitHub's addresses.
	allowed := []string{"github.com", "mirror.example", "registry.example", "example.com", "users.noreply.github.com"}
	text := string(guides.Failures())
	data, err := os.ReadFile("testdata/printed.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{"known-failures.yaml": text, "printed.json": string(data)} {
		for _, h := range host.FindAllString(content, -1) {
			if !slices.Contains(allowed, strings.ToLower(h)) {
				t.Errorf("%s names the host %s", name, h)
			}
		}
	}
	for _, f := range failures(t) {
		if h := host.FindString(strings.ReplaceAll(f.Pattern, `\.`, ".")); h != "" {
			t.Errorf("%s: the pattern names %s", f.ID, h)
		}
	}
}

// TestAnyHostMatches puts other hosts into the samples that have one.
func TestAnyHostMatches(t *testing.T) {
	t.Parallel()
	all, n := failures(t), 0
	for _, f := range all {
		for _, host := range []string{"artifacts.intranet.example", "10.1.2.3:8081", "localhost:4873", "proxy"} {
			text := strings.NewReplacer("registry.example", host, "mirror.example", host).Replace(f.Sample)
			if text == f.Sample {
				continue
			}
			n++
			first(t, f.ID, "the sample with the host "+host, text, all)
		}
	}
	if n < 12 {
		t.Errorf("only %d samples have a host", n)
	}
}

// BenchmarkMatchFailures matches outputs of three sizes with one failure at the end.
func BenchmarkMatchFailures(b *testing.B) {
	all, err := guide.LoadFailures("known-failures.yaml", guides.Failures())
	if err != nil {
		b.Fatal(err)
	}
	line := "  Downloading https://mirror.example/packages/some_package-1.2.3-py3-none-any.whl (123 kB)\n"
	for _, size := range []int{4 << 10, 256 << 10, 4 << 20} {
		text := strings.Repeat(line, size/len(line)) + "OSError: [Errno 28] No space left on device\n"
		b.Run(fmt.Sprintf("%d-KiB", size>>10), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if m := guide.MatchFailures(text, all); len(m) != 1 {
					b.Fatal(ids(m))
				}
			}
		})
	}
}

// BenchmarkLoadFailures is what the first failed step of a run costs before anything is matched.
func BenchmarkLoadFailures(b *testing.B) {
	for b.Loop() {
		if _, err := guide.LoadFailures("known-failures.yaml", guides.Failures()); err != nil {
			b.Fatal(err)
		}
	}
}
