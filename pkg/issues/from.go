package issues

import (
	"slices"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge"
)

// FromList is what a search tells of an issue: neither its comments nor its pull requests.
func FromList(i forge.Issue) Issue {
	return Issue{
		Repo: i.Repo.String(), Number: i.Number, Title: i.Title, Body: i.Body, URL: i.URL, Author: i.Author.Login, Open: i.Open, Locked: i.Locked,
		Labels: i.Labels, Assignees: i.Assignees, Created: i.Created, Updated: i.Updated, CommentCount: i.Comments,
	}
}

// FromThread is what a thread tells.
func FromThread(t forge.Thread) Issue {
	i := FromList(t.Issue)
	i.CommentsKnown, i.PRKnown = true, true
	for _, c := range t.Comments {
		i.Comments = append(i.Comments, Comment{
			Author: c.Author.Login, Body: c.Body, URL: c.URL, Bot: c.Author.Bot, Maintainer: isMaintainer(c.Author), Created: c.Created,
		})
	}
	for _, c := range t.Changes {
		// The names are the same on both sides; those that the rules don't know pass by.
		i.Changes = append(i.Changes, Change{Kind: ChangeKind(c.Kind), At: c.At, Assignee: c.Assignee, From: c.From, To: c.To})
	}
	for _, p := range slices.Concat(t.References, t.Pulls) {
		i.addPull(fromPull(p))
	}
	for _, g := range t.Gaps {
		i.gap(g)
	}
	return i
}

// addPull adds one, or completes what is known of it.
func (i *Issue) addPull(p PullRequest) {
	for n, have := range i.PullRequests {
		if have.Number == p.Number && sameLogin(have.Repo, p.Repo) {
			i.PullRequests[n] = p
			return
		}
	}
	i.PullRequests = append(i.PullRequests, p)
}

func (i *Issue) gap(g forge.Gap) {
	switch g.Kind {
	case forge.GapTimeline:
		i.CommentsKnown = false
	case forge.GapPulls:
		i.PRKnown = false
	case forge.GapMiddle:
		i.Gaps = append(i.Gaps, "the middle of a long thread")
	case forge.GapOldPulls:
		// Pull requests that GitHub links are in the thread whatever their age; only an old one that
		// nothing links may be missed. That is said, and doesn't make the verdict unknown.
		i.Notes = append(i.Notes, g.Why)
	}
}

func fromPull(p forge.PullRequest) PullRequest {
	return PullRequest{
		Repo: p.Repo.String(), Number: p.Number, Title: p.Title, Body: p.Body, URL: p.URL, Branch: p.Branch, Author: p.Author.Login,
		Bot: p.Author.Bot, Draft: p.Draft, State: PullState(p.State), Updated: p.Updated, Closed: p.Closed,
	}
}

func isMaintainer(p forge.Person) bool {
	switch p.Association {
	case "OWNER", "MEMBER", "COLLABORATOR":
		return true
	}
	return false
}
