package guide

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A Rule is how a meeting repeats.
type Rule struct {
	// Monthly is true for FREQ=MONTHLY and false for FREQ=WEEKLY.
	Monthly bool
	// Interval is 1 for every week or month, 2 for every other.
	Interval int
	// Days are the days of the week; there is at least one.
	Days []RuleDay
}

// A RuleDay is a day of a [Rule].
type RuleDay struct {
	Weekday time.Weekday
	// Nth is which of the month's: 1 the first, -1 the last. 0 in weekly rules.
	Nth int
}

// ParseRule reads the part of iCalendar's RRULE that meetings need: FREQ=WEEKLY or MONTHLY, INTERVAL, and BYDAY,
// with an ordinal from -5 to 5 in monthly rules.
func ParseRule(s string) (Rule, error) {
	r := Rule{Interval: 1}
	seen := map[string]bool{}
	days := ""
	for part := range strings.SplitSeq(s, ";") {
		name, value, ok := strings.Cut(part, "=")
		if !ok || seen[name] {
			return Rule{}, fmt.Errorf("has the part %q, which is no single NAME=VALUE", cut(part))
		}
		seen[name] = true
		switch name {
		case "FREQ":
			if value != "WEEKLY" && value != "MONTHLY" {
				return Rule{}, fmt.Errorf("repeats %q, not WEEKLY or MONTHLY", cut(value))
			}
			r.Monthly = value == "MONTHLY"
		case "INTERVAL":
			n, err := strconv.Atoi(value)
			if err != nil || n < 1 || n > 12 {
				return Rule{}, errors.New("has an INTERVAL that is not from 1 to 12")
			}
			r.Interval = n
		case "BYDAY":
			days = value
		default:
			return Rule{}, fmt.Errorf("has %q; only FREQ, INTERVAL and BYDAY are understood", cut(name))
		}
	}
	if !seen["FREQ"] || !seen["BYDAY"] {
		return Rule{}, errors.New("lacks FREQ or BYDAY")
	}
	return r, r.addDays(days)
}

// addDays reads the value of BYDAY.
func (r *Rule) addDays(days string) error {
	for day := range strings.SplitSeq(days, ",") {
		i := max(0, len(day)-2)
		at := strings.Index("SUMOTUWETHFRSA", day[i:])
		if len(day) < 2 || at < 0 || at%2 != 0 {
			return fmt.Errorf("has the day %q, not MO, TU, WE, TH, FR, SA or SU", cut(day))
		}
		d := RuleDay{Weekday: time.Weekday(at / 2)}
		if i > 0 {
			n, err := strconv.Atoi(day[:i])
			if err != nil || n == 0 || n < -5 || n > 5 || !r.Monthly {
				return fmt.Errorf("has the day %q; monthly rules number days from 1 to 5 or -1 to -5, weekly rules don't", cut(day))
			}
			d.Nth = n
		} else if r.Monthly {
			return fmt.Errorf("repeats monthly on %q without saying which one", day)
		}
		r.Days = append(r.Days, d)
	}
	return nil
}
