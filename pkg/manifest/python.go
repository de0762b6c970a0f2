package manifest

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"
)

// pyproject reads pyproject.toml.
func pyproject(data []byte) []Value {
	doc := map[string]any{}
	if err := toml.Unmarshal(data, &doc); err != nil {
		return nil
	}
	t := tomlText{lines: lines(data)}
	project := table(doc, "project")
	var out []Value
	add := func(kind Kind, section, key string, value any) {
		if text := textOf(value); text != "" {
			out = append(out, Value{Kind: kind, Text: text, Line: t.line(section, key)})
		}
	}
	add(Distribution, "project", "name", project["name"])
	add(PythonRange, "project", "requires-python", project["requires-python"])
	add(Licence, "project", "license", licence(project["license"]))
	add(Backend, "build-system", "build-backend", table(doc, "build-system")["build-backend"])
	if tool := versionTool(doc); tool != "" {
		out = append(out, Value{Kind: VersionTool, Text: tool, Line: t.line("build-system", "requires")})
	}
	add(TestSettings, "tool.pytest.ini_options", "", settingsOf(table(doc, "tool", "pytest", "ini_options")))
	for _, name := range sortedNames(table(project, "optional-dependencies")) {
		out = append(out, Value{
			Kind: Extra, Name: name, Text: textOf(table(project, "optional-dependencies")[name]),
			Line: t.line("project.optional-dependencies", name),
		})
	}
	for _, name := range sortedNames(table(doc, "dependency-groups")) {
		out = append(out, Value{
			Kind: Group, Name: name, Text: textOf(table(doc, "dependency-groups")[name]), Line: t.line("dependency-groups", name),
		})
	}
	return append(out, hatchScripts(t, "tool.hatch.envs", table(doc, "tool", "hatch", "envs"))...)
}

// hatchTOML reads hatch.toml, which has hatch's part of pyproject.toml.
func hatchTOML(data []byte) []Value {
	doc := map[string]any{}
	if err := toml.Unmarshal(data, &doc); err != nil {
		return nil
	}
	return hatchScripts(tomlText{lines: lines(data)}, "envs", table(doc, "envs"))
}

func hatchScripts(t tomlText, section string, envs map[string]any) []Value {
	var out []Value
	for _, env := range sortedNames(envs) {
		scripts := table(envs, env, "scripts")
		for _, name := range sortedNames(scripts) {
			out = append(out, Value{
				Kind: HatchScript, Name: env + ":" + name, Text: textOf(scripts[name]), Line: t.line(section+"."+env+".scripts", name),
			})
		}
	}
	return out
}

// settingsOf is a table, or nothing if it is empty.
func settingsOf(m map[string]any) any {
	if len(m) == 0 {
		return nil
	}
	return m
}

// licence is an SPDX expression, or the text of the older table.
func licence(v any) any {
	if m, ok := v.(map[string]any); ok {
		return m["text"]
	}
	return v
}

// versionTool is the tool that takes the version from git's tags, if the project has one.
func versionTool(doc map[string]any) string {
	tools := table(doc, "tool")
	for _, name := range []string{"setuptools_scm", "setuptools-git-versioning", "versioningit", "pdm"} {
		if name == "pdm" {
			if table(tools, "pdm", "version")["source"] == "scm" {
				return "pdm"
			}
			continue
		}
		if _, ok := tools[name]; ok {
			return name
		}
	}
	if table(tools, "hatch", "version")["source"] == "vcs" {
		return "hatch-vcs"
	}
	requires := textOf(table(doc, "build-system")["requires"])
	for _, name := range []string{"setuptools-scm", "setuptools_scm", "versioneer"} {
		if strings.Contains(requires, name) && textOf(table(doc, "project")["dynamic"]) != "" {
			return name
		}
	}
	return ""
}

// table goes down into tables; nil where there is none.
func table(m map[string]any, keys ...string) map[string]any {
	for _, k := range keys {
		m, _ = m[k].(map[string]any)
	}
	return m
}

// textOf writes a value as one line; a table of an include group as its name.
func textOf(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case []any:
		parts := make([]string, len(v))
		for i, item := range v {
			parts[i] = textOf(item)
		}
		return strings.Join(parts, ", ")
	case map[string]any:
		parts := make([]string, 0, len(v))
		for _, k := range sortedNames(v) {
			parts = append(parts, k+": "+textOf(v[k]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	default:
		return fmt.Sprint(v)
	}
}

// tomlText finds lines of keys in a file that was read already.
type tomlText struct{ lines []string }

// line is where a key of a section stands; 0 if it is written in another way than a line of its own.
func (t tomlText) line(section, key string) int {
	at := ""
	for i, line := range t.lines {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") && strings.Contains(line, "]") {
			if name := strings.Trim(line[:strings.LastIndex(line, "]")+1], "[] "); !strings.Contains(name, "=") && !strings.Contains(name, ",") {
				at = strings.NewReplacer(`"`, "", "'", "", " ", "").Replace(name)
			}
			continue
		}
		name, _, ok := strings.Cut(line, "=")
		if !ok {
			continue
		}
		name = strings.Trim(strings.TrimSpace(name), `"'`)
		if full := at + "." + name; full == section+"."+key || at == "" && name == section+"."+key {
			return i + 1
		}
	}
	return 0
}

// setupCfg reads setup.cfg.
func setupCfg(data []byte) []Value {
	var out []Value
	for _, e := range ini(data) {
		switch {
		case e.section == "metadata" && e.key == "name":
			out = append(out, Value{Kind: Distribution, Text: e.text(), Line: e.line})
		case e.section == "metadata" && e.key == "license":
			out = append(out, Value{Kind: Licence, Text: e.text(), Line: e.line})
		case e.section == "options" && e.key == "python_requires":
			out = append(out, Value{Kind: PythonRange, Text: e.text(), Line: e.line})
		case e.section == "options.extras_require" && e.key != "":
			out = append(out, Value{Kind: Extra, Name: e.key, Text: e.text(), Line: e.line})
		}
	}
	return out
}

// An iniEntry is a key of an ini file with its lines.
type iniEntry struct {
	section, key string
	values       []string
	line         int
}

func (e iniEntry) text() string { return strings.Join(e.values, ", ") }

// ini reads sections, keys and indented further lines.
func ini(data []byte) []iniEntry {
	var out []iniEntry
	section := ""
	for i, line := range lines(data) {
		text := strings.TrimSpace(line)
		switch {
		case text == "" || strings.HasPrefix(text, "#") || strings.HasPrefix(text, ";"):
		case strings.HasPrefix(line, "["):
			section = strings.Trim(text, "[] ")
			out = append(out, iniEntry{section: section, line: i + 1})
		case line[0] == ' ' || line[0] == '\t':
			if n := len(out); n > 0 && out[n-1].key != "" {
				out[n-1].values = append(out[n-1].values, text)
			}
		default:
			at := strings.IndexAny(text, "=:")
			if at < 0 {
				continue
			}
			e := iniEntry{section: section, key: strings.TrimSpace(text[:at]), line: i + 1}
			if v := strings.TrimSpace(text[at+1:]); v != "" {
				e.values = []string{v}
			}
			out = append(out, e)
		}
	}
	return out
}

var (
	setupRange = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\bpython_requires\s*=\s*["']([^"']+)["']`) })
	setupName  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?m)^\s+name\s*=\s*["']([\w.-]+)["']`) })
)

// setupPy reads what stands as plain text in setup.py, which is a program.
func setupPy(data []byte) []Value {
	var out []Value
	for _, p := range []struct {
		kind Kind
		re   *regexp.Regexp
	}{{Distribution, setupName()}, {PythonRange, setupRange()}} {
		if m := p.re.FindSubmatchIndex(data); m != nil {
			out = append(out, Value{Kind: p.kind, Text: string(data[m[2]:m[3]]), Line: 1 + strings.Count(string(data[:m[0]]), "\n")})
		}
	}
	return out
}
