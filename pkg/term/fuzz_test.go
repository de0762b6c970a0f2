package term

import (
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

// FuzzSanitize compares the cleaners with a reference that is written another way, and checks what they
// promise: safe, stable, the same for every division of the stream, no text dropped.
func FuzzSanitize(f *testing.F) {
	for i, p := range payloads() {
		if len(p.text) < 512 {
			f.Add(p.text+sentinel, uint(i), uint(7*i))
		}
	}
	for i, unit := range []string{"\u0915\u094d", "\U0001F469\u200d", "\u1100\u1161", "\u0d4e\u0e33", "e\u0301\u20dd\u00ad"} {
		f.Add(strings.Repeat(unit, 12)+strings.Repeat("\u0301", 10)+unit, uint(i), uint(31))
	}
	f.Fuzz(func(t *testing.T, s string, cut1, cut2 uint) {
		if len(s) > 4096 {
			t.Skip()
		}
		splits := [][]string{cutAt(s, cut1, cut2), bytewise(s)}
		checkCleaner(t, ModeText, Clean, s, splits)
		checkCleaner(t, ModeOutput, PlainOutput, s, splits)
		checkCleaner(t, ModeColor, Output, s, splits)
		checkCleaner(t, ModeText, Line, s, nil)
		checkField(t, Line(s))
		checkReference(t, s)
	})
}

// checkCleaner checks what every cleaner promises of its result for s, and that a Writer of the same mode
// gives the same however s is divided.
func checkCleaner(t *testing.T, mode Mode, clean func(string) string, s string, splits [][]string) {
	t.Helper()
	got := clean(s)
	if found := dangers(got, mode == ModeColor); len(found) > 0 || !SafeColor(got) {
		t.Errorf("mode %d: %v left in %q", mode, found, got)
	}
	if again := clean(got); again != got {
		t.Errorf("mode %d is not stable: %q, then %q", mode, got, again)
	}
	checkClusters(t, got)
	for _, split := range splits {
		if streamed := written(t, mode, split); streamed != got {
			t.Errorf("mode %d: %q written as %q gives %q", mode, got, split, streamed)
		}
	}
}

func checkField(t *testing.T, got string) {
	t.Helper()
	if strings.ContainsAny(got, "\n\t") || Width(got) > MaxLine || !Safe(got) {
		t.Errorf("no field of one line: %q", got)
	}
}

// checkReference looks for text that is missing or too much. Marks are left out, since they are capped.
func checkReference(t *testing.T, s string) {
	t.Helper()
	text := removeSequences(s)
	if !longControl.MatchString(s) { // the reference knows no limits
		if diff := cmp.Diff(withoutMarks(referenceText(text)), withoutMarks(Clean(s))); diff != "" {
			t.Errorf("Clean(%q): %s", s, diff)
		}
		if diff := cmp.Diff(withoutMarks(referenceOutput(text)), withoutMarks(PlainOutput(s))); diff != "" {
			t.Errorf("PlainOutput(%q): %s", s, diff)
		}
	}
	if diff := cmp.Diff(PlainOutput(s), colorSequence.ReplaceAllString(Output(s), "")); diff != "" {
		t.Errorf("Output and PlainOutput of %q differ in text: %s", s, diff)
	}
}

var (
	sequences = regexp.MustCompile(`(?:\x1b\[|\x{9b})[\x20-\x3f]*[\x40-\x7e]` +
		`|(?:\x1b[\]PX^_]|[\x{90}\x{98}\x{9d}-\x{9f}])` +
		`[^\x07\n\x18\x1a\x1b\x{90}\x{98}\x{9b}-\x{9f}]*(?:\x1b\\|\x07|\x{9c})`)
	longControl = regexp.MustCompile(`[\x20-\x3f]{250}`)
	lineEnds    = regexp.MustCompile(`\r+\n`)
)

// removeSequences replaces bad bytes and removes complete sequences.
func removeSequences(s string) string {
	return sequences.ReplaceAllString(string([]rune(s)), "")
}

func referenceText(s string) string {
	return showHidden(lineEnds.ReplaceAllString(s, "\n"))
}

// referenceOutput puts what stood between carriage returns on lines of its own.
func referenceOutput(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		parts := strings.FieldsFunc(l, func(r rune) bool { return r == '\r' })
		lines[i] = strings.Join(parts, "\n")
		if i == len(lines)-1 && len(parts) > 0 && strings.HasSuffix(l, "\r") {
			lines[i] += "\n"
		}
	}
	return showHidden(strings.Join(lines, "\n"))
}

func showHidden(s string) string {
	var b []byte
	for _, r := range s {
		if hidden(r) {
			b = appendVisible(b, r)
		} else {
			b = appendRune(b, r)
		}
	}
	return string(b)
}

func withoutMarks(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.M, r) || r == 0xad || r == 0x200c || r == 0x200d || r == '…' {
			return -1
		}
		return r
	}, s)
}

// cutAt divides s in three, at any byte.
func cutAt(s string, a, b uint) []string {
	n := uint(len(s)) + 1
	a, b = a%n, b%n
	a, b = min(a, b), max(a, b)
	return []string{s[:a], s[a:b], s[b:]}
}

func bytewise(s string) []string {
	parts := make([]string, 0, len(s))
	for i := range len(s) {
		parts = append(parts, s[i:i+1])
	}
	return parts
}

func written(t *testing.T, mode Mode, parts []string) string {
	t.Helper()
	var out strings.Builder
	w := NewWriter(&out, mode)
	for _, p := range parts {
		if n, err := w.Write([]byte(p)); err != nil || n != len(p) {
			t.Fatalf("Write: %d, %v", n, err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
