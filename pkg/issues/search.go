package issues

import (
	"maps"
	"slices"
	"strings"
)

// GitHub's limits for a query. Whether they count qualifiers isn't clear from its documents, so they
// are kept with them.
const (
	maxQuery     = 256 // bytes
	maxOperators = 5   // AND, OR, NOT; the minus of -linked:pr is counted as one.
)

// MaxSearches is how many searches a list of all projects takes at most. Without a token GitHub allows
// ten a minute to everybody behind one address.
const MaxSearches = 3

// candidates finds open issues that nobody has, as far as a search can tell.
const candidates = `is:issue is:open no:assignee -linked:pr`

// A Source is a repository with the labels of its newcomer issues.
type Source struct {
	Repo   string // owner/name
	Labels []string
}

// Wants reports whether an issue is one of the source's newcomer issues. A search for several sources
// finds others too.
func (s Source) Wants(i Issue) bool {
	return strings.EqualFold(s.Repo, i.Repo) && slices.ContainsFunc(i.Labels, func(l string) bool {
		return slices.ContainsFunc(s.Labels, func(own string) bool { return strings.EqualFold(own, l) })
	})
}

// A Search is a query and the sources that it covers.
type Search struct {
	Query   string
	Sources []Source
}

// A SearchPlan is how to find the newcomer issues of many repositories with few questions.
type SearchPlan struct {
	Searches []Search
	// Left are the sources that didn't fit. Never drop them in silence.
	Left []Source
	// Unlabelled are the sources without a label to search for.
	Unlabelled []Source
}

// PlanSearches groups sources by owner and label into at most limit searches. Each search keeps
// GitHub's limits. The same sources give the same plan, in whatever order they come, so that kept
// answers are found again.
func PlanSearches(sources []Source, limit int) SearchPlan {
	var p SearchPlan
	owners := map[string][]Source{}
	for _, s := range sources {
		s.Labels = slices.DeleteFunc(slices.Clone(s.Labels), func(l string) bool { return l == "" || strings.ContainsAny(l, "\"\n") })
		owner, _, ok := strings.Cut(s.Repo, "/")
		if !ok || len(s.Labels) == 0 {
			p.Unlabelled = append(p.Unlabelled, s)
			continue
		}
		owner = strings.ToLower(owner)
		owners[owner] = append(owners[owner], s)
	}
	var groups []*group
	for _, owner := range slices.Sorted(maps.Keys(owners)) {
		o := newGroup(owner, owners[owner])
		if at := place(groups, o, limit); at < 0 {
			p.Left = append(p.Left, o.sources...)
		} else if at == len(groups) {
			groups = append(groups, o)
		} else {
			groups[at] = groups[at].with(o)
		}
	}
	for _, g := range groups {
		p.Searches = append(p.Searches, Search{Query: g.query(), Sources: g.sources})
	}
	return p
}

// A group is what one search asks for.
type group struct {
	scopes, labels []string
	sources        []Source
}

// newGroup asks for one owner: for the repository if there is one, for all of the owner's if there are
// more, since each costs an operator.
func newGroup(owner string, sources []Source) *group {
	slices.SortFunc(sources, func(a, b Source) int { return strings.Compare(strings.ToLower(a.Repo), strings.ToLower(b.Repo)) })
	g := &group{scopes: []string{"org:" + owner}, sources: sources}
	if len(sources) == 1 {
		g.scopes[0] = "repo:" + strings.ToLower(sources[0].Repo)
	}
	for _, s := range sources {
		g.addLabels(s.Labels)
	}
	return g
}

func (g *group) addLabels(labels []string) {
	for _, l := range labels {
		l = strings.ToLower(l)
		if !slices.Contains(g.labels, l) {
			g.labels = append(g.labels, l)
		}
	}
	slices.Sort(g.labels)
}

func (g *group) with(o *group) *group {
	both := &group{scopes: slices.Concat(g.scopes, o.scopes), labels: slices.Clone(g.labels), sources: slices.Concat(g.sources, o.sources)}
	both.addLabels(o.labels)
	return both
}

func (g *group) query() string {
	var b strings.Builder
	b.WriteString(candidates + ` label:"` + strings.Join(g.labels, `","`) + `" `)
	if len(g.scopes) == 1 {
		b.WriteString(g.scopes[0])
	} else {
		b.WriteString("(" + strings.Join(g.scopes, " OR ") + ")")
	}
	return b.String()
}

// fits reports whether a search keeps the limits. There is one OR less than scopes, and a minus.
func (g *group) fits() bool {
	return len(g.query()) <= maxQuery && len(g.scopes) <= maxOperators
}

// place finds the group that one more owner joins: one with the same labels, else a new one, else the
// one that gets the fewest labels it doesn't need. It is the number of groups for a new one, -1 if
// there is no room.
func place(groups []*group, o *group, limit int) int {
	best, cost := -1, 0
	for i, g := range groups {
		both := g.with(o)
		if !both.fits() {
			continue
		}
		if c := 2*len(both.labels) - len(g.labels) - len(o.labels); best < 0 || c < cost {
			best, cost = i, c
		}
	}
	if best >= 0 && cost == 0 || len(groups) >= limit || !o.fits() {
		return best
	}
	return len(groups)
}
