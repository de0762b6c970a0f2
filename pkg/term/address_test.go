package term

import (
	"net/url"
	"strings"
	"testing"
)

func TestAddress(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ in, want string }{
		{"https://github.com/jupyter/notebook", "https://github.com/jupyter/notebook"},
		{"http://localhost:8888/lab?token=x#top", "http://localhost:8888/lab?token=x#top"},
		{"HTTPS://GitHub.com/A", "https://github.com/A"},
		{"https://127.0.0.1/", "https://127.0.0.1/"},
		{"http://[::1]:8080/", "http://[::1]:8080/"},
		{"https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/"},
		{"https://example.com/é?q=漢#ü", "https://example.com/%C3%A9?q=%E6%BC%A2#%C3%BC"},
		{"https://example.com/a%20b", "https://example.com/a%20b"},
		{"https://github.com.evil.example/jupyter", "https://github.com.evil.example/jupyter"},
		{"https://example.com./", "https://example.com./"},
	} {
		if got, ok := Address(tt.in); !ok || got != tt.want {
			t.Errorf("Address(%q) = %q, %v", tt.in, got, ok)
		}
	}
}

func TestAddressRefused(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"", "github.com", "//github.com/x", "/etc/passwd", "https:", "https://", "https:///path", "https:github.com",
		"javascript:alert(1)", "file:///etc/passwd", "ftp://example.com", "ssh://git@github.com", "data:text/html,x",
		"vscode://x", "mailto:a@example.com", "git@github.com:a/b", "x-man-page://ls",
		"https://github.com@evil.example/", "https://a:b@evil.example/", "https://@evil.example/",
		"https://github.com\\@evil.example/", "https://evil.example\\.github.com/",
		"https://gіthub.com/", "https://ex%C3%A4mple.com/", "https://%67ithub.com/",
		"https://github.com /", " https://github.com", "https://github.com/a b", "https://github.com/\n", "https://github.com/\ta",
		"https://github.com/\x1b]8;;", "https://github.com/\u202e", "https://github.com/\u200b", "https://github.com/\xff",
		"https://git\u00adhub.com", "https://github。com", "https://.../", "https://a..b/", "https://.com/", "https://example.com:/",
		"https://example.com:port/", "https://[fe80::1%25eth0]/", "https://[::1", "https://exa$mple.com", "https://a,b/", "https://a;b/",
		"https://example.com/" + strings.Repeat("a", maxAddress),
		"https://example.com/" + strings.Repeat("é", 500),
	} {
		t.Log("tries: 1")
		if got, ok := Address(s); ok || got != "" {
			t.Errorf("Address(%q) = %q, %v", s, got, ok)
		}
	}
	for _, p := range payloads() {
		s := "https://example.com/" + p.text
		if got, ok := Address(s); ok && (!Safe(got) || strings.Contains(got, " ")) {
			t.Errorf("Address(%q) = %q", s, got)
		}
	}
}

func FuzzAddress(f *testing.F) {
	f.Add("https://github.com/a?b=c#d")
	f.Add("http://[::1]:8080/é")
	f.Add("https://a@b/")
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := Address(s)
		if !ok {
			if got != "" {
				t.Errorf("refused, but %q", got)
			}
			return
		}
		for _, r := range got {
			if r <= ' ' || r >= 0x7f {
				t.Errorf("%q in %q", r, got)
			}
		}
		u, err := url.Parse(got)
		if err != nil || u.User != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			t.Fatalf("%q: %v", got, err)
		}
		if !strings.HasPrefix(got, u.Scheme+"://"+u.Host) {
			t.Errorf("the host %q doesn't come first in %q", u.Host, got)
		}
		if again, ok := Address(got); !ok || again != got {
			t.Errorf("%q, then %q %v", got, again, ok)
		}
	})
}
