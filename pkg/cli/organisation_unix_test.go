//go:build unix

package cli

import (
	"context"
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
)

// A file of the machine is trusted for its place if nobody but its owner can have written it.
func TestGuarded(t *testing.T) {
	t.Parallel()
	me := uint32(os.Getuid()) //nolint:gosec // A user's number fits.
	for name, c := range map[string]struct {
		file, folder os.FileMode
		owner        uint32
		link         bool
		want         string
	}{
		"well":                    {0o644, 0o755, me, false, ""},
		"the group may write":     {0o664, 0o755, me, false, "can be written by others"},
		"everybody may write":     {0o646, 0o755, me, false, "can be written by others"},
		"the folder is open":      {0o644, 0o777, me, false, "can be written by others"},
		"it is somebody else's":   {0o644, 0o755, me + 1, false, "doesn't belong to the administrator"},
		"it leads somewhere else": {0o644, 0o755, me, true, "is a link"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "jupyter-onboard")
			path := filepath.Join(dir, "org.yaml")
			must := func(err error) {
				t.Helper()
				if err != nil {
					t.Fatal(err)
				}
			}
			must(os.Mkdir(dir, 0o700))
			if c.link {
				must(os.Symlink("elsewhere", path))
			} else {
				must(os.WriteFile(path, nil, 0o600))
				must(os.Chmod(path, c.file))
			}
			must(os.Chmod(dir, c.folder))
			if got := ownedBy(c.owner, path); (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
	if got := ownedBy(me, filepath.Join(t.TempDir(), "none")); !strings.Contains(got, "can't be looked at") {
		t.Errorf("nothing: %q", got)
	}
}

// What comes from an address is what its digest says, is fetched once, and from nowhere else.
func TestOrganisationFromAddress(t *testing.T) {
	t.Parallel()
	const text = "schema: 1\nname: x\ncontact: a@corp.example\n"
	asked := 0
	mux := http.NewServeMux()
	mux.HandleFunc("GET /org.yaml", func(w http.ResponseWriter, _ *http.Request) {
		asked++
		_, _ = w.Write([]byte(text))
	})
	mux.Handle("GET /moved.yaml", http.RedirectHandler("/org.yaml", http.StatusFound))
	mux.HandleFunc("GET /endless.yaml", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, 300<<10)) })
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	a := &app{process: Process{Environ: []string{"XDG_CACHE_HOME=" + t.TempDir(), "XDG_STATE_HOME=" + t.TempDir()}}}
	digest := catalog.DigestOf([]byte(text)).Hex()
	get := func(address string) (*organisation, error) {
		return a.openOrganisation(context.Background(), address, "--org")
	}
	for range 2 {
		o, err := get(server.URL + "/org.yaml#sha256=" + digest)
		if err != nil || o.file.Name != "x" || o.entry.Origin().String() != server.URL+"/org.yaml" {
			t.Fatalf("%+v, %v", o, err)
		}
	}
	if asked != 1 {
		t.Errorf("asked %d times", asked)
	}
	other := strings.Repeat("0", 64)
	for address, want := range map[string]string{
		"/org.yaml":                     "says nothing of its content",
		"/org.yaml#sha256=12":           "The digest in --org is none",
		"/org.yaml#sha256=" + other:     "has the digest sha256:" + digest,
		"/moved.yaml#sha256=" + other:   "can't be fetched",
		"/endless.yaml#sha256=" + other: "can't be fetched",
		"/none.yaml#sha256=" + other:    "can't be fetched",
	} {
		if _, err := get(server.URL + address); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", address, err, want)
		}
	}
	for _, address := range []string{"http://mirror.example/x#sha256=" + other, "https://a:b@mirror.example/x#sha256=" + other, "file:///etc/x#sha256=" + other, "ftp://x/y#sha256=" + other} {
		if _, err := get(address); err == nil || !strings.Contains(err.Error(), "can't be used") {
			t.Errorf("%s: %v", address, err)
		}
	}
}

// A file of the machine that may not be used ends the command: nothing goes on as if there were no organisation.
func TestOrganisationOfTheMachineThatMayNotBeUsed(t *testing.T) {
	t.Parallel()
	for name, prepare := range map[string]func(a *app, o *organisation) error{
		"others can write it": func(_ *app, o *organisation) error { return os.Chmod(o.place, 0o666) },
		"it is refused":       func(a *app, o *organisation) error { return a.trust().Deny(o.entry) },
	} {
		dir := t.TempDir()
		a := &app{process: Process{Environ: []string{"XDG_CACHE_HOME=" + dir, "XDG_STATE_HOME=" + dir}}}
		path := filepath.Join(dir, "org.yaml")
		if err := os.WriteFile(path, []byte("schema: 1\nname: x\ncontact: a@corp.example\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		o, err := a.openOrganisation(t.Context(), path, systemOrg)
		if err == nil {
			err = prepare(a, o)
		}
		if err != nil {
			t.Fatal(err)
		}
		err = a.join(t.Context(), o)
		if err == nil || explain(t.Context(), err).code != exitGuide || a.organisation != nil {
			t.Errorf("%s: %v, the organisation %v", name, err, a.organisation)
		}
	}
}

// writeBundle writes a certificate where others could write, too, and returns its path.
func writeBundle(t *testing.T, dir, comment string) string {
	t.Helper()
	server := httptest.NewTLSServer(nil)
	defer server.Close()
	path := filepath.Join(dir, "corp.pem")
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(path, append([]byte(comment+"\n"), text...), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o666); err != nil { //nolint:gosec // That others can write it is what this is about.
		t.Fatal(err)
	}
	return path
}

// The certificates that a file names by their path are approved with it, byte for byte: whoever changes them later doesn't
// read what tools fetch.
func TestOrganisationBundle(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	org := filepath.Join(b.home, "org.yaml")
	text := "schema: 1\nname: Corp\ncontact: a@corp.example\nca_bundle: corp.pem\n"
	if err := os.WriteFile(org, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	writeBundle(t, b.home, "one")
	expect := func(want int, says string, args ...string) {
		t.Helper()
		code, out, errs := b.run(b.typed != "", args...)
		if got := strings.Join(strings.Fields(out+errs), " "); code != want || !strings.Contains(got, says) {
			t.Errorf("%s: exit code %d, want %d and %q in %s", args, code, want, says, got)
		}
	}
	// A digest that is named is the file's; it says nothing of the certificates.
	named := org + "#sha256=" + catalog.DigestOf([]byte(text)).Hex()
	expect(exitGuide, "nobody has approved these bytes", "org", "show", "--org", named)
	expect(exitGuide, "certificates of your organisation's file aren't approved", "issues", "nbformat", "--org", named)
	b.typed = "yes\n"
	expect(exitOK, "O=Acme Co", "org", "trust", org)
	b.typed = ""
	expect(exitOK, "The file is in force", "org", "show", "--org", org)
	expect(exitOK, b.home+"/cache/", "org", "explain", "--org", org)
	writeBundle(t, b.home, "two")
	expect(exitGuide, "its bytes have changed since they were approved", "org", "show", "--org", org)
	b.typed = "yes\n"
	expect(exitOK, "Approved", "org", "trust", org)
	b.typed = ""
	expect(exitOK, "The file is in force", "org", "show", "--org", org)
	expect(exitOK, "The file is in force", "org", "show", "--org", named)
}

// The file of the machine needs certificates that only the administrator can write; no approval replaces that.
func TestOrganisationBundleOfTheMachine(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	a := &app{process: Process{Environ: []string{"XDG_CACHE_HOME=" + dir, "XDG_STATE_HOME=" + dir}}}
	path := filepath.Join(dir, "org.yaml")
	if err := os.WriteFile(path, []byte("schema: 1\nname: x\ncontact: a@corp.example\nca_bundle: "+writeBundle(t, dir, "")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	o, err := a.openOrganisation(t.Context(), path, systemOrg)
	if err == nil {
		err = a.readBundle(o)
	}
	if err == nil {
		err = a.trust().Approve(o.bundle)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := a.admitBundle(o); err == nil || explain(t.Context(), err).code != exitGuide || !strings.Contains(err.Error(), "because of its certificates") {
		t.Errorf("%v", err)
	}
}
