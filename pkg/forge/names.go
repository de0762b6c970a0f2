package forge

import "strings"

// maxNames is how many different words are looked for in those that come after. Where there are more, little is said
// twice.
const maxNames = 4096

// names keeps one copy of what most issues of an answer have in common: their repository, labels and authors.
type names struct {
	words  map[string]string
	labels map[string][]string
	repos  map[string]Repo
}

func newNames() names {
	return names{words: map[string]string{}, labels: map[string][]string{}, repos: map[string]Repo{}}
}

// word is the copy of a word.
func (n names) word(s string) string {
	if have, ok := n.words[s]; ok {
		return have
	}
	if n.words != nil && len(n.words) < maxNames {
		n.words[s] = s
	}
	return s
}

// list is the copy of a list of labels. Nobody may change it.
func (n names) list(labels []wireLabel) []string {
	if len(labels) == 0 {
		return nil
	}
	all := make([]string, len(labels))
	for i, l := range labels {
		all[i] = l.Name
	}
	key := strings.Join(all, "\n")
	if have, ok := n.labels[key]; ok && len(have) == len(all) {
		return have
	}
	for i := range all {
		all[i] = n.word(all[i])
	}
	if n.labels != nil && len(n.labels) < maxNames {
		n.labels[key] = all
	}
	return all
}

// repo is the repository that an issue says it belongs to.
func (n names) repo(i *wireIssue) (Repo, error) {
	if have, ok := n.repos[i.RepositoryURL]; ok {
		return have, nil
	}
	repo, err := i.repo()
	if err == nil && n.repos != nil && len(n.repos) < maxNames {
		n.repos[i.RepositoryURL] = repo
	}
	return repo, err
}
