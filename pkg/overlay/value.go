package overlay

import (
	"encoding/json"
	"strings"
)

// An OriginKind is what kind of place a value was found in.
type OriginKind string

// The places that values come from.
const (
	// FromVariable: an environment variable of the person.
	FromVariable OriginKind = "variable"
	// FromFile: a file of the person.
	FromFile OriginKind = "file"
	// FromRepository: a file of the repository.
	FromRepository OriginKind = "repository"
	// FromOrganisation: the organisation's overlay.
	FromOrganisation OriginKind = "organisation"
	// FromTool: what the tool does if nobody says anything.
	FromTool OriginKind = "tool"
)

// An Origin says where a value was found.
type Origin struct {
	Kind OriginKind `json:"kind,omitempty"`
	// Name of the variable, or path of the file.
	Name string `json:"name,omitempty"`
	// Setting in the file.
	Key string `json:"key,omitempty"`
	// Tool whose setting it is; empty if it is for every tool.
	Tool Tool `json:"tool,omitempty"`
}

// String names the place for people, such as "HTTPS_PROXY" or "cert in /home/ada/.config/pip/pip.conf".
func (o Origin) String() string {
	switch {
	case o.Kind == FromTool:
		return "its own default"
	case o.Key != "" && o.Name != "":
		return o.Key + " in " + o.Name
	}
	return o.Name + o.Key
}

// A Value is a setting and where it was found. Its zero value is: nobody said anything.
//
// Text may hold credentials. Every way of printing a Value, JSON included, hides them; only Text has them.
type Value struct {
	Text   string
	Origin Origin
}

// IsSet reports whether somebody said something.
func (v Value) IsSet() bool { return v.Text != "" }

// Secret reports whether the text holds credentials.
func (v Value) Secret() bool { return Hide(v.Text) != v.Text }

// String is the text without credentials.
func (v Value) String() string { return Hide(v.Text) }

// GoString is String: %#v is for logs, too.
func (v Value) GoString() string { return v.String() }

// MarshalJSON writes the text without credentials, and the origin.
func (v Value) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Text   string `json:"text"`
		Origin Origin `json:"origin"`
	}{v.String(), v.Origin})
}

const mask = "***"

// Hide returns text with the credentials of the addresses in it masked: user parts, conda's tokens in
// paths, and npm logins. Text may be one address, with or without a scheme, or a list of them.
func Hide(text string) string {
	if kind, _, ok := strings.Cut(text, " "); ok && (kind == bearer || kind == basic) {
		return kind + " " + mask
	}
	var b strings.Builder
	for text != "" {
		end := strings.IndexAny(text, " \t\r\n,|;\"'")
		if end < 0 {
			end = len(text)
		}
		b.WriteString(hideWord(text[:end]))
		if end < len(text) {
			b.WriteByte(text[end])
			end++
		}
		text = text[end:]
	}
	return b.String()
}

func hideWord(word string) string {
	before, rest := "", word
	if i := strings.Index(word, "://"); i >= 0 {
		before, rest = word[:i+3], word[i+3:]
	}
	start, end := userPart(rest)
	if end > start && (before != "" || strings.Contains(rest[start:end], ":")) {
		rest = mask + rest[end:]
	}
	return before + hideToken(rest)
}

// userPart is where the user part of an authority stands. A slash in a password is no end of it, as long as
// what comes before can't be host and port.
func userPart(rest string) (start, end int) {
	authority := rest
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		authority = rest[:i]
	}
	if at := strings.LastIndexByte(authority, '@'); at >= 0 {
		return 0, at
	}
	if _, port, ok := strings.Cut(authority, ":"); ok && !strings.HasPrefix(authority, "[") && strings.Trim(port, "0123456789") != "" {
		return 0, max(strings.LastIndexByte(rest, '@'), 0)
	}
	return 0, 0
}

// hideToken masks what follows /t/ in a path: conda's servers take tokens there.
func hideToken(rest string) string {
	host, path, ok := strings.Cut(rest, "/t/")
	if !ok || strings.Contains(host, "/") {
		return rest
	}
	_, after, more := strings.Cut(path, "/")
	if more {
		return host + "/t/" + mask + "/" + after
	}
	return host + "/t/" + mask
}
