package plan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// clones adds the steps that fetch the code and what is needed beside it.
func (b *builder) clones() {
	g := b.guide
	c := Clone{
		Dir: b.plan.Dir, Branch: g.Clone.Branch, Tags: g.Clone.Tags || b.choices.Full,
		Full: g.Clone.Full || b.choices.Full, Submodules: g.Clone.Submodules, SSHAsHTTPS: g.Clone.SSHAsHTTPS,
		URL: b.address(g.Clone.Repo),
	}
	cause := "there is no checkout at " + c.Dir
	if b.choices.From != "" {
		c.URL = b.choices.From
		cause += "; --from names another source, whose code the steps run"
	}
	s := b.cloneStep("clone", g.Clone.Repo, c)
	s.Why, s.Cause = "You work in a copy of your own; the project's repository is called upstream in it.", cause
	if g.Clone.Why != "" {
		s.Why = g.Clone.Why
	}
	if b.cloned() {
		s.Satisfied = "a checkout is there" + at(b.facts.Checkout.Commit)
		s.Cause = "a checkout of the project is at " + c.Dir + " already, and is used as it is"
	}
	b.add(s)
	b.base = append(b.base, s.ID)
	for _, companion := range b.companions() {
		b.cloneCompanion(companion)
	}
}

// cloneStep is what all clones have in common.
func (b *builder) cloneStep(id, repo string, c Clone) Step {
	return Step{
		ID: id, Kind: KindClone, Title: "Get the code of " + repo, Action: Action{Clone: &c},
		Dir: parent(b.facts.OS, c.Dir), Network: true, Retries: networkRetries(true), Timeout: cloneTimeout,
		Digest: cloneDigest(repo, c.Branch),
	}
}

// companions are the repositories that the profile needs beside the project's.
func (b *builder) companions() []guide.Companion {
	var out []guide.Companion
	for _, c := range b.guide.Clone.Companions {
		if b.serves(c.Profiles) {
			out = append(out, c)
		}
	}
	return out
}

// cloneCompanion adds the step that fetches a companion, after the checkout.
func (b *builder) cloneCompanion(companion guide.Companion) {
	dir := b.companionDir(companion)
	s := b.cloneStep(b.stepID("clone-", base(guide.Linux, companion.Directory)), companion.Repo, Clone{
		URL: b.address(companion.Repo), Dir: dir, Tags: b.choices.Full, Full: b.choices.Full,
		Submodules: companion.Submodules, SSHAsHTTPS: companion.SSHAsHTTPS,
	})
	s.Why, s.Needs = companion.Why, []string{"clone"}
	s.Cause = "there is no checkout of it at " + dir
	if there := b.facts.Companions[companion.Directory]; there.State == Cloned {
		s.Satisfied = "a checkout is there" + at(there.Commit)
		s.Cause = "a checkout of it is at " + dir + " already, and is used as it is"
	}
	b.add(s)
	b.base = append(b.base, s.ID)
}

// companionDir is the folder of a companion: beside the checkout.
func (b *builder) companionDir(c guide.Companion) string { return b.plan.root(c.Directory) }

// root is the folder of a companion, or the checkout's if none is named.
func (p Plan) root(companion string) string {
	if companion == "" {
		return p.Dir
	}
	return join(p.os, parent(p.os, p.Dir), companion)
}

// stepID is a new id for a step of the engine: a prefix, a name with what can't be in the name of a file
// replaced, and a number if that is taken.
func (b *builder) stepID(prefix, name string) string {
	id := prefix + strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '.', r == '_':
			return r
		}
		return '-'
	}, strings.TrimRight(name, "."))
	id = id[:min(len(id), 80)]
	for n, first := 2, id; b.taken(id); n++ {
		id = fmt.Sprintf("%s-%d", first, n)
	}
	return id
}

// taken reports whether a step of the plan or of the guide has an id.
func (b *builder) taken(id string) bool {
	return b.has(id) || slices.ContainsFunc(b.guide.Steps, func(s guide.Step) bool { return s.ID == id })
}

// has reports whether the plan has a step.
func (b *builder) has(id string) bool {
	return slices.ContainsFunc(b.plan.Steps, func(s Step) bool { return s.ID == id })
}

// nothingToClone reports whether all repositories are there.
func (b *builder) nothingToClone() bool {
	for _, c := range b.companions() {
		if b.facts.Companions[c.Directory].State != Cloned {
			return false
		}
	}
	return b.cloned()
}

// address is where a repository is on the server.
func (b *builder) address(repo string) string {
	return strings.TrimRight(b.facts.Server, "/") + "/" + repo
}

// at names a commit, if there is one.
func at(commit string) string {
	if commit == "" {
		return ""
	}
	return ", at commit " + commit[:min(len(commit), 10)]
}

// Command is the clone as a person would type it, without passwords. The engine clones into a temporary
// folder beside the final one and renames it when it is whole.
func (c Clone) Command() string {
	argv := []string{"git"}
	if c.SSHAsHTTPS {
		for _, ssh := range []string{"git@" + c.host() + ":", "ssh://git@" + c.host() + "/"} {
			argv = append(argv, "-c", "url.https://"+c.host()+"/.insteadOf="+ssh)
		}
	}
	argv = append(argv, "clone", "--origin", "upstream")
	if c.Branch != "" {
		argv = append(argv, "--branch", c.Branch)
	}
	if !c.Full {
		argv = append(argv, "--filter=blob:none", "--single-branch")
	}
	if !c.Tags && !c.Full {
		argv = append(argv, "--no-tags")
	}
	for _, s := range c.Submodules {
		argv = append(argv, "--recurse-submodules="+s)
	}
	return Quote(append(argv, "--", hidePassword(c.URL), c.Dir))
}

// host is the server whose SSH addresses are read as https: the one that is cloned from, or GitHub.
func (c Clone) host() string {
	if rest, ok := strings.CutPrefix(c.URL, "https://"); ok {
		host, _, _ := strings.Cut(rest, "/")
		return host[strings.LastIndexByte(host, '@')+1:]
	}
	return "github.com"
}
