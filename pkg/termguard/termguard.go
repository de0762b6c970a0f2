// Package termguard keeps the terminal libraries from questioning the terminal before main runs.
//
// Bubble Tea asks the terminal for its background colour from a package init, so in every command
// of a program that merely links it, and waits five seconds for a terminal that does not answer.
// It does not ask when TERM is dumb. So this package hides TERM while packages are initialised, and
// main calls [Restore] first thing.
//
// The order is certain: of the packages whose imports are initialised, Go takes the one whose import
// path sorts first (language specification, "Program initialization"). This package needs only os,
// which termenv, the library that asks, needs too, and its path sorts before github.com/muesli/termenv.
// A program gets the protection by importing this package; the order of imports does not matter.
package termguard

import "os"

const variable = "TERM"

// original is read before init hides it; present tells an empty TERM from a missing one.
var original, present = os.LookupEnv(variable)

func init() {
	set("dumb")
}

// Restore gives TERM the value with which the program was started. It may be called again.
func Restore() {
	if !present {
		// Unsetenv fails only for a malformed name.
		_ = os.Unsetenv(variable)
		return
	}
	set(original)
}

// set ignores the error: it arises only from a malformed name or a NUL in the value, and a value
// that came out of the environment has none.
func set(value string) {
	_ = os.Setenv(variable, value)
}
