package state

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// A temporary file is called .onboard-HOST-PID-START-RANDOM.tmp, so that any later
// writer can tell whether the one that made it is still alive.
const (
	tempPrefix = ".onboard-"
	tempSuffix = ".tmp"
)

// tempOwner is the writer that a temporary file's name tells of.
type tempOwner struct {
	host  string
	pid   int
	start uint64
}

func newTempName() string {
	o := tempOwner{host: hostTag(), pid: os.Getpid()}
	if p, err := Identify(o.pid); err == nil {
		o.start = p.Start
	}
	return o.name(rand.Text()[:10])
}

func (o tempOwner) name(unique string) string {
	return tempPrefix + strings.Join([]string{
		o.host, strconv.Itoa(o.pid), strconv.FormatUint(o.start, 36), unique,
	}, "-") + tempSuffix
}

// parseTempName is the inverse of name; ok is false for names of other files.
func parseTempName(name string) (o tempOwner, ok bool) {
	rest, ok1 := strings.CutPrefix(name, tempPrefix)
	rest, ok2 := strings.CutSuffix(rest, tempSuffix)
	part := strings.Split(rest, "-")
	if !ok1 || !ok2 || len(part) != 4 {
		return tempOwner{}, false
	}
	pid, err1 := strconv.Atoi(part[1])
	start, err2 := strconv.ParseUint(part[2], 36, 64)
	if err1 != nil || err2 != nil || pid <= 0 {
		return tempOwner{}, false
	}
	return tempOwner{host: part[0], pid: pid, start: start}, true
}

// hostTag tells machines (and containers) apart that share a folder.
func hostTag() string {
	host, err := os.Hostname()
	if err != nil {
		host = ""
	}
	sum := sha256.Sum256([]byte(host))
	return hex.EncodeToString(sum[:3])
}

// foreignAge is how old a temporary file of another machine must be before it
// counts as left behind: that writer can't be asked.
const foreignAge = 24 * time.Hour

// sweep removes temporary files of dead writers. It is best effort: what
// can't be removed now is removed another time.
func (f folder) sweep(dir string) {
	names, err := f.names(dir)
	if err != nil {
		return
	}
	for _, name := range names {
		o, ok := parseTempName(name)
		if !ok {
			continue
		}
		name = filepath.Join(dir, name)
		fi, err := f.lstat(name)
		if err == nil && fi.Mode().IsRegular() && o.dead(time.Since(fi.ModTime())) {
			_ = f.remove(name)
		}
	}
}

// dead reports whether the writer of a file of that age has ended.
func (o tempOwner) dead(age time.Duration) bool {
	if o.host != hostTag() {
		return age > foreignAge
	}
	p, err := Identify(o.pid)
	if err != nil {
		return errors.Is(err, ErrNoProcess)
	}
	return o.start != 0 && p.Start != o.start
}
