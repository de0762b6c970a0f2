package overlay

import "strings"

// fromFiles collects what the person's files say. Files that their tool is told to leave alone say nothing.
func fromFiles(files []File, e environment) []statement {
	var out []statement
	for _, f := range files {
		if !ignored(f.Kind, e) {
			out = append(out, fromFile(f, FromFile, e)...)
		}
	}
	return out
}

// ignored reports whether a variable tells the tool to read no such file.
func ignored(kind FileKind, e environment) bool {
	switch kind {
	case PipConf:
		v, _ := e.get("PIP_CONFIG_FILE")
		return v == "/dev/null" || strings.EqualFold(v, "nul")
	case UVToml:
		v, _ := e.get("UV_NO_CONFIG")
		return v != "" && v != "0" && v != "false"
	default:
		return false
	}
}

// fromFile reads one file. What isn't understood says nothing.
func fromFile(f File, kind OriginKind, e environment) []statement {
	in := reader{file: f, kind: kind}
	switch f.Kind {
	case PipConf:
		in.tool = Pip
		in.pip()
	case UVToml:
		in.tool = UV
		in.uv("")
	case PyProject:
		in.tool = UV
		in.uv("tool.uv.")
	case NPMRC:
		in.tool = NPM
		in.npm(e)
	case YarnRC:
		in.tool = Yarn1
		in.yarnClassic()
	case YarnRCYML:
		in.tool = Yarn3
		in.yarnModern(e)
	case Bunfig:
		in.tool = Bun
		in.bun()
	case Condarc:
		in.tool = Conda
		in.conda()
	case GitConfig:
		in.tool = Git
		in.git()
	}
	return in.said
}

// maxText is how much of a settings file is read: more is none.
const maxText = 1 << 20

// A reader collects the statements of one file.
type reader struct {
	file File
	kind OriginKind
	tool Tool
	said []statement
}

func (r *reader) text() string {
	if len(r.file.Text) > maxText {
		return ""
	}
	return strings.TrimPrefix(r.file.Text, "\ufeff")
}

// say notes what a key says.
func (r *reader) say(s setting, key, text string) {
	origin := Origin{Kind: r.kind, Name: r.file.Path, Key: key, Tool: r.tool}
	for _, t := range texts(s, strings.TrimSpace(text)) {
		r.said = append(r.said, statement{s, Value{t, origin}})
	}
}

// lines yields the lines of a file without surrounding space, numbered comments and empty ones left out.
func lines(text, comments string) []string {
	var out []string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line != "" && !strings.ContainsRune(comments, rune(line[0])) {
			out = append(out, line)
		}
	}
	return out
}

// unquote takes matching quotes off a value.
func unquote(text string) string {
	if n := len(text); n >= 2 && (text[0] == '"' || text[0] == '\'') && text[n-1] == text[0] {
		return text[1 : n-1]
	}
	return text
}

// expand replaces ${NAME}, ${NAME-default} and ${NAME:-default} as npm and Yarn do. A name that isn't set and
// has no default makes the whole text unusable.
func expand(text string, e environment) (string, bool) {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "${")
		b.WriteString(before)
		if !ok {
			return b.String(), true
		}
		name, after, ok := strings.Cut(rest, "}")
		if !ok {
			return "", false
		}
		name, fallback, optional := strings.Cut(name, "-")
		value, set := e.get(strings.TrimRight(name, ":?"))
		switch {
		case set && (value != "" || !strings.HasSuffix(name, ":")):
			b.WriteString(value)
		case optional:
			b.WriteString(fallback)
		case !strings.HasSuffix(name, "?"):
			return "", false
		}
		text = after
	}
}
