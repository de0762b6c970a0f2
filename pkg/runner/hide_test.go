package runner

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestHide(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"":                                    "",
		"plain text":                          "plain text",
		"https://example.org/a@b":             "https://example.org/a@b",
		"https://u:p@example.org/x":           "https://***@example.org/x",
		"https://token@example.org":           "https://***@example.org",
		"https://u:p@q@example.org":           "https://***@example.org",
		"git clone https://u:p@h/x /d":        "git clone https://***@h/x /d",
		"'https://u:p@h' \"http://v:q@i\"":    "'https://***@h' \"http://***@i\"",
		"--index-url=https://u:p@h/simple":    "--index-url=https://***@h/simple",
		"HTTPS://U:P@H":                       "HTTPS://***@H",
		"ssh://git@github.com/o/r":            "ssh://git@github.com/o/r",
		"ssh://git:pw@github.com/o/r":         "ssh://git:***@github.com/o/r",
		"git+ssh://git@h/x":                   "git+ssh://git@h/x",
		"git+https://u:p@h/x":                 "git+https://***@h/x",
		"git@github.com:o/r":                  "git@github.com:o/r",
		"https://h/x?token=abc&y=1":           "https://h/x?token=***&y=1",
		"https://h/x?y=1&X-Amz-Signature=abc": "https://h/x?y=1&X-Amz-Signature=***",
		"https://h/x?page=2":                  "https://h/x?page=2",
		"socks5://u:p@proxy:1080":             "socks5://***@proxy:1080",
		"a://b@c://d:e@f":                     "a://***@c://***@f",
	} {
		if got := hide(in); got != want {
			t.Errorf("%q is shown as %q, want %q", in, got, want)
		}
		if again := hide(hide(in)); again != want {
			t.Errorf("%q twice is %q", in, again)
		}
	}
}

func TestHideEnv(t *testing.T) {
	t.Parallel()
	env := map[string]string{
		"PIP_INDEX_URL": "https://u:p@mirror.example/simple", "NPM_TOKEN": "abc", "npm_config__auth": "abc",
		"MY_API_KEY": "abc", "DB_PASSWORD": "abc", "GH_PAT": "abc", "PATH": "/bin", "KEYBOARD": "de", "AUTHOR": "ada",
	}
	before := len(env)
	want := map[string]string{
		"PIP_INDEX_URL": "https://***@mirror.example/simple", "NPM_TOKEN": "***", "npm_config__auth": "***",
		"MY_API_KEY": "***", "DB_PASSWORD": "***", "GH_PAT": "***", "PATH": "/bin", "KEYBOARD": "de", "AUTHOR": "ada",
	}
	if diff := cmp.Diff(want, hideEnv(env)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if env["NPM_TOKEN"] != "abc" || len(env) != before || hideEnv(nil) != nil {
		t.Error("the step's own variables were changed")
	}
}

// A long line without an address costs little.
func TestHideIsQuick(t *testing.T) {
	t.Parallel()
	for _, in := range []string{strings.Repeat("x", 1<<20), "://" + strings.Repeat("@", 1<<16), strings.Repeat("a://b@", 1<<14)} {
		begin := time.Now()
		hide(in)
		if took := time.Since(begin); took > 5*time.Second {
			t.Errorf("%.10q… of %d bytes takes %v", in, len(in), took)
		}
	}
}

func TestWords(t *testing.T) {
	t.Parallel()
	for d, want := range map[time.Duration]string{
		0: "0 s", 400 * time.Millisecond: "0 s", 2 * time.Second: "2 s", 59 * time.Second: "59 s", time.Minute: "1 min",
		90 * time.Second: "1 min 30 s", 30 * time.Minute: "30 min", time.Hour: "1 h", time.Hour + 30*time.Second: "1 h",
		65 * time.Minute: "1 h 5 min", 25 * time.Hour: "25 h",
	} {
		if got := words(d); got != want {
			t.Errorf("%v is %q, want %q", d, got, want)
		}
	}
}
