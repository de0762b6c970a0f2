package forgetest

import (
	"fmt"
	"hash/fnv"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge"
)

// The functions below write what GitHub would: all fields that its description requires, and those
// that are read.

const stamp = "2006-01-02T15:04:05Z"

func when(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format(stamp)
}

// id makes up a number that stays the same.
func id(parts ...any) int {
	h := fnv.New32a()
	_, _ = fmt.Fprint(h, parts...)
	return int(h.Sum32())
}

func node(parts ...any) string { return fmt.Sprintf("N_%08x", id(parts...)) }

// webOf is where people look at what an interface tells.
func webOf(api string) string {
	return strings.TrimSuffix(strings.Replace(api, "://api.", "://", 1), "/api/v3")
}

func userJSON(api string, p forge.Person) any {
	if p.Login == "" || p.Login == "ghost" {
		return nil
	}
	url := api + "/users/" + p.Login
	u := map[string]any{
		"login": p.Login, "id": id("user", p.Login), "node_id": node("user", p.Login), "avatar_url": "https://avatars.githubusercontent.com/u/1",
		"gravatar_id": "", "url": url, "html_url": webOf(api) + "/" + p.Login, "site_admin": false, "type": "User",
		"following_url": url + "/following{/other_user}", "gists_url": url + "/gists{/gist_id}", "starred_url": url + "/starred{/owner}{/repo}",
		"events_url": url + "/events{/privacy}",
	}
	for _, name := range []string{"followers", "subscriptions", "organizations", "repos", "received_events"} {
		key := name
		if name == "organizations" {
			name = "orgs"
		}
		u[key+"_url"] = url + "/" + name
	}
	if p.Bot {
		u["type"] = "Bot"
	}
	return u
}

func usersJSON(api string, logins []string) []any {
	users := []any{}
	for _, l := range logins {
		users = append(users, userJSON(api, forge.Person{Login: l}))
	}
	return users
}

func labelJSON(api string, repo forge.Repo, name string) any {
	return map[string]any{
		"id": id("label", repo, name), "node_id": node("label", repo, name), "url": api + "/repos/" + repo.String() + "/labels/" + strings.ReplaceAll(name, " ", "%20"),
		"name": name, "color": "ededed", "default": false, "description": "",
	}
}

func association(p forge.Person) string {
	if p.Association == "" {
		return "NONE"
	}
	return p.Association
}

func issueJSON(api string, i forge.Issue) map[string]any {
	repo := api + "/repos/" + i.Repo.String()
	url := fmt.Sprintf("%s/issues/%d", repo, i.Number)
	state, closed := "open", any(nil)
	if !i.Open {
		state, closed = "closed", when(i.Updated)
	}
	labels := []any{}
	for _, l := range i.Labels {
		labels = append(labels, labelJSON(api, i.Repo, l))
	}
	assignees := usersJSON(api, i.Assignees)
	var assignee any
	if len(assignees) > 0 {
		assignee = assignees[0]
	}
	return map[string]any{
		"url": url, "repository_url": repo, "labels_url": url + "/labels{/name}", "comments_url": url + "/comments", "events_url": url + "/events",
		"timeline_url": url + "/timeline", "html_url": fmt.Sprintf("%s/%s/issues/%d", webOf(api), i.Repo, i.Number),
		"id": id("issue", i.Repo, i.Number), "node_id": node("issue", i.Repo, i.Number), "number": i.Number, "title": i.Title, "body": i.Body,
		"user": userJSON(api, i.Author), "labels": labels, "state": state, "locked": i.Locked, "assignee": assignee, "assignees": assignees,
		"milestone": nil, "comments": i.Comments, "created_at": when(i.Created), "updated_at": when(i.Updated), "closed_at": closed,
		"author_association": association(i.Author), "performed_via_github_app": nil, "active_lock_reason": nil,
	}
}

// referenceJSON is a pull request as the issue that it also is.
func referenceJSON(api string, p forge.PullRequest) map[string]any {
	i := issueJSON(api, forge.Issue{
		Repo: p.Repo, Number: p.Number, Title: p.Title, Body: p.Body, Author: p.Author, Open: p.State == forge.PullOpen, Created: p.Updated, Updated: p.Updated,
	})
	url := fmt.Sprintf("%s/repos/%s/pulls/%d", api, p.Repo, p.Number)
	html := fmt.Sprintf("%s/%s/pull/%d", webOf(api), p.Repo, p.Number)
	links := map[string]any{"url": url, "html_url": html, "diff_url": html + ".diff", "patch_url": html + ".patch", "merged_at": nil}
	if p.State != forge.PullOpen {
		i["closed_at"] = when(p.Closed)
	}
	if p.State == forge.PullMerged {
		links["merged_at"] = when(p.Closed)
	}
	i["html_url"], i["pull_request"], i["draft"] = html, links, p.Draft
	return i
}

// listPulls answers with the open pull requests of a repository, the last changed first.
func (s *Server) listPulls(w http.ResponseWriter, r *http.Request, name string) (int, any) {
	pulls := slices.Clone(s.pulls[strings.ToLower(name)])
	slices.SortStableFunc(pulls, func(a, b forge.PullRequest) int { return b.Updated.Compare(a.Updated) })
	list := make([]any, 0, len(pulls))
	for _, p := range pulls {
		list = append(list, pullJSON(base(r, s.Prefix), p))
	}
	return http.StatusOK, page(w, r, s.Prefix, list)
}

func pullJSON(api string, p forge.PullRequest) map[string]any {
	repo := api + "/repos/" + p.Repo.String()
	url := fmt.Sprintf("%s/pulls/%d", repo, p.Number)
	issue := fmt.Sprintf("%s/issues/%d", repo, p.Number)
	html := fmt.Sprintf("%s/%s/pull/%d", webOf(api), p.Repo, p.Number)
	sha := fmt.Sprintf("%040x", id("head", p.Repo, p.Number))
	links := map[string]any{}
	for name, to := range map[string]string{
		"self": url, "html": html, "issue": issue, "comments": issue + "/comments", "commits": url + "/commits",
		"review_comments": url + "/comments", "review_comment": repo + "/pulls/comments{/number}", "statuses": repo + "/statuses/" + sha,
	} {
		links[name] = map[string]any{"href": to}
	}
	end := func(label, ref string) any {
		return map[string]any{"label": label + ":" + ref, "ref": ref, "sha": sha, "user": userJSON(api, forge.Person{Login: label}), "repo": repoJSON(api, p.Repo)}
	}
	return map[string]any{
		"url": url, "id": id("pull", p.Repo, p.Number), "node_id": node("pull", p.Repo, p.Number), "html_url": html, "diff_url": html + ".diff",
		"patch_url": html + ".patch", "issue_url": issue, "commits_url": url + "/commits", "review_comments_url": url + "/comments",
		"review_comment_url": repo + "/pulls/comments{/number}", "comments_url": issue + "/comments", "statuses_url": repo + "/statuses/" + sha,
		"number": p.Number, "state": "open", "locked": false, "title": p.Title, "body": p.Body, "user": userJSON(api, p.Author), "labels": []any{},
		"milestone": nil, "active_lock_reason": nil, "created_at": when(p.Updated), "updated_at": when(p.Updated), "closed_at": nil, "merged_at": nil,
		"merge_commit_sha": nil, "assignee": nil, "assignees": []any{}, "requested_reviewers": []any{}, "requested_teams": []any{},
		"head": end(p.Author.Login, p.Branch), "base": end(p.Repo.Owner(), "main"), "_links": links, "author_association": association(p.Author),
		"auto_merge": nil, "draft": p.Draft,
	}
}

func repoJSON(api string, r forge.Repo) map[string]any {
	url, html := api+"/repos/"+r.String(), webOf(api)+"/"+r.String()
	m := map[string]any{
		"id": id("repo", r), "node_id": node("repo", r), "name": r.Name(), "full_name": r.String(), "owner": userJSON(api, forge.Person{Login: r.Owner()}),
		"private": false, "html_url": html, "description": nil, "fork": false, "url": url, "clone_url": html + ".git", "default_branch": "main",
		"git_url": "git://example.com/x.git", "ssh_url": "git@example.com:x.git", "svn_url": html, "homepage": nil, "language": nil, "mirror_url": nil,
		"license": nil, "archived": false, "disabled": false, "pushed_at": "2026-01-01T00:00:00Z", "created_at": "2020-01-01T00:00:00Z",
		"updated_at": "2026-01-01T00:00:00Z",
	}
	for _, name := range []string{
		"archive", "assignees", "blobs", "branches", "collaborators", "comments", "commits", "compare", "contents", "contributors", "deployments",
		"downloads", "events", "forks", "git_commits", "git_refs", "git_tags", "hooks", "issue_comment", "issue_events", "issues", "keys", "labels",
		"languages", "merges", "milestones", "notifications", "pulls", "releases", "stargazers", "statuses", "subscribers", "subscription", "tags",
		"teams", "trees",
	} {
		m[name+"_url"] = url + "/" + name
	}
	for _, name := range []string{"forks", "forks_count", "open_issues", "open_issues_count", "size", "stargazers_count", "watchers", "watchers_count"} {
		m[name] = 0
	}
	for _, name := range []string{"has_downloads", "has_issues", "has_projects", "has_wiki", "has_pages"} {
		m[name] = true
	}
	return m
}

// timeline puts comments, changes and references in order, with an event that nobody needs in front,
// unless the asker leaves it out.
func (s *Server) timeline(r *http.Request, t forge.Thread) []any {
	api := base(r, s.Prefix)
	type dated struct {
		at   time.Time
		body map[string]any
	}
	var all []dated
	if s.IgnoresExclude || !strings.Contains(r.URL.Query().Get("exclude"), "subscribed") {
		all = append(all, dated{t.Issue.Created, eventJSON(api, t.Issue, "subscribed", t.Issue.Author.Login, t.Issue.Created)})
	}
	for n, c := range t.Comments {
		all = append(all, dated{c.Created, commentJSON(api, t.Issue, n, c)})
	}
	for _, c := range t.Changes {
		e := eventJSON(api, t.Issue, string(c.Kind), c.Actor, c.At)
		switch c.Kind {
		case forge.Assigned, forge.Unassigned:
			e["assignee"] = userJSON(api, forge.Person{Login: c.Assignee})
		case forge.Renamed:
			e["rename"] = map[string]any{"from": c.From, "to": c.To}
		case forge.Connected, forge.Disconnected:
		}
		all = append(all, dated{c.At, e})
	}
	for _, p := range t.References {
		all = append(all, dated{p.Updated, map[string]any{
			"event": "cross-referenced", "actor": userJSON(api, p.Author), "created_at": when(p.Updated), "updated_at": when(p.Updated),
			"source": map[string]any{"type": "issue", "issue": referenceJSON(api, p)},
		}})
	}
	slices.SortStableFunc(all, func(a, b dated) int { return a.at.Compare(b.at) })
	bodies := make([]any, len(all))
	for n, d := range all {
		bodies[n] = d.body
	}
	return bodies
}

func eventJSON(api string, i forge.Issue, kind, actor string, at time.Time) map[string]any {
	n := id("event", i.Repo, i.Number, kind, actor, at)
	return map[string]any{
		"id": n, "node_id": node("event", n), "url": fmt.Sprintf("%s/repos/%s/issues/events/%d", api, i.Repo, n), "actor": userJSON(api, forge.Person{Login: actor}),
		"event": kind, "commit_id": nil, "commit_url": nil, "created_at": when(at), "performed_via_github_app": nil,
	}
}

func commentJSON(api string, i forge.Issue, n int, c forge.Comment) map[string]any {
	number := id("comment", i.Repo, i.Number, n)
	updated := c.Updated
	if updated.IsZero() {
		updated = c.Created
	}
	html := c.URL
	if html == "" {
		html = fmt.Sprintf("%s/%s/issues/%d#issuecomment-%d", webOf(api), i.Repo, i.Number, number)
	}
	user := userJSON(api, c.Author)
	if user == nil {
		user = userJSON(api, forge.Person{Login: "Ghost"})
	}
	return map[string]any{
		"event": "commented", "actor": user, "user": user, "id": number, "node_id": node("comment", number), "body": c.Body, "html_url": html,
		"url":       fmt.Sprintf("%s/repos/%s/issues/comments/%d", api, i.Repo, number),
		"issue_url": fmt.Sprintf("%s/repos/%s/issues/%d", api, i.Repo, i.Number), "author_association": association(c.Author),
		"created_at": when(c.Created), "updated_at": when(updated), "performed_via_github_app": nil,
	}
}
