package term

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

const sentinel = "☞SENTINEL"

// sink is one way of a text to the terminal.
type sink struct {
	name  string
	color bool // colour sequences may stay
	field bool // cut at MaxLine cells
	show  func(t *testing.T, s string) string
}

func sinks() []sink {
	pure := func(f func(string) string) func(*testing.T, string) string {
		return func(_ *testing.T, s string) string { return f(s) }
	}
	palette := Palette{Level: Level256, Background: BackgroundDark, Unicode: true}
	return []sink{
		{name: "Clean", show: pure(Clean)},
		{name: "Line", show: pure(Line), field: true},
		{name: "Output", show: pure(Output), color: true},
		{name: "PlainOutput", show: pure(PlainOutput)},
		{name: "Reveal", show: pure(Reveal)},
		{name: "Palette", show: pure(func(s string) string { return palette.Render(Bad, s) }), color: true},
		{name: "plain Palette", show: pure(func(s string) string { return Palette{}.Render(Bad, s) })},
		{name: "Writer text", show: stream(ModeText)},
		{name: "Writer output", show: stream(ModeOutput)},
		{name: "Writer colour", show: stream(ModeColor), color: true},
		{name: "Streams", show: streams(LevelNone)},
		{name: "Streams colour", show: streams(LevelTrue), color: true},
		{name: "JSON", show: asJSON},
		{name: "cut", show: pure(func(s string) string { return Truncate(Line(s), 60) }), field: true},
		{name: "Markdown", show: pure(Markdown)},
		{name: "wrapped", show: pure(func(s string) string { return Wrap(Clean(s), MaxText) })},
	}
}

// stream writes one byte at a time.
func stream(mode Mode) func(*testing.T, string) string {
	return func(t *testing.T, s string) string {
		t.Helper()
		var out strings.Builder
		w := NewWriter(&out, mode)
		for i := range len(s) {
			if _, err := w.Write([]byte{s[i]}); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
}

func streams(level Level) func(*testing.T, string) string {
	return func(t *testing.T, s string) string {
		t.Helper()
		var out bytes.Buffer
		w := (&Streams{Out: &out, Profile: Profile{Color: level}}).Text()
		if _, err := io.WriteString(w, s); err != nil {
			t.Fatal(err)
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
}

func asJSON(t *testing.T, s string) string {
	t.Helper()
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(JSON(b))
}

var (
	// colorSequence is the only sequence that may be left anywhere.
	colorSequence = regexp.MustCompile("\x1b\\[[0-9;:]*m")

	// forbidden are the characters that never reach a terminal, written out a second time so that a slip
	// in the package's own list shows.
	forbidden = regexp.MustCompile(`[\x00-\x08\x0b-\x1f\x7f-\x{9f}\x{2028}\x{2029}\x{61c}\x{200e}\x{200f}` +
		`\x{202a}-\x{202e}\x{2066}-\x{2069}\x{200b}\x{2060}-\x{2064}\x{feff}\x{e0000}-\x{e007f}]`)

	markFlood = regexp.MustCompile(`[\p{Mn}\p{Me}]{9}`)
)

// dangers returns what must not be in s. It knows nothing of the package.
func dangers(s string, color bool) []string {
	if color {
		s = colorSequence.ReplaceAllString(s, "")
	}
	var found []string
	if !utf8.ValidString(s) {
		found = append(found, "invalid UTF-8")
	}
	for _, r := range forbidden.FindAllString(s, 3) {
		found = append(found, fmt.Sprintf("%+q", r))
	}
	if markFlood.MatchString(s) {
		found = append(found, "combining flood")
	}
	return found
}

// TestPayloads sends every hostile text down every way and looks for what got through, and for the text
// that follows it on the same and on the next line.
func TestPayloads(t *testing.T) {
	t.Parallel()
	all := payloads()
	names, texts := map[string]bool{}, map[string]bool{}
	for _, p := range all {
		if names[p.name] {
			t.Errorf("name used twice: %s", p.name)
		}
		names[p.name], texts[p.text] = true, true
	}
	if len(texts) < 150 {
		t.Errorf("%d payloads, at least 150 wanted", len(texts))
	}
	for _, to := range sinks() {
		t.Run(to.name, func(t *testing.T) {
			t.Parallel()
			for _, p := range all {
				for _, text := range []string{p.text + sentinel, p.text + "\n" + sentinel} {
					checkSink(t, to, p, text)
				}
			}
			t.Logf("%d payloads, tries: %d", len(texts), 2*len(all))
		})
	}
}

func checkSink(t *testing.T, to sink, p payload, text string) {
	t.Helper()
	got := to.show(t, text)
	if found := dangers(got, to.color); len(found) > 0 && (to.name != "JSON" || found[0] != "combining flood") {
		t.Errorf("%s: %v left in %.80q", p.name, found, got)
	}
	if safe := SafeColor(got); !safe || !to.color && !Safe(got) {
		t.Errorf("%s: Safe disagrees about %.80q", p.name, got)
	}
	cut := to.field && strings.HasSuffix(got, ellipsis)
	if strings.Contains(text, sentinel) && !strings.Contains(got, sentinel) && !cut {
		t.Errorf("%s: the text after it is not seen in %.80q", p.name, got)
	}
	if to.field && (strings.ContainsAny(got, "\n\t") || Width(got) > MaxLine) {
		t.Errorf("%s: no field of one line: %.80q", p.name, got)
	}
}
