package journey

import (
	"fmt"
	"strings"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// A ProfileSurvey is what setting a profile up costs on this machine.
type ProfileSurvey struct {
	ID string
	// Time that the steps took where they were run, less what is done here; 0 if nobody has recorded it.
	Time time.Duration
	// Tools that the plan brings, with how; and what is missing and isn't the plan's to bring.
	Brings, Lacks []string
	// Python that would be used, with its version; empty if none is needed.
	Python string
	// Checkout that is there and would be used; empty if there is none.
	Checkout string
	Err      error
}

// A Survey asks what set-up costs on this machine, for every profile. Its result is [Surveyed].
type Survey struct {
	Guide   *guide.Guide
	Choices plan.Choices
}

func (Survey) effect() {}

// Surveyed is what set-up costs on this machine.
type Surveyed struct {
	Profiles []ProfileSurvey
	// Bytes that are free where the checkout would go, and bytes of memory; 0 if unknown.
	DiskFree, Memory guide.Size
}

func (Surveyed) result() {}

// onThisMachine tells what each profile costs here.
func (j *Journey) onThisMachine() []Block {
	blocks := []Block{Heading{"What it costs on this machine"}}
	s := j.surveyed
	if s == nil {
		return append(blocks, Text{"Looking at this machine …"})
	}
	rows := make([]Fact, 0, len(s.Profiles))
	for _, p := range s.Profiles {
		rows = append(rows, Fact{p.ID, j.here(p)})
	}
	blocks = append(blocks, Facts{rows})
	for _, p := range s.Profiles {
		if len(p.Lacks) > 0 {
			blocks = append(blocks, Note{event.Warning, p.ID + " can't be set up yet: " + strings.Join(p.Lacks, "; ") + ". The stage Prepare helps."})
		}
	}
	return blocks
}

// here is one profile's cost in a sentence.
func (j *Journey) here(p ProfileSurvey) string {
	if p.Err != nil {
		return "it can't be said: " + p.Err.Error()
	}
	var parts []string
	if p.Time >= time.Second {
		parts = append(parts, "about "+span(p.Time)+", by a recorded run")
	} else {
		parts = append(parts, "nobody has recorded how long it takes")
	}
	if g := j.profileOf(p.ID); g != nil {
		cost := profileCost(j.guide, *g)
		if cost.Disk != 0 {
			parts = append(parts, cost.Disk.String()+" of disk"+of(j.surveyed.DiskFree, "free"))
		}
		if cost.Memory != 0 {
			parts = append(parts, cost.Memory.String()+" of memory"+of(j.surveyed.Memory, "there"))
		}
		if cost.Download != 0 {
			parts = append(parts, cost.Download.String()+" to download")
		}
	}
	if p.Python != "" {
		parts = append(parts, "uses "+p.Python)
	}
	if len(p.Brings) > 0 {
		parts = append(parts, "brings "+strings.Join(p.Brings, ", "))
	}
	if p.Checkout != "" {
		parts = append(parts, "goes on with the checkout in "+p.Checkout)
	}
	return strings.Join(parts, "; ")
}

// of says how much of something there is: " of the 53GB that are free".
func of(n guide.Size, how string) string {
	if n == 0 {
		return ""
	}
	return " of the " + rounded(n) + " that are " + how
}

// rounded is a size to two digits.
func rounded(n guide.Size) string {
	switch {
	case n >= 1e9:
		return fmt.Sprintf("%.3gGB", float64(n)/1e9)
	case n >= 1e6:
		return fmt.Sprintf("%.3gMB", float64(n)/1e6)
	}
	return n.String()
}

// span is a time for people, coarse.
func span(d time.Duration) string {
	if d.Round(time.Second) == time.Minute {
		return "1 minute"
	}
	if d < 90*time.Second {
		return fmt.Sprintf("%d seconds", int(d.Round(time.Second).Seconds()))
	}
	if d < 90*time.Minute {
		return fmt.Sprintf("%d minutes", int(d.Round(time.Minute).Minutes()))
	}
	return fmt.Sprintf("%.1f hours", d.Hours())
}

func (j *Journey) profileOf(id string) *guide.Profile {
	for i := range j.guide.Profiles {
		if p := &j.guide.Profiles[i]; p.ID == id {
			return p
		}
	}
	return nil
}
