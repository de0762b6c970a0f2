package issues

import (
	"os"
	"strings"
	"testing"
)

// TestPhrases reads single sentences, each in the role of who says it.
func TestPhrases(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../../testdata/issues/phrases.txt")
	if err != nil {
		t.Fatal(err)
	}
	want, n := "", 0
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if strings.HasPrefix(line, "[") {
			want = strings.Trim(line, "[]")
			continue
		}
		n++
		read := readAsMaintainer
		if strings.HasSuffix(want, "claim") {
			read = readAsNewcomer
		}
		if got := read(line); got != want {
			t.Errorf("%q is read as %q, want %q", line, got, want)
		}
	}
	if n < 150 {
		t.Errorf("%d phrases: the test sees too little", n)
	}
}

func readAsNewcomer(text string) string {
	for _, s := range sentencesOf(text) {
		if low := asOne(s.low); isClaim(low, 700) && !isRelease(low) {
			return "claim"
		}
	}
	return "no claim"
}

func readAsMaintainer(text string) string {
	found := "none"
	for _, s := range sentencesOf(text) {
		switch {
		case isHold(s.low):
			found = "hold"
		case isOpening(s.low):
			found = "open"
		case isYes(s.low):
			found = "answer"
		}
	}
	return found
}
