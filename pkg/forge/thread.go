package forge

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"
)

// MaxThreadRequests is how many requests [Client.Thread] sends at most, redirects and repetitions
// after a failure aside.
const MaxThreadRequests = 3

// noise are the events that tell nothing of who works on an issue. Leaving them out makes most
// threads fit on one page.
const noise = "added_to_project,added_to_project_v2,blocked_by_added,blocked_by_removed,blocking_added,blocking_removed," +
	"comment_deleted,converted_note_to_issue,demilestoned,issue_type_added,issue_type_changed,issue_type_removed,labeled,locked," +
	"mentioned,milestoned,moved_columns_in_project,parent_issue_added,parent_issue_removed,pinned,project_v2_item_status_changed," +
	"referenced,removed_from_project,removed_from_project_v2,sub_issue_added,sub_issue_removed,subscribed,unlabeled,unlocked,unpinned,unsubscribed"

// Thread reads an issue, its timeline and the open pull requests of its repository, which tell most
// when their title, text or branch names the number. It takes at most [MaxThreadRequests] requests;
// what doesn't fit is a [Gap]. There is an error only if the issue itself can't be had.
func (c *Client) Thread(ctx context.Context, repo Repo, number int) (Thread, Freshness, error) {
	ctx, cancel := context.WithTimeout(ctx, c.patience)
	defer cancel()
	issue, freshness, err := c.Issue(ctx, repo, number)
	if err != nil {
		return Thread{}, freshness, err
	}
	t := Thread{Issue: issue}
	first, seen, err := c.timeline(ctx, issue, 1)
	freshness = freshness.With(seen)
	if err != nil {
		t.gap(GapTimeline, err.Error())
	}
	last := first.last
	if last > 1 {
		freshness = freshness.With(c.addNewest(ctx, &t, &first, last))
	}
	t.Comments, t.Changes, t.References = first.comments, first.changes, first.references
	freshness = freshness.With(c.addPulls(ctx, &t, last > 1))
	return t, freshness, nil
}

func (t *Thread) gap(kind GapKind, why string) { t.Gaps = append(t.Gaps, Gap{kind, why}) }

// addNewest adds the end of a long thread: the newest events decide.
func (c *Client) addNewest(ctx context.Context, t *Thread, first *events, last int) Freshness {
	newest, freshness, err := c.timeline(ctx, t.Issue, last)
	if err != nil {
		t.gap(GapTimeline, "its newest part: "+err.Error())
		return freshness
	}
	if last > 2 {
		t.gap(GapMiddle, fmt.Sprintf("the thread has %d pages, the first and the last were read", last))
	}
	first.comments = append(first.comments, newest.comments...)
	first.changes = append(first.changes, newest.changes...)
	first.references = mergePulls(first.references, newest.references)
	return freshness
}

// addPulls adds the open pull requests. After a long thread only kept ones are left within the
// number of requests.
func (c *Client) addPulls(ctx context.Context, t *Thread, keptOnly bool) Freshness {
	pulls, more, freshness, err := c.pulls(ctx, t.Issue.Repo, keptOnly)
	switch {
	case err != nil && keptOnly:
		t.gap(GapPulls, fmt.Sprintf("the thread is long, and %d requests are enough for one issue", MaxThreadRequests))
		return freshness
	case err != nil:
		t.gap(GapPulls, err.Error())
		return freshness
	case more:
		t.gap(GapOldPulls, fmt.Sprintf("the repository has more than %d open pull requests; those that changed last were looked at", PageSize))
	}
	t.Pulls = pulls
	return freshness
}

// Pulls lists the open pull requests of a repository, the last changed first, and reports whether
// there are more than the [PageSize] that it gives. It takes one request.
func (c *Client) Pulls(ctx context.Context, repo Repo) ([]PullRequest, bool, Freshness, error) {
	return c.pulls(ctx, repo, false)
}

func (c *Client) pulls(ctx context.Context, repo Repo, keptOnly bool) ([]PullRequest, bool, Freshness, error) {
	var pulls []PullRequest
	k := &call{client: c, op: "list the pull requests of " + repo.String(), maxAge: c.age(ageOfList, ageOfListAnonymous), read: readPulls(&pulls, repo)}
	if err := valid(k.op, repo, 1); err != nil {
		return nil, false, Freshness{}, err
	}
	if keptOnly {
		k.client = c.onlyKept()
	}
	err := k.ask(ctx, fmt.Sprintf("repos/%s/%s/pulls", repo.owner, repo.name), url.Values{
		"state": {"open"}, "sort": {"updated"}, "direction": {"desc"}, "per_page": {strconv.Itoa(PageSize)},
	})
	if err != nil {
		return nil, false, k.freshness, err
	}
	return pulls, k.last > 1, k.freshness, nil
}

// readPulls reads the open pull requests of a repository.
func readPulls(into *[]PullRequest, repo Repo) reader {
	return func(r io.Reader) error {
		var pulls []PullRequest
		err := readList(func(p *wirePull) {
			pulls = append(pulls, PullRequest{
				Repo: repo, Number: p.Number, Title: p.Title, Body: p.Body, URL: p.HTMLURL, Branch: p.Head.Ref,
				Author: p.User.plain(p.AuthorAssociation), Draft: p.Draft, State: PullOpen, Updated: p.UpdatedAt,
			})
		})(r)
		if err == nil {
			*into = pulls
		}
		return err
	}
}

// onlyKept is a client that asks nothing.
func (c *Client) onlyKept() *Client {
	return &Client{
		api: c.api, token: c.token, transport: c.transport, cache: c.cache, limits: c.limits,
		offline: true, patience: c.patience, now: c.now,
	}
}

// events are a page of a timeline, sorted by what they are.
type events struct {
	comments   []Comment
	changes    []Change
	references []PullRequest
	last       int // The last page, 0 if this is it.
}

func (c *Client) timeline(ctx context.Context, i Issue, page int) (events, Freshness, error) {
	var found events
	k := &call{
		client: c, op: fmt.Sprintf("read the thread of %s#%d", i.Repo, i.Number),
		maxAge: c.age(ageOfIssue, ageOfIssueAnonymous), read: readEvents(&found, i.Repo),
	}
	params := url.Values{"per_page": {strconv.Itoa(PageSize)}, "exclude": {noise}}
	if page > 1 {
		params.Set("page", strconv.Itoa(page))
	}
	err := k.ask(ctx, fmt.Sprintf("repos/%s/%s/issues/%d/timeline", i.Repo.owner, i.Repo.name, i.Number), params)
	if err != nil {
		return events{}, k.freshness, err
	}
	found.last = k.last
	return found, k.freshness, nil
}

// readEvents reads a page of the timeline of an issue in a repository.
func readEvents(into *events, repo Repo) reader {
	return func(r io.Reader) error {
		var f events
		err := readList(func(e *wireEvent) { f.add(repo, e) })(r)
		if err == nil {
			*into = f
		}
		return err
	}
}

func (f *events) add(repo Repo, e *wireEvent) {
	change := Change{Kind: ChangeKind(e.Event), Actor: e.Actor.plain("").Login, At: e.CreatedAt}
	switch change.Kind {
	case "commented":
		author := e.User
		if author == nil {
			author = e.Actor
		}
		f.comments = append(f.comments, Comment{Author: author.plain(e.AuthorAssociation), Body: e.Body, URL: e.HTMLURL, Created: e.CreatedAt, Updated: e.UpdatedAt})
	case "cross-referenced":
		if p, ok := e.Source.Issue.reference(repo); ok {
			f.references = mergePulls(f.references, []PullRequest{p})
		}
	case Assigned, Unassigned:
		change.Assignee = e.Assignee.plain("").Login
		f.changes = append(f.changes, change)
	case Renamed:
		change.From, change.To = e.Rename.From, e.Rename.To
		f.changes = append(f.changes, change)
	case Connected, Disconnected:
		f.changes = append(f.changes, change)
	}
}

// mergePulls adds those that aren't there yet.
func mergePulls(have, more []PullRequest) []PullRequest {
	for _, p := range more {
		known := false
		for i, h := range have {
			if h.Number == p.Number && strings.EqualFold(h.Repo.String(), p.Repo.String()) {
				have[i], known = p, true
			}
		}
		if !known {
			have = append(have, p)
		}
	}
	return have
}
