package gitrepo

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
)

// cloneWithGit clones with the git program.
func (g *Git) cloneWithGit(ctx context.Context, s *stage, opts Options, m *meter, result *CloneResult) error {
	result.Filtered = opts.filtered()
	lines := func(line string) {
		m.line(line)
		if strings.HasPrefix(line, "warning: filtering not recognized by server") {
			result.Filtered = false
		}
	}
	err := g.run(ctx, call{
		args:     cloneArgs(opts, s.repo),
		dir:      s.dir,
		protocol: protocolsFor(opts.From),
		progress: lines,
		start:    s.started,
	}, nil)
	if err != nil {
		return err
	}
	for _, path := range opts.Submodules {
		if err := g.addSubmodule(ctx, s.repo, path, opts.From, m); err != nil {
			return err
		}
	}
	return nil
}

// filtered reports whether old file contents are left with the server. A folder
// of this computer is copied whole: it saves no transfer, and git 2.39 calls
// itself without end when a shallow one is cloned with a filter.
func (o Options) filtered() bool { return !o.Full && !o.From.IsFile() }

// cloneArgs is the argument list of git clone.
func cloneArgs(opts Options, to string) []string {
	args := []string{"clone", "--progress", "--origin", UpstreamRemote, "--no-recurse-submodules"}
	if opts.Full {
		args = append(args, "--no-single-branch")
	} else {
		if opts.filtered() {
			args = append(args, "--filter=blob:none")
		}
		args = append(args, "--single-branch")
		if !opts.Tags {
			args = append(args, "--no-tags")
		}
	}
	if opts.Branch != "" {
		args = append(args, "--branch", opts.Branch)
	}
	return append(args, "--", opts.From.String(), to)
}

// protocolsFor lists the protocols that git may use: https and ssh always, as a
// person's insteadOf may turn one into the other, and what the address itself
// needs.
func protocolsFor(addresses ...Address) string {
	allowed := "https:ssh"
	for _, a := range addresses {
		if !strings.Contains(":"+allowed+":", ":"+a.scheme+":") && a.scheme != "" {
			allowed += ":" + a.scheme
		}
	}
	return allowed
}

// addSubmodule checks out one submodule that the guide declares. Its address
// comes from the repository, so it is checked like any other.
func (g *Git) addSubmodule(ctx context.Context, repo, path string, from Address, m *meter) error {
	name, address, err := g.submodule(ctx, repo, path)
	if err != nil {
		return fmt.Errorf("submodule %s: %w", path, err)
	}
	addresses := []Address{from}
	if !strings.HasPrefix(address, "./") && !strings.HasPrefix(address, "../") {
		a, err := ValidateURL(address)
		if err != nil {
			return fmt.Errorf("submodule %s: %w", path, err)
		}
		addresses = append(addresses, a)
	}
	err = g.run(ctx, call{
		dir:      repo,
		args:     []string{"-c", "submodule." + name + ".update=checkout", "submodule", "update", "--init", "--checkout", "--progress", "--", path},
		protocol: protocolsFor(addresses...),
		progress: m.line,
	}, nil)
	if err != nil {
		return fmt.Errorf("submodule %s: %w", path, err)
	}
	return nil
}

// submodule returns the name and the address of the submodule at path.
func (g *Git) submodule(ctx context.Context, repo, path string) (name, address string, err error) {
	out, err := g.output(ctx, call{dir: repo, args: []string{
		"config", "--file", filepath.Join(repo, ".gitmodules"), "--null", "--get-regexp", `^submodule\..*\.(path|url)$`,
	}})
	if err != nil {
		return "", "", err
	}
	values := map[string]string{}
	for entry := range strings.SplitSeq(string(out), "\x00") {
		key, value, _ := strings.Cut(entry, "\n")
		values[key] = value
		if n, ok := strings.CutSuffix(key, ".path"); ok && value == path {
			name = strings.TrimPrefix(n, "submodule.")
		}
	}
	address = values["submodule."+name+".url"]
	if name == "" || address == "" {
		return "", "", &InvalidError{What: "submodule", Value: path, Reason: "isn't declared by the repository's .gitmodules"}
	}
	if printable(name) != nil || strings.Contains(name, "=") {
		return "", "", &InvalidError{What: "submodule", Value: path, Reason: "has a name that isn't plain"}
	}
	return name, address, nil
}
