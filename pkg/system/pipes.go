package system

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"reflect"
	"sync"
	"time"
)

const (
	// drainIdle is how long an ended group's pipe may stay open and silent: it
	// is then held by a process that left the group.
	drainIdle = 250 * time.Millisecond
	// drainTotal bounds the same for a process that keeps writing.
	drainTotal = 3 * time.Second
)

// pipes are the streams between a program and the caller's readers and
// writers. They are made here and not by os/exec because its Wait waits for
// every process that holds a pipe.
type pipes struct {
	child  []*os.File // ends that belong to the program
	stdin  *os.File   // our end, or nil
	source io.Reader
	pumps  []*pump
}

// connect gives the command its three streams.
func connect(cmd *exec.Cmd, c Command) (*pipes, error) {
	p := &pipes{}
	if err := p.input(cmd, c.Stdin); err != nil {
		return nil, err
	}
	stdout, err := p.output(c.Stdout)
	if err != nil {
		p.abandon()
		return nil, err
	}
	cmd.Stdout = stdout
	if same(c.Stdout, c.Stderr) {
		cmd.Stderr = cmd.Stdout
		return p, nil
	}
	stderr, err := p.output(c.Stderr)
	if err != nil {
		p.abandon()
		return nil, err
	}
	cmd.Stderr = stderr
	return p, nil
}

// input connects the standard input.
func (p *pipes) input(cmd *exec.Cmd, from io.Reader) error {
	if from == nil {
		return nil
	}
	if f, ok := from.(*os.File); ok {
		cmd.Stdin = f
		return nil
	}
	r, w, err := os.Pipe()
	if err != nil {
		return fmt.Errorf("connect its input: %w", err)
	}
	p.child, p.stdin, p.source = append(p.child, r), w, from
	cmd.Stdin = r
	return nil
}

// output returns the writer that os/exec should see: nil for nothing, the file
// itself, or the writing end of a new pipe.
func (p *pipes) output(to io.Writer) (io.Writer, error) {
	if to == nil {
		return nil, nil
	}
	if f, ok := to.(*os.File); ok {
		return f, nil
	}
	r, w, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("connect its output: %w", err)
	}
	p.child = append(p.child, w)
	p.pumps = append(p.pumps, &pump{from: r, to: to, done: make(chan struct{})})
	return w, nil
}

// pump starts moving bytes, after the program was started.
func (p *pipes) pump() {
	closeAll(p.child)
	if p.stdin != nil {
		go func() {
			// The program may end without reading all; that is its business.
			_, _ = io.Copy(p.stdin, p.source)
			_ = p.stdin.Close()
		}()
	}
	for _, one := range p.pumps {
		go one.run()
	}
}

// drain waits for the last bytes of an ended group and returns the first error
// of the caller's writers.
func (p *pipes) drain() error {
	if p.stdin != nil {
		_ = p.stdin.Close()
	}
	for _, one := range p.pumps {
		one.finish()
	}
	for _, one := range p.pumps {
		<-one.done
		if one.err != nil {
			return one.err
		}
	}
	return nil
}

// abandon closes everything without waiting.
func (p *pipes) abandon() {
	closeAll(p.child)
	if p.stdin != nil {
		_ = p.stdin.Close()
	}
	for _, one := range p.pumps {
		_ = one.from.Close()
	}
}

// pump moves the bytes of one pipe.
type pump struct {
	from *os.File
	to   io.Writer
	done chan struct{}
	err  error // of the writer; set before done is closed

	mu    sync.Mutex
	until time.Time // when reading has to stop; zero while the group lives
	idle  int       // reads in a row that ended without a byte
}

// run reads until end of file. A writer that fails is left alone, but reading
// goes on so that the program isn't blocked by it.
func (p *pump) run() {
	defer close(p.done)
	defer func() { _ = p.from.Close() }()
	buf := make([]byte, 32<<10)
	for {
		n, err := p.from.Read(buf)
		if n > 0 && p.err == nil {
			_, p.err = p.to.Write(buf[:n])
		}
		if err != nil && !errors.Is(err, os.ErrDeadlineExceeded) {
			return
		}
		if !p.more(n) {
			return
		}
	}
}

// finish tells the pump that the group has ended.
func (p *pump) finish() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.until = time.Now().Add(drainTotal)
	_ = p.from.SetReadDeadline(time.Now().Add(drainIdle))
}

// more reports whether to read on after n bytes came.
func (p *pump) more(n int) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.until.IsZero() {
		return true
	}
	p.idle++
	if n > 0 {
		p.idle = 0
	}
	// The first silence may be ours: the deadline passed while Write blocked.
	if p.idle > 1 || time.Now().After(p.until) {
		return false
	}
	_ = p.from.SetReadDeadline(time.Now().Add(drainIdle))
	return true
}

func closeAll(files []*os.File) {
	for _, f := range files {
		_ = f.Close()
	}
}

// same reports whether both are one writer; writers of types that can't be
// compared are taken as different.
func same(a, b io.Writer) bool {
	if a == nil || b == nil || !reflect.ValueOf(a).Comparable() {
		return false
	}
	return a == b
}
