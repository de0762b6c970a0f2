package catalog_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/state"
)

// A disk is a store in a folder, written as all state is.
type disk struct{ root *os.Root }

var _ catalog.Store = disk{}

func (d disk) Names() ([]string, error) {
	list, err := fs.ReadDir(d.root.FS(), ".")
	var names []string
	for _, item := range list {
		names = append(names, item.Name())
	}
	return names, err
}

func (d disk) Read(name string) ([]byte, error) {
	f, err := d.root.Open(name)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(f, catalog.MaxDecision+1))
	return data, errors.Join(err, f.Close())
}

func (d disk) Write(name string, data []byte) error {
	return state.WriteFile(d.root, name, data, 0o600)
}

func (d disk) Remove(name string) error {
	if err := d.root.Remove(name); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// Decisions outlive the process, and the way in which state is written suits them.
func TestDecisionsOnDisk(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	root, err := os.OpenRoot(dir)
	must(t, err)
	t.Cleanup(func() { must(t, root.Close()) })
	approved, denied := someEntry(t), fromFile(t, write(t, filepath.Join(folder(t), "d"), guideText("nbclient", "jupyter/nbclient")))
	trust := catalog.NewTrust(disk{root}, nil)
	must(t, trust.Approve(approved))
	must(t, trust.Deny(denied))

	again := catalog.NewTrust(disk{root}, nil)
	check(t, again, approved, catalog.Trusted)
	check(t, again, denied, catalog.Denied)
	decisions, notices, err := again.List()
	if must(t, err); len(decisions) != 2 || len(notices) != 0 {
		t.Errorf("decisions %v, notices %v; want two decisions", decisions, notices)
	}
	for _, d := range decisions {
		if err := state.ValidName(d.Guide); err != nil {
			t.Error(err)
		}
	}
	_, err = again.Revoke(denied.Digest().String())
	must(t, err)
	check(t, trust, denied, catalog.Unknown)
}

// Other things in the place of a decision's file grant nothing.
func TestOtherThingsOnDisk(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(path string) error{
		"a folder":           func(path string) error { return os.Mkdir(path, 0o700) },
		"a link out":         func(path string) error { return os.Symlink(path+".elsewhere", path) },
		"a link that is cut": func(path string) error { return os.Symlink("none", path) },
		"a gigabyte": func(path string) error {
			return errors.Join(os.WriteFile(path, nil, 0o600), os.Truncate(path, 1<<30))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := folder(t)
			root, err := os.OpenRoot(dir)
			must(t, err)
			t.Cleanup(func() { must(t, root.Close()) })
			trust, e := catalog.NewTrust(disk{root}, nil), someEntry(t)
			must(t, trust.Approve(e))
			names, err := disk{root}.Names()
			must(t, err)
			path := filepath.Join(dir, names[0])
			elsewhere := folder(t)
			must(t, os.Rename(path, filepath.Join(elsewhere, "moved")))
			if err := spoil(path); err != nil {
				t.Skipf("this can't be made here: %v", err)
			}
			check(t, trust, e, catalog.Unknown)
		})
	}
}
