package engine

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/state"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// Facts finds out about the machine what a plan for the guide needs, and what is at the checkout's
// folder. It changes nothing but the cache of what programs said.
func (e *Engine) Facts(ctx context.Context, g *guide.Guide, c plan.Choices) plan.Facts {
	cache := e.openCache()
	prober := system.Prober{Machine: system.Machine{}, Environ: e.Environ, Cache: cache}
	dir := plan.Dir(g, guide.OS(hostOS), c)
	f := prober.Host(dir)
	f.Server = e.Server
	var group sync.WaitGroup
	var tools map[string]plan.Program
	var pythons []plan.Interpreter
	group.Go(func() { tools = prober.Tools(ctx, plan.Probes(g)) })
	if e.wantsPythons(g, c, dir) {
		group.Go(func() { pythons = prober.Pythons(ctx) })
	}
	group.Go(func() { f.Checkout = e.Checkout(ctx, g, dir, c.From) })
	group.Go(func() { f.Companions = e.companions(ctx, g, filepath.Dir(dir)) })
	group.Go(func() { f.Network = e.Network(ctx) })
	group.Wait()
	f.Tools, f.Pythons, f.Organisation = tools, pythons, e.Organisation
	if f.Checkout.State == plan.Cloned {
		f.Environment = system.Existing(environmentRoot(g, c, dir, f.Checkout.GitDir))
	}
	cache.save()
	return f
}

// wantsPythons reports whether an environment may have to be made: looking for interpreters costs more than all else
// in a checkout where nothing is left to do.
func (e *Engine) wantsPythons(g *guide.Guide, c plan.Choices, dir string) bool {
	if g.Python == nil && g.Node == nil && len(g.Requires) == 0 {
		return false
	}
	git, err := gitrepo.Dir(dir)
	if err != nil {
		return true
	}
	there := system.Existing(environmentRoot(g, c, dir, git))
	return there.Maker == "" || there.Version == ""
}

// environmentRoot is the environment's folder: the guide's, or one out of sight in git's own folder.
func environmentRoot(g *guide.Guide, c plan.Choices, dir, git string) string {
	if folder := plan.EnvironmentFolder(g, c); folder != "" {
		return filepath.Join(dir, filepath.FromSlash(folder))
	}
	return filepath.Join(git, "jupyter-onboard", "env")
}

// companions tells what is where the guide's companions go, by their folders.
func (e *Engine) companions(ctx context.Context, g *guide.Guide, parent string) map[string]plan.Checkout {
	out := map[string]plan.Checkout{}
	for _, c := range g.Clone.Companions {
		alone := &guide.Guide{Clone: guide.Clone{Repo: c.Repo}}
		out[c.Directory] = e.Checkout(ctx, alone, filepath.Join(parent, filepath.FromSlash(c.Directory)), "")
	}
	return out
}

// Machine finds what the doctor looks at besides what a plan needs.
func (e *Engine) Machine(ctx context.Context, dir string) plan.Machine {
	return system.Prober{Machine: system.Machine{}, Environ: e.Environ}.MachineFacts(ctx, dir)
}

// Host finds out about the machine without a guide.
func (e *Engine) Host(ctx context.Context, dir string) plan.Facts {
	cache := e.openCache()
	prober := system.Prober{Machine: system.Machine{}, Environ: e.Environ, Cache: cache}
	f := prober.Host(dir)
	var group sync.WaitGroup
	group.Go(func() { f.Tools = prober.Tools(ctx, plan.Probes(nil)) })
	group.Go(func() { f.Pythons = prober.Pythons(ctx) })
	group.Go(func() { f.Machine = prober.MachineFacts(ctx, dir) })
	group.Go(func() { f.Network = e.Network(ctx) })
	group.Wait()
	f.Organisation = e.Organisation
	cache.save()
	return f
}

// Checkout tells what is at dir, compared with what the guide wants there.
func (e *Engine) Checkout(ctx context.Context, g *guide.Guide, dir, from string) plan.Checkout {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return plan.Checkout{State: plan.Absent}
	case err != nil:
		return occupied(err.Error(), "a folder that can be read, or none", "Choose another folder with --dir.")
	case len(entries) == 0:
		return plan.Checkout{State: plan.Absent}
	}
	want, err := e.want(g, dir, from)
	if err != nil {
		return occupied(err.Error(), "the address of "+g.Clone.Repo, "Look at GITHUB_SERVER_URL.")
	}
	st, differences, err := e.git().Adopt(ctx, dir, want)
	c := plan.Checkout{State: plan.Cloned, Commit: st.Head.Commit, Branch: st.Head.Branch}
	var refused *gitrepo.RefusedError
	if err != nil && !errors.As(err, &refused) {
		return occupied(err.Error(), "a checkout of "+g.Clone.Repo, "Choose another folder with --dir.")
	}
	if git, err := gitrepo.Dir(dir); err == nil {
		c.GitDir = git
	}
	for _, d := range differences {
		c.Differences = append(c.Differences, plan.Difference{
			Observed: d.Observed, Expected: d.Expected, Next: d.Do, Refuses: d.Refuses,
		})
		if d.Refuses {
			c.State = plan.Occupied
		}
	}
	return c
}

// want is what a checkout of the guide's project is recognised by.
func (e *Engine) want(g *guide.Guide, dir, from string) (gitrepo.Want, error) {
	upstream, err := gitrepo.RepoURL(e.Server, g.Clone.Repo)
	if err != nil {
		return gitrepo.Want{}, fmt.Errorf("the address of %s: %w", g.Clone.Repo, err)
	}
	want := gitrepo.Want{Upstream: upstream, Branch: g.Clone.Branch}
	if from == "" {
		from = e.Recall(dir).From
	}
	if from == "" {
		return want, nil
	}
	same, err := gitrepo.ParseFrom(from, "")
	if err != nil {
		return gitrepo.Want{}, fmt.Errorf("the address to clone from: %w", err)
	}
	want.Same = append(want.Same, same)
	return want, nil
}

// occupied is a folder that can't become the checkout.
func occupied(observed, expected, next string) plan.Checkout {
	return plan.Checkout{State: plan.Occupied, Differences: []plan.Difference{{
		Observed: observed, Expected: expected, Next: next, Refuses: true,
	}}}
}

// Remembered is what an earlier run was asked for.
type Remembered struct {
	Project, Profile, Recipe, From string
	// Path of the guide, if it was a file that a person named.
	GuideFile string
}

// Recall returns what the last run on a checkout was asked for; its zero value if nothing is known.
func (e *Engine) Recall(dir string) Remembered {
	place, err := e.journalDir(dir)
	if err != nil {
		return Remembered{}
	}
	j, _, err := state.Read(place, e.Now)
	if err != nil {
		return Remembered{}
	}
	get := func(f state.Fact) string {
		v, _ := j.Recall(f)
		return v
	}
	return Remembered{
		Project: get(state.FactProject), Profile: get(state.FactProfile), Recipe: get(state.FactRecipe), From: get(state.FactFrom),
		GuideFile: get(state.FactGuideFile),
	}
}

// probeCache lets the prober keep answers in a cache of the state package.
type probeCache struct {
	cache   *state.Cache
	changed bool
	mu      sync.Mutex
}

func (e *Engine) openCache() *probeCache {
	cache, notice, err := state.OpenCache(e.CacheDir, "probes", e.Now)
	if err != nil {
		return &probeCache{}
	}
	e.notice(notice)
	return &probeCache{cache: cache}
}

// Get implements system.Cache.
func (c *probeCache) Get(key string) (string, bool) {
	if c.cache == nil {
		return "", false
	}
	var v string
	ok := c.cache.Get(state.Digest(key), "", &v)
	return v, ok
}

// Put implements system.Cache.
func (c *probeCache) Put(key, value string) {
	if c.cache == nil {
		return
	}
	if c.cache.Put(state.Digest(key), "", value) == nil {
		c.mu.Lock()
		c.changed = true
		c.mu.Unlock()
	}
}

// save keeps new answers. Without a place to keep them programs are asked again.
func (c *probeCache) save() {
	if c.cache != nil && c.changed {
		_ = c.cache.Save()
	}
}
