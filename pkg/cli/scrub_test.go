package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
)

// aScrub hides for a person who is called Jane Canary on the machine canarybox.
func aScrub(t *testing.T) *scrub {
	t.Helper()
	s := newScrub([]string{
		"HOME=/home/jcanary", "USER=jcanary", "HOSTNAME=canarybox.intranet.example",
		"API_TOKEN=tok-canary-1", "SIGNING_KEY=-----BEGIN KEY-----\nMIIcanaryAAAA\nMIIcanaryBBBB\n-----END KEY-----",
		"PIP_INDEX_URL=https://jane:p%40ss-canary@mirror.example/simple https://x:other-canary@two.example/",
		"MY_PASSWORD=abc", "NAME=plain", "broken",
	}, []string{"Jane Canary", "jane@canary.example", ""})
	// What this machine is called must not decide the test.
	s.users, s.hosts = []string{"jcanary"}, []string{"canarybox.intranet.example", "canarybox"}
	s.homes = []string{"/home/jcanary", `C:\Users\jcanary`}
	return s
}

func TestHide(t *testing.T) {
	t.Parallel()
	s := aScrub(t)
	for text, want := range map[string]string{
		"nothing to hide":                                "nothing to hide",
		"the token is tok-canary-1.":                     "the token is ***.",
		"tok-canary-1tok-canary-1":                       "******",
		"key: MIIcanaryBBBB":                             "key: ***",
		"https://jane:p%40ss-canary@mirror.example/x":    "https://***@mirror.example/x",
		"said p@ss-canary and other-canary":              "said *** and ***",
		"https://u:pw@mirror.example/?token=abcdef":      "https://***@mirror.example/?token=***",
		"Authorization: Bearer abcdefgh":                 "Authorization: ***",
		"git@github.com:jupyter/nbformat.git":            "git@github.com:jupyter/nbformat.git",
		"by Jane Canary <jane@canary.example>":           "by <you> <<you>>",
		"mail someone.else+x@sub.example.org now":        "mail <e-mail> now",
		"eslint-plugin-jsdoc@36.1.1 and a@1.0.0":         "eslint-plugin-jsdoc@36.1.1 and a@1.0.0",
		"/home/jcanary/src/nbformat":                     "~/src/nbformat",
		"PATH=/home/jcanary/bin:/usr/bin":                "PATH=~/bin:/usr/bin",
		"file:///home/jcanary":                           "file://~",
		"/home/jcanary2/x /home/jcanaryx":                "/home/jcanary2/x /home/jcanaryx",
		`"C:\Users\jcanary\x"`:                           `"~\x"`,
		"/tmp/pip-jcanary/x owned by jcanary:staff":      "/tmp/pip-<you>/x owned by <you>:staff",
		"jcanary_x jcanaries":                            "jcanary_x jcanaries",
		"me@canarybox:~$ ssh canarybox.intranet.example": "me@<host>:~$ ssh <host>",
		"abc":   "abc",
		"plain": "plain",
		"":      "",
	} {
		if got := s.hide(text); got != want {
			t.Errorf("hide(%q) = %q, want %q", text, got, want)
		}
	}
}

// TestScrubOfThisMachine checks that this machine's own names are found.
func TestScrubOfThisMachine(t *testing.T) {
	t.Parallel()
	host, err := os.Hostname()
	if err != nil {
		t.Skip(err)
	}
	home := filepath.Join(t.TempDir(), "zoe")
	s := newScrub([]string{"HOME=" + home, "USERNAME=zoe"}, nil)
	text := s.hide("on " + host + " in " + home + "/x by zoe, not by zoeb")
	for _, gone := range []string{home, "by zoe,"} {
		if strings.Contains(text, gone) {
			t.Errorf("%q has %q", text, gone)
		}
	}
	if len(host) > 1 && host != "localhost" && strings.Contains(text, "on "+host+" ") {
		t.Errorf("%q has the name of this machine, %q", text, host)
	}
	if !strings.HasSuffix(text, "not by zoeb") {
		t.Errorf("%q lost a word", text)
	}
	// Names that nobody owns stay, or no report could be read.
	if got := newScrub([]string{"USER=root", "HOME=/root"}, nil).hide("the root of the tree"); got != "the root of the tree" {
		t.Errorf("a common word is hidden: %q", got)
	}
}

func TestHideInEvents(t *testing.T) {
	t.Parallel()
	s := aScrub(t)
	got := s.body(event.Plan{
		Project: "x", Dir: "/home/jcanary/x", Warnings: []string{"tok-canary-1"},
		Steps: []event.Step{{ID: "one", Env: map[string]string{"A": "https://a:bcdefg@mirror.example/"}, Path: []string{"/home/jcanary/x/.venv/bin"}, Timeout: 7}},
	})
	want := event.Plan{
		Project: "x", Dir: "~/x", Warnings: []string{"***"},
		Steps: []event.Step{{ID: "one", Env: map[string]string{"A": "https://***@mirror.example/"}, Path: []string{"~/x/.venv/bin"}, Timeout: 7}},
	}
	if diff := cmp.Diff(event.Body(want), got); diff != "" {
		t.Errorf("plan (-want +got):\n%s", diff)
	}
	for _, b := range event.Bodies() {
		if diff := cmp.Diff(b, s.body(b)); diff != "" {
			t.Errorf("an empty %s (-want +got):\n%s", b.Type(), diff)
		}
	}
}
