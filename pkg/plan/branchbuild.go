package plan

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// fetchTimeout bounds a step of a branch that needs the network.
const fetchTimeout = 10 * time.Minute

// A BranchPlan is how a branch is begun: the steps as a plan, where pushes go, and what to know of who commits.
type BranchPlan struct {
	Plan
	Name string
	// PushTo is the remote that pushes of the branch go to; empty if there is none.
	PushTo   string
	Concerns []Concern
	// SignOff says that each commit needs a Signed-off-by line: by the project or the organisation.
	SignOff bool
}

// A BranchThereError says that there is a branch of that name, which isn't checked out.
type BranchThereError struct{ Name, Commit string }

// Error implements error.
func (e *BranchThereError) Error() string {
	return fmt.Sprintf("there is a branch %s already, at %.10s", e.Name, e.Commit)
}

// BuildBranch decides how a branch is begun in a checkout: from fresh upstream, with pushes going to the person's fork. p
// is the checkout's plan, of which only guide and folder matter. It is pure. A choice that is missing is a
// [ChoiceError]; no answer to it is ever guessed. Where the organisation has to approve the project first, the plan has
// that as a blocker and no steps.
func BuildBranch(p Plan, i BranchIssue, f BranchFacts, c BranchChoices) (BranchPlan, error) {
	b := &branchBuilder{issue: i, facts: f, choices: c, plan: BranchPlan{Plan: p, Name: c.Name}}
	if b.plan.Name == "" {
		b.plan.Name = BranchName(p.Guide, i)
	}
	b.plan.Steps, b.plan.Requirements, b.plan.Warnings = nil, nil, nil
	if o := f.Organisation; o != nil && !p.Practice {
		if b.plan.Requirements = permissions(o, workOn(p.Guide, p.Origin, p.From, f.UpstreamURL)); len(b.plan.Requirements) > 0 {
			return b.plan, nil
		}
		b.plan.Warnings = o.NotesAt("", "")
	}
	b.plan.SignOff = p.Guide.PullRequest.DCO || f.Organisation != nil && f.Organisation.Commits.SignOff
	for _, decide := range []func() error{b.mayBegin, b.work, b.identity, b.upstream, b.fork} {
		if err := decide(); err != nil {
			return BranchPlan{}, err
		}
	}
	return b.plan, nil
}

type branchBuilder struct {
	issue   BranchIssue
	facts   BranchFacts
	choices BranchChoices
	plan    BranchPlan
}

// add appends a step. What it returns may be changed until the next one is added.
func (b *branchBuilder) add(id string, kind StepKind, title, why, cause string, do Begin) *Step {
	s := Step{ID: id, Kind: kind, Title: title, Why: why, Cause: cause, Action: Action{Begin: &do}, Dir: b.plan.Dir, Timeout: fetchTimeout}
	s.Network = do.Fetch != nil || do.Fork != nil
	if o := b.facts.Organisation; o != nil {
		s.Warning = strings.Join(o.NotesAt(id, string(kind)), " ")
	}
	if n := len(b.plan.Steps); n > 0 {
		s.Needs = []string{b.plan.Steps[n-1].ID}
	}
	b.plan.Steps = append(b.plan.Steps, s)
	return &b.plan.Steps[len(b.plan.Steps)-1]
}

// mayBegin asks where somebody may have the issue.
func (b *branchBuilder) mayBegin() error {
	if b.issue.Number == 0 || b.issue.MayTake || b.choices.Anyway {
		return nil
	}
	return &ChoiceError{Question: Question{
		ID: "anyway", Flag: "--anyway", Text: fmt.Sprintf("Issue #%d is %s. Begin all the same?", b.issue.Number, b.issue.State),
		Options: []Option{{Value: "yes", Title: "begin"}, {Value: "no", Title: "leave it"}},
	}}
}

// work asks what happens to work that no commit holds.
func (b *branchBuilder) work() error {
	f := b.facts
	switch {
	case f.Exists != "" && f.Current != b.plan.Name:
		return &BranchThereError{Name: b.plan.Name, Commit: f.Exists}
	case f.Staged+f.Modified+f.Conflicted == 0, f.Current == b.plan.Name && f.Exists != "":
		return nil
	}
	q := Question{
		ID: "uncommitted", Flag: "--uncommitted",
		Text:    fmt.Sprintf("%s has uncommitted work: %d staged, %d modified. Take it along to the new branch?", b.plan.Dir, f.Staged, f.Modified),
		Options: []Option{{Value: "carry", Title: "take it along; the branch that you leave no longer shows it"}, {Value: "stop", Title: "change nothing"}},
	}
	if b.choices.Uncommitted != "carry" {
		return &ChoiceError{Question: q, Value: b.choices.Uncommitted}
	}
	b.plan.Warnings = append(b.plan.Warnings, "Uncommitted work comes along to the new branch.")
	return nil
}

// identity makes sure that the first commit has the author that is meant.
func (b *branchBuilder) identity() error {
	i, c := b.facts.Identity, b.choices
	if b.plan.Practice {
		return nil
	}
	var changes []SettingChange
	for _, set := range []struct {
		key, value string
		now        *Configured
	}{{"user.name", c.AuthorName, &i.Name}, {"user.email", c.AuthorEmail, &i.Email}} {
		if set.value == "" || set.value == set.now.Value {
			continue
		}
		if set.now.Fixed {
			b.plan.Warnings = append(b.plan.Warnings, fmt.Sprintf("%s stays %s: %s wins over the checkout's settings.", set.key, set.now.Value, set.now.Origin))
			continue
		}
		changes = append(changes, SettingChange{Key: set.key, From: set.now.Value, Origin: set.now.Origin, To: set.value})
		*set.now = Configured{Value: set.value, Origin: "this checkout"}
	}
	domains, err := b.domains()
	if err != nil {
		return err
	}
	b.plan.Concerns = CheckIdentity(i, domains, b.plan.SignOff)
	for _, concern := range b.plan.Concerns {
		if concern.Blocks {
			return b.askIdentity(concern)
		}
	}
	if len(changes) > 0 {
		b.add("identity", KindSettings, "Say who commits here", "A commit keeps its author for ever.",
			"this checkout only; your settings for other repositories stay as they are", Begin{Settings: changes})
	}
	return nil
}

// domains are those of which the author's address has to be one; none for any. A domain that was chosen narrows what the
// organisation asks, and never replaces it.
func (b *branchBuilder) domains() ([]string, error) {
	var asked []string
	if o := b.facts.Organisation; o != nil {
		asked = o.Commits.EmailDomains
	}
	chosen := b.choices.Domain
	switch {
	case chosen == "":
		return asked, nil
	case len(asked) == 0 || inDomains("@"+strings.TrimPrefix(chosen, "@"), asked):
		return []string{chosen}, nil
	}
	q := Question{ID: "email-domain", Flag: "--email-domain", Text: b.facts.Organisation.Name + " asks for an address of " + strings.Join(asked, " or ")}
	for _, d := range asked {
		q.Options = append(q.Options, Option{Value: d})
	}
	return nil, &ChoiceError{Question: q, Value: chosen}
}

func (b *branchBuilder) askIdentity(c Concern) error {
	q := Question{ID: c.ID, Flag: "--author-" + c.ID, Text: "Git's " + c.Observed + ". Expected: " + c.Expected + ". For this checkout only"}
	given := b.choices.AuthorName
	if c.ID == "email" {
		given = b.choices.AuthorEmail
	}
	return &ChoiceError{Question: q, Value: given}
}

// upstream adds what makes the branch: from upstream as it is now.
func (b *branchBuilder) upstream() error {
	f, from := b.facts, b.plan.Guide.Clone.Branch
	remote := f.Upstream
	if remote == "" {
		remote = freeName(f.Remotes, "upstream", owner(b.plan.Guide.Repo))
		b.add("upstream", KindRemote, "Add the project's repository as a remote", "Branches begin where the project is, not where a fork was left.",
			"no remote is "+b.plan.Guide.Repo+"; those that are there stay as they are", Begin{Remote: &NewRemote{Name: remote, URL: f.UpstreamURL}})
	}
	there := f.Current == b.plan.Name && f.Exists != ""
	fetch := b.add("fetch", KindFetch, "Fetch upstream's "+from, "What is merged meanwhile should be in your branch from the beginning.",
		"the branch begins at "+remote+"/"+from+" as it is now", Begin{Fetch: &Fetching{Remote: remote, Branch: from}})
	if there {
		fetch.Satisfied = "you are on the branch already"
	}
	branch := b.add("branch", KindBranch, "Make the branch "+b.plan.Name, "One branch for one change; "+from+" stays as upstream has it.",
		"named by the habit of "+b.plan.Guide.Repo, Begin{Branch: &NewBranch{Name: b.plan.Name, Remote: remote, From: from}})
	if b.choices.Name != "" {
		branch.Cause = "named as you said"
	}
	if there {
		branch.Satisfied = "you are on it already"
	}
	return nil
}

// freeName is the first name that no remote has.
func freeName(taken []string, names ...string) string {
	for _, n := range names {
		if n != "" && !slices.Contains(taken, n) {
			return n
		}
	}
	last := names[len(names)-1]
	for n := 2; ; n++ {
		if name := fmt.Sprintf("%s-%d", last, n); !slices.Contains(taken, name) {
			return name
		}
	}
}

func owner(repo string) string {
	name, _, _ := strings.Cut(repo, "/")
	return name
}
