package practice

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"
	"github.com/go-git/go-git/v5/plumbing/object"
	"github.com/go-git/go-git/v5/storage/memory"
)

// A blueprint is the whole repository as git objects in memory: what Create writes, and what a
// repository that is already there is compared with.
type blueprint struct {
	store *memory.Storage
	tip   plumbing.Hash
}

// draw makes the objects of the whole history.
func draw() (*blueprint, error) {
	b := &blueprint{store: memory.NewStorage()}
	tree := map[string]plumbing.Hash{}
	for _, r := range history() {
		if err := b.commit(r, tree); err != nil {
			title, _, _ := strings.Cut(r.message, "\n")
			return nil, fmt.Errorf("practice history, commit %q: %w", title, err)
		}
	}
	return b, nil
}

// commit adds a revision on top of the tip; tree maps the paths before it to their blobs, and is updated.
func (b *blueprint) commit(r revision, tree map[string]plumbing.Hash) error {
	for _, name := range r.files {
		state := "project/"
		if slices.Contains(r.early, name) {
			state = "earlier/"
		}
		content, err := files.ReadFile(state + name)
		if err != nil {
			return err
		}
		if tree[name], err = b.blob(content); err != nil {
			return err
		}
	}
	root, err := b.tree(tree)
	if err != nil {
		return err
	}
	signature := object.Signature{Name: r.author.Name, Email: r.author.Email, When: r.when}
	commit := &object.Commit{Author: signature, Committer: signature, Message: r.message, TreeHash: root}
	if !b.tip.IsZero() {
		commit.ParentHashes = []plumbing.Hash{b.tip}
	}
	b.tip, err = b.add(commit.Encode)
	return err
}

// tree adds the tree objects of a folder and of all below it.
func (b *blueprint) tree(paths map[string]plumbing.Hash) (plumbing.Hash, error) {
	var entries []object.TreeEntry
	folders := map[string]map[string]plumbing.Hash{}
	for name, hash := range paths {
		folder, rest, nested := strings.Cut(name, "/")
		if !nested {
			entries = append(entries, object.TreeEntry{Name: name, Mode: filemode.Regular, Hash: hash})
			continue
		}
		if folders[folder] == nil {
			folders[folder] = map[string]plumbing.Hash{}
		}
		folders[folder][rest] = hash
	}
	for folder, inside := range folders {
		hash, err := b.tree(inside)
		if err != nil {
			return plumbing.ZeroHash, fmt.Errorf("folder %s: %w", folder, err)
		}
		entries = append(entries, object.TreeEntry{Name: folder, Mode: filemode.Dir, Hash: hash})
	}
	sort.Sort(object.TreeEntrySorter(entries))
	return b.add((&object.Tree{Entries: entries}).Encode)
}

// blob adds a file's content.
func (b *blueprint) blob(content []byte) (plumbing.Hash, error) {
	o := &plumbing.MemoryObject{}
	o.SetType(plumbing.BlobObject)
	if _, err := o.Write(content); err != nil {
		return plumbing.ZeroHash, err
	}
	return b.store.SetEncodedObject(o)
}

// add adds what encode writes.
func (b *blueprint) add(encode func(plumbing.EncodedObject) error) (plumbing.Hash, error) {
	o := &plumbing.MemoryObject{}
	if err := encode(o); err != nil {
		return plumbing.ZeroHash, err
	}
	return b.store.SetEncodedObject(o)
}
