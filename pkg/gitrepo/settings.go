package gitrepo

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// A Setting is a value of git's settings and where it comes from.
type Setting struct {
	Value string
	// Scope is where it stands: local or worktree for the checkout, global, system, or command.
	Scope string
}

// Settings are git's settings by key, as they hold in a checkout; the section and the last part of a key are in small
// letters. Values were written by others: sanitise and [system.Redact] them before they are shown.
type Settings map[string]Setting

// Settings reads the settings that hold in the checkout at dir, those of the person and the system included. Of
// several values of one key the last counts, as it does for git.
func (g *Git) Settings(ctx context.Context, dir string) (Settings, error) {
	if g.program == "" {
		return nil, fmt.Errorf("read git's settings: %w", ErrNoGit)
	}
	out, err := g.output(ctx, call{dir: dir, args: []string{"config", "--list", "--null", "--show-scope", "--includes"}})
	if err != nil {
		return nil, fmt.Errorf("read git's settings: %w", err)
	}
	settings := Settings{}
	fields := strings.Split(string(out), "\x00")
	for i := 0; i+1 < len(fields); i += 2 {
		key, value, has := strings.Cut(fields[i+1], "\n")
		if !has {
			value = "true" // A key without a value is a switch.
		}
		if fields[i] == "command" {
			continue // Those that this package gives to every git.
		}
		settings[key] = Setting{Value: value, Scope: fields[i]}
	}
	return settings, nil
}

// IsSet reports whether a key is switched on.
func (s Settings) IsSet(key string) bool { return isTrue(s[key].Value) }

// settable reports whether a key is one that [Git.Set] may write: who commits, and where pushes go. No other setting of
// a person's checkout is this program's business.
func settable(key string) bool {
	switch key {
	case "user.name", "user.email", "remote.pushDefault":
		return true
	}
	branch, ok := strings.CutPrefix(key, "branch.")
	branch, push := strings.CutSuffix(branch, ".pushRemote")
	return ok && push && ValidateRef(branch) == nil
}

// Set writes a setting of the checkout at dir, and of nothing else: never one of the person's or the system's. Which
// keys may be written is listed here; a value has neither line breaks nor other controls.
func (g *Git) Set(ctx context.Context, dir, key, value string) error {
	switch {
	case g.program == "":
		return fmt.Errorf("set %s: %w", key, ErrNoGit)
	case !settable(key):
		return &InvalidError{What: "setting", Value: key, Reason: "is none that this program writes"}
	}
	if err := printable(value); err != nil || value == "" {
		return &InvalidError{What: key, Value: value, Reason: "isn't a plain text"}
	}
	if _, err := locate(dir); err != nil {
		return fmt.Errorf("set %s: %w", key, err)
	}
	if err := g.run(ctx, call{dir: dir, args: []string{"config", "--local", "--replace-all", key, value}}, nil); err != nil {
		return fmt.Errorf("set %s: %w", key, err)
	}
	return nil
}

// BranchAt returns the commit of a branch of the checkout, "" if there is no such branch.
func (g *Git) BranchAt(ctx context.Context, dir, branch string) (string, error) {
	if err := ValidateRef(branch); err != nil {
		return "", err
	}
	return g.resolve(ctx, dir, "refs/heads/"+branch)
}

// RemoteBranch asks the repository at an address for the commit of a branch, with the person's own credentials;
// "" if it has no such branch. Nothing is fetched.
func (g *Git) RemoteBranch(ctx context.Context, address Address, branch string) (string, error) {
	if g.program == "" {
		return "", fmt.Errorf("ask for %s: %w", branch, ErrNoGit)
	}
	if err := ValidateRef(branch); err != nil {
		return "", err
	}
	out, err := g.output(ctx, call{
		args: []string{"ls-remote", "--", address.String(), "refs/heads/" + branch}, protocol: protocolsFor(address),
	})
	if err != nil {
		return "", fmt.Errorf("ask %s for %s: %w", address, branch, err)
	}
	hash, _, _ := strings.Cut(string(out), "\t")
	if hash != "" && !isHash(hash) {
		return "", fmt.Errorf("ask %s for %s: the answer names no commit", address, branch)
	}
	return hash, nil
}

// Behind counts the commits by which two commits of the checkout differ: ahead are those that only commit has, behind
// those that only tip has. Known is false if commit isn't in the checkout.
func (g *Git) Behind(ctx context.Context, dir, commit, tip string) (ahead, behind int, known bool, err error) {
	if !isHash(commit) || !isHash(tip) {
		return 0, 0, false, &InvalidError{What: "commit", Value: commit + " " + tip, Reason: "is no full hash"}
	}
	// No transfer is allowed, so that a commit that isn't here stays unknown.
	out, err := g.output(ctx, call{dir: dir, args: []string{"rev-list", "--left-right", "--count", commit + "..." + tip, "--"}})
	if _, failed := errors.AsType[*GitError](err); failed {
		return 0, 0, false, nil
	}
	if err != nil {
		return 0, 0, false, fmt.Errorf("compare %.12s with %.12s: %w", commit, tip, err)
	}
	if _, err := fmt.Sscan(string(out), &ahead, &behind); err != nil {
		return 0, 0, false, fmt.Errorf("compare %.12s with %.12s: git says %q", commit, tip, strings.TrimSpace(string(out)))
	}
	return ahead, behind, true, nil
}

// NameOn returns owner/name of an address on the server of another address, "" if it is elsewhere or has another form.
func NameOn(raw string, server Address) string {
	at, there := identify(raw), identify(server.String())
	if at.host == "" || at.host != there.host || ValidateRepo(at.path) != nil {
		return ""
	}
	return original(raw, at.path)
}

// original is a path as it is written in an address: capital letters and all.
func original(raw, path string) string {
	if i := strings.LastIndex(strings.ToLower(raw), path); i >= 0 {
		return raw[i : i+len(path)]
	}
	return path
}

// Like returns the address of owner/name on the same server and by the same protocol as another address: who uses SSH
// for upstream uses it for the fork.
func Like(address Address, repo string) (Address, error) {
	if err := ValidateRepo(repo); err != nil {
		return Address{}, err
	}
	old := strings.Trim(trimRepo(address.path), "/")
	parts := strings.Split(old, "/")
	if len(parts) < 2 || address.IsFile() {
		return Address{}, &InvalidError{What: "address", Value: address.String(), Reason: "names no owner"}
	}
	at := strings.LastIndex(address.text, old)
	if at < 0 {
		return Address{}, &InvalidError{What: "address", Value: address.String(), Reason: "isn't plain"}
	}
	return ValidateURL(address.text[:at] + strings.Join(append(parts[:len(parts)-2], repo), "/") + strings.TrimPrefix(address.text[at+len(old):], "/"))
}

// TrackingAt returns the commit of a remote's branch as it was fetched last, "" if it never was.
func (g *Git) TrackingAt(ctx context.Context, dir, remote, branch string) (string, error) {
	if err := ValidateRef(remote + "/" + branch); err != nil {
		return "", err
	}
	return g.resolve(ctx, dir, "refs/remotes/"+remote+"/"+branch)
}
