package practice

import (
	_ "embed" // For the texts of the issues.
	"time"
)

//go:embed issues/1.md
var freeBody string

//go:embed issues/2.md
var claimedBody string

//go:embed issues/3.md
var vagueBody string

// An Issue is a newcomer issue of the practice project, with the fields that a forge would give.
type Issue struct {
	Number int
	Title  string
	// Body is Markdown.
	Body string
	// State is always "open".
	State  string
	Labels []string
	// Author, Assignees and the authors of comments are logins.
	Author    string
	Assignees []string
	CreatedAt time.Time
	// UpdatedAt is the time of the newest comment, or of the issue itself.
	UpdatedAt time.Time
	Comments  []Comment
	// LinkedPullRequests are the numbers of pull requests that mention the issue. Nobody has begun on any of these.
	LinkedPullRequests []int
}

// A Comment is one answer below an issue.
type Comment struct {
	Author    string
	Body      string
	CreatedAt time.Time
}

// The logins of the made-up people.
const (
	robin = "practice-robin"
	noor  = "practice-noor"
	sam   = "practice-sam"
)

const day = 24 * time.Hour

// Issues returns the open newcomer issues as they stand at now: one is free, one was claimed two days
// ago, one isn't ready. Their times move with now, so that the claim never grows old.
func Issues(now time.Time) []Issue {
	now = now.UTC().Truncate(time.Second)
	issues := []Issue{{
		Number:    1,
		Title:     "Word count and reading time are far too high for some notebooks",
		Body:      freeBody,
		Labels:    []string{"bug", "good first issue"},
		Author:    sam,
		CreatedAt: now.Add(-9*day - 4*time.Hour),
	}, {
		Number:    2,
		Title:     "Show how many raw cells a notebook has",
		Body:      claimedBody,
		Labels:    []string{"enhancement", "good first issue"},
		Author:    robin,
		Assignees: []string{noor},
		CreatedAt: now.Add(-12 * day),
		Comments: []Comment{
			{Author: noor, Body: "I'll take this.", CreatedAt: now.Add(-2*day - time.Hour)},
			{Author: robin, Body: "It is yours, thank you!", CreatedAt: now.Add(-2 * day)},
		},
	}, {
		Number:    3,
		Title:     "Make the reading time smarter",
		Body:      vagueBody,
		Labels:    []string{"good first issue", "needs-triage"},
		Author:    sam,
		CreatedAt: now.Add(-5 * time.Hour),
	}}
	for i := range issues {
		issues[i].State, issues[i].UpdatedAt = "open", issues[i].CreatedAt
		for _, comment := range issues[i].Comments {
			issues[i].UpdatedAt = comment.CreatedAt
		}
	}
	return issues
}
