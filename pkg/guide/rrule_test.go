package guide

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestParseRule(t *testing.T) {
	t.Parallel()
	tests := map[string]Rule{
		"FREQ=WEEKLY;BYDAY=WE":               {Interval: 1, Days: []RuleDay{{Weekday: time.Wednesday}}},
		"BYDAY=MO,SU;FREQ=WEEKLY;INTERVAL=2": {Interval: 2, Days: []RuleDay{{Weekday: time.Monday}, {Weekday: time.Sunday}}},
		"FREQ=MONTHLY;BYDAY=1TU,3TU":         {Monthly: true, Interval: 1, Days: []RuleDay{{time.Tuesday, 1}, {time.Tuesday, 3}}},
		"BYDAY=-1FR;FREQ=MONTHLY;INTERVAL=3": {Monthly: true, Interval: 3, Days: []RuleDay{{time.Friday, -1}}},
		"FREQ=MONTHLY;BYDAY=2SA,4TH":         {Monthly: true, Interval: 1, Days: []RuleDay{{time.Saturday, 2}, {time.Thursday, 4}}},
	}
	for text, want := range tests {
		got, err := ParseRule(text)
		if err != nil {
			t.Errorf("ParseRule(%q): %v", text, err)
		} else if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("ParseRule(%q) (-want +got):\n%s", text, diff)
		}
	}
	for _, text := range []string{
		"", "FREQ=WEEKLY", "BYDAY=WE", "FREQ=WEEKLY;BYDAY=", "FREQ=WEEKLY;BYDAY=W", "FREQ=WEEKLY;BYDAY=UM", "FREQ=WEEKLY;BYDAY=we",
		"FREQ=WEEKLY;FREQ=WEEKLY;BYDAY=WE", "FREQ=WEEKLY;BYDAY=WE;", "FREQ=WEEKLY;INTERVAL=0;BYDAY=WE", "FREQ=WEEKLY;INTERVAL=x;BYDAY=WE",
		"FREQ=MONTHLY;BYDAY=0TU", "FREQ=MONTHLY;BYDAY=6TU", "FREQ=MONTHLY;BYDAY=xTU", "FREQ=YEARLY;BYDAY=MO",
	} {
		if r, err := ParseRule(text); err == nil {
			t.Errorf("ParseRule(%q) = %+v", text, r)
		}
	}
}
