package catalog_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
)

// edited is the approval file with some text replaced.
func edited(from, to string) func([]byte) []byte {
	return func(data []byte) []byte { return bytes.Replace(data, []byte(from), []byte(to), 1) }
}

func constant(text string) func([]byte) []byte { return func([]byte) []byte { return []byte(text) } }

// spoilt are ways in which an approval file can be spoilt; none of them may grant trust.
func spoilt() map[string]func([]byte) []byte {
	compact := func(data []byte) []byte {
		var b bytes.Buffer
		_ = json.Compact(&b, data) // Tests fail where nothing comes of it.
		return b.Bytes()
	}
	return map[string]func([]byte) []byte{
		"empty":              constant(""),
		"one newline":        constant("\n"),
		"a word":             constant("approved"),
		"true":               constant("true"),
		"null":               constant("null"),
		"an empty object":    constant("{}\n"),
		"an empty list":      constant("[]"),
		"half":               func(data []byte) []byte { return data[:len(data)/2] },
		"the last byte off":  func(data []byte) []byte { return data[:len(data)-1] },
		"a newline more":     func(data []byte) []byte { return append(data, '\n') },
		"twice":              func(data []byte) []byte { return append(data, data...) },
		"NUL inside":         edited("schema", "sche\x00ma"),
		"NUL behind":         func(data []byte) []byte { return append(data, 0) },
		"not UTF-8":          edited("g.yaml", "g\xff.yaml"),
		"UTF-16":             constant("\xff\xfe{\x00}\x00"),
		"byte order mark":    func(data []byte) []byte { return append([]byte("\xef\xbb\xbf"), data...) },
		"compact":            compact,
		"CRLF":               func(data []byte) []byte { return bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n")) },
		"no schema":          edited(`"schema": 1,`, ""),
		"schema 0":           edited(`"schema": 1`, `"schema": 0`),
		"schema as text":     edited(`"schema": 1`, `"schema": "1"`),
		"newer schema":       edited(`"schema": 1`, `"schema": 2`),
		"far newer schema":   constant(`{"schema": 99, "trust": ["everything"]}`),
		"newer, other types": constant(`{"decision": ["approved"], "schema": 3}`),
		"unknown field":      edited(`"denied"`, `"always": true, "denied"`),
		"key twice":          edited(`"denied": false`, `"denied": true, "denied": false`),
		"key in capitals":    edited(`"denied"`, `"Denied"`),
		"another kind":       edited(`"kind": "file"`, `"kind": "embedded"`),
		"another path":       edited("/g.yaml", "/h.yaml"),
		"another address":    edited(`"path"`, `"url": "https://host/a/b", "path"`),
		"another digest":     edited(`sha256:`, `sha256:0`),
		"digest in capitals": func(data []byte) []byte {
			return bytes.Replace(bytes.ToUpper(data), []byte("SHA256:"), []byte("sha256:"), 1)
		},
		"denied":       edited(`"denied": false`, `"denied": true`),
		"too large":    func(data []byte) []byte { return append(data, bytes.Repeat([]byte(" "), catalog.MaxDecision)...) },
		"deep":         constant(strings.Repeat("[", 15_000)),
		"time as text": edited(`"time": "2026-11-23T10:11:12Z"`, `"time": "yesterday"`),
	}
}

func TestSpoiltStoreGrantsNothing(t *testing.T) {
	t.Parallel()
	cases := spoilt()
	if len(cases) < 30 {
		t.Errorf("%d cases, want 30", len(cases))
	}
	for name, spoil := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			trust, store := newTrust()
			e := someEntry(t)
			must(t, trust.Approve(e))
			file := store.names("")[0]
			bad := spoil(bytes.Clone(store.files[file]))
			if bytes.Equal(store.files[file], bad) {
				t.Fatal("the case spoils nothing")
			}
			store.files[file] = bad
			checkSpoilt(t, trust, store, e, file, strings.Contains(name, "newer"))
		})
	}
}

// checkSpoilt holds that the spoilt file grants nothing, is told, and is kept when a person decides anew.
func checkSpoilt(t *testing.T, trust *catalog.Trust, store *memory, e *catalog.Entry, file string, newer bool) {
	t.Helper()
	bad := store.files[file]
	check(t, trust, e, catalog.Unknown)
	v := trust.Check(e)
	if len(v.Notices) != 1 || v.Notices[0].Name != file || v.Notices[0].Newer != newer {
		t.Errorf("notices %v, want one about %s", v.Notices, file)
	}
	list, notices, err := trust.List()
	if err != nil || len(list) != 0 || len(notices) != 1 {
		t.Errorf("list %v, notices %v, error %v; want one notice", list, notices, err)
	}
	if !bytes.Equal(store.files[file], bad) || len(store.names("")) != 1 {
		t.Error("looking changed the store")
	}

	must(t, trust.Approve(e))
	check(t, trust, e, catalog.Trusted)
	kept := store.names("kept-")
	if len(kept) != 1 || !bytes.Equal(store.files[kept[0]], bad) {
		t.Errorf("kept %q, want the spoilt file", kept)
	}
}

// An approval can't be carried to another guide by renaming its file.
func TestRenamedApproval(t *testing.T) {
	t.Parallel()
	trust, store := newTrust()
	dir := folder(t)
	a := fromFile(t, write(t, filepath.Join(dir, "a.yaml"), guideText("nbformat", "jupyter/nbformat")))
	b := fromFile(t, write(t, filepath.Join(dir, "b.yaml"), guideText("nbclient", "jupyter/nbclient")))
	must(t, trust.Approve(a))
	nameOfA := store.names("")[0]
	must(t, trust.Approve(b))
	for _, name := range store.names("") {
		store.files[name] = store.files[nameOfA]
	}
	check(t, trust, a, catalog.Trusted)
	check(t, trust, b, catalog.Unknown)
	mentions(t, fmt.Errorf("%v", trust.Check(b).Notices), "belongs to another guide than its name says")
}

func TestPlacesThatCannotBeKept(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	path := filepath.Join(dir, "g\xff.yaml")
	text := guideText("nbformat", "jupyter/nbformat")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Skipf("this file system takes no such name: %v", err)
	}
	trust, store := newTrust()
	e := fromFile(t, path)
	mentions(t, trust.Approve(e), "isn't UTF-8")
	check(t, trust, e, catalog.Unknown)
	// The name that JSON would make of it is another file's.
	twin := fromFile(t, write(t, filepath.Join(dir, "g\ufffd.yaml"), text))
	must(t, trust.Approve(twin))
	check(t, trust, twin, catalog.Trusted)
	check(t, trust, e, catalog.Unknown)
	must(t, trust.Deny(e)) // A denial needs no place.
	must(t, trust.Deny(e))
	check(t, trust, e, catalog.Denied)
	if got := store.names("kept-"); len(got) != 0 {
		t.Errorf("kept %q, want nothing: no file was spoilt", got)
	}
}
