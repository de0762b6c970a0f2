package author

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/manifest"
)

// valueChanges says in words what differs between two readings of a manifest. Lines don't count.
func valueChanges(old, current []manifest.Value) []string {
	type key struct {
		kind manifest.Kind
		name string
	}
	group := func(values []manifest.Value) (map[key][]string, []key) {
		texts, order := map[key][]string{}, []key(nil)
		for _, v := range values {
			k := key{v.Kind, v.Name}
			if texts[k] == nil {
				order = append(order, k)
			}
			if !contains(texts[k], v.Text) {
				texts[k] = append(texts[k], v.Text)
			}
		}
		return texts, order
	}
	before, order := group(old)
	after, later := group(current)
	var out []string
	for _, k := range order {
		what := strings.TrimSpace(string(k.kind) + " " + k.name)
		a, b := before[k], after[k]
		slices.Sort(a)
		slices.Sort(b)
		switch {
		case b == nil:
			out = append(out, what+" is gone")
		case !slices.Equal(a, b):
			out = append(out, what+": "+listChange(strings.Join(a, ", "), strings.Join(b, ", ")))
		}
	}
	for _, k := range later {
		if before[k] == nil {
			out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s is new: %s", k.kind, k.name, strings.Join(after[k], ", "))))
		}
	}
	return out
}

// listChange says what was added to a list and taken from it, or one text and the other.
func listChange(a, b string) string {
	old, current := strings.Split(a, ", "), strings.Split(b, ", ")
	if len(old) == 1 && len(current) == 1 {
		return fmt.Sprintf("%s, was %s", b, a)
	}
	var parts []string
	if added := without(current, old); len(added) > 0 {
		parts = append(parts, "with "+strings.Join(added, ", "))
	}
	if gone := without(old, current); len(gone) > 0 {
		parts = append(parts, "without "+strings.Join(gone, ", "))
	}
	if len(parts) == 0 {
		return "in another order"
	}
	return strings.Join(parts, ", ")
}

func without(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return contains(other, s) })
}

// mostLines is how many changed lines of a document are told.
const mostLines = 8

// lineChanges are the lines that one text has and the other hasn't, with + and -; white space doesn't count. At most a
// few, and how many more there are.
func lineChanges(before, after []byte) []string {
	old, current := textLines(before), textLines(after)
	count := map[string]int{}
	for _, l := range old {
		count[l]++
	}
	var added []string
	for _, l := range current {
		if count[l] > 0 {
			count[l]--
			continue
		}
		added = append(added, "+ "+l)
	}
	var gone []string
	for _, l := range slices.Backward(old) {
		if count[l] > 0 {
			count[l]--
			gone = append(gone, "- "+l)
		}
	}
	slices.Reverse(gone)
	all := slices.Concat(gone, added)
	if len(all) > mostLines {
		half := mostLines / 2
		shown := slices.Concat(gone[:min(half, len(gone))], added[:min(half, len(added))])
		all = append(shown, fmt.Sprintf("and %d more lines", len(all)-len(shown)))
	}
	return all
}

// textLines are the lines of a text without white space at their ends and without empty ones.
func textLines(data []byte) []string {
	var out []string
	for line := range strings.Lines(string(data)) {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			out = append(out, line)
		}
	}
	return out
}
