package term

import (
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// env is an environment for tests.
type env map[string]string

func (e env) get(key string) string { return e[key] }

// at is a person at a terminal with this environment.
func at(e env) Inputs {
	return Inputs{Options: Options{Getenv: e.get}, In: true, Out: true, Err: true, Columns: 100}
}

// with changes a copy of the inputs.
func (in Inputs) with(change func(*Inputs)) Inputs {
	change(&in)
	return in
}

func TestDecideColorPrecedence(t *testing.T) {
	t.Parallel()
	xterm := func(more env) Inputs {
		e := env{"TERM": "xterm-256color"}
		maps.Copy(e, more)
		return at(e)
	}
	piped := func(in *Inputs) { in.Out = false }
	for _, tt := range []struct {
		name string
		in   Inputs
		want Level
	}{
		{"terminal", xterm(nil), Level256},
		{"pipe", xterm(nil).with(piped), LevelNone},
		{"flag beats force", xterm(env{"CLICOLOR_FORCE": "1"}).with(func(in *Inputs) { in.NoColor = true }), LevelNone},
		{"plain beats force", xterm(env{"CLICOLOR_FORCE": "1"}).with(func(in *Inputs) { in.Plain = true }), LevelNone},
		{"NO_COLOR", xterm(env{"NO_COLOR": "1"}), LevelNone},
		{"NO_COLOR of any value", xterm(env{"NO_COLOR": "0"}), LevelNone},
		{"empty NO_COLOR", xterm(env{"NO_COLOR": ""}), Level256},
		{"NO_COLOR beats force", xterm(env{"NO_COLOR": "1", "CLICOLOR_FORCE": "1"}), LevelNone},
		{"NO_COLOR beats CLICOLOR", xterm(env{"NO_COLOR": "1", "CLICOLOR": "1"}), LevelNone},
		{"force into a pipe", xterm(env{"CLICOLOR_FORCE": "1"}).with(piped), Level256},
		{"force beats CLICOLOR", xterm(env{"CLICOLOR_FORCE": "1", "CLICOLOR": "0"}), Level256},
		{"force beats dumb", at(env{"TERM": "dumb", "CLICOLOR_FORCE": "1"}), Level16},
		{"force without TERM", at(env{"CLICOLOR_FORCE": "1"}), Level16},
		{"force off", xterm(env{"CLICOLOR_FORCE": "0"}).with(piped), LevelNone},
		{"CLICOLOR off", xterm(env{"CLICOLOR": "0"}), LevelNone},
		{"CLICOLOR on", xterm(env{"CLICOLOR": "1"}), Level256},
		{"CLICOLOR into a pipe", xterm(env{"CLICOLOR": "1"}).with(piped), LevelNone},
		{"CLICOLOR on a dumb terminal", at(env{"TERM": "dumb", "CLICOLOR": "1"}), LevelNone},
		{"CI with a terminal", xterm(env{"CI": "true"}), Level256},
		{"accessible keeps colour", xterm(env{"ACCESSIBLE": "1"}), Level256},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := Decide(tt.in).Color; got != tt.want {
				t.Errorf("level %d, not %d", got, tt.want)
			}
		})
	}
}

func TestDecideLevel(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		env     env
		console bool
		want    Level
	}{
		{env{}, false, LevelNone},
		{env{"TERM": "dumb"}, false, LevelNone},
		{env{"TERM": "dumb", "COLORTERM": "truecolor"}, false, LevelNone},
		{env{"TERM": "xterm-mono"}, false, LevelNone},
		{env{"TERM": "xterm"}, false, Level16},
		{env{"TERM": "linux"}, false, Level16},
		{env{"TERM": "screen-256color"}, false, Level256},
		{env{"TERM": "XTERM-256COLOR"}, false, Level256},
		{env{"TERM": "xterm-direct"}, false, LevelTrue},
		{env{"TERM": "xterm", "COLORTERM": "truecolor"}, false, LevelTrue},
		{env{"TERM": "xterm", "COLORTERM": "24bit"}, false, LevelTrue},
		{env{"TERM": "xterm", "COLORTERM": "1"}, false, Level16},
		{env{"TERM": "screen", "COLORTERM": "truecolor"}, false, Level16},
		{env{"TERM": "tmux-256color", "COLORTERM": "truecolor"}, false, LevelTrue},
		{env{}, true, Level256},
		{env{"WT_SESSION": "x"}, true, LevelTrue},
		{env{"TERM": "dumb"}, true, LevelNone},
	} {
		in := at(tt.env)
		in.Console = tt.console
		if got := Decide(in).Color; got != tt.want {
			t.Errorf("%v, console %v: level %d, not %d", tt.env, tt.console, got, tt.want)
		}
	}
}

func TestDecideManners(t *testing.T) {
	t.Parallel()
	type manners struct{ Motion, Interactive, Ask bool }
	all, none := manners{true, true, true}, manners{}
	e := env{"TERM": "xterm"}
	plus := func(key, value string) Inputs { return at(env{"TERM": "xterm", key: value}) }
	for _, tt := range []struct {
		name string
		in   Inputs
		want manners
	}{
		{"a person", at(e), all},
		{"plain", at(e).with(func(in *Inputs) { in.Plain = true }), manners{Ask: true}},
		{"no colour is no reason", at(e).with(func(in *Inputs) { in.NoColor = true }), all},
		{"accessible", plus("ACCESSIBLE", "1"), manners{Ask: true}},
		{"not accessible", plus("ACCESSIBLE", "0"), all},
		{"CI", plus("CI", "true"), none},
		{"CI by name", plus("CI", "woodpecker"), none},
		{"no CI", plus("CI", "false"), all},
		{"dumb", at(env{"TERM": "dumb"}), none},
		{"no TERM", at(env{}), none},
		{"Windows console", at(env{}).with(func(in *Inputs) { in.Console = true }), all},
		{"input from a file", at(e).with(func(in *Inputs) { in.In = false }), manners{Motion: true}},
		{"output to a pipe", at(e).with(func(in *Inputs) { in.Out = false }), manners{Ask: true}},
		{"both outputs to files", at(e).with(func(in *Inputs) { in.Out, in.Err = false, false }), none},
		{"errors to a file", at(e).with(func(in *Inputs) { in.Err = false }), all},
		{"nothing is a terminal", at(e).with(func(in *Inputs) { in.In, in.Out, in.Err = false, false, false }), none},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := Decide(tt.in)
			if diff := cmp.Diff(tt.want, manners{p.Motion, p.Interactive, p.Ask}); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDecideRest(t *testing.T) {
	t.Parallel()
	size := func(columns int, e env) Inputs {
		return at(e).with(func(in *Inputs) { in.Columns = columns })
	}
	for _, tt := range []struct {
		name string
		in   Inputs
		got  func(Profile) any
		want any
	}{
		{"measured width", size(132, env{"COLUMNS": "40"}), func(p Profile) any { return p.Width }, 132},
		{"COLUMNS", size(0, env{"COLUMNS": "40"}), func(p Profile) any { return p.Width }, 40},
		{"bad COLUMNS", size(0, env{"COLUMNS": "wide"}), func(p Profile) any { return p.Width }, 80},
		{"negative COLUMNS", size(0, env{"COLUMNS": "-3"}), func(p Profile) any { return p.Width }, 80},
		{"no width", size(0, nil), func(p Profile) any { return p.Width }, 80},
		{"absurd width", size(1<<30, nil), func(p Profile) any { return p.Width }, maxWidth},
		{"dark", at(env{"COLORFGBG": "15;0"}), func(p Profile) any { return p.Background }, BackgroundDark},
		{"dark gray", at(env{"COLORFGBG": "7;8"}), func(p Profile) any { return p.Background }, BackgroundDark},
		{"light", at(env{"COLORFGBG": "0;default;15"}), func(p Profile) any { return p.Background }, BackgroundLight},
		{"default background", at(env{"COLORFGBG": "15;default"}), func(p Profile) any { return p.Background }, BackgroundUnknown},
		{"no background", at(env{"COLORFGBG": "15"}), func(p Profile) any { return p.Background }, BackgroundUnknown},
		{"UTF-8", at(env{"LANG": "de_DE.UTF-8"}), func(p Profile) any { return p.Unicode }, true},
		{"utf8", at(env{"LC_CTYPE": "C.utf8", "LANG": "C"}), func(p Profile) any { return p.Unicode }, true},
		{"C", at(env{"LC_ALL": "C", "LANG": "en_US.UTF-8"}), func(p Profile) any { return p.Unicode }, false},
		{"Latin-1", at(env{"LANG": "de_DE.ISO-8859-1"}), func(p Profile) any { return p.Unicode }, false},
		{"no locale", at(env{"TERM": "xterm"}), func(p Profile) any { return p.Unicode }, true},
		{"Linux console", at(env{"TERM": "linux"}), func(p Profile) any { return p.Unicode }, false},
		{"colour of standard error", at(env{"TERM": "xterm"}).with(func(in *Inputs) { in.Out = false }), func(p Profile) any { return p.ErrColor }, Level16},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, tt.got(Decide(tt.in))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDecideNothing(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff(Profile{Width: 80, Unicode: true}, Decide(Inputs{})); diff != "" {
		t.Error(diff)
	}
}
