package journey

import (
	"fmt"
	"strings"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// people tells who to talk to, where, and when the next calls are in the reader's own time zone.
func people(g *guide.Guide, now time.Time) []Block {
	var rows []Fact
	for _, c := range g.People.Channels {
		if c.Status == guide.Retired {
			rows = append(rows, Fact{c.Name, "no longer used. " + c.Use})
			continue
		}
		rows = append(rows, Fact{c.Name, strings.TrimSpace(c.URL + " " + c.Use)})
	}
	for _, m := range g.People.Meetings {
		text := m.Rule
		if next, ok := Next(m, now); ok {
			text = fmt.Sprintf("next by its rule: %s your time", next.In(now.Location()).Format("Mon 2 Jan 15:04"))
		}
		rows = append(rows, Fact{m.Title, text + "; look at " + m.URL + " first, calls move"})
	}
	if g.People.Council != "" {
		rows = append(rows, Fact{"Who decides", g.People.Council})
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

// Next is the next time of a meeting after now, by its rule and zone. It reads what the guide format
// allows of RFC 5545: FREQ=WEEKLY or MONTHLY, BYDAY with or without an ordinal, INTERVAL 1. Other rules
// aren't computed.
func Next(m guide.Meeting, now time.Time) (time.Time, bool) {
	zone, err := time.LoadLocation(m.Zone)
	if err != nil {
		return time.Time{}, false
	}
	clock, err := time.Parse("15:04", m.Time)
	if err != nil {
		return time.Time{}, false
	}
	days, ok := parseDays(m.Rule)
	if !ok {
		return time.Time{}, false
	}
	local := now.In(zone)
	for i := range 70 {
		day := time.Date(local.Year(), local.Month(), local.Day()+i, clock.Hour(), clock.Minute(), 0, 0, zone)
		for _, d := range days {
			if d.matches(day) && day.After(now) {
				return day, true
			}
		}
	}
	return time.Time{}, false
}

// A ruleDay is a weekday of a rule; ordinal 0 is every one, -1 the last of the month.
type ruleDay struct {
	ordinal int
	weekday time.Weekday
}

func (d ruleDay) matches(t time.Time) bool {
	switch {
	case t.Weekday() != d.weekday:
		return false
	case d.ordinal == 0:
		return true
	case d.ordinal < 0:
		return t.AddDate(0, 0, -7*d.ordinal).Month() != t.Month() && (d.ordinal == -1 || t.AddDate(0, 0, -7*(d.ordinal+1)).Month() == t.Month())
	}
	return (t.Day()-1)/7+1 == d.ordinal
}

func parseDays(rule string) ([]ruleDay, bool) {
	names := map[string]time.Weekday{
		"SU": time.Sunday, "MO": time.Monday, "TU": time.Tuesday, "WE": time.Wednesday,
		"TH": time.Thursday, "FR": time.Friday, "SA": time.Saturday,
	}
	var days []ruleDay
	for part := range strings.SplitSeq(rule, ";") {
		key, value, _ := strings.Cut(part, "=")
		switch key {
		case "FREQ":
			if value != "WEEKLY" && value != "MONTHLY" {
				return nil, false
			}
		case "INTERVAL":
			if value != "1" {
				return nil, false
			}
		case "BYDAY":
			for d := range strings.SplitSeq(value, ",") {
				if len(d) < 2 {
					return nil, false
				}
				weekday, ok := names[d[len(d)-2:]]
				if !ok {
					return nil, false
				}
				ordinal := 0
				if n := d[:len(d)-2]; n != "" {
					if _, err := fmt.Sscanf(n, "%d", &ordinal); err != nil {
						return nil, false
					}
				}
				days = append(days, ruleDay{ordinal, weekday})
			}
		default:
			return nil, false
		}
	}
	return days, len(days) > 0
}
