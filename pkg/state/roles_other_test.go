//go:build !linux

package state

import "bufio"

func roleRun([]string, func(string), *bufio.Scanner) {}

func roleFull([]string, func(string)) {}
