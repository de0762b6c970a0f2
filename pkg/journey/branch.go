package journey

import (
	"strconv"
	"strings"
	"unicode"
)

// branchPattern is the repository's habit of naming branches.
func (j *Journey) branchPattern() string {
	if p := j.guide.PullRequest.Branch; p != "" {
		return p
	}
	return "{issue}-{slug}"
}

// branchName is the repository's habit with the issue filled in.
func (j *Journey) branchName() string {
	number, title := "", "my-change"
	switch {
	case j.issue != nil:
		number, title = strconv.Itoa(j.issue.Issue.Number), j.issue.Issue.Title
	case j.first != nil:
		title = j.first.Title
	}
	name := strings.NewReplacer("{issue}", number, "{slug}", slug(title)).Replace(j.branchPattern())
	return strings.Trim(name, "-/")
}

// slug makes the first words of a title fit for a branch.
func slug(title string) string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	var kept []string
	length := 0
	for _, w := range words {
		if length+len(w) > 40 || len(kept) == 6 {
			break
		}
		kept = append(kept, w)
		length += len(w) + 1
	}
	if len(kept) == 0 {
		return "change"
	}
	return strings.Join(kept, "-")
}

func (j *Journey) answerBranch(q *Question, v string) error {
	if strings.ContainsAny(v, " ~^:?*[\\\x7f") || strings.HasPrefix(v, "-") || strings.Contains(v, "..") {
		return &AnswerError{Question: *q, Value: v, Reason: "git allows no such name for a branch"}
	}
	j.branch = v
	if pl, ok := j.Plan(); ok {
		j.pending = MakeBranch{Plan: pl, Name: v}
	}
	return nil
}
