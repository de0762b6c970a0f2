package state

import (
	"errors"
	"fmt"

	"golang.org/x/sys/windows"
)

// bootID is empty: start times are absolute here and differ between boots.
func bootID() (string, error) { return "", nil }

func lookUp(pid int) (processEntry, error) {
	if pid <= 0 {
		return processEntry{}, ErrNoProcess
	}
	const access = windows.PROCESS_QUERY_LIMITED_INFORMATION | windows.SYNCHRONIZE
	h, err := windows.OpenProcess(access, false, uint32(pid))
	if errors.Is(err, windows.ERROR_INVALID_PARAMETER) {
		return processEntry{}, ErrNoProcess
	}
	if err != nil {
		return processEntry{}, fmt.Errorf("open process: %w", err)
	}
	defer func() { _ = windows.CloseHandle(h) }()
	var created, exited, kernel, user windows.Filetime
	if err := windows.GetProcessTimes(h, &created, &exited, &kernel, &user); err != nil {
		return processEntry{}, fmt.Errorf("ask for its times: %w", err)
	}
	// A process object outlives its process while someone holds a handle.
	event, err := windows.WaitForSingleObject(h, 0)
	if err != nil {
		return processEntry{}, fmt.Errorf("ask for its end: %w", err)
	}
	return processEntry{
		pid:   pid,
		start: uint64(created.HighDateTime)<<32 | uint64(created.LowDateTime),
		ended: event == windows.WAIT_OBJECT_0,
	}, nil
}

// groupTable lists p alone: there are no process groups to ask for.
func groupTable(p Process) ([]processEntry, error) {
	e, err := lookUp(p.PID)
	if errors.Is(err, ErrNoProcess) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return []processEntry{e}, nil
}
