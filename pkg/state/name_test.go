package state

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// hostileNames must never become part of a path.
func hostileNames() []string {
	return []string{
		"", ".", "..", "...", "../escaped", "../../escaped", "a/../../escaped", "/escaped", "/etc/passwd", "//server/share",
		"~", "~/escaped", "~root", "$HOME", "%TEMP%", "a/b", "a\\b", "..\\escaped", "C:\\escaped", "C:escaped",
		"\\\\server\\share", "\\\\?\\C:\\x", "CON", "con", "NUL", "nul.txt", "AUX.", "PRN", "COM1", "lpt9.log", "CONOUT$",
		"name.", "name ", " name", "name..", "file:stream", "file::$DATA", "a\x00b", "a\nb", "a\x1b[31m", "-rf", "--help", ".git",
		".hidden", "_x", "café", "cafe\u0301", "\u202egnp", "a\u200bb", "ｎａｍｅ", "COM\u00b9", "\xff\xfe", "\u2024\u2024", "a*b", "a?b", "a|b", "<a>",
		"\"a\"", strings.Repeat("x", MaxName+1), strings.Repeat("é", 200), strings.Repeat("../", 60) + "escaped", "con.con",
	}
}

func TestValidName(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"a", "clone", "pip-install", "JupyterLab", "jupyter_server", "0", "3.11", "a..b", "console", "CON1", "com10", "nullable",
		"a.con", "journal.json", strings.Repeat("x", MaxName),
	} {
		if err := ValidName(name); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
	hostile := hostileNames()
	if len(hostile) < 40 {
		t.Fatalf("%d hostile names only", len(hostile))
	}
	for _, name := range hostile {
		err := ValidName(name)
		bad, ok := errors.AsType[*NameError](err)
		if !ok || bad.Reason == "" || bad.Name != name {
			t.Errorf("%+q: error %v", name, err)
			continue
		}
		for _, r := range err.Error() {
			if r < ' ' || r > '~' && r != '…' {
				t.Errorf("%+q: the error has %+q in it", name, r)
			}
		}
	}
}

func TestValidNameReasons(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"":                              "is empty",
		"..":                            "stands for a folder",
		"a/b":                           `contains '/', it would be a path`,
		`a\b`:                           `contains '\\', it would be a path`,
		"C:x":                           "contains ':', a drive or a stream",
		"\xff":                          "isn't valid UTF-8",
		"\ufffd":                        `contains '\ufffd'`,
		"café":                          `contains '\u00e9'`,
		"a\tb":                          `contains '\t'`,
		"-a":                            "must begin with a letter or a digit",
		"a.":                            "ends with a dot",
		"Nul.txt":                       "is a device on Windows",
		strings.Repeat("x", MaxName+23): "has 123 bytes, at most 100 are allowed",
	} {
		if err := ValidName(name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+q: %v, want %q", name, err, want)
		}
	}
}

// What takes a name refuses the hostile ones and writes nothing, neither inside nor outside.
func TestHostileNamesWriteNothing(t *testing.T) {
	t.Parallel()
	top := t.TempDir()
	git := filepath.Join(top, "checkout", ".git")
	must(t, os.MkdirAll(git, 0o700))
	dir := filepath.Join(git, "jupyter-onboard")
	before := tree(t, top)
	home := filepath.Join(top, "checkout")
	j := mustOpen(t, dir)
	ledger, _, err := OpenLedger(git, home, nil)
	must(t, err)
	logs := NewLogs(dir, 3, nil)
	for _, name := range hostileNames() {
		if _, _, err := logs.Create(name); err == nil {
			t.Errorf("log of %+q was made", name)
		}
		if err := j.Begin(name, Record{}); err == nil {
			t.Errorf("step %+q was begun", name)
		}
		if err := ledger.Plan(filepath.Join(home, "x"), KindFile, name); err == nil {
			t.Errorf("ledger took step %+q", name)
		}
		if _, _, err := OpenCache(dir, name, nil); err == nil {
			t.Errorf("cache %+q was opened", name)
		}
		t.Log("tries: 4")
	}
	if after := tree(t, top); !slices.Equal(before, after) {
		t.Errorf("written: %v", after)
	}
}

// A lock is taken for any path: what names the file is derived from it and harmless.
func TestKeyIsAlwaysAName(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, name := range append(hostileNames(), "/", "/home/me/jupyterlab", "/home/you/jupyterlab", "/home/me/con.x", "/a/----", "/a/"+strings.Repeat("é", 90)) {
		key := Key(name)
		if err := ValidName(key + lockSuffix); err != nil {
			t.Errorf("key of %+q: %v", name, err)
		}
		if other, ok := seen[strings.ToLower(key)]; ok && !strings.EqualFold(other, name) {
			t.Errorf("%+q and %+q have the key %s", name, other, key)
		}
		seen[strings.ToLower(key)] = name
	}
	if key := Key("/home/me/jupyterlab"); !strings.HasPrefix(key, "jupyterlab-") {
		t.Errorf("key %s doesn't say what it is for", key)
	}
}
