package journey

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// About is a guide as a page: what the project is, what set-up costs, its rules, its people and how
// the guide is proved. now is the reader's time with their zone, for meetings and ages.
func About(g *guide.Guide, all guide.Subprojects, now time.Time) Page {
	p := Page{Stage: Look, Title: g.Name, Help: "This is what the guide says of the project. Nothing has happened on your machine yet."}
	p.Blocks = append(p.Blocks, Text{g.Summary}, Facts{append(identity(g, all), Fact{"This guide", fresh(g, now)})})
	p.Blocks = append(p.Blocks, Heading{"What you can set up"}, Facts{profiles(g)})
	if rows := needs(g); len(rows) > 0 {
		p.Blocks = append(p.Blocks, Heading{"What it needs"}, Facts{rows})
	}
	p.Blocks = append(p.Blocks, Heading{"Rules here"}, Facts{rules(g)})
	p.Blocks = append(p.Blocks, people(g, all, now)...)
	if len(g.Tasks) > 0 {
		p.Blocks = append(p.Blocks, Heading{"Tasks after set-up"}, Facts{tasks(g)})
	}
	p.Blocks = append(p.Blocks, upstreamSays(g)...)
	p.Blocks = append(p.Blocks, proof(g, now)...)
	return p
}

// fresh is how far a guide can be believed, in a line; the page's end says more.
func fresh(g *guide.Guide, now time.Time) string {
	text := "nobody has recorded a run of it yet"
	if len(g.Verified) > 0 {
		newest := slices.MaxFunc(g.Verified, func(a, b guide.Receipt) int { return strings.Compare(a.Date, b.Date) })
		text = "last proved " + age(newest.Date, now)
	}
	if n := len(g.Disagreements); n > 0 {
		text += fmt.Sprintf("; below %s where upstream contradicts itself", plural(n, "stands a place", fmt.Sprintf("stand %d places", n)))
	}
	return text
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func identity(g *guide.Guide, all guide.Subprojects) []Fact {
	rows := []Fact{
		{"Repository", g.Repo},
		{"Sub-project", subproject(g, all)},
		{"Works on", strings.Join(g.Choose.Areas, ", ")},
		{"You use", strings.Join(g.Choose.Skills, ", ")},
		{"Welcome", kinds(g.Choose.Kinds)},
		{"Difficulty", difficulty(g.Choose.Difficulty)},
	}
	if g.Clone.Repo != "" && g.Clone.Repo != g.Repo {
		rows = append(rows, Fact{"Code is in", g.Clone.Repo + ": " + g.Clone.Why})
	}
	return rows
}

func subproject(g *guide.Guide, all guide.Subprojects) string {
	if g.Subproject == guide.NoSubproject {
		return "none with a council seat"
	}
	return GroupTitle(Project(g, all))
}

func firstUpper(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func kinds(all []guide.Kind) string {
	out := make([]string, len(all))
	for i, k := range all {
		out[i] = string(k)
	}
	return strings.Join(out, ", ")
}

func difficulty(n int) string {
	words := []string{"", "an afternoon", "small", "middling", "large", "large and many-layered"}
	if n < 1 || n >= len(words) {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%d of 5 (%s)", n, words[n])
}

func profiles(g *guide.Guide) []Fact {
	rows := make([]Fact, 0, len(g.Profiles))
	for _, p := range g.Profiles {
		text := p.Title
		if p.Summary != "" {
			text += ". " + p.Summary
		}
		if c := cost(profileCost(g, p)); c != "" {
			text += " (" + c + ")"
		}
		if p.Default && len(g.Profiles) > 1 {
			text += " [default]"
		}
		if p.Unproved != "" {
			text += " [unproved]"
		}
		rows = append(rows, Fact{p.ID, text})
	}
	return rows
}

// profileCost is the cost of a profile: its newest receipt's figures before the author's estimate.
func profileCost(g *guide.Guide, p guide.Profile) guide.Resources {
	r := g.Resources
	if p.Resources.Disk != 0 {
		r.Disk = p.Resources.Disk
	}
	if p.Resources.Memory != 0 {
		r.Memory = p.Resources.Memory
	}
	if p.Resources.Download != 0 {
		r.Download = p.Resources.Download
	}
	if p.Resources.Time != 0 {
		r.Time = p.Resources.Time
	}
	for _, run := range newest(g.Verified) {
		if run.Profile != p.ID {
			continue
		}
		var seconds float64
		for _, s := range run.Seconds {
			seconds += s
		}
		if took := time.Duration(seconds * float64(time.Second)); took >= time.Second {
			r.Time = guide.Duration(took)
			break
		}
	}
	return r
}

func cost(r guide.Resources) string {
	var parts []string
	if r.Time != 0 {
		parts = append(parts, "about "+span(r.Time.Std()))
	}
	if r.Download != 0 {
		parts = append(parts, r.Download.String()+" to download")
	}
	if r.Disk != 0 {
		parts = append(parts, r.Disk.String()+" of disk")
	}
	if r.Memory != 0 {
		parts = append(parts, r.Memory.String()+" of memory")
	}
	return strings.Join(parts, ", ")
}

func needs(g *guide.Guide) []Fact {
	var rows []Fact
	if g.Python != nil {
		rows = append(rows, Fact{"Python", g.Python.Version + forProfiles(g.Python.Profiles)})
	}
	if g.Node != nil {
		text := g.Node.Version
		if g.Node.Manager.Name != "" {
			text += ", with " + strings.TrimSpace(string(g.Node.Manager.Name)+" "+g.Node.Manager.Version)
		}
		rows = append(rows, Fact{"Node.js", text + forProfiles(g.Node.Profiles)})
	}
	for _, t := range g.Requires {
		text := strings.TrimSpace(t.Version + " " + t.Why)
		if t.Optional {
			text += " (optional)"
		}
		rows = append(rows, Fact{t.Tool, text + forProfiles(t.Profiles)})
	}
	return rows
}

func forProfiles(profiles []string) string {
	if len(profiles) == 0 {
		return ""
	}
	return " (profile " + strings.Join(profiles, ", ") + ")"
}

func rules(g *guide.Guide) []Fact {
	rows := []Fact{{"Taking an issue", withPage(g.Issues.Claim.Says, g.Issues.Claim.URL)}}
	if len(g.Issues.Labels) > 0 {
		rows = append(rows, Fact{"Newcomer labels", strings.Join(g.Issues.Labels, ", ")})
	}
	if g.Issues.NoneMeans != "" {
		rows = append(rows, Fact{"No free issue", g.Issues.NoneMeans})
	}
	if ai := g.Issues.AIPolicy; ai != nil {
		rows = append(rows, Fact{"AI", withPage(ai.Says, ai.URL)})
	} else {
		rows = append(rows, Fact{"AI", "nothing is written in the repository"})
	}
	sign := "no agreement and no sign-off is asked for"
	switch {
	case g.PullRequest.CLA && g.PullRequest.DCO:
		sign = "a contributor agreement, and a sign-off in each commit"
	case g.PullRequest.CLA:
		sign = "a contributor agreement"
	case g.PullRequest.DCO:
		sign = "a Signed-off-by line in each commit (git commit -s)"
	}
	if g.PullRequest.Licence != "" {
		sign += "; your work comes under " + g.PullRequest.Licence
	}
	rows = append(rows, Fact{"Signing", sign})
	for _, r := range g.PullRequest.Rules {
		rows = append(rows, Fact{"Pull requests", r})
	}
	for _, e := range g.PullRequest.Extras {
		rows = append(rows, Fact{"Goes with it", e})
	}
	for _, gate := range g.PullRequest.Gates {
		rows = append(rows, Fact{"Not yours to fix", gate.Name + ": " + gate.Why})
	}
	return rows
}

func withPage(text, url string) string {
	if url == "" {
		return text
	}
	return text + " " + url
}

func tasks(g *guide.Guide) []Fact {
	rows := make([]Fact, 0, len(g.Tasks))
	for _, t := range g.Tasks {
		text := t.Title
		if t.Background {
			text += " (runs until it is stopped)"
		}
		switch profile := func(p guide.Profile) bool { return p.Unproved == t.Unproved }; {
		case t.Unproved == "":
		case slices.ContainsFunc(g.Profiles, profile):
			text += " (unproved, as its profile)"
		default:
			text += " (unproved: " + t.Unproved + ")"
		}
		rows = append(rows, Fact{t.ID, text + forProfiles(t.Profiles)})
	}
	return rows
}

func upstreamSays(g *guide.Guide) []Block {
	if len(g.Disagreements) == 0 {
		return nil
	}
	blocks := []Block{Heading{"Where upstream contradicts itself"}}
	for _, d := range g.Disagreements {
		rows := []Fact{{"About", d.Topic}}
		for _, c := range d.Claims {
			text := c.Says
			if c.Wrong {
				text += " (seen to be wrong)"
			}
			rows = append(rows, Fact{c.File, text})
		}
		rows = append(rows, Fact{"This guide", d.Recommended})
		blocks = append(blocks, Facts{rows})
	}
	return blocks
}

// proof says how far the guide can be believed.
func proof(g *guide.Guide, now time.Time) []Block {
	blocks := []Block{Heading{"How far you can trust this guide"}}
	var rows []Fact
	for _, r := range newest(g.Verified) {
		text := fmt.Sprintf("proved on %s (%s) on %s/%s with recipe %s, at commit %s", r.Date, age(r.Date, now), r.OS, r.Arch, r.Recipe, short(r.Commit))
		if len(r.TurnedRed) > 0 {
			text += "; " + strings.Join(r.TurnedRed, ", ") + " turned red when the code was broken on purpose"
		}
		rows = append(rows, Fact{r.Profile, text})
	}
	for _, v := range g.Verify {
		if v.NotProved != "" {
			rows = append(rows, Fact{v.ID + " doesn't prove", v.NotProved})
		}
	}
	if len(g.Verified) == 0 {
		blocks = append(blocks, Note{event.Warning, "This guide has no receipt: nobody has recorded a run of it yet."})
	}
	for _, p := range g.Profiles {
		if p.Unproved != "" {
			rows = append(rows, Fact{"Unproved", "the profile " + p.ID + ": " + p.Unproved})
		}
	}
	for _, u := range g.Unproved {
		rows = append(rows, Fact{"Unproved", u.What + ": " + u.Why})
	}
	if len(rows) > 0 {
		blocks = append(blocks, Facts{rows})
	}
	return blocks
}

// newest keeps the newest receipt of each profile, in the order of the file.
func newest(all []guide.Receipt) []guide.Receipt {
	var out []guide.Receipt
	for _, r := range all {
		if !slices.ContainsFunc(out, func(o guide.Receipt) bool { return o.Profile == r.Profile && o.OS == r.OS && o.Recipe == r.Recipe }) {
			out = append(out, r)
		}
	}
	return out
}

func short(commit string) string {
	if len(commit) > 10 {
		return commit[:10]
	}
	return commit
}

// age says how long ago a day was.
func age(date string, now time.Time) string {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return "unknown age"
	}
	switch days := int(now.Sub(day).Hours() / 24); {
	case days < 1:
		return "today"
	case days == 1:
		return "1 day ago"
	case days < 60:
		return fmt.Sprintf("%d days ago", days)
	default:
		return fmt.Sprintf("%d months ago", days/30)
	}
}
