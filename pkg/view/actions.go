package view

import (
	"bytes"
	"strings"
	"unicode"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// GitHub Actions reads what a job writes, line by line, for workflow commands: "::name::text" behind any
// white space at the start of a line, and "##[name]text" anywhere in it. The commands of this file are
// the only ones that a view writes.

// neutral makes that nothing in s is a workflow command. What would begin one is written out, in the
// notation that package term has for what may not act.
func neutral(s string) string {
	if s = withoutOldCommands(s); !strings.Contains(s, "::") {
		return s
	}
	var b strings.Builder
	for line := range strings.SplitAfterSeq(s, "\n") {
		if rest := withoutLead(line); strings.HasPrefix(rest, "::") {
			line = line[:len(line)-len(rest)] + "<U+003A>" + rest[1:]
		}
		b.WriteString(line)
	}
	return b.String()
}

func withoutOldCommands(s string) string { return strings.ReplaceAll(s, "##[", "#<U+0023>[") }

// withoutLead is a line without the white space and colours that it begins with.
func withoutLead(line string) string {
	for {
		rest := strings.TrimLeftFunc(line, unicode.IsSpace)
		if after, ok := strings.CutPrefix(rest, "\x1b["); ok {
			if _, tail, ok := strings.Cut(after, "m"); ok {
				line = tail
				continue
			}
		}
		return rest
	}
}

// neutralJSON is neutral for a line of JSON, where the number sign can be escaped.
func neutralJSON(line []byte) []byte {
	return bytes.ReplaceAll(line, []byte("##["), []byte(`#\u0023[`))
}

// group begins a group of lines on GitHub Actions. Groups don't nest: there is one only while a single
// step runs.
func (v *Plain) group(id, title string) {
	v.grouped = id
	v.send("::group::" + escapeData(term.Line(title)) + "\n")
}

// endGroup ends the group of lines, if one is open.
func (v *Plain) endGroup() {
	if v.grouped != "" {
		v.grouped = ""
		v.send("::endgroup::\n")
	}
}

// annotate makes a failure appear on the page of the job.
func (v *Plain) annotate(f event.Failure) {
	message := f.Step + ": " + f.Observed
	if len(f.Diagnoses) > 0 {
		message += ". " + f.Diagnoses[0].Cause + " " + f.Diagnoses[0].Remedy
	}
	v.send("::error title=" + escapeProperty(term.Line("jupyter-onboard: "+f.Step)) + "::" + escapeData(term.Clean(message)) + "\n")
}

// escapeData and escapeProperty follow the workflow commands of GitHub Actions.
func escapeData(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(withoutOldCommands(s))
}

func escapeProperty(s string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(escapeData(s))
}
