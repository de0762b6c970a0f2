// Package system is the machine as the rest of the program sees it: processes,
// the environment they get, and what can be found out about the computer.
//
// [Machine.Run] starts one program in a session and process group of its own
// and doesn't return before the whole group is gone: not when the program ends,
// not when its time is up, not when the context is cancelled. Nothing of the
// caller's environment is inherited; [Environ] makes the environment of a step
// from an allow-list. [Redact] removes credentials from text that is shown.
//
// Guarantees: no process that stayed in its group outlives Run; a program that
// ignores the polite signal is killed after the grace period; a process that
// left the group (a daemon) can't make Run hang; the terminal is out of reach
// of what Run starts.
package system
