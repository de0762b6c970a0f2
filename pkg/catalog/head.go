package catalog

import (
	"bytes"

	"go.yaml.in/yaml/v4"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// A Head is the part of a guide that a person chooses by.
type Head struct {
	// ID is the guide's short name on the command line.
	ID string
	// Name is the project's name.
	Name string
	// Repo is where issues and pull requests go, as owner/name.
	Repo string
	// CloneRepo is the repository that is cloned; it mostly equals Repo.
	CloneRepo string
	// Subproject is the official sub-project's id, or none.
	Subproject string
	// Summary is one or two sentences.
	Summary string
	// Choose has areas, skills, kinds of work, difficulty and goals.
	Choose guide.Choose
	// Profiles are the purposes that the guide serves.
	Profiles []guide.Profile
	// Resources is what set-up costs.
	Resources guide.Resources
	// Proved is the day of the newest receipt, as 2026-11-23; empty if there is none.
	Proved string
	// Issues says how issues are found and who may take one; nil where only a part of the guide was read.
	Issues *guide.Issues `json:",omitempty"`
}

// Partial is a guide with only what the head has. It is for lists; ok is false if the head lacks a part.
func (h Head) Partial() (g *guide.Guide, ok bool) {
	if h.Issues == nil {
		return nil, false
	}
	return &guide.Guide{
		Schema: guide.SchemaVersion, ID: h.ID, Name: h.Name, Repo: h.Repo, Subproject: h.Subproject, Summary: h.Summary, Choose: h.Choose,
		Clone: guide.Clone{Repo: h.CloneRepo}, Profiles: h.Profiles, Resources: h.Resources, Issues: *h.Issues,
	}, true
}

// headOf is the head of a whole guide.
func headOf(g *guide.Guide) Head {
	h := Head{
		ID: g.ID, Name: g.Name, Repo: g.Repo, CloneRepo: g.Clone.Repo, Subproject: g.Subproject, Summary: g.Summary,
		Choose: g.Choose, Profiles: g.Profiles, Resources: g.Resources, Issues: &g.Issues,
	}
	if len(g.Verified) > 0 {
		h.Proved = g.Verified[0].Date
	}
	return h
}

// readHead reads the head without the rest of the guide, which takes a small part of the time. It is not
// ok where the text isn't laid out plainly or lacks something; then the whole guide has to be read.
func readHead(data []byte) (Head, bool) {
	text, ok := cutHead(data)
	if !ok {
		return Head{}, false
	}
	var part struct {
		ID         string          `yaml:"id"`
		Name       string          `yaml:"name"`
		Repo       string          `yaml:"repo"`
		Subproject string          `yaml:"subproject"`
		Summary    string          `yaml:"summary"`
		Choose     guide.Choose    `yaml:"choose"`
		Clone      guide.Clone     `yaml:"clone"`
		Profiles   []guide.Profile `yaml:"profiles"`
		Resources  guide.Resources `yaml:"resources"`
	}
	if err := yaml.Unmarshal(text, &part); err != nil {
		return Head{}, false
	}
	h := Head{
		ID: part.ID, Name: part.Name, Repo: part.Repo, CloneRepo: part.Clone.Repo, Subproject: part.Subproject,
		Summary: part.Summary, Choose: part.Choose, Profiles: part.Profiles, Resources: part.Resources, Proved: provedOn(data),
	}
	// The defaults of a whole guide.
	if h.CloneRepo == "" {
		h.CloneRepo = h.Repo
	}
	if len(h.Profiles) == 1 {
		h.Profiles[0].Default = true
	}
	whole := h.ID != "" && h.Name != "" && h.Repo != "" && h.Subproject != "" && h.Summary != "" &&
		len(h.Choose.Areas) > 0 && len(h.Profiles) > 0
	return h, whole
}

// provedOn is the day of the first receipt. Receipts are long, and this is all that a list shows of them.
func provedOn(data []byte) string {
	_, receipts, _ := bytes.Cut(data, []byte("\nverified:"))
	for line := range bytes.Lines(receipts) {
		if c := line[0]; c >= 'a' && c <= 'z' {
			break // The next key.
		}
		if day, ok := bytes.CutPrefix(bytes.TrimSpace(line), []byte("date: ")); ok {
			return string(bytes.Trim(day, `"' `))
		}
	}
	return ""
}

// cutHead returns the top-level keys that a head is made of, with all that belongs to them. It
// knows one layout, block style with keys in the first column, and refuses any other.
func cutHead(data []byte) ([]byte, bool) {
	out := make([]byte, 0, min(len(data), 4<<10))
	keep := false
	for len(data) > 0 {
		end := bytes.IndexByte(data, '\n') + 1
		if end == 0 {
			end = len(data)
		}
		line := data[:end]
		data = data[end:]
		switch c := line[0]; {
		case c == ' ', c == '\n', c == '\r', c == '#', c == '-' && !bytes.HasPrefix(line, []byte("---")):
		case c >= 'a' && c <= 'z':
			key, _, ok := bytes.Cut(line, []byte(":"))
			if !ok {
				return nil, false
			}
			keep = inHead(string(key))
		default:
			return nil, false
		}
		if keep {
			out = append(out, line...)
		}
	}
	return out, true
}

func inHead(key string) bool {
	switch key {
	case "id", "name", "repo", "subproject", "summary", "choose", "clone", "profiles", "resources":
		return true
	}
	return false
}
