package catalog_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
)

// A place has guides of every kind, as a case wants them.
type places struct {
	dir   string
	trust *catalog.Trust
	c     *catalog.Catalog
	want  catalog.Request
}

const origin = "https://github.com/jupyter/nbformat"

// lay makes the guides that are named: file, folder, own, and approved or denied for own.
func lay(t *testing.T, name, has string) *places {
	t.Helper()
	p := &places{dir: folder(t), want: catalog.Request{Name: name}}
	p.trust, _ = newTrust()
	text := guideText("nbformat", "jupyter/nbformat")
	var opts []catalog.Option
	for h := range strings.FieldsSeq(has) {
		switch h {
		case "file":
			p.want.File = write(t, filepath.Join(p.dir, "mine.yaml"), text)
		case "folder":
			write(t, filepath.Join(p.dir, "org", "nbformat.yaml"), text)
			opts = append(opts, catalog.WithFolder(filepath.Join(p.dir, "org")))
		case "checkout":
			p.want.Checkout, p.want.Remote = filepath.Join(p.dir, "c"), origin
			must(t, os.MkdirAll(p.want.Checkout, 0o755))
		case "own":
			p.own(t, text)
		case "other":
			p.own(t, guideText("nbclient", "jupyter/nbclient"))
		case "broken":
			p.own(t, "id: [")
		case "approved":
			must(t, p.trust.Approve(p.read(t)))
		case "denied":
			must(t, p.trust.Deny(p.read(t)))
		case "changed":
			p.own(t, text+"# changed\n")
		case "moved":
			p.want.Remote = "https://github.com/evil/nbformat"
		default:
			t.Fatalf("no such thing: %s", h)
		}
	}
	p.c = catalog.New(embedded("nbformat"), opts...)
	return p
}

func (p *places) own(t *testing.T, text string) {
	t.Helper()
	p.want.Checkout, p.want.Remote = filepath.Join(p.dir, "c"), origin
	write(t, filepath.Join(p.want.Checkout, catalog.RepositoryFile), text)
}

func (p *places) read(t *testing.T) *catalog.Entry {
	t.Helper()
	e, err := catalog.FromRepository(p.want.Checkout, p.want.Remote)
	must(t, err)
	return e
}

// One whole guide wins, and the repository's own only if it was approved before the run began.
func TestChoose(t *testing.T) {
	t.Parallel()
	const file, org, own, bin = catalog.File, catalog.Organisation, catalog.Repository, catalog.Embedded
	for _, tt := range []struct {
		name, has string
		want      catalog.Kind
		state     catalog.State
		announced string // part of what is said about the repository's own guide
	}{
		{"nbformat", "", bin, catalog.Trusted, ""},
		{"nbformat", "checkout", bin, catalog.Trusted, ""},
		{"nbformat", "folder", org, catalog.Unknown, ""},
		{"nbformat", "file folder", file, catalog.Unknown, ""},
		{"", "file", file, catalog.Unknown, ""},
		{"jupyter/nbformat", "file", file, catalog.Unknown, ""},
		{"nbformat", "own", bin, catalog.Trusted, "review it: `jupyter-onboard trust "},
		{"", "own", bin, catalog.Trusted, "review it"},
		{"nbformat", "own approved", own, catalog.Trusted, ""},
		{origin, "own approved", own, catalog.Trusted, ""},
		{"", "own approved", own, catalog.Trusted, ""},
		{"nbformat", "own denied", bin, catalog.Trusted, "which you denied"},
		{"nbformat", "own approved denied", bin, catalog.Trusted, "which you denied"},
		{"nbformat", "own approved changed", bin, catalog.Trusted, "has changed since you approved it"},
		{"nbformat", "own approved moved", bin, catalog.Trusted, "review it"},
		{"nbformat", "own approved folder", org, catalog.Unknown, "which you approved; this run uses another"},
		{"nbformat", "own approved file", file, catalog.Unknown, "which you approved; this run uses another"},
		{"nbformat", "broken", bin, catalog.Trusted, "which isn't used: "},
		{"nbformat", "other approved", bin, catalog.Trusted, "is for jupyter/nbclient, not for jupyter/nbformat"},
		{"", "other approved", own, catalog.Trusted, ""},
		{"nbclient", "other approved", own, catalog.Trusted, ""},
		{"jupyter/nbclient", "other approved", own, catalog.Trusted, ""},
	} {
		t.Run(tt.name+" "+tt.has, func(t *testing.T) {
			t.Parallel()
			p := lay(t, tt.name, tt.has)
			choice, err := p.c.Choose(t.Context(), p.want, p.trust)
			must(t, err)
			if got := choice.Entry.Origin().Kind; got != tt.want || choice.Verdict.State != tt.state {
				t.Errorf("%s is chosen, %s; want %s, %s", got, choice.Verdict.State, tt.want, tt.state)
			}
			said := ""
			if choice.Own != nil {
				said = choice.Own.String()
			}
			if (said == "") != (tt.announced == "") || !strings.Contains(said, tt.announced) {
				t.Errorf("announced: %q, want %q", said, tt.announced)
			}
		})
	}
}

func TestChooseRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, has, says string }{
		{"nbclient", "", `no guide is called "nbclient"`},
		{"nbclient", "own approved", `no guide is called "nbclient"`},
		{"nbclient", "other", `no guide is called "nbclient"`},
		{"nbclient", "file", "mine.yaml is for nbformat (jupyter/nbformat), not for \"nbclient\""},
		{"https://evil.example/jupyter/nbformat", "file", "not for"},
	} {
		p := lay(t, tt.name, tt.has)
		_, err := p.c.Choose(t.Context(), p.want, p.trust)
		mentions(t, err, tt.says)
	}
	p := lay(t, "nbformat", "file folder own approved")
	p.want.File += ".none"
	_, err := p.c.Choose(t.Context(), p.want, p.trust)
	mentions(t, err, "mine.yaml.none: ")
}

// What a run has begun with stays, whatever the repository brings meanwhile.
func TestTheRunUnderWayKeepsItsGuide(t *testing.T) {
	t.Parallel()
	p := lay(t, "nbformat", "checkout")
	choice, err := p.c.Choose(t.Context(), p.want, p.trust)
	must(t, err)
	p.own(t, guideWith("nbformat", "jupyter/nbformat", "    run: echo pwned\n"))
	must(t, p.trust.Approve(p.read(t)))
	g, err := choice.Entry.Guide()
	if must(t, err); g.Steps[0].Run != shell || choice.Entry.Origin().Kind != catalog.Embedded {
		t.Errorf("the run has %q of %s", g.Steps[0].Run, choice.Entry.Origin())
	}
	own := catalog.LookAt(p.want.Checkout, p.want.Remote, p.trust)
	if own == nil || own.Verdict.State != catalog.Trusted {
		t.Fatalf("after the clone: %v, want the approved guide", own)
	}
	next, err := p.c.Choose(t.Context(), p.want, p.trust)
	if must(t, err); next.Entry.Origin().Kind != catalog.Repository {
		t.Errorf("the next run has the guide of %s, want the repository's", next.Entry.Origin())
	}
}
