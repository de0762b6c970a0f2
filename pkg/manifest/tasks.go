package manifest

import (
	"regexp"
	"strings"
	"sync"
)

var makeTarget = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^([A-Za-z0-9][\w./-]*(?:[ \t]+[A-Za-z0-9][\w./-]*)*)[ \t]*:(?:[^=]|$)`)
})

// makefile reads the explicit targets of a Makefile.
func makefile(data []byte) []Value {
	var out []Value
	for i, line := range lines(data) {
		m := makeTarget().FindStringSubmatch(line)
		if m == nil {
			continue
		}
		for name := range strings.FieldsSeq(m[1]) {
			if !strings.ContainsAny(name, "/") || !strings.Contains(name, ".") {
				out = append(out, Value{Kind: Target, Name: name, Line: i + 1})
			}
		}
	}
	return out
}

var justRecipe = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^@?([A-Za-z_][\w-]*)(?:[ \t][^:]*)?:(?:[^=]|$)`) })

// justfile reads the recipes of a justfile.
func justfile(data []byte) []Value {
	var out []Value
	for i, line := range lines(data) {
		if m := justRecipe().FindStringSubmatch(line); m != nil && m[1] != "set" && m[1] != "alias" {
			out = append(out, Value{Kind: Recipe, Name: m[1], Line: i + 1})
		}
	}
	return out
}

var (
	noxDecorator = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^@(?:nox\.)?session\b(?:.*\bname\s*=\s*["']([^"']+)["'])?`)
	})
	pythonDef = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^def\s+(\w+)\s*\(`) })
)

// noxfile reads the sessions of a noxfile.
func noxfile(data []byte) []Value {
	var out []Value
	open, name := false, ""
	for i, line := range lines(data) {
		if m := noxDecorator().FindStringSubmatch(line); m != nil {
			open, name = true, m[1]
			continue
		}
		if m := pythonDef().FindStringSubmatch(line); m != nil && open {
			if name == "" {
				name = m[1]
			}
			out = append(out, Value{Kind: Session, Name: name, Line: i + 1})
			open, name = false, ""
		}
	}
	return out
}

// toxIni reads the environments of tox.ini that are written out.
func toxIni(data []byte) []Value {
	var out []Value
	for _, e := range ini(data) {
		if name, ok := strings.CutPrefix(e.section, "testenv:"); ok && e.key == "" {
			out = append(out, Value{Kind: ToxEnv, Name: name, Line: e.line})
		}
	}
	return out
}

// gitmodules reads the submodules.
func gitmodules(data []byte) []Value {
	var out []Value
	for _, e := range gitConfig(data) {
		if e.key == "path" {
			out = append(out, Value{Kind: Submodule, Name: e.text(), Line: e.line})
		}
		if n := len(out); e.key == "url" && n > 0 {
			out[n-1].Text = e.text()
		}
	}
	return out
}

// gitConfig reads a settings file of git, whose keys are indented.
func gitConfig(data []byte) []iniEntry {
	trimmed := make([]string, 0)
	for _, line := range lines(data) {
		trimmed = append(trimmed, strings.TrimSpace(line))
	}
	return ini([]byte(strings.Join(trimmed, "\n")))
}
