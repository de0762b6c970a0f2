package term

// Role is what a piece of text means. Views name roles, never colours.
type Role uint8

// The roles.
const (
	Heading Role = iota // a title
	Good                // done, proved, present
	Warn                // attention, goes on
	Bad                 // failed, missing, refused
	Muted               // less important
	Accent              // what to look at or do next, the selection
	Code                // a command, path or name to type
)

// Roles are all roles, in order.
func Roles() []Role {
	return []Role{Heading, Good, Warn, Bad, Muted, Accent, Code}
}

// Mark is the sign of the role in text, one or two cells wide and different for each role, so that
// what a colour says can be read without it. ascii avoids characters outside ASCII.
func (r Role) Mark(ascii bool) string {
	marks := [...]string{"■", "✓", "!", "✗", "·", "›", "$"}
	if ascii {
		marks = [...]string{"#", "ok", "!", "x", "-", ">", "$"}
	}
	if int(r) >= len(marks) {
		return ""
	}
	return marks[r]
}

// Palette gives each role its style for one terminal. The zero Palette has no styles.
//
// Every pair of colours has a contrast of at least 4.5:1, computed by a test: on dark backgrounds from
// #000000 to #1e1e1e and light ones from #fafafa to #ffffff, and for the 16 colours, which a terminal
// defines itself, with the defaults of xterm, the VGA console, Windows Terminal and Visual Studio Code.
// Where nothing is certain the style leaves the colour alone.
type Palette struct {
	Level      Level
	Background Background
	Unicode    bool
}

// Palette is the one for standard output. A caller who knows the background better may set it.
func (p Profile) Palette() Palette {
	return Palette{Level: p.Color, Background: p.Background, Unicode: p.Unicode}
}

// ErrPalette is the one for standard error.
func (p Profile) ErrPalette() Palette {
	return Palette{Level: p.ErrColor, Background: p.Background, Unicode: p.Unicode}
}

// Render cleans s and puts the style of role around each of its lines.
func (p Palette) Render(role Role, s string) string {
	return p.Style(role).Render(s)
}

// Mark is the styled mark of role.
func (p Palette) Mark(role Role) string {
	return p.Render(role, role.Mark(!p.Unicode))
}

// Style is the style of role.
func (p Palette) Style(role Role) Style {
	var styles [Code + 1]Style
	switch p.Background {
	case BackgroundDark:
		styles = p.dark()
	case BackgroundLight:
		styles = p.light()
	case BackgroundUnknown:
		styles = p.anywhere()
	}
	if p.Level == LevelNone || int(role) >= len(styles) {
		return Style{}
	}
	return styles[role]
}

// foregrounds makes styles of one colour each, in the order of the roles; headings are bold.
func foregrounds(colors ...Color) (styles [Code + 1]Style) {
	for i, c := range colors {
		styles[i] = Style{Foreground: c, Bold: Role(i) == Heading}
	}
	return styles
}

func (p Palette) dark() [Code + 1]Style {
	switch p.Level {
	case LevelTrue:
		return foregrounds("#f0f6fc", "#56d364", "#e3b341", "#ff7b72", "#9da7b3", "#f68b42", "#79c0ff")
	case Level256:
		return foregrounds("255", "77", "221", "210", "247", "208", "117")
	case Level16, LevelNone:
	}
	return foregrounds("", "10", "11", "9", "7", "14", "6")
}

func (p Palette) light() [Code + 1]Style {
	switch p.Level {
	case LevelTrue:
		return foregrounds("#1f2328", "#116329", "#7d4e00", "#b31d28", "#57606a", "#a84300", "#0550ae")
	case Level256:
		return foregrounds("234", "22", "94", "124", "240", "130", "25")
	case Level16, LevelNone:
	}
	return foregrounds("", "", "5", "1", "", "4", "")
}

// anywhere is for a background that isn't known: the default colours, and pairs for what has to stand
// out.
func (p Palette) anywhere() [Code + 1]Style {
	styles := [Code + 1]Style{Heading: {Bold: true}, Accent: {Bold: true}}
	switch p.Level {
	case LevelTrue:
		styles[Good] = Style{Foreground: "#ffffff", Background: "#116329"}
		styles[Warn] = Style{Foreground: "#000000", Background: "#e3b341"}
		styles[Bad] = Style{Foreground: "#ffffff", Background: "#b31d28"}
	case Level256:
		styles[Good] = Style{Foreground: "231", Background: "22"}
		styles[Warn] = Style{Foreground: "16", Background: "221"}
		styles[Bad] = Style{Foreground: "231", Background: "124"}
	case Level16, LevelNone:
		styles[Good] = Style{Foreground: "0", Background: "10"}
		styles[Warn] = Style{Foreground: "0", Background: "11"}
		styles[Bad] = Style{Bold: true, Reverse: true}
	}
	return styles
}
