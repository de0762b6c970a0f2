package overlay

import (
	"strings"
	"testing"
)

func TestParseTOMLRefusesNonsense(t *testing.T) {
	t.Parallel()
	for _, nonsense := range []string{
		"= 1", "x", "x = \"", "x = [1", "x = {a=1", "[", "[[a]", "known.x = 1", "[known]",
		"x = " + strings.Repeat("[", maxText), "x = " + strings.Repeat("{a=", maxText/3),
	} {
		if got := parseTOML("known = \"kept\"\n" + nonsense); len(got) > 0 {
			t.Errorf("%.20q: %d tables", nonsense, len(got))
		}
	}
}

func TestExpand(t *testing.T) {
	t.Parallel()
	e := environment{values: map[string]string{"A": "1", "EMPTY": ""}}
	for in, want := range map[string]string{
		"plain": "plain", "x${A}y": "x1y", "${A}${A}": "11", "${B-d}": "d", "${B:-d}": "d", "${EMPTY:-d}": "d", "${EMPTY-d}": "", "${B?}": "", "${A:-d}": "1",
	} {
		if got, ok := expand(in, e); got != want || !ok {
			t.Errorf("expand(%q) = %q, %v, want %q", in, got, ok, want)
		}
	}
	for _, in := range []string{"${B}", "${A", "x${B}y"} {
		if got, ok := expand(in, e); ok {
			t.Errorf("expand(%q) = %q, want none", in, got)
		}
	}
}

// A hostile file costs no more than its length, and says nothing that isn't in it.
func TestHostileFiles(t *testing.T) {
	t.Parallel()
	bomb := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for i := 'b'; i < 'k'; i++ {
		bomb += string(i) + ": &" + string(i) + " [" + strings.TrimSuffix(strings.Repeat("*"+string(i-1)+",", 9), ",") + "]\n"
	}
	for name, text := range map[string]string{
		"alias bomb": bomb + "npmRegistryServer: *j\n", "too long": "npmRegistryServer: https://mirror.example/\n" + strings.Repeat("#", maxText),
		"deep": strings.Repeat("[", 100000), "not a mapping": "- npmRegistryServer: x", "nul": "\x00\x00", "null": "npmRegistryServer: null",
	} {
		if got := fromFile(File{Kind: YarnRCYML, Text: text}, FromRepository, environment{}); len(got) != 0 {
			t.Errorf("%s: says %v", name, got)
		}
	}
}

func FuzzFiles(f *testing.F) {
	for _, seed := range []string{
		"[global]\nindex-url = https://mirror.example\n  more\n", "registry=${A}\n//x/:_authToken=y\n//x:_auth=\n", "registry \"x\"\n",
		"npmRegistryServer: x\nhttpsProxy: [1]\n", "[[index]]\nurl=\"x\"\n[pip]\nindex-url=\"\"", "http.proxy\nx\x00url.a.insteadof\nb\x00", "channel_alias: x\ndefault_channels: [a, {b: c}]\nproxy_servers: x",
	} {
		f.Add(seed)
	}
	kinds := []FileKind{PipConf, UVToml, PyProject, NPMRC, YarnRC, YarnRCYML, Bunfig, Condarc, GitConfig}
	f.Fuzz(func(t *testing.T, text string) {
		for _, kind := range kinds {
			files := []File{{Kind: kind, Path: "f", Text: text}}
			s := FromMachine(Machine{Env: map[string]string{"A": text}, Files: files})
			for _, v := range s.Variables(Project{Yarn: 3}) {
				if v.Value == "" {
					t.Errorf("%s: %s is made empty", kind, v.Name)
				}
			}
			for _, tool := range Tools() {
				s.Where(tool, Site{Files: files, Remote: text})
			}
		}
	})
}
