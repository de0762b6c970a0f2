package journey

import (
	"fmt"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
)

// wishPage asks one of the questions that lead to suggestions. Enter leaves it open.
func (j *Journey) wishPage() Page {
	p := Page{Title: "What would suit you?", Help: "Each answer narrows the list. Leave open what doesn't matter to you."}
	count := fmt.Sprintf("Question %d of 4.", int(j.choosing-askKnow)+1)
	q := &Question{Default: "any", Many: true}
	switch j.choosing {
	case askKnow:
		q.ID, q.Text = "know", "What do you know?"
		q.Options = traitOptions(j.traits())
	case askDo:
		q.ID, q.Text = "do", "What do you want to do?"
		q.Options = traitOptions(j.traits())
	case askTime:
		q.ID, q.Text, q.Many = "time", "How much time do you have?", false
		q.Options = []Option{{Value: Afternoon, Title: "an afternoon"}, {Value: Week, Title: "a week, now and then"}, {Value: Month, Title: "a month or more"}}
	case askUse:
		q.ID, q.Text = "use", "What do you use at work?"
		q.Options = traitOptions(j.traits())
	case browsing, suggested, askPair, compared:
	}
	if n := len(j.traits()); n > len(q.Options) && q.Many {
		count += fmt.Sprintf(" These are the %d commonest of %d; the whole list has a filter for each.", len(q.Options), n)
	}
	p.Blocks = append(p.Blocks, Text{count})
	q.Options = append([]Option{{Value: "any", Title: "leave it open"}}, q.Options...)
	p.Question = q
	p.Actions = []Action{{ActAll, "see the whole list instead"}}
	return p
}

// traits are what the question of now is about, the commonest first.
func (j *Journey) traits() []Trait {
	switch j.choosing {
	case askKnow:
		return Traits(j.config.Projects, func(p event.Project) []string { return p.Skills })
	case askDo:
		return Traits(j.config.Projects, func(p event.Project) []string { return p.Kinds })
	case askUse:
		return Traits(j.config.Projects, func(p event.Project) []string { return p.Areas })
	case browsing, askTime, suggested, askPair, compared:
	}
	return nil
}

// traitOptions are the commonest values, as answers.
func traitOptions(all []Trait) []Option {
	var out []Option
	for _, t := range all {
		if len(out) == 12 {
			break
		}
		detail := "1 project"
		if t.Count > 1 {
			detail = fmt.Sprintf("%d projects", t.Count)
		}
		out = append(out, Option{Value: t.Value, Detail: detail})
	}
	return out
}

func (j *Journey) answerWish(v string) {
	var values []string
	for one := range strings.SplitSeq(v, ",") {
		if one != "any" && one != "" {
			values = append(values, one)
		}
	}
	switch j.choosing {
	case askKnow:
		j.wish.Know = values
	case askDo:
		j.wish.Do = values
	case askTime:
		j.wish.Time = v
	case askUse:
		j.wish.Use = values
	case browsing, suggested, askPair, compared:
	}
	j.choosing++
}
