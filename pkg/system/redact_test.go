package system_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

func TestRedact(t *testing.T) {
	t.Parallel()
	token := "ghp_" + strings.Repeat("a1", 18)
	for in, want := range map[string]string{
		"":                                        "",
		"nothing here":                            "nothing here",
		"https://mirror.example/simple":           "https://mirror.example/simple",
		"https://ada:pw@mirror.example/simple":    "https://***@mirror.example/simple",
		"https://token@mirror.example/":           "https://***@mirror.example/",
		"see https://a:b@h/x and https://c:d@i/":  "see https://***@h/x and https://***@i/",
		"https://a:p@ss@h/x":                      "https://***@h/x",
		"https://a:@h":                            "https://***@h",
		"https://h/@scope/pkg":                    "https://h/@scope/pkg",
		"https://h/?mail=a@b":                     "https://h/?mail=a@b",
		"'https://a:b@h'":                         "'https://***@h'",
		"ssh://git@h/x":                           "ssh://git@h/x",
		"ssh://git:pw@h/x":                        "ssh://git:***@h/x",
		"git@github.com:a/b":                      "git@github.com:a/b",
		"socks5://u:p@h:1":                        "socks5://***@h:1",
		"postgres://u:p@h/d":                      "postgres://***@h/d",
		"https://@h/":                             "https://@h/",
		"https://h/?token=abc&x=1":                "https://h/?token=***&x=1",
		"https://h/?x=1&access_token=abc":         "https://h/?x=1&access_token=***",
		"https://h/?X-Amz-Signature=abc#f":        "https://h/?X-Amz-Signature=***#f",
		"https://h/?api_key=":                     "https://h/?api_key=",
		"https://h/?tokens":                       "https://h/?tokens",
		"Authorization: Basic abc":                "Authorization: ***",
		"-H 'authorization: bearer x' https://h":  "-H 'authorization: ***' https://h",
		"Authorization: a\nnext line":             "Authorization: ***\nnext line",
		"token " + token + "!":                    "token ***!",
		"git clone https://" + token + "@h/a/b":   "git clone https://***@h/a/b",
		"ghp_short npm_config_registry":           "ghp_short npm_config_registry",
		"github_pat_" + strings.Repeat("A_b", 12): "***",
		"\xff https://a:b@h \xfe":                 "\xff https://***@h \xfe",
		"\xffAUTHORIZATION: x":                    "\xffAUTHORIZATION: ***",
		"İ authorization: x":                      "İ authorization: ***",
		"a?b&c;d":                                 "a?b&c;d",
		"://a:b@":                                 "://***@",
	} {
		if got := system.Redact(in); got != want {
			t.Errorf("Redact(%q)\n got %q\nwant %q", in, got, want)
		}
	}
}

// FuzzRedact checks that what is masked stays masked, and that a password in an
// address never survives.
func FuzzRedact(f *testing.F) {
	for _, seed := range []string{"https://a:b@h", "?token=x", "authorization: x", "ghp_aaaaaaaaaaaaaaaaaaaaaaaa", "\xff\x00://@?&="} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := system.Redact(s)
		if twice := system.Redact(once); twice != once {
			t.Errorf("%q: %q, and again: %q", s, once, twice)
		}
		if utf8.ValidString(s) && !utf8.ValidString(once) {
			t.Errorf("%q: %q isn't UTF-8", s, once)
		}
		const password = "S3CR3T-WORD"
		if got := system.Redact(s + " https://ada:" + password + "@mirror.example/ " + s); strings.Contains(got, password) {
			t.Errorf("%q shows the password", got)
		}
	})
}
