package forge

import (
	"fmt"
	"strings"
	"time"
)

// The types below are the parts of GitHub's answers that are read. The library's own hold several
// hundred fields more, of which each costs time in every answer and room in the program.

type wireUser struct {
	Login string `json:"login"`
	Type  string `json:"type"`
}

type wireLabel struct {
	Name string `json:"name"`
}

type wireIssue struct {
	Number            int         `json:"number"`
	State             string      `json:"state"`
	Locked            bool        `json:"locked"`
	Draft             bool        `json:"draft"`
	Title             string      `json:"title"`
	Body              string      `json:"body"`
	HTMLURL           string      `json:"html_url"`
	RepositoryURL     string      `json:"repository_url"`
	AuthorAssociation string      `json:"author_association"`
	Comments          int         `json:"comments"`
	User              *wireUser   `json:"user"`
	Labels            []wireLabel `json:"labels"`
	Assignees         []*wireUser `json:"assignees"`
	CreatedAt         time.Time   `json:"created_at"`
	UpdatedAt         time.Time   `json:"updated_at"`
	ClosedAt          time.Time   `json:"closed_at"`
	PullRequest       *struct {
		MergedAt time.Time `json:"merged_at"`
	} `json:"pull_request"`
}

type wirePull struct {
	Number            int       `json:"number"`
	Draft             bool      `json:"draft"`
	Title             string    `json:"title"`
	Body              string    `json:"body"`
	HTMLURL           string    `json:"html_url"`
	AuthorAssociation string    `json:"author_association"`
	User              *wireUser `json:"user"`
	UpdatedAt         time.Time `json:"updated_at"`
	Head              struct {
		Ref string `json:"ref"`
	} `json:"head"`
}

// A wireEvent is one event of a timeline; which fields it has depends on its kind.
type wireEvent struct {
	Event             string    `json:"event"`
	Actor             *wireUser `json:"actor"`
	User              *wireUser `json:"user"`
	Body              string    `json:"body"`
	HTMLURL           string    `json:"html_url"`
	AuthorAssociation string    `json:"author_association"`
	CreatedAt         time.Time `json:"created_at"`
	UpdatedAt         time.Time `json:"updated_at"`
	Assignee          *wireUser `json:"assignee"`
	Rename            struct {
		From string `json:"from"`
		To   string `json:"to"`
	} `json:"rename"`
	Source struct {
		Issue *wireIssue `json:"issue"`
	} `json:"source"`
}

// repo reads which repository an issue says it belongs to.
func (i *wireIssue) repo() (Repo, error) {
	_, after, ok := strings.Cut(i.RepositoryURL, "/repos/")
	if !ok {
		return Repo{}, fmt.Errorf("%+.60q isn't the address of a repository", i.RepositoryURL)
	}
	return ParseRepo(after)
}

func (i *wireIssue) plain(repo Repo, n names) Issue {
	issue := Issue{
		Repo: repo, Number: i.Number, Title: i.Title, Body: i.Body, URL: i.HTMLURL, Author: i.User.plain(i.AuthorAssociation),
		Open: i.State == "open", Locked: i.Locked, Comments: i.Comments, Created: i.CreatedAt, Updated: i.UpdatedAt,
	}
	issue.Author.Login, issue.Author.Association = n.word(issue.Author.Login), n.word(issue.Author.Association)
	issue.Labels = n.list(i.Labels)
	for _, u := range i.Assignees {
		issue.Assignees = append(issue.Assignees, u.plain("").Login)
	}
	return issue
}

// reference is the pull request that an issue also is; false if it is none.
func (i *wireIssue) reference(repo Repo) (PullRequest, bool) {
	if i == nil || i.PullRequest == nil {
		return PullRequest{}, false
	}
	if from, err := i.repo(); err == nil {
		repo = from
	}
	p := PullRequest{
		Repo: repo, Number: i.Number, Title: i.Title, Body: i.Body, URL: i.HTMLURL, Author: i.User.plain(i.AuthorAssociation),
		Draft: i.Draft, State: PullOpen, Updated: i.UpdatedAt,
	}
	switch {
	case !i.PullRequest.MergedAt.IsZero():
		p.State, p.Closed = PullMerged, i.PullRequest.MergedAt
	case i.State == "closed":
		p.State, p.Closed = PullClosed, i.ClosedAt
	}
	return p, true
}

// plain is a person; nil is an account that was deleted.
func (u *wireUser) plain(association string) Person {
	if u == nil || u.Login == "" {
		return Person{Login: "ghost", Association: association}
	}
	return Person{Login: u.Login, Bot: u.Type == "Bot", Association: association}
}
