package catalog

import (
	"net/url"
	"slices"
	"strings"
)

// A wanted guide is named by its id or by a repository; one of them is set.
type wanted struct{ id, repo string }

// parseName understands nbformat, jupyter/nbformat, https://github.com/jupyter/nbformat/issues,
// github.com/jupyter/nbformat and git@github.com:jupyter/nbformat.git.
func (c *Catalog) parseName(name string) (wanted, bool) {
	const longest = 2048
	name = strings.TrimSpace(name)
	if len(name) > longest {
		return wanted{}, false
	}
	if id := strings.ToLower(name); isID(id) {
		return wanted{id: id}, true
	}
	path, ok := c.repoPath(name)
	if !ok {
		return wanted{}, false
	}
	parts := strings.Split(strings.Trim(path, "/"), "/")
	if len(parts) < 2 {
		return wanted{}, false
	}
	repo := parts[0] + "/" + strings.TrimSuffix(parts[1], ".git")
	return wanted{repo: repo}, isRepo(repo)
}

// repoPath is what stands behind the host, if it is a host of ours.
func (c *Catalog) repoPath(name string) (string, bool) {
	if strings.Contains(name, "://") {
		u, err := url.Parse(name)
		if err != nil || !slices.Contains([]string{"https", "http", "ssh", "git"}, u.Scheme) {
			return "", false
		}
		return u.Path, c.isHost(u.Host)
	}
	if login, path, ok := strings.Cut(name, ":"); ok {
		_, host, ok := strings.Cut(login, "@")
		return path, ok && c.isHost(host)
	}
	if host, path, ok := strings.Cut(name, "/"); ok && c.isHost(host) {
		return path, true
	}
	return name, strings.Count(name, "/") == 1
}

func (c *Catalog) isHost(host string) bool { return slices.Contains(c.hosts, strings.ToLower(host)) }

// isRepo reports whether s is owner/name as GitHub allows it.
func isRepo(s string) bool {
	owner, name, _ := strings.Cut(s, "/")
	return isPlain(owner, "-") && isPlain(name, "-._") && strings.Trim(name, ".") != ""
}

func isPlain(s, extra string) bool {
	const most = 100
	for _, r := range s {
		if (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && !strings.ContainsRune(extra, r) {
			return false
		}
	}
	return s != "" && len(s) <= most && s[0] != '-'
}
