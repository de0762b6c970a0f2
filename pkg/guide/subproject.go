package guide

import (
	"fmt"
	"reflect"
	"strings"
)

// SubprojectsFile is the name of the file with the official sub-projects, in the folder of the guides. It is no
// guide, and no guide may have an id that would make its file the same.
const SubprojectsFile = "subprojects.yaml"

// IsShared reports whether a file in the folder of the guides serves all of them, and is none itself.
func IsShared(name string) bool { return name == FailuresFile || name == SubprojectsFile }

// NoSubproject is the id that guides give for repositories without a seat on a sub-project council.
const NoSubproject = "none"

// A Subproject is a part of Project Jupyter with people who decide about its repositories.
type Subproject struct {
	// Short name, which guides give as their subproject; "none" is for repositories without a council seat.
	ID string `yaml:"id" json:"id" jsonschema:"required" guide:"id"`
	// Name as Project Jupyter writes it.
	Name string `yaml:"name" json:"name" jsonschema:"required" guide:"oneline"`
	// What it takes care of.
	Summary string `yaml:"summary" json:"summary" jsonschema:"required"`
	// Where the people who decide are listed.
	Council string `yaml:"council" json:"council" jsonschema:"required" guide:"url"`
	// The team's own pages for its contributors.
	Compass string `yaml:"compass,omitempty" json:"compass,omitempty" guide:"url"`
	// Where to talk.
	Channels []Channel `yaml:"channels,omitempty" json:"channels,omitempty"`
	// Files that this was read from.
	Sources []Reading `yaml:"sources" json:"sources" jsonschema:"required"`
}

// A Reading is an upstream file as it was read.
type Reading struct {
	// File as owner/name:path.
	File string `yaml:"file" json:"file" jsonschema:"required" guide:"oneline"`
	// Commit it was read at, full.
	Commit string `yaml:"commit" json:"commit" jsonschema:"required" guide:"commit"`
	// Day of reading, as 2026-11-23.
	Date string `yaml:"date" json:"date" jsonschema:"required" guide:"date"`
}

// Subprojects are the official sub-projects, in the order in which they are shown.
type Subprojects []Subproject

// A subprojectFile is the file of the sub-projects.
type subprojectFile struct {
	// Version of the guide format. Always 1.
	Schema int `yaml:"schema" json:"schema" jsonschema:"required,enum=1"`
	// The sub-projects.
	Subprojects Subprojects `yaml:"subprojects" json:"subprojects" jsonschema:"required"`
}

// LoadSubprojects reads the file of the sub-projects. It has the two keys schema and subprojects, and is as
// strict as [Load].
func LoadSubprojects(name string, data []byte) (Subprojects, error) {
	f := &File{Name: name, Data: data}
	file := new(subprojectFile)
	d, err := decodeFile(f, reflect.ValueOf(file).Elem())
	if err != nil {
		return nil, err
	}
	v := &validator{d: d}
	v.unique("subprojects", len(file.Subprojects), func(i int) string { return file.Subprojects[i].ID })
	for i, s := range file.Subprojects {
		for j := range s.Channels {
			setChannel(&file.Subprojects[i].Channels[j])
		}
		for j, r := range s.Sources {
			if repo, path, ok := strings.Cut(r.File, ":"); !ok || path == "" || checkRepo(repo) != nil {
				v.note(fmt.Sprintf("subprojects[%d].sources[%d].file", i, j), "guide/bad-path", "the file isn't named with its repository",
					"write it as owner/name:path")
			}
		}
	}
	if err := d.err(); err != nil {
		return nil, err
	}
	return file.Subprojects, nil
}

// Find returns the sub-project of that id.
func (all Subprojects) Find(id string) (Subproject, bool) {
	for _, s := range all {
		if s.ID == id {
			return s, true
		}
	}
	return Subproject{}, false
}

// Place is where a sub-project stands in the order; those that aren't known come last.
func (all Subprojects) Place(id string) int {
	for i, s := range all {
		if s.ID == id {
			return i
		}
	}
	return len(all)
}

// LintSubproject finds a guide's sub-project that isn't among the official ones.
func LintSubproject(f *File, all Subprojects) []Problem {
	id := f.Guide.Subproject
	if _, ok := all.Find(id); ok {
		return nil
	}
	ids := make([]string, len(all))
	for i, s := range all {
		ids[i] = s.ID
	}
	return []Problem{f.Problem("subproject", "lint/unknown-subproject", fmt.Sprintf("there is no sub-project %q", id), didYouMean(id, ids))}
}
