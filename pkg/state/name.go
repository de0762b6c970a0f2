package state

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// MaxName is the longest name that [ValidName] accepts, in bytes.
const MaxName = 100

// ValidName reports why s can't be used as the name of one file or folder on every
// system, or nil. Names of projects, steps and folders pass it before they become
// part of a path.
//
// A name is 1 to [MaxName] of the characters a-z, A-Z, 0-9, '.', '_' and '-',
// begins with a letter or a digit, doesn't end with a dot, and isn't a device name of
// Windows (CON, NUL, COM1 and their like, with or without an extension). Being
// ASCII, it has one spelling only: NFC and NFD forms can't be told apart by eye.
//
// The error is a [*NameError].
func ValidName(s string) error {
	if reason := nameProblem(s); reason != "" {
		return &NameError{Name: s, Reason: reason}
	}
	return nil
}

// NameError says why a name can't become part of a path.
type NameError struct {
	Name   string // as given
	Reason string // in words
}

// Error quotes the name, shortened, and gives the reason.
func (e *NameError) Error() string {
	name := e.Name
	if len(name) > MaxName {
		name = name[:MaxName] + "…"
	}
	return fmt.Sprintf("name %+q %s", name, e.Reason)
}

func nameProblem(s string) string {
	switch {
	case s == "":
		return "is empty"
	case len(s) > MaxName:
		return fmt.Sprintf("has %d bytes, at most %d are allowed", len(s), MaxName)
	case s == "." || s == "..":
		return "stands for a folder, it names none"
	}
	for i, r := range s {
		if !nameRune(r) {
			return badRune(s[i:], r)
		}
	}
	switch {
	case !alphanumeric(s[0]):
		return "must begin with a letter or a digit"
	case s[len(s)-1] == '.':
		return "ends with a dot, which Windows drops"
	case deviceName(s):
		return "is a device on Windows"
	}
	return ""
}

func nameRune(r rune) bool {
	return r < utf8.RuneSelf && (alphanumeric(byte(r)) || r == '.' || r == '_' || r == '-')
}

func alphanumeric(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

func badRune(rest string, r rune) string {
	const allowed = "allowed are a-z, A-Z, 0-9, '.', '_' and '-'"
	switch r {
	case '/', '\\':
		return fmt.Sprintf("contains %q, it would be a path; %s", r, allowed)
	case ':':
		return "contains ':', a drive or a stream on Windows; " + allowed
	case utf8.RuneError:
		if _, width := utf8.DecodeRuneInString(rest); width == 1 {
			return "isn't valid UTF-8; " + allowed
		}
	}
	return fmt.Sprintf("contains %+q; %s", r, allowed)
}

// deviceName reports whether Windows takes s for a device, whatever its extension.
func deviceName(s string) bool {
	base, _, _ := strings.Cut(s, ".")
	base = strings.ToUpper(base)
	switch base {
	case "CON", "PRN", "AUX", "NUL":
		return true
	}
	if len(base) != 4 {
		return false
	}
	prefix, digit := base[:3], base[3]
	return (prefix == "COM" || prefix == "LPT") && '0' <= digit && digit <= '9'
}
