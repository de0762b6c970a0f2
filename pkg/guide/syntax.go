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
func syntaxProblem(err error) *Problem {
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
		p.Message, p.Suggestion = "a colon stands where no key can be", "put text that holds \": \" in quotes"
	case strings.Contains(p.Message, "cannot start any token"):
		p.Message, p.Suggestion = "no value can begin with this character", "put the text in quotes; indent with spaces, not tabs"
	}
	return p
}
