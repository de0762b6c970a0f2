package system

import (
	"bytes"
	"os"
	"strconv"
	"strings"
)

// rssUnit is the unit of the kernel's resident memory figures in bytes.
const rssUnit = 1024

// groupAlive reports whether a process of the group still runs. The kernel
// also counts dead ones that nobody waits for, as happens in containers whose
// first process doesn't; so those are looked at one by one.
func groupAlive(id int) bool {
	if !groupExists(id) {
		return false
	}
	proc, err := os.Open("/proc")
	if err != nil {
		return true
	}
	defer func() { _ = proc.Close() }()
	names, err := proc.Readdirnames(-1)
	if err != nil {
		return true
	}
	for _, name := range names {
		pid, err := strconv.Atoi(name)
		if err != nil {
			continue
		}
		s, ok := readStat(pid)
		if ok && s.group == id && s.state != "Z" && s.state != "X" {
			return true
		}
	}
	return false
}

// stat is what /proc says about a process.
type stat struct {
	state string
	group int
	start string // clock ticks from the computer's start until the process's
}

// readStat reads /proc/PID/stat; its second field is the program's name in
// parentheses and may itself contain spaces and parentheses.
func readStat(pid int) (stat, bool) {
	data, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return stat{}, false
	}
	fields := strings.Fields(string(data[bytes.LastIndexByte(data, ')')+1:]))
	if len(fields) < 20 {
		return stat{}, false
	}
	group, err := strconv.Atoi(fields[2])
	if err != nil {
		return stat{}, false
	}
	return stat{state: fields[0], group: group, start: fields[19]}, true
}

// birth identifies the process among all that ever had its number: the place
// and the process's own time of start.
func birth(pid int) string {
	s, ok := readStat(pid)
	here := place()
	if !ok || here == "" {
		return ""
	}
	return here + ":" + s.start
}

// place identifies this start of the computer and, as containers number their
// processes on their own, the process namespace.
func place() string {
	boot, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		return ""
	}
	space, err := os.Readlink("/proc/self/ns/pid")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(boot)) + ":" + strings.TrimPrefix(space, "pid:")
}

// isLocal reports whether p's numbers mean something here and now.
func isLocal(p Process) bool { return strings.HasPrefix(p.Birth, place()+":") }

// pidRuns reports whether the process exists and isn't dead.
func pidRuns(pid int) bool {
	s, ok := readStat(pid)
	return ok && s.state != "Z" && s.state != "X"
}
