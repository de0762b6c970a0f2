package system

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

// group is the job object that holds a started program and all its children.
// The system ends them when the last handle of the job closes, so also when
// this program is killed.
type group struct {
	job windows.Handle
	pid uint32
}

// prepare starts the program suspended, so that it can't start a child before
// it is in the job, and as the head of a console group, so that it can be asked
// to end.
func prepare(cmd *exec.Cmd) {
	cmd.SysProcAttr = &windows.SysProcAttr{
		CreationFlags: windows.CREATE_SUSPENDED | windows.CREATE_NEW_PROCESS_GROUP,
	}
}

// adopt puts the suspended program into a new job and lets it run. If that
// can't be done the program is ended.
func adopt(cmd *exec.Cmd) (*group, error) {
	g, err := newJob(uint32(cmd.Process.Pid))
	if err == nil {
		err = resume(g.pid)
	}
	if err != nil {
		if g != nil {
			g.close()
		}
		return nil, errors.Join(err, cmd.Process.Kill(), ignoreExit(cmd.Wait()))
	}
	return g, nil
}

// ignoreExit drops the news that a program that we killed has failed.
func ignoreExit(err error) error {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return nil
	}
	return err
}

func newJob(pid uint32) (*group, error) {
	job, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return nil, fmt.Errorf("create job object: %w", err)
	}
	g := &group{job: job, pid: pid}
	var info windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION
	info.BasicLimitInformation.LimitFlags = windows.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE
	if _, err := windows.SetInformationJobObject(job, windows.JobObjectExtendedLimitInformation,
		uintptr(unsafe.Pointer(&info)), uint32(unsafe.Sizeof(info))); err != nil {
		return g, fmt.Errorf("limit job object: %w", err)
	}
	process, err := windows.OpenProcess(windows.PROCESS_SET_QUOTA|windows.PROCESS_TERMINATE, false, pid)
	if err != nil {
		return g, fmt.Errorf("open process %d: %w", pid, err)
	}
	defer func() { _ = windows.CloseHandle(process) }()
	if err := windows.AssignProcessToJobObject(job, process); err != nil {
		return g, fmt.Errorf("put process %d into its job: %w", pid, err)
	}
	return g, nil
}

// resume wakes the threads of a process that was started suspended.
func resume(pid uint32) error {
	snapshot, err := windows.CreateToolhelp32Snapshot(windows.TH32CS_SNAPTHREAD, 0)
	if err != nil {
		return fmt.Errorf("list threads: %w", err)
	}
	defer func() { _ = windows.CloseHandle(snapshot) }()
	entry := windows.ThreadEntry32{Size: uint32(unsafe.Sizeof(windows.ThreadEntry32{}))}
	woken := false
	for err = windows.Thread32First(snapshot, &entry); err == nil; err = windows.Thread32Next(snapshot, &entry) {
		if entry.OwnerProcessID != pid {
			continue
		}
		if err := wake(entry.ThreadID); err != nil {
			return err
		}
		woken = true
	}
	if !woken {
		return fmt.Errorf("process %d has no thread to start", pid)
	}
	return nil
}

func wake(thread uint32) error {
	handle, err := windows.OpenThread(windows.THREAD_SUSPEND_RESUME, false, thread)
	if err != nil {
		return fmt.Errorf("open thread %d: %w", thread, err)
	}
	defer func() { _ = windows.CloseHandle(handle) }()
	if _, err := windows.ResumeThread(handle); err != nil {
		return fmt.Errorf("start thread %d: %w", thread, err)
	}
	return nil
}

// terminate asks the processes that share the console group to end; one
// without a console isn't reached and is killed after the grace.
func (g *group) terminate() {
	_ = windows.GenerateConsoleCtrlEvent(windows.CTRL_BREAK_EVENT, g.pid)
}

// kill ends every process of the job.
func (g *group) kill() { _ = windows.TerminateJobObject(g.job, 1) }

// alive reports whether a process of the job still runs.
func (g *group) alive() bool {
	var info struct {
		TotalUserTime, TotalKernelTime           int64
		ThisPeriodUserTime, ThisPeriodKernelTime int64
		TotalPageFaultCount, TotalProcesses      uint32
		ActiveProcesses, TotalTerminated         uint32
	}
	err := windows.QueryInformationJobObject(g.job, windows.JobObjectBasicAccountingInformation,
		uintptr(unsafe.Pointer(&info)), uint32(unsafe.Sizeof(info)), nil)
	return err == nil && info.ActiveProcesses > 0
}

// close closes the job and with it ends whatever is left in it.
func (g *group) close() { _ = windows.CloseHandle(g.job) }

// maxRSS returns the largest memory of one process of the job in bytes.
func (g *group) maxRSS(*os.ProcessState) int64 {
	var info windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION
	err := windows.QueryInformationJobObject(g.job, windows.JobObjectExtendedLimitInformation,
		uintptr(unsafe.Pointer(&info)), uint32(unsafe.Sizeof(info)), nil)
	if err != nil {
		return 0
	}
	return int64(info.PeakProcessMemoryUsed)
}

// exitStatus returns the exit code; there are no signals here.
func exitStatus(state *os.ProcessState) (int, string) { return state.ExitCode(), "" }

// isBusy reports whether another process has the program's file open.
func isBusy(err error) bool { return errors.Is(err, windows.ERROR_SHARING_VIOLATION) }

// birth identifies the process among all that ever had its number.
func birth(pid int) string {
	handle, err := windows.OpenProcess(windows.PROCESS_QUERY_LIMITED_INFORMATION, false, uint32(pid))
	if err != nil {
		return ""
	}
	defer func() { _ = windows.CloseHandle(handle) }()
	var created, exited, kernel, user windows.Filetime
	if err := windows.GetProcessTimes(handle, &created, &exited, &kernel, &user); err != nil {
		return ""
	}
	return strconv.FormatInt(created.Nanoseconds(), 10)
}

// isLocal reports whether p was started since this start of the computer.
func isLocal(p Process) bool {
	return p.Birth != "" && p.Started.After(time.Now().Add(-windows.DurationSinceBoot()))
}

// stillActive is the exit code of a process that hasn't ended.
const stillActive = 259

// pidRuns reports whether the process runs.
func pidRuns(pid int) bool {
	handle, err := windows.OpenProcess(windows.PROCESS_QUERY_LIMITED_INFORMATION, false, uint32(pid))
	if err != nil {
		return false
	}
	defer func() { _ = windows.CloseHandle(handle) }()
	var code uint32
	return windows.GetExitCodeProcess(handle, &code) == nil && code == stillActive
}
