package guide

import (
	"errors"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"
)

// errDepth is what the parser is stopped with; the parser keeps only its text.
var errDepth = fmt.Errorf("nested deeper than %d levels", MaxDepth)

// limits stops the parser where nesting alone would cost time. The decoder counts levels exactly.
type limits struct{}

// CheckDepth implements yaml.LoaderLimitsPlugin.
func (limits) CheckDepth(depth int, _ *yaml.DepthContext) error {
	if depth > MaxDepth+1 {
		return errDepth
	}
	return nil
}

// CheckAlias implements yaml.LoaderLimitsPlugin. Aliases are refused by the decoder.
func (limits) CheckAlias(int, int) error { return nil }

// syntaxProblem turns an error of the YAML parser into a problem.
func syntaxProblem(err error, data []byte) *Problem {
	p := &Problem{ID: "guide/syntax", Message: err.Error()}
	if load, ok := errors.AsType[*yaml.LoadError](err); ok {
		p.Message = load.Message
		p.Line, p.Col = load.Mark.Line, load.Mark.Column
		if p.Line == 0 {
			p.Line, p.Col = load.ContextMark.Line, load.ContextMark.Column
		}
	}
	switch {
	case strings.Contains(p.Message, errDepth.Error()):
		p.ID, p.Message = "guide/depth", errDepth.Error()
	case strings.Contains(p.Message, "unknown anchor"):
		p.ID, p.Message, p.Suggestion = "guide/alias", "an alias stands here; guides have none", "put text that begins with * in quotes"
	case strings.Contains(p.Message, "mapping values are not allowed"):
		p.Message = "a colon stands where no key can be"
		p.Suggestion = "put text that holds \": \" in quotes, and begin the keys of one level in one column"
	case strings.Contains(p.Message, "cannot start any token"):
		p.Message, p.Suggestion = "no value can begin with this character", "put the text in quotes"
	case strings.Contains(p.Message, "expected comment or line break"), strings.Contains(p.Message, "unexpected end of stream"),
		strings.Contains(p.Message, "unexpected document indicator"):
		p.Suggestion = "look for a quote or a bracket that isn't closed"
	}
	if strings.Contains(p.Message, "tab character") || p.Line > 0 && tabAt(data, p.Line, p.Col) {
		p.Message, p.Suggestion = "a tab stands where only spaces can", "indent with spaces"
	}
	return p
}

// tabAt reports whether a tab stands at a place.
func tabAt(data []byte, line, col int) bool {
	text, _ := lineOf(data, line)
	rs := []rune(text)
	return col >= 1 && col <= len(rs) && rs[col-1] == '\t'
}
