package tui

import (
	"strings"
	"testing"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// TestCompareWhatIsSelected ticks the selected project, wants exactly two, and gives the list back as it was left.
func TestCompareWhatIsSelected(t *testing.T) {
	t.Parallel()
	r := catalogRig(t)
	r.see("Which project")
	r.press("down", "v")
	r.see("> [x] JupyterHub")
	r.press("enter")
	r.see("Take 2 with the space key")
	r.press("esc")
	r.see("> jupyterhub")
}

// TestBegunIsSelected begins with what was begun before.
func TestBegunIsSelected(t *testing.T) {
	t.Parallel()
	r := newRig(t, journey.Config{
		Projects: []event.Project{{ID: "one", Name: "One"}, {ID: "two", Name: "Two"}}, Begun: []journey.Begun{{Project: "two", Dir: "/src/two"}},
	}, term.Palette{Unicode: true})
	r.see("Begun before: Two in /src/two. Choose it to go on there.")
	r.see("> two")
}

// TestNothingTaken counts what is taken, and "leave it open" isn't.
func TestNothingTaken(t *testing.T) {
	t.Parallel()
	r := catalogRig(t)
	r.see("Which project")
	r.press("s")
	r.see("Question 1 of 4")
	r.press("enter")
	r.see("Question 2 of 4")
	r.press("esc")
	r.see("Question 1 of 4")
	if strings.Contains(r.screen(), "taken") {
		t.Errorf("something is taken:\n%s", r.screen())
	}
}

// TestFilterOpens opens what is selected from the line that is typed; tab keeps the filter.
func TestFilterOpens(t *testing.T) {
	t.Parallel()
	r := catalogRig(t)
	r.see("Which project")
	r.press("/", "hub", "tab")
	r.see("filter: hub")
	r.press("esc", "/", "hub", "enter")
	r.see("[2 Look]")
}

// TestPlaceIsKept stays at the line that is read when more is known of the machine.
func TestPlaceIsKept(t *testing.T) {
	t.Parallel()
	r := catalogRig(t)
	r.see("Which project")
	r.press("down", "enter")
	r.see("What do you want to work on?")
	p, ok := r.m.pane.(*textPane)
	if !ok {
		t.Fatalf("it is a %T", r.m.pane)
	}
	p.scroll.top = 30
	r.m.View()
	line := p.made[30]
	for _, more := range []int{0, 7} { // Lines that are known meanwhile.
		page := r.m.page
		for range more {
			page.Blocks = append([]journey.Block{journey.Text{Text: "now it is known"}}, page.Blocks...)
		}
		n := newTextPane(page, p.ask)
		n.keepPlace(p)
		n.draw(r.m.theme, 78, 19)
		if got := n.made[n.scroll.top]; got != line {
			t.Errorf("%d lines above it: at %q instead of %q", more, got, line)
		}
	}
}

// TestHintGoes takes a hint away while something runs; a warning stays.
func TestHintGoes(t *testing.T) {
	t.Parallel()
	r := catalogRig(t)
	r.see("Which project")
	now := clock()
	r.m.options.Now = func() time.Time { return now }
	for _, role := range []term.Role{term.Accent, term.Warn} {
		now = clock()
		r.m.say(role, "to know")
		r.update(tickMsg{})
		if r.m.notice == "" {
			t.Error("it goes at once")
		}
		now = now.Add(noticeTime + time.Second)
		r.update(tickMsg{})
		if gone := r.m.notice == ""; gone != (role == term.Accent) {
			t.Errorf("role %d: gone is %v", role, gone)
		}
	}
}

// TestListSaysWhatIsOut counts what is above and below, and shows no heading without a line below it.
func TestListSaysWhatIsOut(t *testing.T) {
	t.Parallel()
	var all items
	for _, name := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		all = append(all, item{value: name, name: name, group: "of " + strings.ToUpper(name[:1])})
	}
	l := newList("Letters", "letters", all, "")
	theme := newTheme(term.Palette{Unicode: true})
	look := func() string { return term.PlainOutput(strings.Join(l.draw(theme, 60, 9).lines, "\n")) }
	if got := look(); !strings.Contains(got, "8 letters: 5 below") || strings.Contains(got, "of D") {
		t.Errorf("got\n%s", got)
	}
	l.at = 7
	if got := look(); !strings.Contains(got, "above") || strings.Contains(got, "below") {
		t.Errorf("got\n%s", got)
	}
}

// TestNarrowed takes from the gap that a program filled a line with, and from nothing else.
func TestNarrowed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ in, want string }{
		{"test_spawn PASSED                [  5%]", "test_spawn PASSED    [  5%]"},
		{"    indented, and longer than it may be", "    indented, and longer than it may be"},
		{"a  b  c  d  e  f  g  h  i  j  k  l  m", "a  b  c  d  e  f  g  h  i  j  k  l  m"},
	} {
		if got := narrowed(c.in, 27); got != c.want {
			t.Errorf("%q becomes %q, want %q", c.in, got, c.want)
		}
	}
}

// TestWithoutColour marks headings and keys by weight, and nothing by colour.
func TestWithoutColour(t *testing.T) {
	t.Parallel()
	theme := newTheme(term.Palette{Unicode: true})
	if got, want := theme.paint(term.Heading, "one\ntwo"), "\x1b[1mone\x1b[22m\n\x1b[1mtwo\x1b[22m"; got != want {
		t.Errorf("got %q", got)
	}
	if got := theme.paint(term.Muted, "beside"); got != "beside" {
		t.Errorf("got %q", got)
	}
}

// TestPlainSigns has neither arrows nor typography where the terminal can't show them.
func TestPlainSigns(t *testing.T) {
	t.Parallel()
	r := newRig(t, journey.Config{Projects: []event.Project{{ID: "one", Name: "One", Summary: strings.Repeat("long ", 40)}, {ID: "two"}}}, term.Palette{})
	r.see("up/down choose")
	for _, c := range r.screen() {
		if c > 126 {
			t.Fatalf("%q is on the screen:\n%s", c, r.screen())
		}
	}
}

// TestColumnsKeepHeadings leaves no heading as the last line of a column.
func TestColumnsKeepHeadings(t *testing.T) {
	t.Parallel()
	k := newInk(newTheme(term.Palette{}), 40)
	k.plain("", "one")
	k.plain("", "two")
	k.heading("People")
	k.plain("", "three")
	if got, want := strings.Join(plain(k.together(4)), "|"), "one|two|||People|three"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func plain(lines []string) []string {
	for i, l := range lines {
		lines[i] = term.PlainOutput(l)
	}
	return lines
}
