package state

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
)

// A fault makes one file system call of a folder fail, or all from that one on.
type fault struct {
	at     int  // index of the call; -1: none
	sticky bool // all later ones too
	err    error
	half   string // folder in which a failing write leaves half a file

	calls   []string // operations asked for
	refused []string // operations that failed
}

func (f *fault) gate(op, name string) error {
	i := len(f.calls)
	f.calls = append(f.calls, op)
	if f.at < 0 || i < f.at || i > f.at && !f.sticky {
		return nil
	}
	f.refused = append(f.refused, op)
	if op == "write" && f.half != "" {
		if err := os.WriteFile(filepath.Join(f.half, name), []byte(`{"schema": 1, "ste`), 0o600); err != nil {
			return err
		}
	}
	return &os.PathError{Op: op, Path: name, Err: f.err}
}

func (f *fault) hasRefused(op string) bool {
	return slices.Contains(f.refused, op)
}

// errCrash ends the world: nothing after it happens.
var errCrash = errors.New("the process was killed here")

// crashAt returns a gate that kills the process before its call number at.
func crashAt(at int) gate {
	calls := 0
	return func(string, string) error {
		if calls++; calls > at {
			panic(errCrash)
		}
		return nil
	}
}

// survive runs do and reports whether it was killed.
func survive(do func()) (killed bool) {
	defer func() {
		if r := recover(); r != nil {
			if r != any(errCrash) {
				panic(r)
			}
			killed = true
		}
	}()
	do()
	return false
}

func faultErrors() []error {
	return []error{syscall.ENOSPC, syscall.EIO, syscall.EROFS, syscall.EACCES, syscall.EDQUOT}
}

// eachFault calls check with every call of do failing in every way. do is given the
// gate, and run once without a fault to count its calls.
func eachFault(t *testing.T, do func(t *testing.T, f *fault)) {
	t.Helper()
	clean := &fault{at: -1}
	do(t, clean)
	if len(clean.calls) == 0 {
		t.Fatal("no file system call was seen")
	}
	cases := 0
	for at, op := range clean.calls {
		for _, err := range faultErrors() {
			for _, sticky := range []bool{false, true} {
				cases++
				t.Run(fmt.Sprintf("%d-%s-%v-sticky=%v", at, op, err, sticky), func(t *testing.T) {
					t.Parallel()
					do(t, &fault{at: at, sticky: sticky, err: err})
				})
			}
		}
	}
	t.Logf("%d calls (%v), %d cases", len(clean.calls), clean.calls, cases)
}
