package plan

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
)

// The kinds of step that begin a branch.
const (
	KindSettings StepKind = "settings"
	KindRemote   StepKind = "remote"
	KindFork     StepKind = "fork"
	KindFetch    StepKind = "fetch"
	KindBranch   StepKind = "branch"
)

// A BranchIssue is what a branch is for.
type BranchIssue struct {
	// Number and Title are the issue's; no number means none.
	Number int
	Title  string
	// State is the verdict on it in words, MayTake whether one may begin after it.
	State   string
	MayTake bool
}

// BranchFacts is what is known before a branch is begun: of the checkout, of who commits there, and of their fork.
type BranchFacts struct {
	// Current is the branch that is checked out, empty for none; Exists the commit of one that has the new one's
	// name already.
	Current, Exists string
	// Counts of what no commit holds.
	Staged, Modified, Untracked, Conflicted int
	// Upstream is the remote that is the project's repository, empty if no remote is it; UpstreamURL its address.
	Upstream, UpstreamURL string
	// Remotes are the names that are taken.
	Remotes []string
	// PushDefault is the remote that pushes go to, if a setting says so; PushRemote that of the branch.
	PushDefault, PushRemote string
	Identity                Identity
	Fork                    ForkFacts
	// Organisation whose file is in force; nil for none.
	Organisation *overlay.Organisation
}

// ForkFacts is what is known of the person's fork.
type ForkFacts struct {
	// Account is who signs in to GitHub; empty without a token.
	Account string
	// MayPush is true if that account may push to the project's repository itself.
	MayPush bool
	// Repo is the fork as owner/name, URL its address, Remote the remote that is it; empty if there is none.
	Repo, URL, Remote string
	// Several are forks that remotes name where nobody can tell which is the person's, or whether one is: it may be a
	// colleague's.
	Several []string
	// Of is the repository that a new fork is made of, as owner/name, as the server calls it now.
	Of string
	// NewURL is the address that a new fork will have, NewName its name where the usual one is taken, and Request
	// exactly what is sent to make it.
	NewURL, NewName, Request string
	// Page is where a person makes one in a browser.
	Page string
	// Problem is why nothing is known of it.
	Problem string
}

// BranchChoices is what a person decides. Each field is a flag when scripted and a question in a terminal.
type BranchChoices struct {
	// Name of the branch; empty for the repository's habit.
	Name string
	// Anyway begins although somebody may have the issue.
	Anyway bool
	// Uncommitted is carry to take uncommitted work along to the new branch.
	Uncommitted string
	// Fork is yes to make one, no to go on without, or the fork's owner/name.
	Fork string
	// AuthorName and AuthorEmail are for this checkout only; Domain is what the address must be of.
	AuthorName, AuthorEmail, Domain string
}

// A Begin is what one step of a branch's plan does; one field is set.
type Begin struct {
	Settings []SettingChange
	Remote   *NewRemote
	Fork     *NewFork
	Fetch    *Fetching
	Branch   *NewBranch
}

// A SettingChange is a setting of one checkout.
type SettingChange struct {
	Key, From, To string
	// Origin is where From stands.
	Origin string
}

// A NewRemote is a remote to add. Fork says that it is the fork, whose address is known for sure only when it was made.
type NewRemote struct {
	Name, URL string
	Fork      bool
}

// A NewFork is a fork to make on GitHub.
type NewFork struct{ Of, Name, Request string }

// Fetching is a branch to fetch.
type Fetching struct{ Remote, Branch string }

// A NewBranch is a branch to make from what was fetched, and to switch to.
type NewBranch struct{ Name, Remote, From string }

// Command is the step as a person would type it.
func (b Begin) Command() string {
	switch {
	case b.Remote != nil:
		return Quote([]string{"git", "remote", "add", b.Remote.Name, hidePassword(b.Remote.URL)})
	case b.Fork != nil:
		return b.Fork.Request
	case b.Fetch != nil:
		return Quote([]string{"git", "fetch", "--no-tags", b.Fetch.Remote, b.Fetch.Branch})
	case b.Branch != nil:
		return Quote([]string{"git", "switch", "--no-track", "--create", b.Branch.Name, b.Branch.Remote + "/" + b.Branch.From})
	}
	lines := make([]string, len(b.Settings))
	for i, s := range b.Settings {
		lines[i] = Quote([]string{"git", "config", "--local", s.Key, s.To})
	}
	return strings.Join(lines, "\n")
}

// Diff is what changes in the settings, line by line.
func (s SettingChange) Diff() []string {
	var lines []string
	if s.From != "" {
		lines = append(lines, fmt.Sprintf("- %s = %s (%s)", s.Key, s.From, s.Origin))
	}
	return append(lines, fmt.Sprintf("+ %s = %s (this checkout)", s.Key, s.To))
}

// BranchName is a branch's name by the repository's habit.
func BranchName(g *guide.Guide, i BranchIssue) string {
	number := ""
	if i.Number > 0 {
		number = fmt.Sprint(i.Number)
	}
	return strings.Trim(strings.NewReplacer("{issue}", number, "{slug}", slug(i.Title)).Replace(branchPattern(g)), "-/.")
}

// branchPattern is the repository's habit, or ours where it has none.
func branchPattern(g *guide.Guide) string {
	if g.PullRequest.Branch == "" {
		return "{issue}-{slug}"
	}
	return g.PullRequest.Branch
}

// IssueOfBranch is the number of the issue that a branch's name tells by the repository's habit; 0 if it tells none.
func IssueOfBranch(g *guide.Guide, branch string) int {
	before, _, ok := strings.Cut(branchPattern(g), "{issue}")
	rest, ours := strings.CutPrefix(branch, before)
	if !ok || !ours {
		return 0
	}
	digits := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
	number, err := strconv.Atoi(rest[:digits])
	if err != nil {
		return 0
	}
	return number
}

// slug makes the first words of a title fit for a branch: they are what strangers wrote.
func slug(title string) string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	var kept []string
	length := 0
	for _, w := range words {
		if length+len(w) > 40 || len(kept) == 6 {
			break
		}
		kept = append(kept, w)
		length += len(w) + 1
	}
	if len(kept) == 0 {
		return "change"
	}
	return strings.Join(kept, "-")
}
