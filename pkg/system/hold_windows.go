package system

import "os/exec"

// hold does nothing: the system ends the job when this process dies.
func hold(*exec.Cmd, *pipes) (release func(), err error) { return func() {}, nil }
