package engine

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sort"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/state"
)

const hostOS = runtime.GOOS

// maxNote is the largest note of a checkout that is read.
const maxNote = 64 << 10

// A Known is a checkout that a run was made for. It is a hint where to look; what is there is always
// looked at anew.
type Known struct {
	Project string    `json:"project"`
	Dir     string    `json:"dir"`
	Used    time.Time `json:"used"`
}

func (e *Engine) notes() string { return filepath.Join(e.StateDir, "checkouts") }

// register notes where the checkout of a project is.
func (e *Engine) register(p plan.Plan) error {
	canonical, err := state.Canonical(p.Dir)
	if err != nil {
		return fmt.Errorf("find the folder %s: %w", p.Dir, err)
	}
	name := state.Key(canonical) + ".json"
	if old, ok := e.note(name); ok && old.Project == p.Guide.ID && old.Dir == p.Dir && e.now().Sub(old.Used) < 24*time.Hour {
		return nil
	}
	if err := os.MkdirAll(e.notes(), 0o700); err != nil {
		return fmt.Errorf("note the checkout: %w", err)
	}
	root, err := os.OpenRoot(e.notes())
	if err != nil {
		return fmt.Errorf("note the checkout: %w", err)
	}
	defer root.Close()
	data, err := json.Marshal(Known{Project: p.Guide.ID, Dir: p.Dir, Used: e.now().UTC()})
	if err != nil {
		return fmt.Errorf("note the checkout: %w", err)
	}
	if err := state.WriteFile(root, name, data, 0o600); err != nil {
		return fmt.Errorf("note the checkout: %w", err)
	}
	return nil
}

func (e *Engine) note(name string) (Known, bool) {
	path := filepath.Join(e.notes(), name)
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxNote {
		return Known{}, false
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return Known{}, false
	}
	var k Known
	if json.Unmarshal(data, &k) != nil || k.Project == "" || !filepath.IsAbs(k.Dir) {
		return Known{}, false
	}
	return k, true
}

// Checkouts lists the checkouts that runs were made for and that are still there, the one used last
// first.
func (e *Engine) Checkouts() ([]Known, error) {
	entries, err := os.ReadDir(e.notes())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("look for checkouts: %w", err)
	}
	var out []Known
	for _, entry := range entries {
		if k, ok := e.note(entry.Name()); ok {
			if _, err := gitrepo.Dir(k.Dir); err == nil {
				out = append(out, k)
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Used.After(out[j].Used) })
	return out, nil
}

// Root is the checkout that a folder is in.
func (e *Engine) Root(dir string) (string, bool) {
	for {
		if _, err := gitrepo.Dir(dir); err == nil {
			return dir, true
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", false
		}
		dir = up
	}
}
