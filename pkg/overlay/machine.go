package overlay

import (
	"slices"
	"strings"
)

// A Machine is what a person's machine says, as the caller read it.
type Machine struct {
	// Environment variables by name. What [Reads] doesn't know is only used where an npm or Yarn file
	// refers to it (${NAME}), and isn't kept.
	Env map[string]string
	// Go's name of the operating system; on windows the names of variables ignore case.
	OS string
	// The person's files, in the order of [Places]: of two of a kind the first wins.
	Files []File
	// Number of certificates in the files that [CAFiles] names, as far as the caller counted them.
	Certificates map[string]int
}

// A File is the text of a settings file, or of what a tool said of its settings.
type File struct {
	Kind FileKind
	// Where it was read, for people.
	Path string
	Text string
}

// A FileKind is whose settings file it is.
type FileKind string

// The kinds of file.
const (
	PipConf   FileKind = "pip.conf"
	UVToml    FileKind = "uv.toml"
	PyProject FileKind = "pyproject.toml" // Of a repository only: its [tool.uv].
	NPMRC     FileKind = ".npmrc"
	YarnRC    FileKind = ".yarnrc"
	YarnRCYML FileKind = ".yarnrc.yml"
	Bunfig    FileKind = "bunfig.toml"
	Condarc   FileKind = ".condarc"
	// What `git config --list -z` says, because only git can follow its own includes.
	GitConfig FileKind = "git config"
)

// wholeBundle is how many certificates make a file one that can be used alone. The lists of public
// authorities have more than a hundred, a company's own chain has a handful.
const wholeBundle = 20

// IsWhole reports whether a file with n certificates can be used alone: the public authorities are in it.
func IsWhole(n int) bool { return n >= wholeBundle }

// FromMachine collects what a machine says. The tools' own order holds within a tool: variables, then files.
// Between tools, what is meant for all of them (HTTPS_PROXY) comes before what was said to one.
func FromMachine(m Machine) Settings {
	whole := environment{values: m.Env, fold: m.OS == "windows"}
	s := Settings{env: newEnvironment(m.Env, m.OS)}
	s.said = append(fromVariables(whole), fromFiles(m.Files, whole)...)
	s.HTTPProxy, s.HTTPSProxy = first(s.said, httpProxy), first(s.said, httpsProxy)
	s.NoProxy, s.SystemCA = first(s.said, noProxy), first(s.said, systemCA)
	s.PythonIndex = first(s.said, pythonIndex)
	s.ExtraPythonIndexes = all(s.said, extraIndex, Pip)
	s.NPMRegistry = first(s.said, npmRegistry)
	s.NPMLogin = login(s.said, s.NPMRegistry.Text)
	s.CondaAlias, s.CondaChannels = first(s.said, condaAlias), all(s.said, condaChannels)
	s.GoProxy = first(s.said, goProxy)
	s.CABundle, s.ExtraCA = certificates(s.said, m.Certificates)
	s.GitInsteadOf = rewrites(s.said)
	return s
}

// CAFiles lists the files with certificates that a machine's settings name, for the caller to count.
func CAFiles(m Machine) []string {
	whole := environment{values: m.Env, fold: m.OS == "windows"}
	var out []string
	for _, st := range append(fromVariables(whole), fromFiles(m.Files, whole)...) {
		if (st.setting == caBundle || st.setting == extraCA) && !slices.Contains(out, st.value.Text) {
			out = append(out, st.value.Text)
		}
	}
	return out
}

// certificates tells a bundle that can be used alone from certificates that only add to one. A file that
// nobody counted is a bundle if it was given to all programs that use OpenSSL, requests or curl; what was
// given to one tool may be the certificate of one server, with which no other server can be reached.
func certificates(said []statement, count map[string]int) (bundle, extra Value) {
	for _, st := range said {
		if st.setting != caBundle && st.setting != extraCA {
			continue
		}
		n, counted := count[st.value.Text]
		whole := IsWhole(n) || !counted && st.setting == caBundle && st.value.Origin.Tool == ""
		switch {
		case whole && !bundle.IsSet():
			bundle = st.value
		case !whole && !extra.IsSet():
			extra = st.value
		}
	}
	return bundle, extra
}

// login is what was said for the registry or, the closest first, for a folder above it.
func login(said []statement, registry string) Value {
	_, rest, ok := strings.Cut(registry, "://")
	if !ok {
		return Value{}
	}
	if plain, user := parts(registry); user != nil {
		_, rest, _ = strings.Cut(plain, "://")
	}
	want := "//" + strings.TrimSuffix(rest, "/") + "/"
	best := Value{}
	longest := 0
	for _, st := range said {
		if key := st.value.Origin.Key; st.setting == npmLogin && len(key) > longest && strings.HasPrefix(want, key) {
			best, longest = st.value, len(key)
		}
	}
	return best
}

func rewrites(said []statement) []Rewrite {
	var out []Rewrite
	for _, st := range said {
		if st.setting != insteadOf {
			continue
		}
		from, to, _ := strings.Cut(st.value.Text, "\x00")
		out = append(out, Rewrite{From: from, To: Value{to, st.value.Origin}})
	}
	return out
}
