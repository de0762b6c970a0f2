package guide

import (
	"fmt"
	"slices"
	"strings"
)

// npmRange reads a range in npm's language (node-semver's README, "Ranges"): alternatives with "||" between them,
// each a list of comparisons with spaces between them or two versions with " - " between them. Releases only are
// compared with it, so that a pre-release in a range stands in front of its version.
func npmRange(text string) (spans, error) {
	var all spans
	for alternative := range strings.SplitSeq(text, "||") {
		one, err := npmAlternative(alternative)
		if err != nil {
			return nil, err
		}
		all = all.union(one)
	}
	return all, nil
}

// npmAlternative is what holds if every comparison does.
func npmAlternative(text string) (spans, error) {
	fields := npmFields(text)
	all := everything()
	for i := 0; i < len(fields); i++ {
		comparisons := fields[i : i+1]
		if i+2 < len(fields) && fields[i+1] == "-" {
			comparisons = []string{">=" + fields[i], "<=" + fields[i+2]}
			i += 2
		}
		for _, c := range comparisons {
			number := strings.TrimLeft(c, "<>=~^")
			one, err := npmComparison(c[:len(c)-len(number)], number)
			if err != nil {
				return nil, err
			}
			all = all.both(one)
		}
	}
	return all, nil
}

// npmFields takes comparisons apart; an operator may stand apart from its version.
func npmFields(text string) []string {
	var fields []string
	operator := ""
	for f := range strings.FieldsSeq(text) {
		if strings.Trim(f, "<>=~^") == "" {
			operator += f
			continue
		}
		fields = append(fields, operator+f)
		operator = ""
	}
	if operator != "" {
		fields = append(fields, operator)
	}
	return fields
}

// npmComparison is what one comparison holds.
func npmComparison(operator, number string) (spans, error) {
	v, parts, ok := npmVersion(number)
	if !ok {
		return nil, fmt.Errorf("%q %w", cut(operator+number), errNoVersion)
	}
	first, past := v, v.after() // What "=" holds: one version, or all that a part left open stands for.
	if parts < len(v.part) {
		first, past = v.start(), never()
		if parts > 0 {
			past = v.next(parts - 1)
		}
	}
	switch operator {
	case "", "=":
		return spans{{first, past}}, nil
	case ">":
		return spans{{past, never()}}, nil
	case ">=":
		return spans{{first, never()}}, nil
	case "<":
		return spans{{to: first.start()}}, nil
	case "<=":
		return spans{{to: past}}, nil
	case "~", "~>":
		return spans{{first, v.nextAt(min(parts-1, 1))}}, nil
	case "^":
		return spans{{first, v.nextAt(v.leading(parts))}}, nil
	default:
		return nil, fmt.Errorf("%q %w", cut(operator+number), errNoComparison)
	}
}

// nextAt is next, and never for no part at all.
func (v release) nextAt(part int) release {
	if part < 0 {
		return never()
	}
	return v.next(part)
}

// leading is the first part that isn't zero, of those that are given.
func (v release) leading(parts int) int {
	for i := range parts {
		if v.part[i] > 0 {
			return i
		}
	}
	return parts - 1
}

// npmVersion reads a version that may leave its last parts open: "22", "22.x", "v22.14.0-rc.1+build".
func npmVersion(text string) (v release, parts int, ok bool) {
	text = strings.TrimPrefix(text, "v")
	text, build, built := strings.Cut(text, "+")
	text, pre, early := strings.Cut(text, "-")
	if built && build == "" || early && pre == "" || strings.Trim(build+pre, npmLabel) != "" {
		return release{}, 0, false
	}
	fields := strings.Split(text, ".")
	given := slices.IndexFunc(fields, npmOpen)
	switch {
	case len(fields) > len(v.part), given >= 0 && early:
		return release{}, 0, false
	case given < 0:
		given = len(fields)
	case slices.ContainsFunc(fields[given:], func(f string) bool { return !npmOpen(f) }):
		return release{}, 0, false
	case given == 0:
		return release{}, 0, true
	}
	v, parts, ok = triple(strings.Join(fields[:given], "."))
	if early {
		v.stage = unborn
		ok = ok && parts == len(v.part)
	}
	return v, parts, ok
}

// npmOpen reports whether a part of a version stands for every number.
func npmOpen(field string) bool { return field == "x" || field == "X" || field == "*" }

// npmLabel is what pre-releases and builds are named with.
const npmLabel = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-."
