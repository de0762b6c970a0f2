//go:build unix

package system

import (
	"errors"
	"os"
	"os/exec"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// group is the process group of one started program; its number is that of
// the program, which leads it.
type group struct{ id int }

// prepare puts the program into a session of its own, and with it into a
// process group of its own. A new session has no terminal: a program that asks
// there for a password fails at once, where in a mere background group it
// would be stopped for ever.
func prepare(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
}

// adopt returns the group of the started command.
func adopt(cmd *exec.Cmd) (*group, error) {
	return &group{id: cmd.Process.Pid}, nil
}

// terminate asks every process of the group to end. One that is stopped is
// woken so that it can.
func (g *group) terminate() {
	g.signal(unix.SIGTERM)
	g.signal(unix.SIGCONT)
}

// kill ends every process of the group.
func (g *group) kill() { g.signal(unix.SIGKILL) }

func (g *group) signal(s unix.Signal) {
	// The only errors are that nobody is left, or only processes of others.
	_ = unix.Kill(-g.id, s)
}

// alive reports whether a process of the group still runs.
func (g *group) alive() bool { return groupAlive(g.id) }

// close gives back what the group holds: nothing here.
func (g *group) close() {}

// maxRSS returns the peak resident memory in bytes.
func (g *group) maxRSS(state *os.ProcessState) int64 {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	return int64(usage.Maxrss) * rssUnit
}

// groupExists reports whether the kernel knows a process of the group, dead
// ones that nobody has waited for included.
func groupExists(id int) bool {
	err := unix.Kill(-id, 0)
	return err == nil || errors.Is(err, unix.EPERM)
}

// exitStatus returns the exit code and the name of the signal that ended the
// program.
func exitStatus(state *os.ProcessState) (int, string) {
	status, ok := state.Sys().(syscall.WaitStatus)
	if ok && status.Signaled() {
		name := unix.SignalName(status.Signal())
		if name == "" {
			name = strings.ToUpper(status.Signal().String())
		}
		return 128 + int(status.Signal()), name
	}
	return state.ExitCode(), ""
}

// isBusy reports whether a program couldn't be started because its file is
// open for writing.
func isBusy(err error) bool { return errors.Is(err, unix.ETXTBSY) }
