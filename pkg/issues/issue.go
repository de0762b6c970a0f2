package issues

import "time"

// An Issue is what is known of an issue.
type Issue struct {
	// Repo is owner/name.
	Repo             string
	Number           int
	Title, Body, URL string
	Author           string
	Open, Locked     bool
	Labels           []string
	Assignees        []string
	Created, Updated time.Time
	// CommentCount is how many comments there are, whether they are known or not.
	CommentCount int
	// Comments and Changes are in the order of the thread.
	Comments []Comment
	Changes  []Change
	// PullRequests are those that refer to the issue or may be about it.
	PullRequests []PullRequest
	// LinkedPullRequests are the numbers of open ones of which nothing else is known.
	LinkedPullRequests []int
	// CommentsKnown and PRKnown are false if comments and changes, or pull requests, weren't looked at.
	CommentsKnown, PRKnown bool
	// Gaps say what wasn't looked at although the rest of its kind was.
	Gaps []string
	// Notes are limits of what was looked at that hardly ever matter.
	Notes []string
}

// A Comment is one comment of an issue.
type Comment struct {
	Author, Body, URL string
	// Bot is true if the forge says that the author is a program.
	Bot bool
	// Maintainer is true if the author has a say in the repository.
	Maintainer bool
	Created    time.Time
}

// A ChangeKind is what happened to an issue.
type ChangeKind string

// The changes that tell something of who works on an issue.
const (
	Assigned     ChangeKind = "assigned"
	Unassigned   ChangeKind = "unassigned"
	Renamed      ChangeKind = "renamed"
	Connected    ChangeKind = "connected"
	Disconnected ChangeKind = "disconnected"
)

// A Change is something that happened to an issue.
type Change struct {
	Kind     ChangeKind
	At       time.Time
	Assignee string
	From, To string // Titles.
}

// A PullState is how far a pull request is.
type PullState string

// The states of a pull request.
const (
	PullOpen   PullState = "open"
	PullMerged PullState = "merged"
	PullClosed PullState = "closed"
)

// A PullRequest is a pull request that may be about the issue.
type PullRequest struct {
	// Repo is owner/name; empty means the issue's.
	Repo             string
	Number           int
	Title, Body, URL string
	Branch, Author   string
	Bot, Draft       bool
	State            PullState
	// Updated is when it last changed, Closed when it was closed or merged.
	Updated, Closed time.Time
}
