package gitrepo

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// A Mirror is a repository's history without file contents and without a work tree, kept to look things up in it. File
// contents are fetched when they are asked for. Its methods may be called by several goroutines.
type Mirror struct {
	git       *Git
	dir       string
	protocols string
	tip       string
}

// MirrorName is the name of the folder for the mirror of an address, following a branch: the host and the path, to be
// recognised by, and a hash, so that no two addresses or branches share one.
func MirrorName(from Address, branch string) string {
	readable := strings.Map(func(r rune) rune {
		if isAlnum(r) || r == '.' || r == '-' || r == '_' {
			return r
		}
		return '+'
	}, strings.TrimSuffix(from.host+"/"+strings.Trim(from.path, "/"), ".git"))
	sum := sha256.Sum256([]byte(from.text + "\x00" + branch))
	return strings.Trim(readable[:min(len(readable), 100)], "+.-") + "-" + hex.EncodeToString(sum[:6]) + ".git"
}

// Mirror makes the mirror of a repository in dir, or brings the one there up to date. Branch is what it follows; empty
// means the server's default. What is there afterwards is whole, or absent. A mirror of another address is left alone, and
// is an error. Needs the git program: else the error wraps [ErrNoGit].
func (g *Git) Mirror(ctx context.Context, from Address, dir, branch string) (*Mirror, error) {
	if g.program == "" {
		return nil, fmt.Errorf("mirror %s: %w", from, ErrNoGit)
	}
	source, ref := "HEAD", "refs/mirror/default"
	if branch != "" {
		if err := ValidateRef(branch); err != nil {
			return nil, err
		}
		source, ref = "refs/heads/"+branch, "refs/mirror/branch/"+branch
	}
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		if err := g.newMirror(ctx, from, dir); err != nil {
			return nil, fmt.Errorf("mirror %s: %w", from, err)
		}
	}
	m := &Mirror{git: g.With("GIT_DIR=" + dir), dir: dir, protocols: protocolsFor(from)}
	if err := m.isOf(ctx, from); err != nil {
		return nil, fmt.Errorf("mirror %s: %w", from, err)
	}
	fetch := []string{"fetch", "--quiet", "--no-tags", "--no-recurse-submodules"}
	if !from.IsFile() {
		fetch = append(fetch, "--filter=blob:none")
	}
	if err := m.git.run(ctx, call{dir: dir, args: append(fetch, "--", "origin", "+"+source+":"+ref), protocol: m.protocols}, nil); err != nil {
		return nil, fmt.Errorf("mirror %s: %w", from, err)
	}
	out, err := m.output(ctx, "rev-parse", "--verify", "--quiet", ref+"^{commit}")
	if err != nil {
		return nil, fmt.Errorf("mirror %s: %w", from, err)
	}
	m.tip = strings.TrimSpace(out)
	return m, nil
}

// isOf checks that the mirror is of an address: what is fetched goes by the folder's own settings.
func (m *Mirror) isOf(ctx context.Context, from Address) error {
	out, err := m.output(ctx, "config", "--local", "--get-all", "remote.origin.url")
	if err != nil {
		return fmt.Errorf("%s doesn't say what it is a mirror of; remove it: %w", m.dir, err)
	}
	if is := strings.TrimSuffix(out, "\n"); is != from.String() {
		return fmt.Errorf("%s is a mirror of %s, not of %s; remove it", m.dir, system.Redact(is), from)
	}
	return nil
}

// newMirror makes an empty repository that knows its server and that file contents may be left there.
func (g *Git) newMirror(ctx context.Context, from Address, dir string) error {
	s, err := newStage(ctx, dir)
	if err != nil {
		return err
	}
	commands := [][]string{
		{"init", "--quiet", "--bare", "--", s.repo},
		{"--git-dir", s.repo, "remote", "add", "--", "origin", from.String()},
	}
	if !from.IsFile() {
		commands = append(commands,
			[]string{"--git-dir", s.repo, "config", "remote.origin.promisor", "true"},
			[]string{"--git-dir", s.repo, "config", "remote.origin.partialclonefilter", "blob:none"},
		)
	}
	for _, args := range commands {
		if err = g.run(ctx, call{dir: s.dir, args: args, start: s.started}, nil); err != nil {
			break
		}
	}
	if err == nil {
		err = s.publish()
	}
	if cleanErr := s.remove(); err == nil {
		err = cleanErr
	}
	return err
}

func (m *Mirror) output(ctx context.Context, args ...string) (string, error) {
	out, err := m.git.output(ctx, call{dir: m.dir, args: args, protocol: m.protocols})
	return string(out), err
}

// Tip is the newest commit of the branch that the mirror follows.
func (m *Mirror) Tip() string { return m.tip }

// An Entry is a file of a commit.
type Entry struct {
	// Path with forward slashes, and the id of the content.
	Path, ID string
}

// Tree lists the files of a commit. A commit that the branch doesn't reach is fetched if the server has it.
func (m *Mirror) Tree(ctx context.Context, commit string) ([]Entry, error) {
	if !isHash(commit) {
		return nil, &InvalidError{What: "commit", Value: commit, Reason: "is no full hash"}
	}
	out, err := m.output(ctx, "ls-tree", "-r", "-z", "--full-tree", commit)
	if err != nil {
		return nil, fmt.Errorf("list the files of %.12s: %w", commit, err)
	}
	var entries []Entry
	for line := range strings.SplitSeq(out, "\x00") {
		info, path, ok := strings.Cut(line, "\t")
		if fields := strings.Fields(info); ok && len(fields) == 3 && fields[1] == "blob" {
			entries = append(entries, Entry{Path: path, ID: fields[2]})
		}
	}
	return entries, nil
}

// Content is the content of a file by its id; at most the bytes that are asked for may be in it.
func (m *Mirror) Content(ctx context.Context, id string, most int64) ([]byte, error) {
	if !isHash(id) {
		return nil, &InvalidError{What: "content", Value: id, Reason: "is no full hash"}
	}
	size, err := m.output(ctx, "cat-file", "-s", id)
	if err != nil {
		return nil, fmt.Errorf("read %.12s: %w", id, err)
	}
	if n, err := strconv.ParseInt(strings.TrimSpace(size), 10, 64); err != nil || n > most {
		return nil, fmt.Errorf("read %.12s: it has %s bytes, more than %d", id, strings.TrimSpace(size), most)
	}
	out, err := m.output(ctx, "cat-file", "blob", id)
	if err != nil {
		return nil, fmt.Errorf("read %.12s: %w", id, err)
	}
	return []byte(out), nil
}

// A Change is a commit that changed a file.
type Change struct {
	Commit  string
	Date    time.Time
	Subject string // comes from the repository: sanitise it before it is shown
}

// Changes lists the commits after one and up to another that changed a path, newest first, at most the number given.
func (m *Mirror) Changes(ctx context.Context, after, upTo, path string, most int) ([]Change, error) {
	if !isHash(after) || !isHash(upTo) {
		return nil, &InvalidError{What: "commit", Value: after, Reason: "is no full hash"}
	}
	out, err := m.output(ctx, "log", "--no-renames", "--format=%H%x00%cI%x00%s", "--max-count="+strconv.Itoa(most), after+".."+upTo, "--", ":(literal)"+path)
	if err != nil {
		return nil, fmt.Errorf("list the changes of %s: %w", path, err)
	}
	var changes []Change
	for line := range strings.Lines(out) {
		parts := strings.SplitN(strings.TrimSuffix(line, "\n"), "\x00", 3)
		if len(parts) != 3 {
			continue
		}
		date, err := time.Parse(time.RFC3339, parts[1])
		if err != nil {
			continue
		}
		changes = append(changes, Change{Commit: parts[0], Date: date, Subject: parts[2]})
	}
	return changes, nil
}

// DefaultBranch is the branch that the server gives to those who name none; empty if it doesn't say.
func (m *Mirror) DefaultBranch(ctx context.Context) (string, error) {
	out, err := m.output(ctx, "ls-remote", "--symref", "--", "origin", "HEAD")
	if err != nil {
		return "", fmt.Errorf("ask for the default branch: %w", err)
	}
	for line := range strings.Lines(out) {
		if ref, ok := strings.CutPrefix(line, "ref: refs/heads/"); ok {
			branch, _, _ := strings.Cut(ref, "\t")
			return branch, nil
		}
	}
	return "", nil
}
