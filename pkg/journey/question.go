package journey

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// An AnswerError says that an answer doesn't fit its question. The question stays.
type AnswerError struct {
	Question Question
	Value    string
	Reason   string
}

// Error implements error.
func (e *AnswerError) Error() string {
	return fmt.Sprintf("%q is no answer to %q: %s", e.Value, e.Question.Text, e.Reason)
}

// Given returns the answer that was given beforehand to the page's question, or its default under Yes.
// An answer given beforehand is used once, so that a wrong one is asked again.
func (j *Journey) Given() (string, bool) {
	q := j.Page().Question
	if q == nil {
		return "", false
	}
	if v, ok := j.config.Answers[q.ID]; ok && !j.asked[q.ID] {
		j.asked[q.ID] = true
		return v, true
	}
	if j.config.Yes && !j.asked["yes "+q.ID] {
		if v := q.safe(); v != "" {
			// Once: what --yes has answered in vain is asked, or ends the run.
			j.asked["yes "+q.ID] = true
			return v, true
		}
	}
	return "", false
}

// safe is what --yes answers: the default, or yes where that is an option.
func (q *Question) safe() string {
	if q.Explicit {
		return ""
	}
	if q.Default != "" {
		return q.Default
	}
	for _, o := range q.Options {
		if o.Value == "yes" {
			return o.Value
		}
	}
	return ""
}

// Resolve turns what was typed into a value: the number or the value of an option, or the default.
func (q *Question) Resolve(typed string) (string, error) {
	v := strings.TrimSpace(typed)
	if v == "" {
		if q.Default == "" {
			return "", &AnswerError{Question: *q, Value: typed, Reason: "an answer is needed"}
		}
		return q.Default, nil
	}
	if len(q.Options) == 0 {
		return v, nil
	}
	if q.Many {
		return q.resolveMany(v)
	}
	return q.resolveOne(v)
}

// resolveMany resolves each part of an answer and joins them by commas, each once.
func (q *Question) resolveMany(typed string) (string, error) {
	var values []string
	for part := range strings.SplitSeq(typed, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		v, err := q.resolveOne(part)
		if err != nil {
			return "", err
		}
		if !slices.Contains(values, v) {
			values = append(values, v)
		}
	}
	return strings.Join(values, ","), nil
}

func (q *Question) resolveOne(v string) (string, error) {
	for _, o := range q.Options {
		if strings.EqualFold(o.Value, v) {
			return o.Value, nil
		}
	}
	if n, err := strconv.Atoi(v); err == nil && !q.Numbers && !q.numeric() {
		if n >= 1 && n <= len(q.Options) {
			return q.Options[n-1].Value, nil
		}
		return "", &AnswerError{Question: *q, Value: v, Reason: fmt.Sprintf("there are 1 to %d", len(q.Options))}
	}
	if n, err := strconv.Atoi(strings.TrimPrefix(v, "#")); err == nil && q.Numbers && n > 0 {
		return strconv.Itoa(n), nil
	}
	var found []string
	for _, o := range q.Options {
		if strings.HasPrefix(strings.ToLower(o.Value), strings.ToLower(v)) {
			found = append(found, o.Value)
		}
	}
	if len(found) == 1 {
		return found[0], nil
	}
	names := make([]string, len(q.Options))
	for i, o := range q.Options {
		names[i] = o.Value
	}
	return "", &AnswerError{Question: *q, Value: v, Reason: "there are: " + strings.Join(names, ", ")}
}

// numeric reports whether the options' values are numbers themselves, as those of issues are: then a
// number means the value and not the place.
func (q *Question) numeric() bool {
	for _, o := range q.Options {
		if _, err := strconv.Atoi(o.Value); err == nil {
			return true
		}
	}
	return false
}
