package overlay_test

import (
	"fmt"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
)

// show writes variables as lines, the way a person would set them; ! marks secret ones.
func show(vars []overlay.Variable) string {
	var b strings.Builder
	for _, v := range vars {
		mark := ""
		if v.Secret {
			mark = "!"
		}
		fmt.Fprintf(&b, "%s%s=%s\n", mark, v.Name, v.Value)
	}
	return b.String()
}

// text takes the indentation of a test's table off.
func text(lines string) string {
	var b strings.Builder
	for line := range strings.Lines(strings.TrimSpace(lines)) {
		b.WriteString(strings.TrimSpace(line) + "\n")
	}
	if b.String() == "\n" {
		return ""
	}
	return b.String()
}

func file(kind overlay.FileKind, content string) overlay.File {
	return overlay.File{Kind: kind, Path: "/home/ada/" + string(kind), Text: content}
}

type env = map[string]string

// lineSet makes the order of lines not matter.
func lineSet(lines string) map[string]bool {
	out := map[string]bool{}
	for line := range strings.Lines(lines) {
		out[strings.TrimSpace(line)] = true
	}
	return out
}
