package gitrepo

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestParseProgress(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]Progress{
		"Receiving objects:  42% (420/1000), 12.30 MiB | 5.10 MiB/s": {Phase: PhaseReceive, Percent: 42, Done: 420, Total: 1000},
		"Receiving objects: 100% (5/5), done.":                       {Phase: PhaseReceive, Percent: 100, Done: 5, Total: 5},
		"Resolving deltas:   0% (0/152197)":                          {Phase: PhaseResolve, Total: 152197},
		"Updating files:  10% (310/3055)":                            {Phase: PhaseCheckout, Percent: 10, Done: 310, Total: 3055},
		"Filtering content: 50% (1/2), 1.00 MiB | 2.00 MiB/s":        {Phase: PhaseCheckout, Percent: 50, Done: 1, Total: 2},
		"remote: Counting objects:   1% (1/100)":                     {Phase: PhaseServer, Percent: 1, Done: 1, Total: 100},
		"remote: Compressing objects: 100% (75/75), done.":           {Phase: PhaseServer, Percent: 100, Done: 75, Total: 75},
		"remote: Enumerating objects: 1234, done.":                   {Phase: PhaseServer, Percent: -1, Done: 1234},
		"Receiving objects:  42% (x/y)":                              {Phase: PhaseReceive, Percent: 42},
		"Receiving objects:  1% (99999999999999999999/1)":            {Phase: PhaseReceive, Percent: 1, Done: 1<<63 - 1, Total: 1},
	} {
		got, ok := parseProgress(line)
		if diff := cmp.Diff(want, got); !ok || diff != "" {
			t.Errorf("%q: %v (-want +got):\n%s", line, ok, diff)
		}
	}
	for _, line := range []string{
		"", "Cloning into 'x'...", "fatal: x: y", "remote: Receiving objects: 50% (1/2)", "remote: Updating files: 50% (1/2)",
		"Receiving objects", "Receiving objects: ", "Receiving objects: x% (1/2)", "Receiving objects: 101% (1/2)", "Receiving objects: -1% (1/2)",
		"remote: Total 3 (delta 0), reused 0 (delta 0)", "warning: filtering not recognized by server, ignoring",
	} {
		if got, ok := parseProgress(line); ok {
			t.Errorf("%q is progress: %+v", line, got)
		}
	}
}

func FuzzParseProgress(f *testing.F) {
	f.Add("Receiving objects:  42% (420/1000), 12.30 MiB | 5.10 MiB/s")
	f.Add("remote: Enumerating objects: 1234, done.")
	f.Fuzz(func(t *testing.T, line string) {
		if p, ok := parseProgress(line); ok && (p.Percent < -1 || p.Percent > 100 || phaseOrder(p.Phase) == 0) {
			t.Errorf("%q: %+v", line, p)
		}
	})
}

func phaseOrder(p Phase) int {
	return map[Phase]int{PhaseServer: 1, PhaseReceive: 2, PhaseResolve: 3, PhaseCheckout: 4}[p]
}

func TestTailSplitsAndKeeps(t *testing.T) {
	t.Parallel()
	var lines []string
	w := &tail{progress: func(line string) { lines = append(lines, line) }}
	for _, part := range []string{"Cloning", " into 'x'...\nReceiving objects:  1% (1/100)\rReceiving", " objects: 50% (50/100)\r\n", "\n\nfatal: \xff broken\nlast"} {
		if n, err := w.Write([]byte(part)); n != len(part) || err != nil {
			t.Errorf("Write: %d, %v", n, err)
		}
	}
	w.flush()
	want := []string{"Cloning into 'x'...", "Receiving objects:  1% (1/100)", "Receiving objects: 50% (50/100)", "fatal: \xff broken", "last"}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	if got, want := w.String(), "Cloning into 'x'...\nfatal: \uFFFD broken\nlast"; got != want {
		t.Errorf("kept %q, want %q", got, want)
	}
}

func TestTailIsBounded(t *testing.T) {
	t.Parallel()
	w := &tail{}
	endless := []byte(strings.Repeat("x", 1<<16))
	for range 100 {
		_, _ = w.Write(endless)
	}
	if len(w.part) > maxLine {
		t.Errorf("%d bytes of one line are kept", len(w.part))
	}
	for i := range 10_000 {
		_, _ = fmt.Fprintf(w, "line %d\n", i)
	}
	if got := w.String(); len(got) > 2*maxTail || !strings.HasSuffix(got, "line 9999") {
		t.Errorf("%d bytes are kept, the end is %q", len(got), got[max(0, len(got)-20):])
	}
}

// TestMeterReports runs on a fake clock.
func TestMeterReports(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var got []Progress
		m := newMeter(func(p Progress) { got = append(got, p) })
		for i := range 1000 {
			m.line(fmt.Sprintf("Receiving objects:  %d%% (%d/1000)", i/10, i))
		}
		if len(got) != 2 || got[1].Phase != PhaseReceive {
			t.Errorf("%d reports within no time, want the start and the new phase: %+v", len(got), got)
		}
		time.Sleep(time.Second) //nolint:forbidigo // the clock is a fake
		m.received(10 << 20)
		last := got[len(got)-1]
		if last.Bytes != 10<<20 || last.PerSecond != 5<<20 || last.Done != 999 {
			t.Errorf("after a second and 10 MiB: %+v", last)
		}
		m.received(1 << 20)
		m.line("not progress")
		if n := len(got); got[n-1] != last {
			t.Errorf("bytes that went down were reported: %+v", got[n-1])
		}
	})
}

func TestReasonOf(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Reason{
		"fatal: unable to access 'https://h/': Could not resolve host: h":                                              ReasonNetwork,
		"fatal: unable to access 'https://h/': Failed to connect to h port 443 after 1 ms: Couldn't connect to server": ReasonNetwork,
		"error: RPC failed; curl 56 GnuTLS recv error (-54): Error in the pull function.\nfatal: early EOF":            ReasonNetwork,
		"error: RPC failed; curl 18 transfer closed\nfatal: early EOF\nfatal: fetch-pack: invalid index-pack output":   ReasonNetwork,
		"fatal: unable to access 'https://h/': SSL certificate problem: unable to get local issuer certificate":        ReasonTLS,
		"fatal: unable to access 'https://h/': Received HTTP code 407 from proxy after CONNECT":                        ReasonProxy,
		"fatal: unable to access 'https://h/': CONNECT tunnel failed, response 403":                                    ReasonProxy,
		"fatal: unable to access 'https://h/': Could not resolve proxy: p":                                             ReasonProxy,
		"fatal: could not read Username for 'https://h': terminal prompts disabled":                                    ReasonSignIn,
		"git@h: Permission denied (publickey).\nfatal: Could not read from remote repository.":                         ReasonSignIn,
		"Host key verification failed.\nfatal: Could not read from remote repository.":                                 ReasonSignIn,
		"remote: Repository not found.\nfatal: repository 'https://h/a/b/' not found":                                  ReasonNotFound,
		"fatal: '/x' does not appear to be a git repository\nfatal: Could not read from remote repository.":            ReasonNotFound,
		"warning: Could not find remote branch x to clone.\nfatal: Remote branch x not found in upstream upstream":     ReasonNoBranch,
		"fatal: couldn't find remote ref refs/heads/x":                                                                 ReasonNoBranch,
		"fatal: write error: No space left on device\nfatal: fetch-pack: invalid index-pack output":                    ReasonDisk,
		"fatal: transport 'ext' not allowed":                                                                           ReasonProtocol,
		"fatal: detected dubious ownership in repository at '/x'":                                                      ReasonOwner,
		"fatal: not a git repository (or any of the parent directories): .git":                                         ReasonNotARepo,
		"error: Your local changes to the following files would be overwritten by checkout:":                           ReasonConflict,
		"fatal: index-pack failed": ReasonCorrupted,
		"something else":           ReasonOther,
		"":                         ReasonOther,
	} {
		if got := reasonOf(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
