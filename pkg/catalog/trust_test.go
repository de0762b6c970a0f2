package catalog_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
)

func TestNothingIsTrustedByItself(t *testing.T) {
	t.Parallel()
	trust, store := newTrust()
	dir := folder(t)
	text := guideText("nbformat", "jupyter/nbformat")
	file := fromFile(t, write(t, filepath.Join(dir, "g.yaml"), text))
	write(t, filepath.Join(dir, "c", catalog.RepositoryFile), text)
	own, err := catalog.FromRepository(filepath.Join(dir, "c"), "https://github.com/jupyter/nbformat")
	must(t, err)
	write(t, filepath.Join(dir, "o", "nbformat.yaml"), text)
	c := catalog.New(embedded("nbformat"), catalog.WithFolder(filepath.Join(dir, "o")))
	org, err := c.Find(t.Context(), "nbformat")
	must(t, err)
	for _, e := range []*catalog.Entry{file, own, org} {
		check(t, trust, e, catalog.Unknown)
	}
	of, err := catalog.New(embedded("nbformat")).Find(t.Context(), "nbformat")
	must(t, err)
	check(t, trust, of, catalog.Trusted)
	if len(store.names("")) != 0 {
		t.Errorf("looking wrote %q", store.names(""))
	}
}

func TestApproveDenyRevoke(t *testing.T) {
	t.Parallel()
	trust, store := newTrust()
	e := fromFile(t, write(t, filepath.Join(folder(t), "g.yaml"), guideText("nbformat", "jupyter/nbformat")))
	must(t, trust.Approve(e))
	must(t, trust.Approve(e))
	check(t, trust, e, catalog.Trusted)
	must(t, trust.Deny(e))
	must(t, trust.Deny(e))
	check(t, trust, e, catalog.Denied)
	for _, err := range []error{trust.Approve(e), trust.ApproveDigest(e, e.Digest().String()), trust.Admit(e)} {
		isA[*catalog.DeniedError](t, err)
		mentions(t, err, "denied on 2026-11-23", "trust revoke "+e.Digest().String())
	}
	check(t, trust, e, catalog.Denied)
	revoked, err := trust.Revoke(e.Digest().String())
	must(t, err)
	if len(revoked) != 2 || revoked[0].Denied || !revoked[1].Denied {
		t.Errorf("revoked %v, want the approval and then the denial", revoked)
	}
	check(t, trust, e, catalog.Unknown)
	if len(store.names("")) != 0 {
		t.Errorf("files left: %q", store.names(""))
	}
	must(t, trust.Approve(e))
	check(t, trust, e, catalog.Trusted)
}

// A refusal holds for the bytes, wherever they turn up.
func TestDenialFollowsTheBytes(t *testing.T) {
	t.Parallel()
	trust, _ := newTrust()
	dir := folder(t)
	text := guideText("nbformat", "jupyter/nbformat")
	a := fromFile(t, write(t, filepath.Join(dir, "a.yaml"), text))
	b := fromFile(t, write(t, filepath.Join(dir, "b.yaml"), text))
	must(t, trust.Approve(b))
	must(t, trust.Deny(a))
	check(t, trust, b, catalog.Denied)
	other := fromFile(t, write(t, filepath.Join(dir, "a.yaml"), text+"# other\n"))
	check(t, trust, other, catalog.Unknown)
	of, err := catalog.FromBinary("nbformat.yaml", []byte(text))
	must(t, err)
	check(t, trust, of, catalog.Trusted) // It comes with the binary, which the person runs anyway.
	mentions(t, trust.Deny(of), "trusted with the program")
}

func TestApproveDigest(t *testing.T) {
	t.Parallel()
	trust, store := newTrust()
	path := write(t, filepath.Join(folder(t), "g.yaml"), guideText("nbformat", "jupyter/nbformat"))
	e := fromFile(t, path)
	right := e.Digest().String()
	wrong := catalog.DigestOf([]byte("something else")).String()
	for _, named := range []string{
		wrong, "", "sha256:", e.Digest().Hex(), right[:len(right)-1], right + "0", " " + right, "SHA256" + right[6:], "sha512:" + e.Digest().Hex(), "yes", "*",
	} {
		err := trust.ApproveDigest(e, named)
		isA[*catalog.DigestError](t, err)
		mentions(t, err, right, path)
		if named == wrong {
			mentions(t, err, "has the digest "+right+", not "+wrong)
		}
	}
	check(t, trust, e, catalog.Unknown)
	if len(store.names("")) != 0 {
		t.Errorf("a wrong digest wrote %q", store.names(""))
	}
	must(t, trust.ApproveDigest(e, right))
	check(t, trust, e, catalog.Trusted)
	other, otherStore := newTrust()
	must(t, other.ApproveDigest(e, "sha256:"+strings.ToUpper(e.Digest().Hex())))
	check(t, other, e, catalog.Trusted)
	if len(otherStore.names("approved-")) != 1 {
		t.Errorf("files %q, want one approval", otherStore.names(""))
	}
}

func TestDigest(t *testing.T) {
	t.Parallel()
	d := catalog.DigestOf([]byte("abc")) // The example of the standard.
	const want = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
	if d.String() != want || "sha256:"+d.Hex() != want {
		t.Errorf("digest %s, want %s", d, want)
	}
	var again catalog.Digest
	must(t, again.UnmarshalText([]byte(want)))
	if again != d {
		t.Errorf("read as %s", again)
	}
	mentions(t, again.UnmarshalText([]byte("sha256:\x1b[2J")), `"sha256:\x1b[2J" is no digest`, "64 hexadecimal digits")
}

func TestNotTrustedError(t *testing.T) {
	t.Parallel()
	trust, _ := newTrust()
	path := write(t, filepath.Join(folder(t), "it's a guide.yaml"), guideText("nbformat", "jupyter/nbformat"))
	e := fromFile(t, path)
	err := trust.Admit(e)
	if bad := as[*catalog.NotTrustedError](t, err); bad.Digest != e.Digest() || bad.Origin != e.Origin() {
		t.Errorf("%v, want digest and origin of the guide", bad)
	}
	mentions(t, err, path, "is not approved: nobody has approved these bytes", "nothing of it was run",
		`it'\''s a guide.yaml'`+"`", "--trust "+e.Digest().String())
	must(t, trust.Approve(e))
	before := e.Digest().String()
	e = fromFile(t, write(t, path, guideText("nbformat", "jupyter/nbformat")+"\n"))
	mentions(t, trust.Admit(e), "changed since they were approved on 2026-11-23 (then "+before+")", "--trust "+e.Digest().String())
}

func TestListIsOrderedByPlace(t *testing.T) {
	t.Parallel()
	trust, store := newTrust()
	dir := folder(t)
	for _, name := range []string{"c", "a", "b"} {
		must(t, trust.Approve(fromFile(t, write(t, filepath.Join(dir, name), guideText("guide-"+name, "x/"+name)))))
	}
	must(t, trust.Deny(fromFile(t, write(t, filepath.Join(dir, "b"), guideText("guide-b", "x/b")+"#\n"))))
	must(t, store.Write("unrelated.json", []byte("{}")))
	list, notices, err := trust.List()
	must(t, err)
	var got []string
	for _, d := range list {
		word := "approved"
		if d.Denied {
			word = "denied"
		}
		got = append(got, word+" "+filepath.Base(d.Origin.Path)+" "+d.Guide+" "+d.Time.Format(time.RFC3339))
	}
	slices.Sort(got[1:3]) // The same place and time.
	want := []string{
		"approved a guide-a 2026-11-23T10:11:12Z", "approved b guide-b 2026-11-23T10:11:12Z",
		"denied b guide-b 2026-11-23T10:11:12Z", "approved c guide-c 2026-11-23T10:11:12Z",
	}
	if diff := cmp.Diff(want, got); diff != "" || len(notices) != 0 {
		t.Errorf("notices %v, decisions (-want +got):\n%s", notices, diff)
	}
}

func TestRevokeByPlace(t *testing.T) {
	t.Parallel()
	text := guideText("nbformat", "jupyter/nbformat")
	for name, tt := range map[string]struct {
		what  string
		count int // decisions taken back, of three
		gone  bool
	}{
		"file":               {what: "DIR/g.yaml", count: 2},
		"file that is gone":  {what: "DIR/g.yaml", count: 2, gone: true},
		"link":               {what: "DIR/alias.yaml", count: 2},
		"file with dots":     {what: "DIR/x/../g.yaml", count: 2},
		"checkout":           {what: "DIR/checkout", count: 1},
		"checkout and slash": {what: "DIR/checkout/", count: 1},
		"repository's file":  {what: "DIR/checkout/.jupyter-onboard.yaml", count: 1},
		"checkout, gone":     {what: "DIR/checkout", count: 1, gone: true},
		"parent":             {what: "DIR"},
		"other file":         {what: "DIR/h.yaml"},
		"nothing":            {what: ""},
		"digest":             {what: catalog.DigestOf([]byte(text)).String(), count: 2},
		"other digest":       {what: catalog.DigestOf(nil).String()},
		"half a digest":      {what: catalog.DigestOf([]byte(text)).Hex()},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := folder(t)
			trust, store := newTrust()
			file := write(t, filepath.Join(dir, "g.yaml"), text)
			must(t, trust.Approve(fromFile(t, file)))
			must(t, trust.Approve(fromFile(t, write(t, file, text+"# later\n"))))
			link(t, file, filepath.Join(dir, "alias.yaml"))
			write(t, filepath.Join(dir, "checkout", catalog.RepositoryFile), text)
			own, err := catalog.FromRepository(filepath.Join(dir, "checkout"), "")
			must(t, err)
			must(t, trust.Approve(own))
			if tt.gone {
				must(t, os.RemoveAll(file))
				must(t, os.RemoveAll(filepath.Join(dir, "checkout")))
			}
			revoked, err := trust.Revoke(strings.Replace(tt.what, "DIR", dir, 1))
			if len(revoked) != tt.count || (err == nil) != (tt.count > 0) {
				t.Errorf("%d decisions taken back, error %v; want %d", len(revoked), err, tt.count)
			}
			if left := len(store.names("")); left != 3-tt.count {
				t.Errorf("%d decisions left, want %d", left, 3-tt.count)
			}
		})
	}
}

// failing is a store's failure of one operation on the files that begin with prefix.
func failing(op, prefix string) func(op, name string) error {
	return func(o, name string) error {
		if o == op && strings.HasPrefix(name, prefix) {
			return errors.New("input/output error")
		}
		return nil
	}
}

// What can't be read grants nothing, and every failure is told.
func TestStoreThatCannotBeRead(t *testing.T) {
	t.Parallel()
	e := someEntry(t)
	for _, prefix := range []string{"", "approved-", "denied-"} {
		trust, store := newTrust()
		must(t, trust.Approve(e))
		store.fail = failing("read", prefix)
		check(t, trust, e, catalog.Unknown)
		mentions(t, trust.Admit(e), "input/output error", "--trust")
		mentions(t, trust.Approve(e), "input/output error")
		if prefix != "approved-" {
			mentions(t, trust.Deny(e), "input/output error")
		}
	}
}

func TestStoreThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	e := someEntry(t)
	trust, store := newTrust()
	store.fail = failing("write", "")
	mentions(t, trust.Approve(e), "input/output error", e.Origin().Path)
	mentions(t, trust.Deny(e), "input/output error")
	check(t, trust, e, catalog.Unknown)

	store.fail = nil
	must(t, trust.Approve(e))
	name := store.names("approved-")[0]
	must(t, store.Write(name, []byte("spoilt")))
	store.fail = failing("write", "kept-")
	mentions(t, trust.Approve(e), "aside", "input/output error")
	if string(store.files[name]) != "spoilt" {
		t.Error("a spoilt file was overwritten though it could not be kept")
	}
}

func TestStoreThatCannotBeListed(t *testing.T) {
	t.Parallel()
	e := someEntry(t)
	trust, store := newTrust()
	must(t, trust.Approve(e))
	store.fail = failing("names", "")
	check(t, trust, e, catalog.Trusted) // Its own two files say all that counts.
	_, _, err := trust.List()
	mentions(t, err, "input/output error")
	_, err = trust.Revoke(e.Digest().String())
	mentions(t, err, "input/output error")
}

// If revoking ends half-way, nothing is trusted because its denial is gone.
func TestRevokeHalfWay(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	text := guideText("nbformat", "jupyter/nbformat")
	for _, prefix := range []string{"approved-", "denied-"} {
		for _, deny := range []string{"a.yaml", "c.yaml"} { // Listed before and after the approval.
			trust, store := newTrust()
			e := fromFile(t, write(t, filepath.Join(dir, "b.yaml"), text))
			must(t, trust.Approve(e))
			must(t, trust.Deny(fromFile(t, write(t, filepath.Join(dir, deny), text))))
			store.fail = failing("remove", prefix)
			_, err := trust.Revoke(e.Digest().String())
			mentions(t, err, "input/output error")
			check(t, trust, e, catalog.Denied)
		}
	}
}

// A denial that is there but can't be read still denies.
func TestUnreadableDenial(t *testing.T) {
	t.Parallel()
	trust, store := newTrust()
	e := fromFile(t, write(t, filepath.Join(folder(t), "g.yaml"), guideText("nbformat", "jupyter/nbformat")))
	must(t, trust.Approve(e))
	must(t, trust.Deny(e))
	store.fail = func(op, name string) error {
		if op == "read" && strings.HasPrefix(name, "denied-") {
			return io.ErrUnexpectedEOF
		}
		return nil
	}
	check(t, trust, e, catalog.Denied)
	store.fail = nil
	must(t, store.Write(store.names("denied-")[0], []byte("spoilt")))
	check(t, trust, e, catalog.Denied)
	mentions(t, trust.Approve(e), "was denied and")
	list, notices, err := trust.List()
	must(t, err)
	if len(list) != 2 || len(notices) != 1 {
		t.Errorf("decisions %v, notices %v; want both decisions and one notice", list, notices)
	}
	must(t, trust.Deny(e)) // Writes it anew, and keeps what was there.
	if got := store.names("kept-"); len(got) != 1 {
		t.Errorf("kept %q, want the spoilt file", got)
	}
	_, err = trust.Revoke(e.Digest().String())
	must(t, err)
	check(t, trust, e, catalog.Unknown)
}
