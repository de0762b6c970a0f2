package devcontainer

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Encode writes the settings as a devcontainer.json, which is JSON with comments.
func (c Config) Encode() ([]byte, error) {
	var b bytes.Buffer
	if c.Title != "" {
		fmt.Fprintf(&b, "// %s\n", c.Title)
	}
	b.WriteString("{\n")
	for i, s := range c.Settings {
		if s.Why != "" {
			fmt.Fprintf(&b, "\t// %s\n", s.Why)
		}
		value, err := encode(s.Value, "\t", "\t")
		if err != nil {
			return nil, fmt.Errorf("write %s: %w", s.Key, err)
		}
		fmt.Fprintf(&b, "\t%q: %s", s.Key, value)
		if i < len(c.Settings)-1 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
	}
	b.WriteString("}\n")
	return b.Bytes(), nil
}

// encode writes one value, whose further lines begin with prefix and are indented by unit.
func encode(value any, prefix, unit string) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent(prefix, unit)
	if err := e.Encode(value); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}
