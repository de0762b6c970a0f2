package gitrepo_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
)

// hostileURLs are addresses that git must never see.
func hostileURLs() []string {
	return []string{
		"", " ", "-", "--upload-pack=touch /tmp/x", "-oProxyCommand=touch x", "--config=core.fsmonitor=x",
		"ext::sh -c touch% /tmp/x", "ext::x", "fd::3", "transport::address", "::x",
		"ssh://-oProxyCommand=touch/x/y", "ssh://git@-oProxyCommand=x/y/z", "-oProxyCommand=x@h:y", "git@-oProxyCommand=x:owner/name",
		"git@host:-oProxyCommand", "git@host:--upload-pack=x", "https://host/-x/y", "ssh://host/--upload-pack=x",
		"https://h\no/x", "https://h/x\n--upload-pack=y", "https://h/x\r", "https://h/\x00x", "https://h/\x1b[31m", "https://h/\u202ex",
		"https://h/\u200bx", "https://h/%0a", "https://h/%00x", "https://h/%1b[2J", "https://h/%2e%2e/x", "https://h/../x", "https://h/a/./b",
		"https://h/a/../../etc", "git@host:../x", "git@host:a/../../b", "git@h:a%2e%2e/b", "\xff\xfe://h/x", "https://h/\xff",
		"https://user:password@h/x", "https://:password@h/x", "ssh://git:password@h/x", "https://ghp_0123456789abcdefghij0123456789abcdef@h/x",
		"https://x-access-token@h/x", "https://user%0a@h/x", "https://us er@h/x", "http://github.com/a/b", "http://127.0.0.1.evil.example/a/b",
		"http://localhost.evil.example/a/b", "http://127.1/a/b", "git://github.com/a/b", "ftp://h/x", "rsync://h/x", "javascript://h/x", "data:text/plain,x",
		"file:///etc", "file://host/share", "file:///a/../b", "/etc", "./x", "../x", "C:\\x", "\\\\server\\share",
		"https://", "https:///x", "https://h", "https://h/", "https://h:/x", "https://h:99999999/x", "https://h:x/y", "https://h?x/y",
		"https://h/x?upload-pack=y", "https://h/x#y", "https://h..h/x", "https://.h/x", "https://xn--\u00e9/x", "https://git\u043bab.example/x",
		"https://[::1/x", "https://[fe80::1%25eth0]/x", "https://h/a b", "https://h/a`b", "https://h/$(x)", "https://h/a;b", "https://h/a|b", "https://h/a\\b",
		"git@h:", "git@h:/", "@h:x", "git@:x", "a@b@c:d", "git@h:a b", "git@h:$(x)", "https://h/" + strings.Repeat("a", 3000),
	}
}

func TestHostileAddressesAreRefused(t *testing.T) {
	t.Parallel()
	if n := len(hostileURLs()); n < 60 {
		t.Errorf("only %d addresses were tried", n)
	}
	t.Logf("tries: %d", len(hostileURLs()))
	for _, raw := range hostileURLs() {
		a, err := gitrepo.ValidateURL(raw)
		var invalid *gitrepo.InvalidError
		if !errors.As(err, &invalid) || a.String() != "" {
			t.Errorf("%q was accepted: %q, %v", raw, a, err)
			continue
		}
		for _, secret := range []string{"password@", "ghp_0123"} {
			if strings.Contains(err.Error(), secret) {
				t.Errorf("the error shows the secret: %v", err)
			}
		}
		if strings.ContainsAny(err.Error(), "\n\r\x00\x1b") {
			t.Errorf("the error holds control characters: %q", err.Error())
		}
	}
}

func TestGoodAddresses(t *testing.T) {
	t.Parallel()
	for raw, host := range map[string]string{
		"https://github.com/jupyterlab/jupyterlab":        "github.com",
		"https://github.com/jupyterlab/jupyterlab.git":    "github.com",
		"HTTPS://GitHub.com/jupyterlab/jupyterlab.git":    "github.com",
		"https://ada@git.example.org/team/sub/project":    "git.example.org",
		"https://git.example.org:8443/scm/x/y.git":        "git.example.org:8443",
		"https://git.example.org/~ada/x":                  "git.example.org",
		"https://git.example.org/r/my%20project":          "git.example.org",
		"ssh://git@github.com/jupyter/nbformat.git":       "github.com",
		"ssh://git@ssh.github.com:443/jupyter/nbformat":   "ssh.github.com:443",
		"git@github.com:jupyter/nbformat.git":             "github.com",
		"org-123@github.com:jupyter/nbformat":             "github.com",
		"http://127.0.0.1:8080/jupyter/nbformat":          "127.0.0.1:8080",
		"http://localhost/jupyter/nbformat":               "localhost",
		"http://[::1]:80/jupyter/nbformat":                "[::1]:80",
		"https://192.0.2.7/jupyter/nbformat":              "192.0.2.7",
		"https://dev.example.org/org/_git/repo.name_with": "dev.example.org",
	} {
		a, err := gitrepo.ValidateURL(raw)
		if err != nil || a.Host() != host || a.IsFile() || a.String() == "" {
			t.Errorf("%q: %q on %q, %v", raw, a, a.Host(), err)
		}
	}
}

func TestParseFrom(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		"/srv/git/x":                 "file:///srv/git/x",
		"x":                          "file:///base/x",
		"./x/../y":                   "file:///base/y",
		"../up":                      "file:///up",
		"with space":                 "file:///base/with%20space",
		"file:///srv/git/x":          "file:///srv/git/x",
		"https://h.example/a/b":      "https://h.example/a/b",
		"git@h.example:a/b":          "git@h.example:a/b",
		"":                           "",
		"-x":                         "",
		"--upload-pack=x":            "",
		"~/x":                        "",
		"a\nb":                       "",
		"a\x1bb":                     "",
		"ext::sh":                    "",
		"a:b":                        "",
		"$(x)":                       "",
		"file://host/x":              "",
		"file:///-x":                 "",
		"http://github.com/a/b":      "",
		"https://u:p@h.example/a/b":  "",
		"/a/" + string([]byte{0xff}): "",
	} {
		a, err := gitrepo.ParseFrom(raw, "/base")
		if a.String() != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v; want %q", raw, a, err, want)
		}
		if want != "" && a.IsFile() != strings.HasPrefix(want, "file:") {
			t.Errorf("%q: IsFile is %v", raw, a.IsFile())
		}
	}
}

func TestValidateRepo(t *testing.T) {
	t.Parallel()
	for _, good := range []string{"jupyterlab/jupyterlab", "jupyter/nbformat", "a/b", "ipython/ipython-genutils", "x/.github", "x/a.b_c-d", "Quansight-Labs/x"} {
		if err := gitrepo.ValidateRepo(good); err != nil {
			t.Error(err)
		}
	}
	for _, bad := range []string{
		"", "/", "a", "a/", "/b", "a/b/c", "../x", "a/..", "a/.", "./a", "-a/b", "a/-b", "a/.git", "a/b.git", "a b/c", "a/b c", "a/b\n", "a\x00/b",
		"a/b?x=1", "a/b#x", "a/%2e%2e", "a/b;c", "a/\u202eb", "a/\u00e9", "../user/keys?x=", strings.Repeat("a", 40) + "/b", "a/" + strings.Repeat("b", 101), "a/.GIT", "a/$(x)", "a\\b/c",
	} {
		if err := gitrepo.ValidateRepo(bad); !errors.As(err, new(*gitrepo.InvalidError)) {
			t.Errorf("%q was accepted: %v", bad, err)
		}
	}
}

func TestValidateRef(t *testing.T) {
	t.Parallel()
	for _, good := range []string{"main", "4.x", "issue-123", "feature/a_b", "dependabot/npm_and_yarn/x-1.2", "a@b", "fix#12", "v1.0+local"} {
		if err := gitrepo.ValidateRef(good); err != nil {
			t.Error(err)
		}
	}
	for _, bad := range []string{
		"", "-b", "--upload-pack=x", "a..b", "a/../b", "/a", "a/", "a//b", ".a", "a/.b", "a.lock", "a.lock/b", "a.", "@", "@{-1}", "a@{1}", "HEAD",
		"refs/heads/x", "a b", "a\tb", "a\nb", "a\x00b", "a\x1b[31m", "a~1", "a^", "a:b", "a?b", "a*b", "a[b", "a\\b", "a;b", "a|b", "a&b", "a$b", "a`b",
		"a'b", "a\"b", "a<b", "(a)", "{a}", "!a", "a/-b", "\u202ea", "\u00e9", "\xff", strings.Repeat("a", 245),
	} {
		if err := gitrepo.ValidateRef(bad); !errors.As(err, new(*gitrepo.InvalidError)) {
			t.Errorf("%q was accepted: %v", bad, err)
		}
	}
}

func TestRepoURL(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ server, repo, want string }{
		{"", "jupyter/nbformat", "https://github.com/jupyter/nbformat.git"},
		{"https://github.example.com/", "jupyter/nbformat", "https://github.example.com/jupyter/nbformat.git"},
		{"http://127.0.0.1:99", "a/b", "http://127.0.0.1:99/a/b.git"},
		{"http://github.example.com", "a/b", ""},
		{"https://u:p@github.example.com", "a/b", ""},
		{"--x", "a/b", ""},
		{"", "../b", ""},
	} {
		a, err := gitrepo.RepoURL(c.server, c.repo)
		if a.String() != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%q %q: %q, %v; want %q", c.server, c.repo, a, err, c.want)
		}
	}
}

func TestSameRepo(t *testing.T) {
	t.Parallel()
	same := []string{
		"https://github.com/jupyter/nbformat", "https://github.com/jupyter/nbformat.git", "https://github.com/jupyter/nbformat/",
		"https://www.github.com/Jupyter/NBFormat.git", "https://ada@github.com/jupyter/nbformat", "https://ada:pw@github.com:443/jupyter/nbformat",
		"git@github.com:jupyter/nbformat.git", "github.com:jupyter/nbformat", "ssh://git@github.com/jupyter/nbformat", "ssh://git@github.com:22/jupyter/nbformat.git",
		"ssh://git@ssh.github.com:443/jupyter/nbformat.git", "git://github.com/jupyter/nbformat", "http://github.com/jupyter/nbformat",
	}
	for _, a := range same {
		for _, b := range same {
			if !gitrepo.SameRepo(a, b) {
				t.Errorf("%q and %q are one repository", a, b)
			}
		}
		for _, b := range []string{
			"", "https://github.com/ada/nbformat", "https://github.com/jupyter/nbformat2", "https://gitlab.com/jupyter/nbformat", "https://github.com:8443/jupyter/nbformat",
			"/jupyter/nbformat", "file:///jupyter/nbformat", "https://github.com/jupyter/nbformat/wiki", "https://evil.example/github.com/jupyter/nbformat",
		} {
			if gitrepo.SameRepo(a, b) {
				t.Errorf("%q and %q are two repositories", a, b)
			}
		}
	}
	if gitrepo.SameRepo("", "") || !gitrepo.SameRepo("/srv/x", "file:///srv/x.git") {
		t.Error("folders are compared wrongly")
	}
}

// FuzzValidateURL checks what an accepted address can't be.
func FuzzValidateURL(f *testing.F) {
	for _, seed := range hostileURLs() {
		f.Add(seed)
	}
	f.Add("https://github.com/jupyter/nbformat")
	f.Fuzz(func(t *testing.T, raw string) {
		a, err := gitrepo.ParseFrom(raw, "/work")
		if err != nil {
			return
		}
		s := a.String()
		if s == "" || s[0] == '-' || strings.ContainsAny(s, "\n\r\x00\x1b \"'`;|<>\\") || strings.Contains(s, "::") && !strings.Contains(s, "[") {
			t.Errorf("%q became %q", raw, s)
		}
		again, err := gitrepo.ParseFrom(s, "/work")
		if err != nil || again != a {
			t.Errorf("%q: %q isn't accepted again as it is: %q, %v", raw, s, again, err)
		}
	})
}
