package guide

import (
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Position is the line and column, from 1, of a path such as steps[2].needs[0]. A list or a mapping
// stands where its key stands. A path that the file doesn't have stands where its nearest parent does.
func (f *File) Position(path string) (line, col int) {
	n := f.root
	if n == nil {
		return 0, 0
	}
	line, col = n.Line, n.Column
	for path != "" {
		var p place
		p, path = nextPlace(path)
		key, val := child(n, p)
		if val == nil {
			return line, col
		}
		n = val
		line, col = val.Line, val.Column
		if key != nil && val.Kind != yaml.ScalarNode {
			line, col = key.Line, key.Column
		}
	}
	return line, col
}

// Problem is a problem with the place that the path has.
func (f *File) Problem(path, id, message, suggestion string) Problem {
	line, col := f.Position(path)
	return Problem{
		ID: id, File: f.Name, Line: line, Col: col, Path: path, Message: message, Suggestion: suggestion,
		Snippet: snippet(f.Data, line, col),
	}
}

// noteAt notes a problem with the place that the path has.
func (d *decoder) noteAt(path, id, message, suggestion string) {
	line, col := d.file.Position(path)
	d.add(Problem{ID: id, Line: line, Col: col, Path: path, Message: message, Suggestion: suggestion})
}

// nextPlace splits the first place off a path.
func nextPlace(path string) (place, string) {
	path = strings.TrimPrefix(path, ".")
	if !strings.HasPrefix(path, "[") {
		end := strings.IndexAny(path, ".[")
		if end < 0 {
			end = len(path)
		}
		return place{key: path[:end]}, path[end:]
	}
	if quoted, err := strconv.QuotedPrefix(path[1:]); err == nil {
		key, _ := strconv.Unquote(quoted)
		return place{key: key}, strings.TrimPrefix(path[1+len(quoted):], "]")
	}
	number, rest, _ := strings.Cut(path[1:], "]")
	i, err := strconv.Atoi(number)
	if err != nil {
		i = -1
	}
	return place{index: i}, rest
}

// child is the node at a place below n, with its key if n is a mapping.
func child(n *yaml.Node, p place) (key, val *yaml.Node) {
	if n.Kind == yaml.SequenceNode {
		if p.key == "" && p.index >= 0 && p.index < len(n.Content) {
			return nil, n.Content[p.index]
		}
		return nil, nil
	}
	if n.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == p.key {
				return n.Content[i], n.Content[i+1]
			}
		}
	}
	return nil, nil
}
