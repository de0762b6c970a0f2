package forge

import "time"

// An Issue is an issue as GitHub has it. Its texts are what strangers wrote.
type Issue struct {
	Repo             Repo
	Number           int
	Title, Body, URL string
	Author           Person
	Open, Locked     bool
	Labels           []string
	Assignees        []string
	// Comments is how many there are.
	Comments         int
	Created, Updated time.Time
}

// A Person is an account. The login of a deleted one is "ghost".
type Person struct {
	Login string
	// Bot is true where GitHub says that the account is a program's. Some programs use ordinary accounts.
	Bot bool
	// Association is the account's relation to the repository, as GitHub tells it: OWNER, MEMBER,
	// COLLABORATOR, CONTRIBUTOR, NONE and others; empty where it isn't told.
	Association string
}

// A Comment is one answer below an issue.
type Comment struct {
	Author           Person
	Body, URL        string
	Created, Updated time.Time
}

// A ChangeKind is what happened to an issue.
type ChangeKind string

// The changes that a [Thread] tells.
const (
	Assigned   ChangeKind = "assigned"
	Unassigned ChangeKind = "unassigned"
	Renamed    ChangeKind = "renamed"
	// Connected and Disconnected: somebody linked a pull request by hand. GitHub doesn't say here which.
	Connected    ChangeKind = "connected"
	Disconnected ChangeKind = "disconnected"
)

// A Change is something that happened to an issue.
type Change struct {
	Kind  ChangeKind
	Actor string
	At    time.Time
	// Assignee is who was assigned or unassigned.
	Assignee string
	// From and To are the titles of a renamed issue.
	From, To string
}

// A PullRequest is a pull request, as far as GitHub told of it where it was seen.
type PullRequest struct {
	Repo             Repo
	Number           int
	Title, Body, URL string
	// Branch is the name of its branch, empty if it was seen as a reference only.
	Branch string
	Author Person
	Draft  bool
	State  PullState
	// Updated is when it last changed, Closed when it was closed or merged; zero if open.
	Updated, Closed time.Time
}

// A PullState is how far a pull request is.
type PullState string

// The states of a pull request.
const (
	PullOpen   PullState = "open"
	PullMerged PullState = "merged"
	PullClosed PullState = "closed" // Without being merged.
)

// A SearchResult is one page of what a search found.
type SearchResult struct {
	// Issues are each its own, so that a long list is never copied. What they have in common they share.
	Issues []*Issue
	// Total is how many there are on all pages.
	Total int
	// Incomplete is true if GitHub ran out of time, or leaves out what this sign-in may not see.
	Incomplete bool
	// More is true if there is a next page.
	More bool
}

// A Thread is an issue with everything that tells whether somebody works on it.
type Thread struct {
	Issue Issue
	// Comments and Changes are in the order of the thread.
	Comments []Comment
	Changes  []Change
	// References are the pull requests that refer to the issue, each once.
	References []PullRequest
	// Pulls are the open pull requests of the repository, the last changed first, whatever they are about.
	Pulls []PullRequest
	// Gaps says what couldn't be looked at.
	Gaps []Gap
}

// A GapKind is a part of a thread.
type GapKind string

// The parts of a thread that may be missing, wholly or partly.
const (
	GapTimeline GapKind = "timeline" // Comments, changes and references.
	GapMiddle   GapKind = "middle"   // The same, but only those between the oldest and the newest.
	GapPulls    GapKind = "pulls"    // Open pull requests.
	GapOldPulls GapKind = "old pulls"
)

// A Gap is a part of a thread that wasn't looked at.
type Gap struct {
	Kind GapKind
	// Why is a sentence's part for people.
	Why string
}
