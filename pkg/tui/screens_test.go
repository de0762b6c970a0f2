package tui

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

var update = flag.Bool("update", false, "write the golden screens anew")

// TestScreens compares every screen with what it was last agreed to be, at three widths, and holds what
// must be true of any screen.
func TestScreens(t *testing.T) {
	t.Parallel()
	for _, s := range scenes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			r := s.make(t)
			for _, size := range [][2]int{{40, 20}, {80, 24}, {120, 36}} {
				r.size(size[0], size[1])
				r.update(nil)
				checkFrame(t, r.m)
				golden(t, fmt.Sprintf("%s-%d", s.name, size[0]), r.screen())
			}
			for _, size := range [][2]int{{40, 15}, {59, 15}, {69, 17}, {250, 80}, {100, 15}, {40, 80}} {
				r.size(size[0], size[1])
				checkFrame(t, r.m)
			}
		})
	}
}

// checkFrame holds what is true of any screen: it fills the window exactly and no more, it is safe, the
// cursor sits on the ">" of the selection, and colours only add to it.
func checkFrame(t *testing.T, m *model) {
	t.Helper()
	m.View()
	frame := m.View()
	plain := ansi.Strip(frame)
	lines := strings.Split(plain, "\n")
	if len(lines) != m.height {
		t.Errorf("%d lines in a window of %d:\n%s", len(lines), m.height, plain)
	}
	for _, l := range lines {
		if term.Width(l) > m.width {
			t.Errorf("%d cells in a window of %d: %q", term.Width(l), m.width, l)
		}
	}
	if at := placed().FindStringSubmatch(frame); at == nil {
		t.Error("the frame doesn't say where the cursor sits")
	} else if at[1] != "0" {
		var row, col int
		if _, err := fmt.Sscan(at[1], &row); err != nil {
			t.Fatal(err)
		}
		if _, err := fmt.Sscan(at[2], &col); err != nil {
			t.Fatal(err)
		}
		if line := lines[row-1]; !strings.Contains(line, ">") {
			t.Errorf("the cursor sits on a line without a selection, %d,%d in\n%s", row, col, plain)
		}
	}
	if !term.Safe(plain) {
		t.Errorf("unsafe characters on the screen: %q", plain)
	}
	old := m.theme
	for _, level := range []term.Level{term.Level16, term.Level256, term.LevelTrue} {
		for _, b := range []term.Background{term.BackgroundUnknown, term.BackgroundDark, term.BackgroundLight} {
			m.theme = newTheme(term.Palette{Level: level, Background: b, Unicode: true})
			colored := m.View()
			if diff := cmp.Diff(trimmed(plain), trimmed(ansi.Strip(colored))); diff != "" {
				t.Errorf("colour changes the text (level %d, background %d):\n%s", level, b, diff)
			}
			if !term.SafeColor(placed().ReplaceAllString(colored, "")) {
				t.Errorf("a sequence that is no colour in %q", colored)
			}
		}
	}
	m.theme = old
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "screens", name+".txt")
	got = trimmed(got)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("screen %s (-want +got), agree with -update:\n%s", name, diff)
	}
}

// trimmed leaves out the spaces at the ends of lines, which nobody sees.
func trimmed(s string) string {
	var b strings.Builder
	for l := range strings.SplitSeq(s, "\n") {
		b.WriteString(strings.TrimRight(l, " ") + "\n")
	}
	return b.String()
}

// TestSmallWindow says in a sentence what is missing, and comes back when the window grows.
func TestSmallWindow(t *testing.T) {
	t.Parallel()
	r := practiceRig(t)
	r.see("What do you want to work on")
	for _, size := range [][2]int{{39, 15}, {40, 14}, {20, 5}, {1, 1}} {
		r.size(size[0], size[1])
		if got := r.screen(); strings.Count(got, "\n") >= size[1] {
			t.Errorf("%v: too many lines:\n%s", size, got)
		}
	}
	r.size(39, 24)
	if got := strings.Join(strings.Fields(r.screen()), " "); !strings.Contains(got, "39 columns and 24 lines; the screens need 40 and 15") {
		t.Errorf("got %q", got)
	}
	r.size(80, 24)
	r.see("What do you want to work on")
	r.size(10, 10)
	r.press("ctrl+c")
	r.ends()
}

// TestHelpEverywhere holds that every page says what it is for, by a key that its key line names.
func TestHelpEverywhere(t *testing.T) {
	t.Parallel()
	for _, s := range scenes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			r := s.make(t)
			if len(r.m.top) > 0 {
				t.Skip("it lies on top of a page and has only one thing to say")
			}
			if r.m.page.Help == "" {
				t.Error("the page says nothing of itself")
			}
			named := slices.ContainsFunc(r.m.keys(), func(b key.Binding) bool { return slices.Contains(b.Keys(), "f1") })
			if l, ok := r.m.pane.(*listPane); !named && (!ok || !l.editing) {
				t.Error("no key for help is named")
			}
			r.press("f1")
			for w := range strings.FieldsSeq(r.m.page.Help) {
				if r.size(100, 60); !strings.Contains(r.screen(), w) {
					t.Fatalf("the help doesn't say %q:\n%s", w, r.screen())
				}
			}
		})
	}
}

// TestKeysAct presses every key that a key line names: each does something.
func TestKeysAct(t *testing.T) {
	t.Parallel()
	for _, s := range scenes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			named := s.make(t).m.keys()
			if len(named) == 0 {
				t.Fatal("the key line is empty")
			}
			for i := range named {
				acts := false
				for _, k := range named[i].Keys() {
					r := s.make(t)
					before, stage := r.m.View(), r.m.journey.Stage()
					_, cmd := r.m.Update(keyMsg(k))
					acts = acts || cmd != nil || r.m.View() != before || r.m.journey.Stage() != stage
				}
				if !acts {
					t.Errorf("%v (%s) does nothing", named[i].Keys(), named[i].Help().Desc)
				}
			}
		})
	}
}
