package state

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// bootID is drawn by the kernel at every boot.
func bootID() (string, error) {
	const name = "/proc/sys/kernel/random/boot_id"
	data, err := os.ReadFile(name)
	if err != nil {
		return "", pathError("read", name, err)
	}
	return strings.TrimSpace(string(data)), nil
}

func lookUp(pid int) (processEntry, error) {
	if pid <= 0 {
		return processEntry{}, ErrNoProcess
	}
	name := "/proc/" + strconv.Itoa(pid) + "/stat"
	data, err := os.ReadFile(name)
	// A process that ends between open and read gives ESRCH.
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ESRCH) {
		return processEntry{}, ErrNoProcess
	}
	if err != nil {
		return processEntry{}, pathError("read", name, err)
	}
	return parseStat(data)
}

// parseStat reads a line of /proc/PID/stat. The program's name stands in
// parentheses and may itself hold spaces and parentheses.
func parseStat(data []byte) (processEntry, error) {
	open, shut := bytes.IndexByte(data, '('), bytes.LastIndexByte(data, ')')
	if open < 0 || shut < open {
		return processEntry{}, fmt.Errorf("process status %q: no program name", data)
	}
	pid, err1 := strconv.Atoi(strings.TrimSpace(string(data[:open])))
	field := strings.Fields(string(data[shut+1:]))
	// Numbers 3, 5 and 22 of the manual; the first of these fields is its number 3.
	const state, pgrp, startTime = 0, 2, 19
	if len(field) <= startTime {
		return processEntry{}, fmt.Errorf("process status %q: %d fields", data, len(field)+2)
	}
	pgid, err2 := strconv.Atoi(field[pgrp])
	start, err3 := strconv.ParseUint(field[startTime], 10, 64)
	if err := errors.Join(err1, err2, err3); err != nil {
		return processEntry{}, fmt.Errorf("process status %q: %w", data, err)
	}
	ended := strings.ContainsAny(field[state], "ZXx")
	return processEntry{pid: pid, pgid: pgid, start: start, ended: ended}, nil
}

// groupTable lists p and the members of its group.
func groupTable(p Process) ([]processEntry, error) {
	var table []processEntry
	switch e, err := lookUp(p.PID); {
	case err == nil:
		table = append(table, e)
	case !errors.Is(err, ErrNoProcess):
		return nil, err
	}
	// Signal 0 only asks whether the group has members; most often it has none, and
	// the whole process table needn't be read.
	if p.PGID <= 1 || errors.Is(syscall.Kill(-p.PGID, 0), syscall.ESRCH) {
		return table, nil
	}
	names, err := processNames()
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		pid, err := strconv.Atoi(name)
		if err != nil || pid == p.PID {
			continue
		}
		if e, err := lookUp(pid); err == nil && e.pgid == p.PGID {
			table = append(table, e)
		}
	}
	return table, nil
}

func processNames() ([]string, error) {
	dir, err := os.Open("/proc")
	if err != nil {
		return nil, pathError("list", "/proc", err)
	}
	defer func() { _ = dir.Close() }()
	names, err := dir.Readdirnames(-1)
	return names, pathError("list", "/proc", err)
}
