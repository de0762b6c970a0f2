package forgetest

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge"
)

// GitHub's limits for a query.
const (
	maxQuery     = 256 // bytes
	maxOperators = 5   // AND, OR, NOT
	maxResults   = 1000
)

// search answers the part of GitHub's query language that is used here: qualifiers side by side, of
// which a group in brackets may be joined by OR. Anything else is refused, so that a test can't pass
// on a query that was understood by half.
func (s *Server) search(w http.ResponseWriter, r *http.Request) (int, any) {
	q := r.URL.Query().Get("q")
	if len(q) > maxQuery {
		return invalid("The search is longer than 256 characters.")
	}
	if len(regexp.MustCompile(`\b(AND|OR|NOT)\b`).FindAllString(q, -1)) > maxOperators {
		return invalid("More than five AND / OR / NOT operators were used.")
	}
	matches, err := parseQuery(q)
	if err != nil {
		return invalid(err.Error())
	}
	var found []forge.Thread
	for _, t := range s.threads {
		if matches(t) {
			found = append(found, t)
		}
	}
	slices.SortStableFunc(found, func(a, b forge.Thread) int { return b.Issue.Updated.Compare(a.Issue.Updated) })
	items := make([]any, 0, len(found))
	for _, t := range found {
		item := issueJSON(base(r, s.Prefix), t.Issue)
		item["score"] = 1.0
		items = append(items, item)
	}
	total := len(items)
	return http.StatusOK, map[string]any{
		"total_count": total, "incomplete_results": s.Incomplete, "search_type": "lexical",
		"items": page(w, r, s.Prefix, items[:min(total, maxResults)]),
	}
}

func invalid(message string) (int, any) {
	return http.StatusUnprocessableEntity, map[string]any{
		"message": "Validation Failed", "documentation_url": "https://docs.github.com/v3/search/",
		"errors": []any{map[string]any{"message": message, "resource": "Search", "field": "q", "code": "invalid"}},
	}
}

type matcher func(forge.Thread) bool

// parseQuery reads qualifiers that must all match.
func parseQuery(q string) (matcher, error) {
	var all []matcher
	for rest := strings.TrimSpace(q); rest != ""; rest = strings.TrimSpace(rest) {
		var (
			m   matcher
			err error
		)
		if strings.HasPrefix(rest, "(") {
			m, rest, err = parseGroup(rest[1:])
		} else {
			m, rest, err = parseQualifier(rest)
		}
		if err != nil {
			return nil, err
		}
		all = append(all, m)
	}
	return func(t forge.Thread) bool {
		return !slices.ContainsFunc(all, func(m matcher) bool { return !m(t) })
	}, nil
}

// parseGroup reads what stands between brackets: qualifiers joined by OR.
func parseGroup(rest string) (matcher, string, error) {
	var some []matcher
	for {
		m, after, err := parseQualifier(strings.TrimSpace(rest))
		if err != nil {
			return nil, "", err
		}
		some = append(some, m)
		rest = strings.TrimSpace(after)
		if after, ok := strings.CutPrefix(rest, ")"); ok {
			return func(t forge.Thread) bool {
				return slices.ContainsFunc(some, func(m matcher) bool { return m(t) })
			}, after, nil
		}
		if after, ok := strings.CutPrefix(rest, "OR "); ok {
			rest = after
			continue
		}
		return nil, "", fmt.Errorf("in brackets only OR is understood here, not %q", rest)
	}
}

// parseQualifier reads one NAME:VALUE, where VALUE may be a list with commas, and may be quoted.
func parseQualifier(rest string) (matcher, string, error) {
	parts := regexp.MustCompile(`^(-?[a-z]+):((?:"[^"]*"|[^\s"(),]+)(?:,(?:"[^"]*"|[^\s"(),]+))*)`).FindStringSubmatch(rest)
	if parts == nil {
		return nil, "", fmt.Errorf("%q isn't understood here", rest)
	}
	var values []string
	for _, v := range regexp.MustCompile(`"[^"]*"|[^,]+`).FindAllString(parts[2], -1) {
		values = append(values, strings.ToLower(strings.Trim(v, `"`)))
	}
	m, err := qualifier(parts[1], values)
	return m, rest[len(parts[0]):], err
}

func qualifier(name string, values []string) (matcher, error) {
	value := values[0]
	switch {
	case name == "label":
		return func(t forge.Thread) bool {
			return slices.ContainsFunc(t.Issue.Labels, func(l string) bool { return slices.Contains(values, strings.ToLower(l)) })
		}, nil
	case len(values) > 1:
		return nil, fmt.Errorf("%s takes one value here, not %q", name, values)
	case name == "is" && value == "issue":
		return func(forge.Thread) bool { return true }, nil
	case name == "is" && value == "open":
		return func(t forge.Thread) bool { return t.Issue.Open }, nil
	case name == "no" && value == "assignee":
		return func(t forge.Thread) bool { return len(t.Issue.Assignees) == 0 }, nil
	case name == "-linked" && value == "pr":
		return func(t forge.Thread) bool { return !linked(t) }, nil
	case name == "org":
		return func(t forge.Thread) bool { return strings.EqualFold(t.Issue.Repo.Owner(), value) }, nil
	case name == "repo":
		return func(t forge.Thread) bool { return strings.EqualFold(t.Issue.Repo.String(), value) }, nil
	}
	return nil, fmt.Errorf("%s:%s isn't understood here", name, value)
}

// linked reports whether a pull request would close the issue, by its words or by hand.
func linked(t forge.Thread) bool {
	closing := regexp.MustCompile(fmt.Sprintf(`(?i)\b(close[sd]?|fix(es|ed)?|resolve[sd]?):? +#%d\b`, t.Issue.Number))
	byHand := slices.ContainsFunc(t.Changes, func(c forge.Change) bool { return c.Kind == forge.Connected })
	return byHand || slices.ContainsFunc(t.References, func(p forge.PullRequest) bool { return closing.MatchString(p.Body) })
}
