package tui

import (
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
