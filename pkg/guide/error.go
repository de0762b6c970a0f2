package guide

import (
	"fmt"
	"strings"
)

// maxShown is how many problems an [Error] prints.
const maxShown = 20

// A Problem is one thing that is wrong with a guide, with its place in the file.
type Problem struct {
	// ID names the rule: guide/unknown-key, lint/no-source.
	ID string `json:"id"`
	// File is the name that the file was loaded under.
	File string `json:"file"`
	// Line and Col are the place, both from 1; a column counts characters. Zero means the file as a whole.
	Line int `json:"line,omitempty"`
	Col  int `json:"col,omitempty"`
	// Path is the place in the guide: steps[2].needs[0].
	Path string `json:"path,omitempty"`
	// Message says what was seen.
	Message string `json:"message"`
	// Suggestion says what to write instead, if that is known.
	Suggestion string `json:"suggestion,omitempty"`
	// Snippet is the line with a caret below the column.
	Snippet string `json:"snippet,omitempty"`
}

// String is the problem on one line: file:line:col: message; suggestion.
func (p Problem) String() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", p.Line, p.Col)
	}
	b.WriteString(": ")
	b.WriteString(p.Message)
	if p.Suggestion != "" {
		b.WriteString("; ")
		b.WriteString(p.Suggestion)
	}
	return b.String()
}

// An Error holds all problems of a file, in the order of the file.
type Error struct {
	Problems []Problem
	// Dropped counts problems beyond those that are kept.
	Dropped int
}

// Error lists the problems, each with its line of the file; past twenty it only counts them.
func (e *Error) Error() string {
	var b strings.Builder
	for i, p := range e.Problems {
		if i == maxShown {
			break
		}
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(p.String())
		if p.Snippet != "" {
			b.WriteByte('\n')
			b.WriteString(p.Snippet)
		}
	}
	if more := len(e.Problems) + e.Dropped - maxShown; more > 0 {
		fmt.Fprintf(&b, "\nand %d more", more)
	}
	return b.String()
}
