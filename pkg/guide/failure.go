package guide

import (
	"fmt"
	"reflect"
	"regexp"
	"regexp/syntax"
)

// FailuresFile is the name of the file of known failures that all guides share, in the folder of the guides. It is
// no guide, and no guide may have an id that would make its file the same.
const FailuresFile = "known-failures.yaml"

// maxWork bounds the matching of all samples of a file: the states of each pattern times the bytes of its sample.
const maxWork = 4_000_000

// A failureFile is a file of known failures that all guides share.
type failureFile struct {
	// Version of the guide format. Always 1.
	Schema int `yaml:"schema" json:"schema" jsonschema:"required,enum=1"`
	// The failures.
	KnownFailures []Failure `yaml:"known_failures" json:"known_failures" jsonschema:"required"`
}

// LoadFailures reads a file of known failures that serves all guides. It has the two keys schema and
// known_failures, and is as strict as [Load].
func LoadFailures(name string, data []byte) ([]Failure, error) {
	f := &File{Name: name, Data: data}
	file := new(failureFile)
	d, err := decodeFile(f, reflect.ValueOf(file).Elem())
	if err != nil {
		return nil, err
	}
	v := &validator{d: d}
	v.unique("known_failures", len(file.KnownFailures), func(i int) string { return file.KnownFailures[i].ID })
	checkSamples(d, file.KnownFailures)
	if err := d.err(); err != nil {
		return nil, err
	}
	return file.KnownFailures, nil
}

// checkSamples checks that every failure matches its own sample.
func checkSamples(d *decoder, failures []Failure) {
	work := 0
	for i, f := range failures {
		at := fmt.Sprintf("known_failures[%d].", i)
		if len(f.Sample) > maxSample {
			d.noteAt(at+"sample", "guide/too-large", fmt.Sprintf("the sample has %d bytes; %d are allowed", len(f.Sample), maxSample),
				"keep the lines that the pattern matches")
			continue
		}
		tree, err := syntax.Parse(f.Pattern, syntax.Perl)
		if err != nil {
			continue // The decoder has noted it.
		}
		if work += patternSize(tree) * len(f.Sample); work > maxWork {
			d.noteAt(at+"pattern", "guide/too-large", "patterns and samples are too large together", "keep the lines that the pattern matches")
			return
		}
		re, err := regexp.Compile(f.Pattern)
		if err != nil {
			d.noteAt(at+"pattern", "guide/bad-pattern", "the pattern can't be compiled", "")
			continue
		}
		if !re.MatchString(f.Sample) {
			d.noteAt(at+"pattern", "guide/sample", fmt.Sprintf("the pattern of %q doesn't match its own sample", f.ID), "")
		}
	}
}
