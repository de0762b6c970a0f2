package catalog

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// A NotFoundError says that no guide has that name.
type NotFoundError struct {
	// Name is what was asked for.
	Name string
	// Suggestions are ids that are near, the nearest first.
	Suggestions []string
	// Unreadable counts the guides that can't be read; the one asked for may be among them.
	Unreadable int
}

func newNotFound(name string, entries []*Entry, problems []Problem) *NotFoundError {
	return &NotFoundError{Name: name, Suggestions: suggestions(name, entries), Unreadable: len(problems)}
}

// Error names what was asked for, what is near, and what shows all.
func (e *NotFoundError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "no guide is called %s; ", quote(e.Name))
	switch ext := filepath.Ext(e.Name); {
	case ext == ".yaml" || ext == ".yml":
		fmt.Fprintf(&b, "a guide in a file is named with --guide %s; ", shellWord(e.Name))
	case len(e.Suggestions) > 0:
		fmt.Fprintf(&b, "did you mean %s? ", oneOf(e.Suggestions))
	}
	b.WriteString("`jupyter-onboard list` shows all")
	switch {
	case e.Unreadable == 1:
		b.WriteString(" (one can't be read, see there)")
	case e.Unreadable > 1:
		fmt.Fprintf(&b, " (%d can't be read, see there)", e.Unreadable)
	}
	return b.String()
}

// A FolderError says that the organisation's folder can't be used. It isn't an [fs.ErrNotExist], even if the
// folder is absent: somebody said that it is there.
type FolderError struct {
	Path string
	Err  error
}

// Error names the folder and what is wrong.
func (e *FolderError) Error() string {
	return fmt.Sprintf("the organisation's folder of guides %s can't be read: %v; "+
		"check the path, or leave the folder out to use the guides of this program", e.Path, e.Err)
}

// nearlyGuide says why a file that looks like a guide isn't taken for one; nil for any other file.
func nearlyGuide(origin Origin, name string) error {
	base, ext := strings.TrimSuffix(name, filepath.Ext(name)), strings.ToLower(filepath.Ext(name))
	if guide.IsShared(name) || strings.HasPrefix(name, ".") || ext != ".yaml" && ext != ".yml" {
		return nil
	}
	if id := strings.ToLower(base); isID(id) {
		return fmt.Errorf("%s isn't read, because of its name: rename it to %s%s", origin.name(), id, extension)
	}
	return fmt.Errorf("%s isn't read, because of its name: a guide is called after its id, in lower-case letters, digits and hyphens, with %s behind",
		origin.name(), extension)
}

// oneOf joins words as: a, b or c.
func oneOf(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// quote shows what came from outside in quotes on one line, without control characters and not too long.
func quote(s string) string {
	const most = 60
	if rs := []rune(s); len(rs) > most {
		s = string(rs[:most-1]) + "…"
	}
	return fmt.Sprintf("%q", s)
}

// shellWord writes s so that a shell takes it for one word.
func shellWord(s string) string {
	plain := func(r rune) bool {
		return r < 0x80 && (isPlain(string(r), "") || strings.ContainsRune("-_./:@%+=,", r))
	}
	if s != "" && strings.IndexFunc(s, func(r rune) bool { return !plain(r) }) < 0 {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
