package forgetest

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge"
)

// A Repository is one that a server has.
type Repository struct {
	Repo forge.Repo
	// Parent is what it is a fork of; the zero value for none.
	Parent forge.Repo
	// MayPush is true if the server's account may push to it.
	MayPush bool
}

// AddRepos adds repositories.
func (s *Server) AddRepos(repos ...Repository) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range repos {
		s.repos[strings.ToLower(r.Repo.String())] = r
	}
}

// Repos are the names of the repositories that are there, in order.
func (s *Server) Repos() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var names []string
	for _, r := range s.repos {
		names = append(names, r.Repo.String())
	}
	slices.Sort(names)
	return names
}

// answerAll finds the question that a path asks, or does what it says; s.mu is held.
func (s *Server) answerAll(w http.ResponseWriter, r *http.Request, path []string, signedIn bool) (int, any) {
	name := strings.Join(path, "/")
	switch {
	case r.Method == http.MethodPost && len(path) == 4 && path[0] == "repos" && path[3] == "forks":
		return s.makeFork(r, path[1]+"/"+path[2], signedIn)
	case r.Method == http.MethodPost:
		return notFound()
	case (name == "user" || name == "user/repos") && !signedIn:
		return http.StatusUnauthorized, problem(http.StatusUnauthorized, "Requires authentication")
	case name == "user":
		return http.StatusOK, accountJSON(base(r, s.Prefix), s.Account)
	case name == "user/repos":
		return http.StatusOK, page(w, r, s.Prefix, s.ownRepos(r))
	case len(path) == 3 && path[0] == "repos":
		return s.repository(w, r, path[1]+"/"+path[2])
	}
	return s.answer(w, r, path)
}

func (s *Server) repository(w http.ResponseWriter, r *http.Request, name string) (int, any) {
	if to, ok := s.moved[strings.ToLower(name)]; ok {
		w.Header().Set("Location", base(r, s.Prefix)+"/repos/"+to.String())
		return http.StatusMovedPermanently, problem(http.StatusMovedPermanently, "Moved Permanently")
	}
	if repo, ok := s.repos[strings.ToLower(name)]; ok {
		return http.StatusOK, s.fullRepo(base(r, s.Prefix), repo)
	}
	return notFound()
}

// ownRepos lists the account's repositories, as lists do: without what they are forks of.
func (s *Server) ownRepos(r *http.Request) []any {
	var names []string
	for name, repo := range s.repos {
		if strings.EqualFold(repo.Repo.Owner(), s.Account) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	list := make([]any, 0, len(names))
	for _, name := range names {
		list = append(list, s.listedRepo(base(r, s.Prefix), s.repos[name]))
	}
	return list
}

// makeFork does what GitHub does: an account that has a fork gets that one, and a name that is taken gets a number.
func (s *Server) makeFork(r *http.Request, of string, signedIn bool) (int, any) {
	parent, ok := s.repos[strings.ToLower(of)]
	if !ok || !signedIn {
		return notFound()
	}
	var request struct {
		Name string `json:"name"`
	}
	if err := json.NewDecoder(r.Body).Decode(&request); err != nil {
		return http.StatusBadRequest, problem(http.StatusBadRequest, "Problems parsing JSON")
	}
	for _, own := range s.repos {
		if strings.EqualFold(own.Repo.Owner(), s.Account) && own.Parent == parent.Repo {
			return http.StatusAccepted, s.fullRepo(base(r, s.Prefix), own)
		}
	}
	name := request.Name
	if name == "" {
		name = parent.Repo.Name()
	}
	if _, taken := s.repos[strings.ToLower(s.Account+"/"+name)]; taken {
		name += "-1"
	}
	repo, err := forge.ParseRepo(s.Account + "/" + name)
	if err != nil {
		return http.StatusUnprocessableEntity, problem(http.StatusUnprocessableEntity, err.Error())
	}
	fork := Repository{Repo: repo, Parent: parent.Repo, MayPush: true}
	s.repos[strings.ToLower(repo.String())] = fork
	return http.StatusAccepted, s.fullRepo(base(r, s.Prefix), fork)
}

func accountJSON(api, login string) any {
	u, _ := userJSON(api, forge.Person{Login: login}).(map[string]any)
	for _, name := range []string{"name", "company", "location", "email", "hireable", "bio", "blog"} {
		u[name] = nil
	}
	for _, name := range []string{"public_repos", "public_gists", "followers", "following"} {
		u[name] = 0
	}
	u["created_at"], u["updated_at"] = "2020-01-01T00:00:00Z", "2026-01-01T00:00:00Z"
	return u
}

// listedRepo is a repository as lists have it.
func (s *Server) listedRepo(api string, r Repository) map[string]any {
	m := repoJSON(api, r.Repo)
	m["fork"] = r.Parent != (forge.Repo{})
	m["permissions"] = map[string]any{"admin": r.MayPush, "push": r.MayPush, "pull": true}
	return m
}

// fullRepo is a repository as one is told that was asked for.
func (s *Server) fullRepo(api string, r Repository) map[string]any {
	m := s.listedRepo(api, r)
	m["network_count"], m["subscribers_count"], m["has_discussions"] = 0, 0, false
	if parent, ok := s.repos[strings.ToLower(r.Parent.String())]; ok {
		source := parent
		for {
			next, ok := s.repos[strings.ToLower(source.Parent.String())]
			if !ok {
				break
			}
			source = next
		}
		m["parent"], m["source"] = s.listedRepo(api, parent), s.listedRepo(api, source)
	}
	return m
}
