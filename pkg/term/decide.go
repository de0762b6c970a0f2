package term

import (
	"strconv"
	"strings"
)

const (
	defaultWidth = 80
	maxWidth     = 1000
)

// Decide makes a [Profile] of its inputs and nothing else. For colour the order is: a flag, NO_COLOR,
// CLICOLOR_FORCE, CLICOLOR, the terminal; each is looked at only if the one before says nothing.
func Decide(in Inputs) Profile {
	if in.Getenv == nil {
		in.Getenv = func(string) string { return "" }
	}
	name := in.Getenv("TERM")
	dumb := name == "dumb" || name == "" && !in.Console
	unattended := isSet(in.Getenv("CI"))
	lines := in.Plain || isSet(in.Getenv("ACCESSIBLE")) || unattended || dumb
	return Profile{
		Color:       in.color(in.Out),
		ErrColor:    in.color(in.Err),
		Background:  background(in.Getenv("COLORFGBG")),
		Unicode:     in.unicode(),
		Motion:      in.Out && !lines,
		Interactive: in.In && in.Out && !lines,
		Ask:         in.In && (in.Out || in.Err) && !unattended && !dumb,
		Width:       in.width(),
	}
}

// color decides for one stream.
func (in Inputs) color(terminal bool) Level {
	force, wish := in.Getenv("CLICOLOR_FORCE"), in.Getenv("CLICOLOR")
	switch {
	case in.NoColor, in.Plain, in.Getenv("NO_COLOR") != "":
		return LevelNone
	case force != "" && force != "0":
		return max(in.level(), Level16)
	case wish == "0", !terminal:
		return LevelNone
	}
	return in.level()
}

// level is what the terminal can show, by its name.
func (in Inputs) level() Level {
	name := strings.ToLower(in.Getenv("TERM"))
	switch {
	case name == "dumb", name == "" && !in.Console, strings.HasSuffix(name, "-mono"):
		return LevelNone
	}
	direct := strings.HasSuffix(name, "-direct") || in.Getenv("WT_SESSION") != ""
	switch strings.ToLower(in.Getenv("COLORTERM")) {
	case "truecolor", "24bit":
		// GNU screen hands the variable on, but not the colours.
		direct = direct || !strings.HasPrefix(name, "screen")
	}
	switch {
	case direct:
		return LevelTrue
	case strings.Contains(name, "256color"), name == "" && in.Console:
		return Level256
	}
	return Level16
}

// unicode follows the locale. Without one, as in most containers, only the Linux console is doubted.
func (in Inputs) unicode() bool {
	for _, key := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := strings.ToLower(in.Getenv(key)); v != "" {
			return strings.Contains(v, "utf-8") || strings.Contains(v, "utf8")
		}
	}
	name := in.Getenv("TERM")
	return name != "linux" && name != "dumb"
}

func (in Inputs) width() int {
	if in.Columns > 0 {
		return min(in.Columns, maxWidth)
	}
	if n, err := strconv.Atoi(in.Getenv("COLUMNS")); err == nil && n > 0 {
		return min(n, maxWidth)
	}
	return defaultWidth
}

// background reads COLORFGBG, such as "15;0" or "0;default;15".
func background(fgbg string) Background {
	i := strings.LastIndexByte(fgbg, ';')
	n, err := strconv.Atoi(fgbg[i+1:])
	switch {
	case i < 0 || err != nil || n < 0 || n > 15:
		return BackgroundUnknown
	case n == 7 || n >= 9:
		return BackgroundLight
	}
	return BackgroundDark
}

// isSet reads a variable that is a switch: CI=false and ACCESSIBLE=0 are off.
func isSet(v string) bool {
	switch strings.ToLower(v) {
	case "", "0", "false", "no", "off":
		return false
	}
	return true
}
