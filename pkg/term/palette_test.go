package term

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const wanted = 4.5

// rgb is a colour in three bytes.
type rgb [3]uint8

func hex(t *testing.T, s string) rgb {
	t.Helper()
	v, err := strconv.ParseUint(strings.TrimPrefix(s, "#"), 16, 24)
	if err != nil {
		t.Fatal(err)
	}
	return rgb{uint8(v >> 16), uint8(v >> 8), uint8(v)}
}

// luminance and contrast are WCAG 2.2's.
func (c rgb) luminance() float64 {
	linear := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c[0]) + 0.7152*linear(c[1]) + 0.0722*linear(c[2])
}

func contrast(a, b rgb) float64 {
	x, y := a.luminance(), b.luminance()
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestContrastFormula(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		a, b rgb
		want float64
	}{
		{rgb{}, rgb{255, 255, 255}, 21},
		{rgb{255, 255, 255}, rgb{255, 255, 255}, 1},
		{rgb{0x77, 0x77, 0x77}, rgb{255, 255, 255}, 4.48},
		{rgb{0x76, 0x76, 0x76}, rgb{255, 255, 255}, 4.54},
		{rgb{255, 0, 0}, rgb{255, 255, 255}, 4.00},
	} {
		if got := contrast(tt.a, tt.b); math.Abs(got-tt.want) > 0.01 {
			t.Errorf("%v on %v: %.2f, not %.2f", tt.a, tt.b, got, tt.want)
		}
	}
}

// terminal is the default look of a terminal: its 16 colours, text and background.
type terminal struct {
	name   string
	text   string
	back   string
	colors string
}

// terminals are those whose defaults the 16 colours are checked with. The VGA console and Windows
// Terminal are dark, xterm comes both ways, and so does Visual Studio Code.
func terminals(b Background) []terminal {
	const (
		xterm = "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 " +
			"7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"
		vga = "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa " +
			"555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff"
		campbell = "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc " +
			"767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2"
		codeDark = "000000 cd3131 0dbc79 e5e510 2472c8 bc3fbc 11a8cd e5e5e5 " +
			"666666 f14c4c 23d18b f5f543 3b8eea d670d6 29b8db e5e5e5"
		codeLight = "000000 cd3131 00bc00 949800 0451a5 bc05bc 0598bc 555555 " +
			"666666 cd3131 14ce14 b5ba00 0451a5 bc05bc 0598bc a5a5a5"
	)
	dark := []terminal{
		{"xterm", "ffffff", "000000", xterm},
		{"VGA", "aaaaaa", "000000", vga},
		{"Windows Terminal", "cccccc", "0c0c0c", campbell},
		{"Code dark", "cccccc", "1e1e1e", codeDark},
	}
	light := []terminal{
		{"xterm light", "000000", "ffffff", xterm},
		{"Code light", "333333", "ffffff", codeLight},
	}
	switch b {
	case BackgroundDark:
		return dark
	case BackgroundLight:
		return light
	case BackgroundUnknown:
	}
	return append(dark, light...)
}

// of is the colour c on this terminal, or its default.
func (m terminal) of(t *testing.T, c Color, def string) rgb {
	t.Helper()
	if c == "" {
		return hex(t, def)
	}
	if strings.HasPrefix(string(c), "#") {
		return hex(t, string(c))
	}
	n, err := strconv.Atoi(string(c))
	switch {
	case err != nil || n > 255:
		t.Fatalf("no colour: %q", c)
	case n < 16:
		return hex(t, strings.Fields(m.colors)[n])
	case n >= 232:
		v := uint8(8 + 10*(n-232))
		return rgb{v, v, v}
	}
	steps := [6]uint8{0, 95, 135, 175, 215, 255}
	n -= 16
	return rgb{steps[n/36], steps[n/6%6], steps[n%6]}
}

// backgrounds are what a background of this kind may be.
func backgrounds(b Background) []string {
	switch b {
	case BackgroundDark:
		return []string{"000000", "0c0c0c", "121212", "1a1a1a", "1e1e1e"}
	case BackgroundLight:
		return []string{"fafafa", "fcfcfc", "ffffff"}
	case BackgroundUnknown:
	}
	return []string{"000000", "1e1e1e", "808080", "fafafa", "ffffff"}
}

// styles calls f with the style of every role at every level on every background.
func styles(f func(p Palette, role Role, st Style)) {
	for _, b := range []Background{BackgroundUnknown, BackgroundDark, BackgroundLight} {
		for _, level := range []Level{LevelNone, Level16, Level256, LevelTrue} {
			p := Palette{Level: level, Background: b, Unicode: true}
			for _, role := range Roles() {
				f(p, role, p.Style(role))
			}
		}
	}
}

// TestContrast computes the contrast of every pair of colours. The terminal's own text on its own
// background is the person's choice, so that pair is not judged.
func TestContrast(t *testing.T) {
	t.Parallel()
	pairs := 0
	styles(func(p Palette, role Role, st Style) {
		if st.Foreground == "" && st.Background == "" {
			return
		}
		for _, m := range terminals(p.Background) {
			backs := []string{m.back}
			if p.Level != Level16 {
				backs = backgrounds(p.Background)
			}
			for _, back := range backs {
				pairs++
				if got := contrast(m.of(t, st.Foreground, m.text), m.of(t, st.Background, back)); got < wanted {
					t.Errorf("%+v, role %d on %s #%s: %.2f", p, role, m.name, back, got)
				}
			}
		}
	})
	t.Logf("%d pairs", pairs)
}

// TestColorsFitTheirLevel sees that no level uses the colours of another: those of 256 and more don't
// depend on what a terminal makes of its 16.
func TestColorsFitTheirLevel(t *testing.T) {
	t.Parallel()
	styles(func(p Palette, role Role, st Style) {
		if p.Level == LevelNone && st != (Style{}) {
			t.Errorf("role %d has a style without colours: %v", role, st)
		}
		if !fits(st.Foreground, p.Level) || !fits(st.Background, p.Level) {
			t.Errorf("%+v, role %d: %v", p, role, st)
		}
		known := p.Background != BackgroundUnknown
		if known && st.Background != "" || !known && (st.Foreground == "") != (st.Background == "") {
			t.Errorf("%+v, role %d: %v is no pair for this background", p, role, st)
		}
	})
}

// fits reports whether a terminal of this level is sure to have c.
func fits(c Color, level Level) bool {
	n, err := strconv.Atoi(string(c))
	switch {
	case c == "":
		return true
	case level == Level16:
		return err == nil && n >= 0 && n < 16
	case level == Level256:
		return err == nil && n >= 16 && n < 256
	}
	return level == LevelTrue && len(c) == 7 && c[0] == '#'
}

// TestMarks sees that each role can be told without colour.
func TestMarks(t *testing.T) {
	t.Parallel()
	for _, ascii := range []bool{false, true} {
		seen := map[string]bool{}
		for _, role := range Roles() {
			mark := role.Mark(ascii)
			if mark == "" || seen[mark] || !Safe(mark) || Width(mark) < 1 || Width(mark) > 2 {
				t.Errorf("role %d, ascii %v: mark %q", role, ascii, mark)
			}
			if ascii && plainPrefix(mark, false) != len(mark) {
				t.Errorf("mark %q is not ASCII", mark)
			}
			seen[mark] = true
		}
	}
	if got := Role(99).Mark(true); got != "" {
		t.Errorf("a role that doesn't exist has the mark %q", got)
	}
	if got := (Palette{Level: LevelTrue}).Style(Role(99)); got != (Style{}) {
		t.Errorf("a role that doesn't exist has the style %v", got)
	}
}

func TestRender(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		style Style
		in    string
		want  string
	}{
		{"nothing", Style{}, "a", "a"},
		{"empty", Style{Bold: true}, "", ""},
		{"attributes", Style{Bold: true, Underline: true, Reverse: true}, "a", "\x1b[1;4;7ma\x1b[0m"},
		{"16", Style{Foreground: "1", Background: "14"}, "a", "\x1b[31;106ma\x1b[0m"},
		{"256", Style{Foreground: "208", Background: "16"}, "a", "\x1b[38;5;208;48;5;16ma\x1b[0m"},
		{"true", Style{Foreground: "#f37726"}, "a", "\x1b[38;2;243;119;38ma\x1b[0m"},
		{"no colour at all", Style{Foreground: "orange", Background: "#12345"}, "a", "a"},
		{"lines", Style{Bold: true}, "a\n\nb\n", "\x1b[1ma\x1b[0m\n\n\x1b[1mb\x1b[0m\n"},
		{"hostile", Style{Bold: true}, "\x1b[2Ja\x1b[0mb\u202e", "\x1b[1mab<U+202E>\x1b[0m"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, tt.style.Render(tt.in)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestOutputKeepsTheStyles sees that what this package renders passes its own cleaner.
func TestOutputKeepsTheStyles(t *testing.T) {
	t.Parallel()
	styles(func(p Palette, role Role, _ Style) {
		s := p.Mark(role) + " " + p.Render(role, fmt.Sprintf("level %d", p.Level)) + "\n"
		if got := Output(s); got != s || !SafeColor(s) {
			t.Errorf("%q becomes %q", s, got)
		}
		if p.Level == LevelNone && !Safe(s) {
			t.Errorf("colour without colour: %q", s)
		}
	})
}

func TestProfilePalettes(t *testing.T) {
	t.Parallel()
	p := Profile{Color: Level16, ErrColor: LevelTrue, Background: BackgroundLight, Unicode: true}
	if diff := cmp.Diff(Palette{Level16, BackgroundLight, true}, p.Palette()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(Palette{LevelTrue, BackgroundLight, true}, p.ErrPalette()); diff != "" {
		t.Error(diff)
	}
}
