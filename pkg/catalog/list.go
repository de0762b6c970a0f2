package catalog

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// A Problem is a guide, or a whole folder of guides, that can't be used.
type Problem struct {
	// Origin is where it is.
	Origin Origin
	// ID is the guide's id as its file's name says, or "".
	ID string
	// Hides is true if a guide of the same id in the binary isn't taken in its place.
	Hides bool
	// Err says what is wrong, with the file's name.
	Err error
}

// Error is what is wrong.
func (p Problem) Error() string {
	if p.Hides {
		return p.Err.Error() + "\n(this program's own guide " + p.ID + " isn't used in its place)"
	}
	return p.Err.Error()
}

// Unwrap is Err.
func (p Problem) Unwrap() error { return p.Err }

// List reads the heads of all guides, ordered by id, and what can't be read, ordered by path. A guide that
// can't be read hides no other, except one of the same id in the binary: who was given a guide by their
// organisation must not run another one unawares. When ctx ends, what isn't read yet is a problem.
//
// Guides in the binary are read only as far as a list needs; all others whole.
func (c *Catalog) List(ctx context.Context) ([]*Entry, []Problem) {
	jobs, problems := c.jobs()
	results := make([]result, len(jobs))
	each(ctx, len(jobs), func(i int) { results[i] = jobs[i].read() }, func(i int, err error) { results[i].err = err })
	entries := make([]*Entry, 0, len(jobs))
	for i, j := range jobs {
		if r := results[i]; r.err != nil {
			problems = append(problems, Problem{Origin: j.source.origin(j.name), ID: j.id(), Hides: j.hides, Err: r.err})
		} else {
			entries = append(entries, r.entry)
		}
	}
	slices.SortFunc(entries, func(a, b *Entry) int { return strings.Compare(a.head.ID, b.head.ID) })
	slices.SortFunc(problems, func(a, b Problem) int {
		return cmp.Or(strings.Compare(string(a.Origin.Kind), string(b.Origin.Kind)), strings.Compare(a.Origin.Path, b.Origin.Path))
	})
	return entries, problems
}

// Guides loads the guides of entries, side by side: guides has one for each, nil where the guide isn't valid, and the
// problems say why.
func Guides(ctx context.Context, entries []*Entry) (guides []*guide.Guide, problems []Problem) {
	guides = make([]*guide.Guide, len(entries))
	errs := make([]error, len(entries))
	each(ctx, len(entries), func(i int) { guides[i], errs[i] = entries[i].Guide() }, func(i int, err error) { errs[i] = err })
	for i, err := range errs {
		if err != nil {
			problems = append(problems, Problem{Origin: entries[i].origin, ID: entries[i].head.ID, Err: err})
		}
	}
	return guides, problems
}

// A job is a file to read.
type job struct {
	source source
	name   string
	hides  bool // a file of the same name in the binary isn't read
}

type result struct {
	entry *Entry
	err   error
}

func (j job) id() string { return strings.TrimSuffix(j.name, extension) }

func (j job) read() result {
	e, err := j.source.entry(j.name)
	if err == nil {
		e.hides = j.hides
	}
	return result{entry: e, err: err}
}

// jobs lists the files to read: those of the folder, and those in the binary whose name isn't in the folder.
func (c *Catalog) jobs() ([]job, []Problem) {
	var jobs []job
	own, problems := namesOf(c.embedded)
	if c.folder != nil {
		names, bad := namesOf(c.folder)
		problems = append(problems, bad...)
		for _, name := range names {
			jobs = append(jobs, job{source: c.folder, name: name, hides: slices.Contains(own, name)})
		}
	}
	hidden := make(map[string]bool, len(jobs))
	for _, j := range jobs {
		hidden[j.name] = true
	}
	for _, name := range own {
		if !hidden[name] {
			jobs = append(jobs, job{source: c.embedded, name: name})
		}
	}
	return jobs, problems
}

// namesOf lists the guide files of a source. What nearly is one is a problem, as its author expects to find it.
func namesOf(s source) (names []string, problems []Problem) {
	all, err := s.names()
	if err != nil {
		return nil, []Problem{{Origin: s.origin(""), Err: err}}
	}
	for _, name := range all {
		if isGuideFile(name) {
			names = append(names, name)
		} else if err := nearlyGuide(s.origin(name), name); err != nil {
			problems = append(problems, Problem{Origin: s.origin(name), Err: err})
		}
	}
	return names, problems
}

// each calls do for 0 to n-1, as many at once as there are processors; after ctx has ended, skip instead.
func each(ctx context.Context, n int, do func(i int), skip func(i int, err error)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if err := context.Cause(ctx); err != nil {
					skip(i, err)
				} else {
					do(i)
				}
			}
		})
	}
	wg.Wait()
}
