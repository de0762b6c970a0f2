package term

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// maxCluster is the most characters that one character on the screen may be made of after cleaning: a
// base, eight that extend it, and what those tie to it.
const maxCluster = 2*maxMarks + 2

// checkClusters looks for text that takes less room than it should, so that a limit in cells would not
// limit it.
func checkClusters(t *testing.T, clean string) {
	t.Helper()
	for g := clusters(clean); g.Next(); {
		if n := utf8.RuneCountInString(g.Value()); n > maxCluster && g.Value()[0] != escape {
			t.Errorf("%d characters in one: %+q", n, g.Value())
			return
		}
	}
	if n, w := utf8.RuneCountInString(clean), Width(clean); n > maxCluster*(w+1) {
		t.Errorf("%d characters measure %d cells: %+.60q", n, w, clean)
	}
}

// TestEveryCharacterIsBounded repeats each assigned character, alone and with what joins characters.
func TestEveryCharacterIsBounded(t *testing.T) {
	t.Parallel()
	const times = maxCluster + 6
	n := 0
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		if !utf8.ValidRune(r) || hidden(r) || uniform(r) || !unicode.In(r, unicode.PrintRanges...) && !unicode.Is(unicode.Cf, r) {
			continue
		}
		n++
		for _, unit := range []string{string(r), string(r) + "\u200d", string(r) + "\u094d", "a" + string(r)} {
			checkClusters(t, Clean(strings.Repeat(unit, times)))
		}
		if t.Failed() {
			t.Fatalf("at U+%04X", r)
		}
	}
	if n < 20_000 {
		t.Errorf("only %d characters tried", n)
	}
}

// TestMixedClustersAreBounded mixes what joins characters in all ways, and sees that nothing is lost but
// marks.
func TestMixedClustersAreBounded(t *testing.T) {
	t.Parallel()
	units := []string{
		"a", "e\u0301", "\u0301", "\u20dd", "\u200c", "\u200d", "\u00ad", "\ufe0f", "\U0001F469", "\U0001F3FB", "\u2764",
		"\u1100", "\uac00", "\u1161", "\u11a8", "\u0915", "\u094d", "\u0d4e", "\u0d4d", "\u0e33", "\U0001F1E9", "\uff9e", "漢",
		"\x1b[31m", "\x1b]0;t\a", "\u202e", "\xff", "\n",
	}
	random := rand.New(rand.NewPCG(1, 2)) // the same at each run
	for range 1000 {
		var b strings.Builder
		few := units
		if from := random.IntN(len(units)); random.IntN(2) == 0 {
			few = units[from:min(from+4, len(units))]
		}
		for range 60 {
			b.WriteString(few[random.IntN(len(few))])
		}
		s := b.String()
		checkReference(t, s)
		checkCleaner(t, ModeText, Clean, s, nil)
		checkCleaner(t, ModeColor, Output, s, nil)
		checkCleaner(t, ModeText, Line, s, nil)
		if t.Failed() {
			return
		}
	}
}

// uniform leaves out the large blocks of characters that behave all alike, but for their first ones.
func uniform(r rune) bool {
	switch {
	case r > 0x3410 && r < 0x4db0, r > 0x4e10 && r < 0x9ff0, r > 0xac80 && r < 0xd780,
		r > 0x17010 && r < 0x18800, r > 0x20010 && r < 0x323a0, r > 0x12010 && r < 0x14600:
		return true
	}
	return false
}

// TestHiddenCoversFormatCharacters compares the list with Unicode's own: a format character is hidden
// unless it is drawn, or needed to write.
func TestHiddenCoversFormatCharacters(t *testing.T) {
	t.Parallel()
	for r := rune(0); r <= unicode.MaxRune; r++ {
		switch {
		case r == '\n', r == '\t', r == 0xad, r == zwnj, r == zwj:
			continue
		case r >= 0x13430 && r <= 0x1343f: // layout of hieroglyphs, drawn by their fonts
			continue
		}
		must := unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Bidi_Control)
		if must && !hidden(r) {
			t.Errorf("U+%04X is not hidden", r)
		}
		if hidden(r) && unicode.In(r, unicode.P, unicode.S, unicode.N, unicode.Z) && !must {
			t.Errorf("U+%04X is hidden", r)
		}
	}
}

func TestVisibleForm(t *testing.T) {
	t.Parallel()
	for r, want := range map[rune]string{
		0: "<U+0000>", 0x1b: "<U+001B>", 0x9b: "<U+009B>", 0x202e: "<U+202E>", 0xfeff: "<U+FEFF>",
		0xe0041: "<U+E0041>", 0x10ffff: "<U+10FFFF>",
	} {
		if got := string(appendVisible(nil, r)); got != want {
			t.Errorf("%x: %s", r, got)
		}
	}
}
