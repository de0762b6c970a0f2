package author

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// WithReceipts returns the text of a guide with receipts in it. One that is there already for the same profile, recipe,
// system and architecture is renewed where it stands; others come first in the list. Everything else, with comments
// and order, stays byte for byte. The error says why that can't be done; then the text is best changed by hand.
func WithReceipts(f *guide.File, receipts []guide.Receipt) ([]byte, error) {
	data := f.Data
	for _, r := range slices.Backward(receipts) {
		next, err := withReceipt(f.Guide, data, r)
		if err != nil {
			return nil, err
		}
		data = next
	}
	if err := onlyReceipts(f, data, receipts); err != nil {
		return nil, err
	}
	return data, nil
}

// onlyReceipts makes sure that the new text is a guide that differs from the old one in its receipts only, and has the
// new ones.
func onlyReceipts(f *guide.File, data []byte, receipts []guide.Receipt) error {
	g, err := guide.Load(f.Name, data)
	if err != nil {
		return fmt.Errorf("the guide with its receipt would not be valid: %w", err)
	}
	for _, r := range receipts {
		if !slices.ContainsFunc(g.Verified, func(have guide.Receipt) bool { return reflect.DeepEqual(have, r) }) {
			return errors.New(`the receipt can't be written into this form of "verified"`)
		}
	}
	before, after := *f.Guide, *g
	before.Verified, after.Verified = nil, nil
	if !reflect.DeepEqual(before, after) {
		return errors.New("the receipt can't be written without changing another part of the guide")
	}
	return nil
}

// A receiptText is the text of a guide while one receipt is put into it.
type receiptText struct {
	guide   *guide.Guide
	lines   []string
	eol     string
	receipt guide.Receipt
}

// withReceipt puts one receipt into the text.
func withReceipt(g *guide.Guide, data []byte, r guide.Receipt) ([]byte, error) {
	t := &receiptText{guide: g, lines: slices.Collect(strings.Lines(string(data))), eol: "\n", receipt: r}
	if bytes.Contains(data, []byte("\r\n")) {
		t.eol = "\r\n"
	}
	if n := len(t.lines); n > 0 && !strings.HasSuffix(t.lines[n-1], "\n") {
		t.lines[n-1] += t.eol
	}
	root, err := parseYAML(data)
	if err != nil {
		return nil, err
	}
	key, list, end := mappingEntry(root, "verified", len(t.lines))
	switch {
	case key == nil:
		t.lines = append(t.lines, t.ends(append([]string{"", "verified:"}, t.item("  ", "", nil)...))...)
	case len(list.Content) == 0:
		t.replace(key.Line-1, t.trimmed(key.Line, end), append([]string{"verified:"}, t.item("  ", "", nil)...))
	case list.Style&yaml.FlowStyle != 0:
		return nil, errors.New(`"verified" is written in brackets: write it as a list of lines that begin with "-"`)
	default:
		t.intoList(list, end)
	}
	return []byte(strings.Join(t.lines, "")), nil
}

// parseYAML returns the root of a guide's text.
func parseYAML(data []byte) (*yaml.Node, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, fmt.Errorf("read the guide: %w", err)
	}
	if len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode {
		return nil, errors.New("the guide is no list of keys")
	}
	return doc.Content[0], nil
}

// mappingEntry finds a key of a block mapping, its value, and the line (from 0) behind it.
func mappingEntry(n *yaml.Node, name string, last int) (key, val *yaml.Node, end int) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value != name {
			continue
		}
		end = last
		if i+2 < len(n.Content) {
			end = n.Content[i+2].Line - 1
		}
		return n.Content[i], n.Content[i+1], end
	}
	return nil, nil, last
}

// intoList renews the receipt that is there, or puts a new one first.
func (t *receiptText) intoList(list *yaml.Node, end int) {
	dash := strings.Repeat(" ", list.Column-1)
	for i, item := range list.Content {
		if !t.same(item) {
			continue
		}
		last := end
		if i+1 < len(list.Content) {
			last = t.dashLine(list.Content[i+1])
		}
		from := t.dashLine(item)
		t.replace(from, t.trimmed(item.Line, last), t.item(dash, t.gap(from), item))
		return
	}
	from := t.dashLine(list.Content[0])
	t.replace(from, from, t.item(dash, t.gap(from), nil))
}

// dashLine is the line, from 0, of the dash of an item: the item's own, or one above it.
func (t *receiptText) dashLine(item *yaml.Node) int {
	line := item.Line - 1
	for line > 0 && !strings.HasPrefix(strings.TrimLeft(t.lines[line], " "), "-") {
		line--
	}
	return line
}

// gap is what stands between the dash and the first key, one blank in most files.
func (t *receiptText) gap(line int) string {
	rest := strings.TrimPrefix(strings.TrimLeft(t.lines[line], " "), "-")
	if blanks := rest[:len(rest)-len(strings.TrimLeft(rest, " "))]; blanks != "" {
		return blanks
	}
	return " "
}

// trimmed is the end of a part that begins at line from (from 1): blank lines and comments behind it aren't its own.
func (t *receiptText) trimmed(from, end int) int {
	for end > from {
		line := strings.TrimSpace(t.lines[end-1])
		if line != "" && !strings.HasPrefix(line, "#") {
			break
		}
		end--
	}
	return end
}

// same reports whether an item is a receipt for the same profile, recipe and machine.
func (t *receiptText) same(item *yaml.Node) bool {
	want := map[string]string{"profile": t.receipt.Profile, "recipe": t.receipt.Recipe, "os": string(t.receipt.OS), "arch": t.receipt.Arch}
	for i := 0; i+1 < len(item.Content); i += 2 {
		if value, ok := want[item.Content[i].Value]; ok && item.Content[i+1].Value == value {
			delete(want, item.Content[i].Value)
		}
	}
	return len(want) == 0
}

// replace puts lines without ends in the place of others.
func (t *receiptText) replace(from, to int, lines []string) {
	t.lines = slices.Replace(t.lines, from, to, t.ends(lines)...)
}

func (t *receiptText) ends(lines []string) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = line + t.eol
	}
	return out
}

// item is the receipt as lines. What an old one has of comments is kept at the keys where they stand.
func (t *receiptText) item(dash, gap string, old *yaml.Node) []string {
	if gap == "" {
		gap = " "
	}
	indent := dash + strings.Repeat(" ", 1+len(gap))
	var out []string
	for _, field := range t.fields(old) {
		for _, c := range field.above {
			out = append(out, indent+c)
		}
		if field.value != "" {
			line := indent + field.key + ": " + field.value
			if field.beside != "" {
				line += " " + field.beside
			}
			out = append(out, line)
		}
	}
	for i, line := range out { // The dash stands before the first key or comment.
		if !strings.HasPrefix(strings.TrimSpace(line), "#") {
			out[i] = dash + "-" + gap + strings.TrimPrefix(line, indent)
			break
		}
	}
	return out
}

// A receiptField is a key of a receipt with its comments. A value that is empty is left out, its comments stay.
type receiptField struct {
	key, value, beside string
	above              []string
}

// fields are the keys of the receipt: those that the old one has in its order, then the others.
func (t *receiptText) fields(old *yaml.Node) []receiptField {
	all := receiptFields(t.guide, t.receipt)
	if old == nil {
		return all
	}
	var out []receiptField
	seen := map[string]bool{}
	for i := 0; i+1 < len(old.Content); i += 2 {
		key, val := old.Content[i], old.Content[i+1]
		f := receiptField{key: key.Value, above: commentLines(key.HeadComment), beside: first(val.LineComment, key.LineComment)}
		for _, have := range all {
			if have.key == key.Value {
				f.value = have.value
			}
		}
		seen[key.Value] = true
		if f.value == "" {
			f.above = append(f.above, commentLines(f.beside)...)
		}
		f.above = append(f.above, commentLines(val.HeadComment)...)
		out = append(out, f)
		// What stands below the last key isn't part of the text that is replaced.
		if foot := commentLines(first(key.FootComment, val.FootComment)); len(foot) > 0 && i+2 < len(old.Content) {
			out = append(out, receiptField{above: foot})
		}
	}
	return append(out, slices.DeleteFunc(all, func(f receiptField) bool { return seen[f.key] })...)
}

func commentLines(comment string) []string {
	if comment == "" {
		return nil
	}
	return strings.Split(comment, "\n")
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// receiptFields are all keys of a receipt with their values as text.
func receiptFields(g *guide.Guide, r guide.Receipt) []receiptField {
	size := func(s guide.Size) string {
		if s == 0 {
			return ""
		}
		return s.String()
	}
	return slices.DeleteFunc([]receiptField{
		{key: "profile", value: r.Profile},
		{key: "recipe", value: r.Recipe},
		{key: "os", value: string(r.OS)},
		{key: "arch", value: r.Arch},
		{key: "commit", value: plainHash(r.Commit)},
		{key: "date", value: strconv.Quote(r.Date)},
		{key: "tools", value: flowMap(sortedKeys(r.Tools), func(k string) string { return strconv.Quote(r.Tools[k]) })},
		{key: "seconds", value: flowMap(stepOrder(g, r.Seconds), func(k string) string { return strconv.FormatFloat(r.Seconds[k], 'f', 1, 64) })},
		{key: "download", value: size(r.Download)},
		{key: "disk", value: size(r.Disk)},
		{key: "proved", value: flowList(r.Proved)},
		{key: "turned_red", value: flowList(r.TurnedRed)},
	}, func(f receiptField) bool { return f.value == "" })
}

// plainHash quotes a hash that YAML would read as a number.
func plainHash(hash string) string {
	if _, err := strconv.ParseFloat(hash, 64); err == nil {
		return strconv.Quote(hash)
	}
	return hash
}

func flowMap(keys []string, value func(string) string) string {
	if len(keys) == 0 {
		return ""
	}
	parts := make([]string, len(keys))
	for i, k := range keys {
		parts[i] = k + ": " + value(k)
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

func flowList(items []string) string {
	if len(items) == 0 {
		return ""
	}
	return "[" + strings.Join(items, ", ") + "]"
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// stepOrder sorts the ids of steps as a run has them: clone, environment, tools, the guide's steps, proofs.
func stepOrder(g *guide.Guide, seconds map[string]float64) []string {
	rank := func(id string) int {
		const group = 1000
		switch {
		case id == "clone" || strings.HasPrefix(id, "clone-"):
			return 0
		case id == "python":
			return 1
		case strings.HasPrefix(id, "provide"):
			return 2
		}
		for i, s := range g.Steps {
			if s.ID == id {
				return group + i
			}
		}
		for i, v := range g.Verify {
			if "verify-"+v.ID == id {
				return 2*group + i
			}
		}
		return 3 * group
	}
	keys := sortedKeys(seconds)
	slices.SortStableFunc(keys, func(a, b string) int { return rank(a) - rank(b) })
	return keys
}

// ReceiptText is a receipt as the lines of a guide, with the dash, indented as in a list.
func ReceiptText(g *guide.Guide, r guide.Receipt) string {
	t := &receiptText{guide: g, receipt: r}
	return strings.Join(t.item("  ", "", nil), "\n") + "\n"
}
