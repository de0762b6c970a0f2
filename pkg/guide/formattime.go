package guide

import (
	_ "embed" // the names of time zones
	"fmt"
	"strings"
	"time"
)

// zoneNames are the names of the IANA time zones, one a line.
//
//go:generate go run ./internal/genzones
//go:embed zones.txt
var zoneNames string

// checkDate checks a day.
func checkDate(s string) *fault {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return &fault{id: "guide/bad-date", message: "is not a day", suggestion: "write it as 2026-11-23"}
	}
	return nil
}

// checkTime checks a time of day.
func checkTime(s string) *fault {
	if _, err := time.Parse("15:04", s); err != nil || len(s) != len("15:04") {
		return &fault{id: "guide/bad-time", message: "is not a time of day", suggestion: "write it as 09:00 or 17:30"}
	}
	return nil
}

// checkZone checks the name of a time zone. The list is built in, so that the answer is the same everywhere.
func checkZone(s string) *fault {
	if !strings.Contains(s, "\n") && strings.Contains(zoneNames, "\n"+s+"\n") {
		return nil
	}
	f := &fault{id: "guide/bad-zone", message: "is not an IANA time zone", suggestion: "write it as America/Los_Angeles"}
	if zone := nearest(s, strings.Fields(zoneNames)); len(s) > 4 && zone != "" {
		f.suggestion = fmt.Sprintf("did you mean %q?", zone)
	}
	return f
}

// checkRule checks the repetition of a meeting.
func checkRule(s string) *fault {
	if _, err := ParseRule(s); err != nil {
		return &fault{
			id: "guide/bad-rule", message: err.Error(),
			suggestion: "write it as FREQ=WEEKLY;BYDAY=WE or FREQ=MONTHLY;BYDAY=1TU,3TU",
		}
	}
	return nil
}
