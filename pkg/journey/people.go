package journey

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// people tells who to talk to, where, and when the next calls are in the reader's own time zone.
func people(g *guide.Guide, all guide.Subprojects, now time.Time) []Block {
	var rows []Fact
	team, _ := all.Find(g.Subproject)
	for _, c := range channels(g.People.Channels, team.Channels) {
		if c.Status == guide.Retired {
			rows = append(rows, Fact{c.Name, "no longer used. " + c.Use})
			continue
		}
		rows = append(rows, Fact{c.Name, strings.TrimSpace(c.URL + " " + c.Use)})
	}
	for _, m := range g.People.Meetings {
		text := m.Rule
		if next, ok := Next(m, now); ok {
			text = "next by its rule: " + upcoming(m, next, now.Location()) + " your time (" + next.In(now.Location()).Format("MST") + ")"
		}
		rows = append(rows, Fact{m.Title, text + "; look at " + m.URL + " first, calls move"})
	}
	council := cmp.Or(g.People.Council, team.Council)
	if council != "" {
		rows = append(rows, Fact{"Who decides", council})
	}
	if team.Compass != "" && team.Compass != council {
		rows = append(rows, Fact{"The team's pages", team.Compass})
	}
	if g.People.Conduct != "" {
		rows = append(rows, Fact{"Code of conduct", g.People.Conduct})
	}
	if g.People.Security != "" {
		rows = append(rows, Fact{"Vulnerabilities", "tell them in private: " + g.People.Security})
	}
	if len(rows) == 0 {
		return nil
	}
	return []Block{Heading{"People"}, Facts{rows}}
}

// channels are those of a guide and then those of its sub-project that the guide doesn't name.
func channels(own, team []guide.Channel) []guide.Channel {
	out := slices.Clone(own)
	for _, c := range team {
		if !slices.ContainsFunc(own, func(o guide.Channel) bool { return o.URL == c.URL || o.Name == c.Name }) {
			out = append(out, c)
		}
	}
	return out
}

// upcoming lists a meeting's next three times from the first on, in the reader's zone.
func upcoming(m guide.Meeting, first time.Time, zone *time.Location) string {
	times := []string{first.In(zone).Format("Mon 2 Jan 15:04")}
	for at := first; len(times) < 3; {
		next, ok := Next(m, at)
		if !ok {
			break
		}
		times = append(times, next.In(zone).Format("Mon 2 Jan 15:04"))
		at = next
	}
	return strings.Join(times, ", ")
}

// Next is the next time of a meeting after now, by its rule and zone. Of a rule with an INTERVAL only every
// which week is known, not which one: such aren't computed.
func Next(m guide.Meeting, now time.Time) (time.Time, bool) {
	zone, err := time.LoadLocation(m.Zone)
	if err != nil {
		return time.Time{}, false
	}
	clock, err := time.Parse("15:04", m.Time)
	if err != nil {
		return time.Time{}, false
	}
	rule, err := guide.ParseRule(m.Rule)
	if err != nil || rule.Interval != 1 {
		return time.Time{}, false
	}
	local := now.In(zone)
	for i := range 70 {
		day := time.Date(local.Year(), local.Month(), local.Day()+i, clock.Hour(), clock.Minute(), 0, 0, zone)
		if day.After(now) && slices.ContainsFunc(rule.Days, func(d guide.RuleDay) bool { return falls(d, day) }) {
			return day, true
		}
	}
	return time.Time{}, false
}

// falls reports whether a day is one of the rule's.
func falls(d guide.RuleDay, t time.Time) bool {
	last := time.Date(t.Year(), t.Month()+1, 0, 0, 0, 0, 0, t.Location()).Day()
	switch {
	case t.Weekday() != d.Weekday:
		return false
	case d.Nth > 0:
		return (t.Day()-1)/7+1 == d.Nth
	case d.Nth < 0:
		return (last-t.Day())/7+1 == -d.Nth
	}
	return true
}
