package forge

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"time"
)

// A Repository is what GitHub tells of a repository.
type Repository struct {
	// Repo is its name now: another than was asked for, if it was renamed.
	Repo Repo
	// Fork is true if it is one; Parent is what it was forked from, Source the first of that line. They are known
	// only where one repository was asked for.
	Fork           bool
	Parent, Source Repo
	DefaultBranch  string
	// Archived repositories take no pushes.
	Archived bool
	// MayPush is true if the token's account may push to it.
	MayPush bool
	Created time.Time
}

// Of reports whether it is a fork of a repository, directly or of another fork.
func (r Repository) Of(upstream Repo) bool {
	return r.Fork && (r.Parent.is(upstream) || r.Source.is(upstream))
}

type wireRepo struct {
	FullName      string    `json:"full_name"`
	Fork          bool      `json:"fork"`
	Archived      bool      `json:"archived"`
	DefaultBranch string    `json:"default_branch"`
	Created       time.Time `json:"created_at"`
	Permissions   struct {
		Push bool `json:"push"`
	} `json:"permissions"`
	Parent, Source *struct {
		FullName string `json:"full_name"`
	}
}

// plain reads it; the names are checked like all others.
func (w wireRepo) plain() (Repository, error) {
	repo, err := ParseRepo(w.FullName)
	if err != nil {
		return Repository{}, err
	}
	r := Repository{
		Repo: repo, Fork: w.Fork, DefaultBranch: w.DefaultBranch, Archived: w.Archived, MayPush: w.Permissions.Push, Created: w.Created,
	}
	if w.Parent != nil {
		r.Parent, err = ParseRepo(w.Parent.FullName)
	}
	if w.Source != nil && err == nil {
		r.Source, err = ParseRepo(w.Source.FullName)
	}
	return r, err
}

// Account is who the token belongs to. Without a token it is nobody, and nothing is asked.
func (c *Client) Account(ctx context.Context) (Person, error) {
	if c.token.IsZero() {
		return Person{}, nil
	}
	var u wireUser
	k := &call{client: c, op: "ask who the token belongs to", private: true, read: readObject(&u, "login")}
	if err := k.ask(ctx, "user", nil); err != nil {
		return Person{}, err
	}
	if !within(u.Login, letters+digits+"-_") || u.Login == "" {
		return Person{}, &Error{Kind: Broken, Op: k.op, Observed: "the answer names no account" + quoted(u.Login), Next: "try again"}
	}
	return u.plain(""), nil
}

// Repository reads what there is to know of a repository. It takes one request.
func (c *Client) Repository(ctx context.Context, repo Repo) (Repository, Freshness, error) {
	var w wireRepo
	k := &call{client: c, op: "look at the repository " + repo.String(), read: readObject(&w, "full_name", "fork")}
	if err := valid(k.op, repo, 1); err != nil {
		return Repository{}, Freshness{}, err
	}
	if err := k.ask(ctx, "repos/"+repo.String(), nil); err != nil {
		return Repository{}, k.freshness, err
	}
	r, err := w.plain()
	if err != nil {
		return Repository{}, k.freshness, &Error{Kind: Broken, Op: k.op, Observed: err.Error(), Next: "try again", cause: err}
	}
	return r, k.freshness, nil
}

// OwnForks lists the forks that the token's account owns, the last pushed to first, [PageSize] repositories at
// most. What they are forks of isn't told there. It takes one request; without a token there are none.
func (c *Client) OwnForks(ctx context.Context) ([]Repository, error) {
	if c.token.IsZero() {
		return nil, nil
	}
	var forks []Repository
	k := &call{client: c, op: "list your repositories", private: true, read: readForks(&forks)}
	err := k.ask(ctx, "user/repos", url.Values{"affiliation": {"owner"}, "sort": {"pushed"}, "per_page": {strconv.Itoa(PageSize)}})
	if err != nil {
		return nil, err
	}
	return forks, nil
}

// readForks reads the forks of a list of repositories.
func readForks(into *[]Repository) reader {
	return func(r io.Reader) error {
		var forks []Repository
		err := readList(func(w *wireRepo) {
			if r, err := w.plain(); err == nil && w.Fork {
				forks = append(forks, r)
			}
		})(r)
		if err == nil {
			*into = forks
		}
		return err
	}
}

// A ForkRequest is what [Client.MakeFork] asks GitHub to do.
type ForkRequest struct {
	Of Repo
	// Name is what the fork is called in the account; empty for the same name.
	Name string
}

type wireFork struct {
	Name              string `json:"name,omitempty"`
	DefaultBranchOnly bool   `json:"default_branch_only"`
}

func (f ForkRequest) path() string { return "repos/" + f.Of.String() + "/forks" }

func (f ForkRequest) body() []byte {
	return encodeBody(wireFork{Name: f.Name, DefaultBranchOnly: true})
}

// Text is the request as it is sent, for the person who says yes to it.
func (c *Client) Text(f ForkRequest) string {
	return fmt.Sprintf("POST %s%s %s", c.api, f.path(), f.body())
}

// MakeFork makes a fork of a repository, with its default branch only, in the account of the token. It is the one
// method that changes something on GitHub: call it after a person said yes to [Client.Text]. It is sent once,
// whatever happens, and never along a redirect. An account that has a fork already gets that one, under the name
// that it has. GitHub may need a few minutes before the fork can be used.
func (c *Client) MakeFork(ctx context.Context, f ForkRequest) (Repository, error) {
	op := "fork " + f.Of.String()
	if err := valid(op, f.Of, 1); err != nil {
		return Repository{}, err
	}
	if f.Name != "" {
		if _, err := ParseRepo(f.Of.owner + "/" + f.Name); err != nil {
			return Repository{}, &Error{Kind: Invalid, Op: op, Observed: err.Error(), Next: "choose another name"}
		}
	}
	var w wireRepo
	if err := c.write(ctx, op, f.path(), f.body(), &w); err != nil {
		return Repository{}, err
	}
	r, err := w.plain()
	if err != nil {
		return Repository{}, &Error{Kind: Broken, Op: op, Observed: err.Error(), Next: "look at your repositories in a browser: the fork may be there", cause: err}
	}
	return r, nil
}
