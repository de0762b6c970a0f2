package journey

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// Corrections are what upstream's documents were seen to get wrong, by file and line. Server is the address of
// the GitHub server that the pages are on.
func Corrections(g *guide.Guide, server string) []event.Correction {
	var out []event.Correction
	for _, d := range g.Disagreements {
		var against []string
		for _, c := range d.Claims {
			if !c.Wrong {
				against = append(against, c.File+": "+c.Says)
			}
		}
		for _, c := range d.Claims {
			if !c.Wrong {
				continue
			}
			p := parsePlace(c.File, g.Repo)
			out = append(out, event.Correction{
				Project: g.ID, Repo: p.repo, File: p.file, Line: p.line, URL: p.page(g, server),
				Topic: d.Topic, Says: c.Says, Against: against, Instead: d.Recommended,
			})
		}
	}
	slices.SortStableFunc(out, func(a, b event.Correction) int {
		if n := strings.Compare(a.Repo+"\x00"+a.File, b.Repo+"\x00"+b.File); n != 0 {
			return n
		}
		return a.Line - b.Line
	})
	return out
}

// A place is where something stands upstream.
type place struct {
	repo, file string
	line       int
	exact      bool // the file's name is all that was written
}

// parsePlace reads docs/setup.md:31 and owner/name:docs/setup.md:31; what else may follow is kept in the name.
func parsePlace(s, own string) place {
	p := place{repo: own, file: s}
	if m := elsewhere().FindStringSubmatch(s); m != nil {
		p.repo, p.file = m[1], m[2]
	}
	if m := withLine().FindStringSubmatch(p.file); m != nil {
		p.file = m[1]
		p.line, _ = strconv.Atoi(m[2]) // The pattern has digits only; one that is too long is line 0.
	}
	p.exact = plainFile().MatchString(p.file)
	return p
}

func elsewhere() *regexp.Regexp {
	return regexp.MustCompile(`^([A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+):([^0-9].*)$`)
}
func withLine() *regexp.Regexp  { return regexp.MustCompile(`^(.*?):(\d{1,7})$`) }
func plainFile() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9._@+/-]+$`) }

// page is the address of the place at the commit that the guide's sources name for its file, else for its repository.
func (p place) page(g *guide.Guide, server string) string {
	commit := p.commit(g)
	if !p.exact || commit == "" {
		return ""
	}
	page := server + "/" + p.repo + "/blob/" + commit + "/" + p.file
	if p.line > 0 {
		page += "?plain=1#L" + strconv.Itoa(p.line)
	}
	return page
}

func (p place) commit(g *guide.Guide) string {
	commit := ""
	for _, s := range g.Sources {
		at := parsePlace(s.File, g.Repo)
		if at.repo != p.repo {
			continue
		}
		if at.file == p.file {
			return s.Commit
		}
		if commit == "" {
			commit = s.Commit
		}
	}
	return commit
}
