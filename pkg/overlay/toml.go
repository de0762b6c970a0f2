package overlay

import (
	"strconv"
	"strings"
)

// parseTOML reads the part of TOML that the settings of uv and Bun are written in: tables, arrays of tables,
// dotted keys, strings, booleans, arrays and inline tables. Numbers and dates are kept as text. At the first
// thing that it doesn't understand it stops, and returns what came before.
//
// Tables are map[string]any, arrays []any.
func parseTOML(text string) map[string]any {
	root := map[string]any{}
	p := &tomlParser{text: text}
	table := root
	for p.blank(); p.at < len(p.text); p.blank() {
		if p.text[p.at] == '[' {
			t, ok := p.header(root)
			if !ok {
				return root
			}
			table = t
			continue
		}
		if !p.pair(table, 0) {
			return root
		}
	}
	return root
}

// maxDepth is how deep values may be nested.
const maxDepth = 20

type tomlParser struct {
	text string
	at   int
}

// space skips blanks within a line, blank also line ends and comments.
func (p *tomlParser) space() { p.skip(" \t") }

func (p *tomlParser) blank() {
	for p.skip(" \t\r\n"); p.at < len(p.text) && p.text[p.at] == '#'; p.skip(" \t\r\n") {
		end := strings.IndexByte(p.text[p.at:], '\n')
		if end < 0 {
			p.at = len(p.text)
			return
		}
		p.at += end
	}
}

func (p *tomlParser) skip(set string) {
	for p.at < len(p.text) && strings.IndexByte(set, p.text[p.at]) >= 0 {
		p.at++
	}
}

// take consumes a prefix if it is there.
func (p *tomlParser) take(prefix string) bool {
	if !strings.HasPrefix(p.text[p.at:], prefix) {
		return false
	}
	p.at += len(prefix)
	return true
}

// header reads [a.b] or [[a.b]] and returns the table that follows.
func (p *tomlParser) header(root map[string]any) (map[string]any, bool) {
	p.at++
	array := p.take("[")
	keys, ok := p.keys()
	if !ok || !p.take("]") || array && !p.take("]") {
		return nil, false
	}
	table, ok := descend(root, keys[:len(keys)-1])
	if !ok {
		return nil, false
	}
	last := keys[len(keys)-1]
	if !array {
		return descend(table, []string{last})
	}
	list, isList := table[last].([]any)
	if !isList && table[last] != nil {
		return nil, false
	}
	next := map[string]any{}
	table[last] = append(list, next)
	return next, true
}

// descend goes into tables, and makes those that aren't there. Of an array it is the newest table.
func descend(table map[string]any, keys []string) (map[string]any, bool) {
	for _, k := range keys {
		switch v := table[k].(type) {
		case nil:
			next := map[string]any{}
			table[k], table = next, next
		case map[string]any:
			table = v
		case []any:
			if len(v) == 0 {
				return nil, false
			}
			next, ok := v[len(v)-1].(map[string]any)
			if !ok {
				return nil, false
			}
			table = next
		default:
			return nil, false
		}
	}
	return table, true
}

// keys reads a dotted key.
func (p *tomlParser) keys() ([]string, bool) {
	var out []string
	for len(out) < maxDepth {
		p.space()
		key, ok := p.key()
		if !ok {
			return nil, false
		}
		out = append(out, key)
		p.space()
		if !p.take(".") {
			return out, true
		}
	}
	return nil, false
}

func (p *tomlParser) key() (string, bool) {
	if p.at < len(p.text) && (p.text[p.at] == '"' || p.text[p.at] == '\'') {
		return p.str()
	}
	start := p.at
	p.skip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
	return p.text[start:p.at], p.at > start
}

// pair reads key = value into a table.
func (p *tomlParser) pair(table map[string]any, depth int) bool {
	keys, ok := p.keys()
	if !ok || !p.take("=") {
		return false
	}
	value, ok := p.value(depth)
	if !ok {
		return false
	}
	table, ok = descend(table, keys[:len(keys)-1])
	if ok {
		table[keys[len(keys)-1]] = value
	}
	return ok
}

func (p *tomlParser) value(depth int) (any, bool) {
	p.space()
	if p.at >= len(p.text) || depth > maxDepth {
		return nil, false
	}
	switch p.text[p.at] {
	case '"', '\'':
		return p.str()
	case '[':
		return p.array(depth)
	case '{':
		return p.inline(depth)
	}
	start := p.at
	for p.at < len(p.text) && strings.IndexByte(" \t\r\n,]}#", p.text[p.at]) < 0 {
		p.at++
	}
	word := p.text[start:p.at]
	if b, err := strconv.ParseBool(word); err == nil && len(word) > 1 {
		return b, true
	}
	return word, word != ""
}

func (p *tomlParser) array(depth int) (any, bool) {
	p.at++
	out := []any{}
	for {
		p.blank()
		if p.take("]") {
			return out, true
		}
		v, ok := p.value(depth + 1)
		if !ok {
			return nil, false
		}
		out = append(out, v)
		p.blank()
		if !p.take(",") {
			return out, p.take("]")
		}
	}
}

func (p *tomlParser) inline(depth int) (any, bool) {
	p.at++
	out := map[string]any{}
	for {
		p.blank()
		if p.take("}") {
			return out, true
		}
		if !p.pair(out, depth+1) {
			return nil, false
		}
		p.blank()
		if !p.take(",") {
			return out, p.take("}")
		}
	}
}
