package guide

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// hostile are texts that aim at time and memory, or that hide something, by what refuses them first.
func hostile(tb testing.TB) map[string]struct{ text, want string } {
	tb.Helper()
	rich := readFile(tb, "testdata/good/rich.yaml")
	fill := func(s string) string { return strings.Repeat(s, (MaxBytes-2_000)/len(s)) }
	steps := "steps:\n" + strings.Repeat("  - {id: x, title: t, why: w, run: r}\n", 101)
	many := strings.Replace(minimal(tb), "steps:\n", "steps:\n"+numbered(101), 1)
	bomb := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c < 'k'; c++ {
		bomb += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*%c,", c-1), 9), ","))
	}
	failure := "  - {id: f%d, pattern: '%s', cause: c, remedy: r, sample: '%s'}\n"
	slow := minimal(tb) + "known_failures:\n"
	for i := range 40 {
		slow += fmt.Sprintf(failure, i, strings.Repeat("(a|b)+", 240)+"c", strings.Repeat("ab", 1_500))
	}
	patterns := minimal(tb) + "known_failures:\n"
	for i := range 40 {
		patterns += fmt.Sprintf(failure, i, `(x|y){600}`, "x")
	}
	return map[string]struct{ text, want string }{
		"scalar of 50 MiB":      {"summary: " + strings.Repeat("x", 50<<20), "guide/too-large"},
		"one byte too long":     {rich + strings.Repeat("#", MaxBytes+1-len(rich)), "guide/too-large"},
		"one long scalar":       {"summary: " + fill("x"), "guide/missing-key"},
		"alias bomb":            {bomb, "guide/unknown-key"},
		"alias bomb in a guide": {rich + "x: &x [1]\ny: [*x, *x]\n", "guide/unknown-key"},
		"aliases":               {"- &a b\n" + fill("- *a\n"), "guide/too-large"},
		"anchors":               {fill("- &a b\n"), "guide/too-large"},
		"10,000 brackets":       {strings.Repeat("[", 10_000), "guide/depth"},
		"10,000 levels":         {nestedBlocks(10_000), "guide/depth"},
		"700 levels":            {nestedBlocks(700), "guide/depth"},
		"10,000 dashes":         {strings.Repeat("- ", 10_000), "guide/depth"},
		"10,000 braces":         {strings.Repeat("{", 10_000), "guide/depth"},
		"question marks":        {strings.Repeat("? ", 10_000), "guide/depth"},
		"commas":                {"[" + fill("a,") + "]", "guide/too-large"},
		"pairs":                 {"{" + fill("a,") + "}", "guide/too-large"},
		"lines":                 {fill("a:\n"), "guide/too-large"},
		"comments":              {fill("a: #\n"), "guide/too-large"},
		"quotes":                {"[" + fill(`"a" `) + "]", "guide/too-large"},
		"just enough commas":    {"[" + strings.Repeat("a,", maxMarks-5) + "]", "guide/type"},
		"just enough lines":     {strings.Repeat("a:\n", maxMarks/2-5), "guide/unknown-key"},
		"just enough comments":  {strings.Repeat("a: #\n", maxMarks/3-5), "guide/unknown-key"},
		"just enough quotes":    {"[" + strings.Repeat(`"a" `, maxMarks/2-5) + "]", "guide/syntax"},
		"just enough queries":   {strings.Repeat("?\n", maxMarks/2-5), "guide/unknown-key"},
		"colons":                {"a" + strings.Repeat(": a", maxMarks-5), "guide/syntax"},
		"flow colons":           {"{a" + strings.Repeat(": a", maxMarks-5) + "}", "guide/syntax"},
		"pipes":                 {"- |" + fill("|"), "guide/syntax"},
		"ats":                   {fill("@"), "guide/syntax"},
		"percents":              {fill("%"), "guide/syntax"},
		"directives":            {strings.Repeat("%TAG !a! b\n", 5_000), "guide/syntax"},
		"plain words":           {"[" + fill("a ") + "]", "guide/type"},
		"documents":             {strings.Repeat("---\n", 10_000), "guide/empty"},
		"101 steps":             {many, "guide/too-large"},
		"101 steps, no guide":   {steps, "guide/missing-key"},
		"slow patterns":         {slow, "guide/sample"},
		"large patterns":        {patterns, "guide/too-large"},
		"long suggestions":      {minimal(tb) + strings.Repeat("k", 200_000) + ": 1\n", "guide/unknown-key"},
		"many unknown keys":     {minimal(tb) + unknownKeys(7_900), "guide/unknown-key"},
		"many variables":        {strings.Replace(minimal(tb), "    pip:", "    env:\n"+variables(7_900)+"    pip:", 1), "guide/unquoted"},
		"invalid UTF-8":         {"summary: \xff\xfe", "guide/encoding"},
		"UTF-8 cut short":       {"summary: caf\xc3", "guide/encoding"},
		"Latin-1":               {"summary: caf\xe9 au lait", "guide/encoding"},
		"surrogate":             {"summary: \xed\xa0\x80", "guide/encoding"},
		"overlong slash":        {"summary: \xc0\xaf", "guide/encoding"},
		"UTF-8 mark":            {"\ufeff" + rich, "guide/encoding"},
		"UTF-16":                {"\xff\xfes\x00c\x00h\x00", "guide/encoding"},
		"UTF-16, other order":   {"\xfe\xff\x00s\x00c\x00h", "guide/encoding"},
		"mark inside":           {"summary: a\ufeffb", "guide/character"},
		"NUL":                   {"summary: a\x00b", "guide/character"},
		"escape":                {"summary: \x1b[31mred", "guide/character"},
		"bell":                  {"summary: \a", "guide/character"},
		"DEL":                   {"summary: a\x7f", "guide/character"},
		"C1":                    {"summary: \u009b31m", "guide/character"},
		"next line":             {"summary: a\u0085b", "guide/character"},
		"line separator":        {"summary: a\u2028b", "guide/character"},
		"right to left":         {"summary: a\u202eb", "guide/character"},
		"isolate":               {"summary: a\u2066b", "guide/character"},
		"zero width":            {"summary: a\u200bb", "guide/character"},
		"tags":                  {"summary: a\U000e0041b", "guide/character"},
		"lone return":           {"summary: a\rid: b\n", "guide/character"},
		"noncharacter":          {"summary: \uffff", "guide/character"},
	}
}

func minimal(tb testing.TB) string {
	tb.Helper()
	return readFile(tb, "testdata/good/minimal.yaml")
}

func numbered(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "  - {id: s%d, title: t, why: w, run: r}\n", i)
	}
	return b.String()
}

func nestedBlocks(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", min(i, 400)) + "a:\n")
		if b.Len() > MaxBytes-1_000 {
			break
		}
	}
	return b.String()
}

func unknownKeys(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "key%d: 1\n", i)
	}
	return b.String()
}

func variables(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "      A%d: 1\n", i)
	}
	return b.String()
}

func TestHostileGuides(t *testing.T) {
	t.Parallel()
	for name, tt := range hostile(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			problems := problemsOf(t, "x.yaml", []byte(tt.text))
			if problems[0].ID != tt.want {
				t.Errorf("first problem is %s, want %s", problems[0], tt.want)
			}
			if len(problems) > maxKept {
				t.Errorf("%d problems are kept", len(problems))
			}
		})
	}
}

// slowest is how much longer a refusal may take than loading the rich sample does. That takes about half a
// millisecond, so the bound is about 100 ms; as a ratio it holds on a busy machine too.
const slowest = 200

// TestRefusalIsCheap holds every refusal to 32 MiB of allocations and to the bound on time.
//
//nolint:paralleltest // It counts the allocations of the whole process.
func TestRefusalIsCheap(t *testing.T) {
	cases := map[string]string{}
	for name, tt := range hostile(t) {
		cases[name] = tt.text
	}
	rich := readFile(t, "testdata/good/rich.yaml")
	files, err := filepath.Glob("testdata/bad/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		cases[filepath.Base(file)] = badGuide(t, readFile(t, file), rich)
	}
	most, longest := uint64(0), 0.0
	for name, text := range cases {
		allocated, ratio := cost(t, []byte(text), []byte(rich))
		most, longest = max(most, allocated), max(longest, ratio)
		if allocated > 32<<20 {
			t.Errorf("%s: refused with %.1f MiB allocated", name, float64(allocated)/(1<<20))
		}
		if ratio > slowest {
			t.Errorf("%s: refused after %.0f times what a good guide takes", name, ratio)
		}
	}
	t.Logf("%d refusals: at most %.1f MiB, and %.0f times what a good guide takes", len(cases), float64(most)/(1<<20), longest)
}

// cost is what refusing a guide allocates, and how much longer it takes than loading a good one, at the best of
// some tries.
func cost(t *testing.T, bad, good []byte) (allocated uint64, ratio float64) {
	t.Helper()
	for try := range 4 {
		start := time.Now()
		if _, err := Load("x.yaml", good); err != nil {
			t.Fatal(err)
		}
		reference := time.Since(start)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start = time.Now()
		_, err := Load("x.yaml", bad)
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		if err == nil {
			t.Fatal("a bad guide is loaded")
		}
		allocated = after.TotalAlloc - before.TotalAlloc
		if r := float64(took) / float64(reference); try == 0 || r < ratio {
			ratio = r
		}
		if ratio < slowest/2 {
			break
		}
	}
	return allocated, ratio
}
