package tui

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
)

// TestFastKeys presses keys faster than they are read: each counts, and what is pasted is no key.
func TestFastKeys(t *testing.T) {
	t.Parallel()
	r := catalogRig(t)
	r.see("Which project")
	r.update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("jk/hub")})
	r.see("1 of 2")
	r.press("esc")
	r.see("2 projects")
	r.update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("qq"), Paste: true})
	if r.quit {
		t.Error("a pasted letter was taken for a key")
	}
	r.press("/")
	r.update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("hub"), Paste: true})
	r.see("1 of 2")
}

// TestMeaninglessKey says that a letter does nothing, until the next key; a key that means something and a line that is
// typed say nothing.
func TestMeaninglessKey(t *testing.T) {
	t.Parallel()
	r := catalogRig(t)
	r.see("Which project")
	hint := "x does nothing here; ? shows the keys"
	r.press("x")
	r.see(hint)
	checkFrame(t, r.m)
	r.press("down")
	if strings.Contains(r.screen(), "does nothing") {
		t.Errorf("it stays:\n%s", r.screen())
	}
	r.press("?")
	r.see("Help")
	r.press("x")
	r.see("x does nothing here; the keys are below")
	r.press("esc", "/", "x")
	r.see("filter > x")
	if strings.Contains(r.screen(), "does nothing") {
		t.Errorf("typing is told off:\n%s", r.screen())
	}
}
