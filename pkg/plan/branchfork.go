package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A NoForkError says that a fork was to be made and can't be: nobody signs in to GitHub, or it can't be asked.
type NoForkError struct {
	// Page is where a person makes one in a browser; Problem why GitHub can't be asked, empty if it wasn't.
	Page, Problem string
}

// Error implements error.
func (e *NoForkError) Error() string {
	if e.Problem != "" {
		return "no fork was made: " + e.Problem
	}
	return "no fork was made: nobody signs in to GitHub here"
}

// fork decides where pushes of the branch go.
func (b *branchBuilder) fork() error {
	f := b.facts.Fork
	switch {
	case b.plan.Practice, b.choices.Fork == "no":
		return nil
	case f.Repo != "":
		if f.Problem != "" {
			b.plan.Warnings = append(b.plan.Warnings, "Nobody could look whether "+f.Repo+" is a fork: "+f.Problem+".")
		}
		b.pushToFork(f, false)
		return nil
	case f.Account == "" && b.choices.Fork == "yes":
		return &NoForkError{Page: f.Page, Problem: f.Problem}
	case len(f.Several) > 0:
		return b.askFork(f)
	case f.MayPush:
		b.plan.Warnings = append(b.plan.Warnings, fmt.Sprintf("%s may push to %s itself, so no fork is needed; nothing was set.", f.Account, b.forkOf()))
		return nil
	case f.Account == "":
		b.withoutToken(f)
		return nil
	case b.choices.Fork != "yes":
		return &ChoiceError{Question: Question{
			ID: "fork", Flag: "--fork", Text: fmt.Sprintf("%s has no fork of %s. Make one? This is sent: %s", f.Account, b.forkOf(), f.Request),
			Options: []Option{{Value: "yes", Title: "make it, in the account " + f.Account}, {Value: "no", Title: "go on without one"}},
		}, Value: b.choices.Fork}
	}
	b.makeFork(f)
	b.pushToFork(f, true)
	return nil
}

// forkOf is the repository that a fork is made of: the one that is cloned, under the name that the server says.
func (b *branchBuilder) forkOf() string {
	return cmp.Or(b.facts.Fork.Of, b.plan.Guide.Clone.Repo, b.plan.Guide.Repo)
}

// askFork asks which remote is the person's fork. Even the only one may be somebody else's.
func (b *branchBuilder) askFork(f ForkFacts) error {
	q := Question{ID: "fork", Flag: "--fork", Text: "Several remotes look like forks. Which one is yours?"}
	if len(f.Several) == 1 {
		q.Text = "A remote is " + f.Several[0] + ", which looks like a fork. Is it yours?"
	}
	if f.Problem != "" {
		q.Text = "GitHub couldn't be asked (" + f.Problem + "). " + q.Text
	}
	for _, name := range f.Several {
		q.Options = append(q.Options, Option{Value: name})
	}
	q.Options = append(q.Options, Option{Value: "no", Title: "go on without one"})
	return &ChoiceError{Question: q, Value: b.choices.Fork}
}

// withoutToken says how to get a fork where nobody is signed in.
func (b *branchBuilder) withoutToken(f ForkFacts) {
	text := "No fork of yours is known here, so nothing was set for pushes. Make one at " + f.Page + ", then the same command with --fork YOU."
	if f.Problem != "" {
		text = "Nothing is known of a fork: " + f.Problem + ". " + text
	}
	b.plan.Warnings = append(b.plan.Warnings, text)
}

func (b *branchBuilder) makeFork(f ForkFacts) {
	cause := f.Account + " has none, and said yes to exactly this request"
	if f.NewName != "" {
		cause += "; it is called " + f.NewName + ", since the account has another repository of the usual name"
	}
	s := b.add("fork", KindFork, "Make a fork in the account "+f.Account, "Who can't push to a project pushes to a copy of their own and asks from there.",
		cause, Begin{Fork: &NewFork{Of: b.forkOf(), Name: f.NewName, Request: f.Request}})
	s.Warning = strings.TrimSpace(s.Warning + " This changes something on GitHub: it makes a public repository of yours.")
}

// pushToFork makes the branch be pushed to the fork. No remote is renamed, and no address is changed.
func (b *branchBuilder) pushToFork(f ForkFacts, made bool) {
	remote := f.Remote
	taken := slices.Clone(b.facts.Remotes)
	for _, s := range b.plan.Steps {
		if r := s.Action.Begin.Remote; r != nil {
			taken = append(taken, r.Name)
		}
	}
	if remote == "" {
		address, cause := f.URL, f.Repo+" is your fork, and no remote is it yet"
		if made {
			address, cause = f.NewURL, "the fork that was just made"
		}
		remote = freeName(taken, "origin", "fork", f.Account, "my-fork")
		b.add("remote", KindRemote, "Add your fork as the remote "+remote, "Pushes go there.", cause, Begin{Remote: &NewRemote{Name: remote, URL: address, Fork: made}})
	}
	b.plan.PushTo = remote
	changes := []SettingChange{{Key: "branch." + b.plan.Name + ".pushRemote", To: remote}}
	switch b.facts.PushDefault {
	case remote:
	case "":
		changes = append(changes, SettingChange{Key: "remote.pushDefault", To: remote})
	default:
		b.plan.Warnings = append(b.plan.Warnings, "remote.pushDefault is "+b.facts.PushDefault+" and stays so; only the new branch is pushed to "+remote+".")
	}
	s := b.add("push", KindSettings, "Let pushes go to your fork", "`git push` then can't go to "+b.plan.Guide.Repo+" by mistake.",
		"this checkout only", Begin{Settings: changes})
	if b.facts.PushRemote == remote && len(changes) == 1 {
		s.Satisfied = "they go there already"
	}
}
