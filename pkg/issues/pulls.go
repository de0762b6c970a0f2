package issues

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// A named is a pull request that names the issue, and where.
type named struct {
	PullRequest
	quote string
}

func (n *named) title() string {
	kind := "pull request"
	if n.Draft {
		kind = "draft pull request"
	}
	if n.Repo != "" {
		return fmt.Sprintf("%s %s#%d", kind, n.Repo, n.Number)
	}
	return fmt.Sprintf("%s #%d", kind, n.Number)
}

// sortPulls parts the pull requests that are about the issue from those that only mention it. The
// others, and those of programs, are left out.
func sortPulls(i Issue) (about, mentions []named) {
	for _, p := range i.PullRequests {
		if IsBot(p.Author, p.Bot) {
			continue
		}
		foreign := p.Repo != "" && !strings.EqualFold(p.Repo, i.Repo)
		if !foreign {
			p.Repo = ""
		}
		quote, strong, ok := names(p, i, foreign)
		switch {
		case !ok:
		case strong && !foreign:
			about = append(about, named{p, quote})
		default:
			mentions = append(mentions, named{p, quote})
		}
	}
	return about, mentions
}

// names looks where a pull request names the issue: in its title, text or branch. It returns the words,
// and whether they say that it is about the issue.
func names(p PullRequest, i Issue, foreign bool) (quote string, strong, ok bool) {
	if line := titleNames(p.Title, i.Number); line != "" && !foreign {
		return line, true, true
	}
	for line := range strings.Lines(plain(p.Body)) {
		for _, at := range pulls().reference.FindAllStringSubmatchIndex(line, -1) {
			if !pointsTo(line, at, i, foreign) {
				continue
			}
			quote, ok = excerpt(line), true
			if !pulls().aside.MatchString(strings.ToLower(line[:at[0]])) {
				return quote, true, true
			}
		}
	}
	if !ok && !foreign && branchNames(p.Branch, i.Number) {
		return excerpt("branch " + p.Branch), true, true
	}
	return quote, false, ok
}

// pointsTo reports whether a reference found in a line is to the issue.
func pointsTo(line string, at []int, i Issue, foreign bool) bool {
	group := func(n int) string {
		if at[2*n] < 0 {
			return ""
		}
		return line[at[2*n]:at[2*n+1]]
	}
	repo, number := group(1)+group(3), group(2)+group(4)+group(5)
	if number != strconv.Itoa(i.Number) {
		return false
	}
	if repo == "" {
		return !foreign
	}
	return strings.EqualFold(repo, i.Repo)
}

func titleNames(title string, number int) string {
	if strings.Contains(title, strconv.Itoa(number)) && regexp.MustCompile(fmt.Sprintf(`(?i)(?:^|[\s(\[:,])(?:#|gh-|issues? ?#?|fix(?:es|ed)? ?#?|close[sd]? ?#?)%d(?:$|\D)`, number)).MatchString(title) {
		return excerpt(title)
	}
	return ""
}

// branchNames reports whether a branch is named after the issue. Small numbers mean something else too
// often, unless a word says what they are.
func branchNames(branch string, number int) bool {
	if !strings.Contains(branch, strconv.Itoa(number)) {
		return false
	}
	word := `(?:issue|gh|fix|bug|bugfix|feature)s?[-_/#]?`
	if number >= 100 {
		word = `(?:` + word + `)?`
	}
	return regexp.MustCompile(fmt.Sprintf(`(?i)(?:^|[^\da-z.])%s%d(?:$|[^\d.])`, word, number)).MatchString(branch)
}

// pullPatterns find the issue in a pull request.
type pullPatterns struct {
	// reference is a number with or without its repository, or an address.
	reference *regexp.Regexp
	// aside are words before a number which say that it is about something else.
	aside *regexp.Regexp
}

// They are compiled when the first comment is read: other commands needn't wait for them.
var pulls = sync.OnceValue(func() *pullPatterns {
	return &pullPatterns{
		reference: regexp.MustCompile(`(?i)(?:\b([\w.-]+/[\w.-]+))?#(\d+)\b|https?://[^\s/]+/([\w.-]+/[\w.-]+)/(?:issues|pull)/(\d+)\b|\bGH-(\d+)\b`),
		aside:     regexp.MustCompile(`(?:\b(?:similar(?:ly)? to|like|unlike|related(?: to)?|see(?: also)?|cf\.?|compare|follow[- ]?up(?: to| of| on| for)?|as in|discussed in|after|depends on|blocked by|caused by|regression (?:of|from|in)|introduced (?:in|by)|from|unrelated(?: to)?|builds? on|based on|mentioned in|noticed in|reported in|not(?: \w+)? (?:fix|close|resolve|address|solve)\w*|n't (?:fix|close|resolve|address|solve)\w*|split from|extracted from|same as|not about))[:\s(]*$`),
	}
})
