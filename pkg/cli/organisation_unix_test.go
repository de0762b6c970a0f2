//go:build unix

package cli

import (
	"context"
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
