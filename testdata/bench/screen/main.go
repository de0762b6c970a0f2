// Command screen measures programs with screens, on terminals of their own:
//
//	screen first [-runs N] TEXT PROGRAM [ARGUMENT …] --- TEXT PROGRAM [ARGUMENT …]
//	screen keys [-keys N] TEXT KEYS [TEXT KEYS …] --- PROGRAM [ARGUMENT …]
//
// first tells how long two programs take from their start to a text on the screen, in turn, as medians and their
// ratio. keys presses KEYS whenever TEXT is shown; then it presses the down key again and again, and tells how long
// the next frame takes and how much memory the program had at most (Linux).
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/creack/pty"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "screen:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 4 {
		return errors.New("usage: screen first|keys …")
	}
	n := 21
	verb, rest := args[0], args[1:]
	if rest[0] == "-runs" || rest[0] == "-keys" {
		var err error
		if n, err = strconv.Atoi(rest[1]); err != nil {
			return err
		}
		rest = rest[2:]
	}
	i := slices.Index(rest, "---")
	if i < 1 {
		return errors.New("--- is missing")
	}
	if verb == "first" {
		return first(n, rest[:i], rest[i+1:])
	}
	return keys(n, rest[:i], rest[i+1:])
}

// A screen is a program on a terminal.
type screen struct {
	cmd      *exec.Cmd
	terminal *os.File
	output   chan string
	rest     string
}

func start(argv []string) (*screen, error) {
	s := &screen{cmd: exec.Command(argv[0], argv[1:]...), output: make(chan string, 1000)} //nolint:noctx // It is ended below.
	s.cmd.Env = append(os.Environ(), "TERM=xterm-256color")
	var err error
	if s.terminal, err = pty.StartWithSize(s.cmd, &pty.Winsize{Rows: 40, Cols: 120}); err != nil {
		return nil, err
	}
	go func() {
		buf := make([]byte, 64<<10)
		for {
			n, err := s.terminal.Read(buf)
			s.reply(string(buf[:n]))
			s.output <- string(buf[:n])
			if err != nil {
				close(s.output)
				return
			}
		}
	}()
	return s, nil
}

// reply answers what programs ask of a terminal, at once, as terminals do: some wait for it.
func (s *screen) reply(said string) {
	if strings.Contains(said, "\x1b]11;?") {
		_, _ = s.terminal.WriteString("\x1b]11;rgb:1616/1818/1d1d\x1b\\")
	}
	if strings.Contains(said, "\x1b[6n") {
		_, _ = s.terminal.WriteString("\x1b[1;1R")
	}
}

func (s *screen) see(text string) error {
	late := time.After(5 * time.Minute)
	for !strings.Contains(s.rest, text) {
		select {
		case more, ok := <-s.output:
			if !ok {
				return fmt.Errorf("%s ended before it showed %q: %q", s.cmd.Path, text, s.rest)
			}
			s.rest += more
		case <-late:
			return fmt.Errorf("%s never shows %q: %q", s.cmd.Path, text, s.rest)
		}
	}
	s.rest = s.rest[strings.Index(s.rest, text)+len(text):]
	return nil
}

func (s *screen) end() {
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
	_ = s.terminal.Close()
}

// first compares two programs' times to a text.
func first(n int, a, b []string) error {
	var times [2][]time.Duration
	for i := range 2 * n {
		argv := [][]string{a, b}[i%2]
		began := time.Now()
		s, err := start(argv[1:])
		if err != nil {
			return err
		}
		err = s.see(argv[0])
		times[i%2] = append(times[i%2], time.Since(began))
		s.end()
		if err != nil {
			return err
		}
	}
	x, y := median(times[0]), median(times[1])
	fmt.Printf("%s: %.1f ms to the first screen\n%s: %.1f ms to the first screen\n%.2f times as long; medians of %d runs in turn\n",
		filepath.Base(a[1]), ms(x), filepath.Base(b[1]), ms(y), float64(y)/float64(x), n)
	return nil
}

func median(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)/2]
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// keys drives a program to where it shall be measured, and measures it there.
func keys(n int, script, argv []string) error {
	s, err := start(argv)
	if err != nil {
		return err
	}
	defer s.end()
	for i := 0; i+1 < len(script); i += 2 {
		if err := s.see(script[i]); err != nil {
			return err
		}
		if _, err := s.terminal.WriteString(strings.NewReplacer(`\r`, "\r", `\t`, "\t").Replace(script[i+1])); err != nil {
			return err
		}
	}
	var times []time.Duration
	for range n {
		s.quiet()
		began := time.Now()
		if _, err := s.terminal.WriteString("\x1b[B"); err != nil {
			return err
		}
		select {
		case _, ok := <-s.output:
			if !ok {
				return errors.New("the program has ended")
			}
		case <-time.After(10 * time.Second):
			return errors.New("a key changed nothing: the list needs more lines than there are keys")
		}
		times = append(times, time.Since(began))
	}
	memory, err := peak(s.cmd.Process.Pid)
	if err != nil {
		return err
	}
	half := median(times)
	fmt.Printf("a key to the next frame: %.1f ms (median of %d), at most %.1f ms; a frame is drawn at most every 8.3 ms\n", ms(half), n, ms(times[len(times)-1]))
	fmt.Printf("memory at most: %.1f MiB resident\n", float64(memory)/1024)
	return nil
}

// quiet waits until nothing is drawn any more.
func (s *screen) quiet() {
	for {
		select {
		case <-s.output:
		case <-time.After(100 * time.Millisecond):
			return
		}
	}
}

// peak is the largest resident memory of a process so far, in KiB.
func peak(pid int) (int, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			return strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(rest), " kB"))
		}
	}
	return 0, errors.New("the system doesn't tell")
}
