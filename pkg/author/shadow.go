package author

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// notOurs is what the proof's own check says when a package isn't imported from the checkout.
const notOurs = "not from the checkout"

// shadowed puts a copy of a package where a released one would be, expects red, and takes it away again.
func (r *trialRun) shadowed(ctx context.Context, path string, v guide.Verify, name string) (red bool, err error) {
	step := "verify-" + v.ID
	source, err := r.packageIn(name)
	if err != nil {
		r.fault(Fault{
			ID: "trial/no-package", Path: path, Observed: err.Error(), Expected: fmt.Sprintf("the package %s in the checkout", name),
			Next: `name the package as Python imports it`,
		})
		return false, nil
	}
	made, top, err := r.shadow(source, name)
	if err != nil {
		return false, err
	}
	if !made {
		r.say(event.Warning, fmt.Sprintf("%s: %s is in site-packages already, so no released copy was tried.", step, name))
		return false, nil
	}
	defer func() {
		if gone := os.RemoveAll(top); gone != nil && err == nil {
			err = gone
		}
	}()
	// Alone: a step before it may see the shadow, too, but it is the proof that must.
	s, err := r.engineRun(ctx, part{proof: v.ID, alone: true}, nil)
	if err != nil {
		return false, err
	}
	said := s.output[step]
	if s.report.Results[step] != event.Failed || !strings.Contains(said, notOurs) {
		r.fault(Fault{
			ID: "trial/shadow", Path: path, Output: lastLines(said),
			Observed: fmt.Sprintf("a released copy of %s stands before the checkout, and %s is %s", name, step, s.report.Results[step]),
			Expected: "red, since the code of the checkout isn't what runs", Next: "look where the package is imported from",
		})
		return false, nil
	}
	r.say(event.OK, fmt.Sprintf("%s: red when a released %s shadows the checkout.", step, name))
	return true, nil
}

// packageIn finds the source of a package or module in the checkout.
func (r *trialRun) packageIn(name string) (string, error) {
	rel := filepath.Join(strings.Split(name, ".")...)
	for _, top := range []string{"", "src", "python", "lib"} {
		for _, path := range []string{filepath.Join(top, rel), filepath.Join(top, rel+".py")} {
			full := filepath.Join(r.plan.Dir, path)
			if info, err := os.Stat(full); err == nil && (info.IsDir() == !strings.HasSuffix(path, ".py")) {
				return full, nil
			}
		}
	}
	var found string
	err := filepath.WalkDir(r.plan.Dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || found != "":
			return fs.SkipDir
		case !d.IsDir():
			return nil
		case path != r.plan.Dir && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules" || path == r.plan.Environment.Root):
			return fs.SkipDir
		case strings.HasSuffix(path, string(filepath.Separator)+rel) && isFile(filepath.Join(path, "__init__.py")):
			found = path
		}
		return nil
	})
	if found == "" && err == nil {
		err = fmt.Errorf("no folder or file of the package %s was found", name)
	}
	return found, err
}

// shadow copies the Python files of source to the environment's packages. Top is what is to be removed afterwards. It
// makes nothing where something of that name is already.
func (r *trialRun) shadow(source, name string) (made bool, top string, err error) {
	sites, err := filepath.Glob(r.plan.Environment.Site)
	if err != nil || len(sites) == 0 {
		return false, "", fmt.Errorf("find the packages of the environment: nothing at %s", r.plan.Environment.Site)
	}
	parts := strings.Split(name, ".")
	target := filepath.Join(append([]string{sites[0]}, parts...)...)
	if strings.HasSuffix(source, ".py") {
		target += ".py"
	}
	if _, err := os.Lstat(target); err == nil {
		return false, "", nil
	}
	for i := range parts[:len(parts)-1] {
		dir := filepath.Join(append([]string{sites[0]}, parts[:i+1]...)...)
		if _, err := os.Lstat(dir); err == nil {
			continue
		}
		if top == "" {
			top = dir
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return false, "", err
		}
		if err := os.WriteFile(filepath.Join(dir, "__init__.py"), nil, 0o600); err != nil {
			return false, "", err
		}
	}
	if top == "" {
		top = target
	}
	return true, top, copyPython(source, target)
}

// copyPython copies a module, or the Python files of a package.
func copyPython(source, target string) error {
	return filepath.WalkDir(source, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(source, path)
		if err != nil {
			return err
		}
		to := filepath.Join(target, rel)
		switch {
		case d.IsDir() && (d.Name() == "node_modules" || d.Name() == "__pycache__"):
			return fs.SkipDir
		case d.IsDir():
			return os.MkdirAll(to, 0o755)
		case !d.Type().IsRegular() || !strings.HasSuffix(path, ".py"):
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(to, data, 0o600)
	})
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
