package author

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/manifest"
)

// A Drifter finds out what upstream changed since guides were written. It keeps a mirror of each repository, without file
// contents, and asks nothing but git. It may be used by several goroutines; its fields are set before.
type Drifter struct {
	Git *gitrepo.Git
	// Server such as https://github.com, and the folder of the mirrors.
	Server, Dir string

	mu      sync.Mutex
	mirrors map[string]*mirrorOnce
}

// A mirrorOnce is a mirror that is made or brought up to date once in a run.
type mirrorOnce struct {
	once   sync.Once
	mirror *gitrepo.Mirror
	err    error
}

// A State says how an upstream file stands to what was read from it.
type State string

// The states of an upstream file.
const (
	// Same: not a byte has changed.
	Same State = "same"
	// Untouched: it has changed, but nothing that the guide read from it.
	Untouched State = "untouched"
	// Look: it has changed, and a person must see whether the facts still hold.
	Look State = "look"
	// Confirmed: what the facts rest on has changed, and they still hold.
	Confirmed State = "confirmed"
	// Contradicted: the new text contradicts a fact.
	Contradicted State = "contradicted"
	// Moved: it has another path now, with the same content.
	Moved State = "moved"
	// Gone: it isn't there any more.
	Gone State = "gone"
)

// Drifted reports whether a person has something to do.
func (s State) Drifted() bool { return s != Same && s != Untouched && s != Confirmed }

// A FileDrift is what became of one upstream file.
type FileDrift struct {
	// File as the guide names it, and its place in the guide.
	File, Path string
	State      State
	// To is the new path of a file that moved.
	To string
	// Changes are the newest commits that changed it, at most three. Their subjects come from the repository.
	Changes []gitrepo.Change
	// What has changed: values of a manifest, or lines.
	What  []string
	Facts []FactDrift
}

// A FactDrift is what became of one fact of the guide.
type FactDrift struct {
	// Name of the fact, and its place in the guide.
	Name, Path string
	State      State
	// Observed says what upstream says now, Next what to write.
	Observed, Next string
}

// A DriftReport is what became of the files that a guide rests on.
type DriftReport struct {
	File *guide.File
	// Files whose content has changed, in the order of the guide; Same counts the others.
	Files []FileDrift
	Same  int
}

// Drifted reports whether anything of the guide needs a look.
func (r *DriftReport) Drifted() bool {
	return slices.ContainsFunc(r.Files, func(f FileDrift) bool { return f.State.Drifted() })
}

// Guide compares the files that a guide's facts were read from with what upstream has now. The error is about git or the
// network.
func (d *Drifter) Guide(ctx context.Context, f *guide.File) (*DriftReport, error) {
	c := &comparison{drifter: d, f: f, g: f.Guide, trees: map[string]*treeFS{}, lost: map[string]bool{}, report: &DriftReport{File: f}}
	for i, s := range f.Guide.Sources {
		if err := c.source(ctx, i, s); err != nil {
			return nil, err
		}
	}
	if err := c.proofs(ctx); err != nil {
		return nil, err
	}
	return c.report, nil
}

// mirror is the mirror of a repository.
func (d *Drifter) mirror(ctx context.Context, repo, branch string) (*gitrepo.Mirror, error) {
	key := repo + " " + branch
	d.mu.Lock()
	if d.mirrors == nil {
		d.mirrors = map[string]*mirrorOnce{}
	}
	m := d.mirrors[key]
	if m == nil {
		m = &mirrorOnce{}
		d.mirrors[key] = m
	}
	d.mu.Unlock()
	m.once.Do(func() {
		from, err := gitrepo.RepoURL(d.Server, repo)
		if err != nil {
			m.err = fmt.Errorf("the address of %s: %w", repo, err)
			return
		}
		m.mirror, m.err = d.Git.Mirror(ctx, from, filepath.Join(d.Dir, gitrepo.MirrorName(from, branch)), branch)
	})
	return m.mirror, m.err
}

// A comparison is the look at one guide.
type comparison struct {
	drifter *Drifter
	f       *guide.File
	g       *guide.Guide
	trees   map[string]*treeFS
	lost    map[string]bool
	report  *DriftReport
	// contradictions of the newest commit of the guide's own repository, found once.
	found *[]guide.Problem
}

// place splits the file of a source into repository, branch and path.
func (c *comparison) place(file string) (repo, branch, path string) {
	if repo, path, ok := strings.Cut(file, ":"); ok && strings.Count(repo, "/") == 1 {
		return repo, "", path
	}
	return c.g.Clone.Repo, c.g.Clone.Branch, file
}

// tree is the files of a commit.
func (c *comparison) tree(ctx context.Context, m *gitrepo.Mirror, commit string) (*treeFS, error) {
	if t := c.trees[commit]; t != nil {
		return t, nil
	}
	entries, err := m.Tree(ctx, commit)
	if err != nil {
		return nil, err
	}
	t := newTreeFS(ctx, m, entries)
	c.trees[commit] = t
	return t, nil
}

// source compares one file.
func (c *comparison) source(ctx context.Context, i int, s guide.Source) error {
	repo, branch, path := c.place(s.File)
	m, err := c.drifter.mirror(ctx, repo, branch)
	if err != nil {
		return err
	}
	now, err := c.tree(ctx, m, m.Tip())
	if err != nil {
		return err
	}
	drift := FileDrift{File: s.File, Path: index("sources", i) + ".file"}
	then, err := c.tree(ctx, m, s.Commit)
	if err != nil {
		if key := repo + " " + s.Commit; !c.lost[key] { // Once for all files that were read at it.
			c.lost[key] = true
			drift.File, drift.State = repo, Look
			drift.What = []string{fmt.Sprintf("the commit %.12s, at which files were read, isn't there any more", s.Commit)}
			c.report.Files = append(c.report.Files, drift)
		}
		return nil
	}
	oldID, newID := then.id(path), now.id(path)
	switch {
	case oldID == newID && newID != "":
		c.report.Same++
		return nil
	case oldID == "" && newID != "":
		drift.State, drift.What = Look, []string{fmt.Sprintf("the file wasn't there at %.12s, and it is there now", s.Commit)}
	case oldID == "":
		drift.State, drift.What = Gone, []string{fmt.Sprintf("the file wasn't there at %.12s either", s.Commit)}
	case newID == "":
		drift.State = Gone
		if drift.To = now.find(oldID); drift.To != "" {
			drift.State = Moved
		}
	default:
		return c.changed(ctx, i, s, m, then, now)
	}
	drift.Changes, _ = m.Changes(ctx, s.Commit, m.Tip(), path, mostChanges) // Only told beside.
	c.report.Files = append(c.report.Files, c.withFacts(drift, s, nil))
	return nil
}

// mostChanges is how many commits are told for a file.
const mostChanges = 3

// withFacts adds the source's facts in the state of the file.
func (c *comparison) withFacts(d FileDrift, s guide.Source, judge func(name string) FactDrift) FileDrift {
	for _, name := range s.Facts {
		fact := FactDrift{Name: name, State: d.State}
		if judge != nil {
			fact = judge(name)
		}
		fact.Path = c.factPath(name)
		d.Facts = append(d.Facts, fact)
	}
	return d
}

// changed compares the two texts of a file.
func (c *comparison) changed(ctx context.Context, i int, s guide.Source, m *gitrepo.Mirror, then, now *treeFS) error {
	repo, _, path := c.place(s.File)
	d := FileDrift{File: s.File, Path: index("sources", i) + ".file", State: Untouched}
	before, err := then.ReadFile(path)
	after, errNow := now.ReadFile(path)
	if err = errors.Join(err, errNow); err != nil {
		if _, broken := errors.AsType[*gitrepo.GitError](err); broken || ctx.Err() != nil {
			return err
		}
		d.State, d.What = Look, []string{err.Error()}
		c.report.Files = append(c.report.Files, c.withFacts(d, s, nil))
		return nil
	}
	old, current := manifest.Parse(path, before), manifest.Parse(path, after)
	var judge func(name string) FactDrift
	if lockFile(path) {
		judge = func(name string) FactDrift { return FactDrift{Name: name, State: Untouched} }
	} else if manifest.Known(path) && len(old) > 0 {
		d.What = capped(valueChanges(old, current))
		contradictions, err := c.contradictions(ctx, repo, m, s.Commit)
		if err != nil {
			return err
		}
		judge = func(name string) FactDrift { return c.judge(name, path, old, current, contradictions) }
	} else {
		d.What = lineChanges(before, after)
		judge = func(name string) FactDrift {
			if len(d.What) == 0 {
				return FactDrift{Name: name, State: Untouched}
			}
			return FactDrift{Name: name, State: Look}
		}
	}
	d = c.withFacts(d, s, judge)
	for _, fact := range d.Facts {
		d.State = worse(d.State, fact.State)
	}
	d.Changes, _ = m.Changes(ctx, s.Commit, m.Tip(), path, mostChanges) // Only told beside.
	c.report.Files = append(c.report.Files, d)
	return nil
}

// lockFile reports whether a file changes with every release of a dependency, so that its changes say nothing.
func lockFile(name string) bool {
	switch name[strings.LastIndexByte(name, '/')+1:] {
	case "package-lock.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "uv.lock", "poetry.lock", "pdm.lock", "pixi.lock":
		return true
	}
	return false
}

// capped are the first of many changes, and how many more there are.
func capped(changes []string) []string {
	if len(changes) <= mostLines {
		return changes
	}
	return append(slices.Clone(changes[:mostLines]), fmt.Sprintf("and %d more changes", len(changes)-mostLines))
}

// worse is the state that asks for more of a person.
func worse(a, b State) State {
	order := []State{Same, Untouched, Confirmed, Look, Moved, Gone, Contradicted}
	if slices.Index(order, b) > slices.Index(order, a) {
		return b
	}
	return a
}

// contradictions are what the newest commit says against the guide, and the older one didn't.
func (c *comparison) contradictions(ctx context.Context, repo string, m *gitrepo.Mirror, commit string) ([]guide.Problem, error) {
	if repo != c.g.Clone.Repo {
		return nil, nil
	}
	if c.found != nil {
		return *c.found, nil
	}
	now, err := c.tree(ctx, m, m.Tip())
	if err != nil {
		return nil, err
	}
	found := LintRepo(c.f, now)
	if len(found) > 0 {
		then, err := c.tree(ctx, m, commit)
		if err != nil {
			return nil, err
		}
		earlier := LintRepo(c.f, then)
		found = slices.DeleteFunc(found, func(p guide.Problem) bool {
			return slices.ContainsFunc(earlier, func(e guide.Problem) bool { return e.ID == p.ID && e.Path == p.Path && e.Message == p.Message })
		})
	}
	c.found = &found
	return found, nil
}

// proofs tells of contradictions that belong to no file that is named under sources, such as the line of a mutation.
func (c *comparison) proofs(ctx context.Context) error {
	commit := ""
	for _, s := range c.g.Sources {
		if repo, _, _ := c.place(s.File); repo == c.g.Clone.Repo {
			commit = s.Commit
		}
	}
	if commit == "" {
		return nil
	}
	m, err := c.drifter.mirror(ctx, c.g.Clone.Repo, c.g.Clone.Branch)
	if err != nil || m.Tip() == commit {
		return err
	}
	if _, err := c.tree(ctx, m, commit); err != nil {
		return nil //nolint:nilerr // It was told beside the source.
	}
	found, err := c.contradictions(ctx, c.g.Clone.Repo, m, commit)
	if err != nil {
		return err
	}
	for _, p := range found {
		if c.told(p) || strings.HasPrefix(p.Path, "sources[") {
			continue
		}
		state := Contradicted
		if strings.HasSuffix(p.Path, ".mutation.line") {
			state = Confirmed // The text decides, and it is there.
		}
		c.report.Files = append(c.report.Files, FileDrift{
			File: c.g.Clone.Repo, Path: p.Path, State: state,
			Facts: []FactDrift{{Name: c.factName(p.Path), Path: p.Path, State: state, Observed: p.Message, Next: p.Suggestion}},
		})
	}
	return nil
}

// told reports whether a contradiction stands beside a file already.
func (c *comparison) told(p guide.Problem) bool {
	for _, f := range c.report.Files {
		for _, fact := range f.Facts {
			if fact.State == Contradicted && fact.Observed == p.Message {
				return true
			}
		}
	}
	return false
}

// Checkout looks at a repository at an address, without cloning its files.
func (d *Drifter) Checkout(ctx context.Context, from gitrepo.Address) (Checkout, error) {
	m, err := d.Git.Mirror(ctx, from, filepath.Join(d.Dir, gitrepo.MirrorName(from, "")), "")
	if err != nil {
		return Checkout{}, err
	}
	entries, err := m.Tree(ctx, m.Tip())
	if err != nil {
		return Checkout{}, err
	}
	branch, err := m.DefaultBranch(ctx)
	return Checkout{Files: newTreeFS(ctx, m, entries), Commit: m.Tip(), Branch: branch, BranchSure: true}, err
}
