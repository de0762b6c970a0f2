package issues

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// An Outcome is how an issue's text does by a criterion.
type Outcome string

// The outcomes of a [Check].
const (
	Pass     Outcome = "pass"
	Fail     Outcome = "fail"
	CantTell Outcome = "can't tell"
)

// A Check is one criterion held to an issue's text.
type Check struct {
	Criterion guide.Criterion
	Outcome   Outcome
	// Quote is the line that meets the criterion; empty if labels do.
	Quote string
	// Next is what a maintainer can do so that it passes; empty if it does.
	Next string
}

// minText is how many characters a text has at least that can be understood without its author.
const minText = 80

// namesCode finds a file, a function or an address of code.
const namesCode = "\\b[\\w.-]+/[\\w./-]+\\.\\w{1,6}\\b|\\b\\w[\\w-]*\\.(?:py|tsx?|jsx?|s?css|md|rst|ipynb|ya?ml|toml|json|html|cfg|sh)\\b|\\b[A-Za-z_][\\w.]*\\(\\)|/blob/[^\\s)]+"

// Criteria are those for repositories whose guide has none of their own: what newcomers miss most.
func Criteria() []guide.Criterion {
	return []guide.Criterion{
		{ID: "scoped", Title: "Says what must be different afterwards", Pattern: `(?im)\bexpected\b|\bshould\b|\binstead of\b|\bacceptance\b|\bproposed\b|\bwhat (?:needs to|must) (?:be )?(?:done|changed?)\b|^\s*[-*] \[ \]`},
		{ID: "names-code", Title: "Names a file or a function to begin with", Pattern: namesCode},
		{ID: "effort", Title: "Says how much work it is", Pattern: `(?im)\b(?:effort|estimated?|difficulty|complexity)\b|\b\d+ (?:hours?|minutes|lines)\b|\b(?:small|easy|quick|trivial|simple) (?:change|fix|one|task|pr)\b|size[/:]|level:`},
		{ID: "self-contained", Title: "Can be begun without reading other threads"},
	}
}

// codeNamed is the line of an issue that names code to begin with.
func codeNamed(i Issue) string {
	text := readable(i)
	if at := texts().code.FindStringIndex(text); at != nil {
		return excerpt(lineAt(text, at[0], at[1]))
	}
	return ""
}

// Review holds an issue's text to the criteria of the guide, or to [Criteria] if it has none. No model
// guesses: a criterion with a pattern passes on the first line that matches; one without is for a
// person to decide, unless there is next to no text.
func Review(rules guide.Issues, i Issue) []Check {
	criteria := rules.Ready
	if len(criteria) == 0 {
		criteria = Criteria()
	}
	text := readable(i)
	checks := make([]Check, 0, len(criteria))
	for _, c := range criteria {
		if len(c.Without) > 0 {
			checks = append(checks, unlabelled(c, i.Labels))
			continue
		}
		checks = append(checks, check(c, text, utf8.RuneCountInString(strings.TrimSpace(texts().hiddenText.ReplaceAllString(i.Body, "")))))
	}
	return checks
}

// readable is what a person reads of an issue: title, text, labels.
func readable(i Issue) string {
	return i.Title + "\n" + texts().hiddenText.ReplaceAllString(strings.ReplaceAll(i.Body, "\r\n", "\n"), " ") + "\n" + strings.Join(i.Labels, "\n")
}

// unlabelled is a criterion that labels stand against.
func unlabelled(c guide.Criterion, labels []string) Check {
	for _, label := range labels {
		if slices.ContainsFunc(c.Without, func(w string) bool { return strings.EqualFold(w, label) }) {
			return Check{Criterion: c, Outcome: Fail, Next: "it has the label " + label + "; take it away when that is so"}
		}
	}
	return Check{Criterion: c, Outcome: Pass}
}

func check(c guide.Criterion, text string, length int) Check {
	done := Check{Criterion: c, Outcome: CantTell, Next: "read it with the eyes of somebody who is new: " + lower(c.Title)}
	if c.Pattern == "" {
		if length < minText {
			done.Outcome, done.Next = Fail, fmt.Sprintf("the text has %d characters; write down what is known", length)
		}
		return done
	}
	pattern, err := regexp.Compile(c.Pattern)
	if err != nil {
		return done // The guide's own check refuses such patterns.
	}
	at := pattern.FindStringIndex(text)
	if at == nil {
		done.Outcome, done.Next = Fail, "no line was found for it; add one: "+lower(c.Title)
		return done
	}
	done.Outcome, done.Next = Pass, ""
	done.Quote = excerpt(lineAt(text, at[0], at[1]))
	return done
}

// lineAt is the first line of a match that says something.
func lineAt(text string, from, to int) string {
	start := strings.LastIndexByte(text[:from], '\n') + 1
	end := len(text)
	if i := strings.IndexByte(text[to:], '\n'); i >= 0 {
		end = to + i
	}
	for line := range strings.Lines(text[start:end]) {
		if strings.TrimSpace(line) != "" {
			return line
		}
	}
	return ""
}

// lower writes a title so that it can follow a colon.
func lower(title string) string {
	r, size := utf8.DecodeRuneInString(title)
	if r == utf8.RuneError {
		return title
	}
	return strings.ToLower(string(r)) + title[size:]
}
