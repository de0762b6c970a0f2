package plan

import (
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

func TestNewLayout(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		os   guide.OS
		root string
		want Layout
	}{
		{guide.Linux, "/w/.venv", Layout{
			Root: "/w/.venv", Bin: "/w/.venv/bin", Site: "/w/.venv/lib/python3*/site-packages", Python: "/w/.venv/bin/python",
		}},
		{guide.Darwin, "/w w/.venv", Layout{
			Root: "/w w/.venv", Bin: "/w w/.venv/bin", Site: "/w w/.venv/lib/python3*/site-packages", Python: "/w w/.venv/bin/python",
		}},
		{guide.Linux, `/[w]/*?\`, Layout{
			Root: `/[w]/*?\`, Bin: `/[w]/*?\/bin`, Site: `/[[]w]/[*][?][\\]/lib/python3*/site-packages`, Python: `/[w]/*?\/bin/python`,
		}},
		{guide.Windows, `C:\w\.venv`, Layout{
			Root: `C:\w\.venv`, Bin: `C:\w\.venv\Scripts`, Site: `C:\w\.venv\Lib\site-packages`, Python: `C:\w\.venv\Scripts\python.exe`,
		}},
		{guide.Windows, `C:\[w]`, Layout{
			Root: `C:\[w]`, Bin: `C:\[w]\Scripts`, Site: `C:\[[]w]\Lib\site-packages`, Python: `C:\[w]\Scripts\python.exe`,
		}},
	} {
		if diff := cmp.Diff(c.want, NewLayout(c.os, c.root)); diff != "" {
			t.Errorf("NewLayout(%s, %s) (-want +got):\n%s", c.os, c.root, diff)
		}
	}
	if l := newCondaLayout(guide.Windows, `C:\w`); l.Python != `C:\w\python.exe` || len(l.programs(guide.Windows)) != 3 {
		t.Errorf("conda's layout on Windows is %+v", l)
	}
}

// TestEscapeGlob matches random names with their own patterns, and with those of others.
func TestEscapeGlob(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("its patterns have no backslash")
	}
	random := rand.New(rand.NewPCG(5, 6))
	const special = "*?[]\\^-!ab "
	names := make([]string, 2000)
	for i := range names {
		b := make([]byte, 1+random.IntN(4))
		for j := range b {
			b[j] = special[random.IntN(len(special))]
		}
		names[i] = string(b)
	}
	for i, name := range names {
		other := names[(i+1)%len(names)]
		for _, text := range []string{name, other} {
			matched, err := filepath.Match(escapeGlob(guide.Linux, name), text)
			if err != nil || matched != (text == name) {
				t.Fatalf("the pattern %s of %q matches %q: %t, %v", escapeGlob(guide.Linux, name), name, text, matched, err)
			}
		}
	}
}

func TestPaths(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		what, got, want string
	}{
		{"join", join(guide.Linux, "/home/me", "a/b", "", ".", "c"), "/home/me/a/b/c"},
		{"join at the root", join(guide.Linux, "/", "a"), "/a"},
		{"join on Windows", join(guide.Windows, `C:\Users\me`, "a/b"), `C:\Users\me\a\b`},
		{"join at a drive", join(guide.Windows, `C:\`, "a"), `C:\a`},
		{"join nothing", join(guide.Linux, "", "."), ""},
		{"parent", parent(guide.Linux, "/home/me/a"), "/home/me"},
		{"parent of the first folder", parent(guide.Linux, "/a"), "/"},
		{"parent on Windows", parent(guide.Windows, `C:\Users\me`), `C:\Users`},
		{"parent at a drive", parent(guide.Windows, `C:\a`), `C:\`},
		{"parent with a backslash in a name", parent(guide.Linux, `/a/b\c`), "/a"},
		{"parent of a name", parent(guide.Linux, "a"), "a"},
		{"base", base(guide.Linux, "deps/theme"), "theme"},
		{"base of a name", base(guide.Linux, "theme"), "theme"},
		{"slashes", slashed(guide.Windows, `C:\a\b`), "C:/a/b"},
		{"backslash in a name", slashed(guide.Linux, `a\b`), `a\b`},
	} {
		if c.got != c.want {
			t.Errorf("%s is %q, want %q", c.what, c.got, c.want)
		}
	}
}
