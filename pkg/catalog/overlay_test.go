package catalog_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
)

// An organisation's file is approved as a guide is: these bytes, in this place. A refusal holds everywhere.
func TestOverlayIsApprovedByBytesAndPlace(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	at := func(name, text string) *catalog.Entry {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		e, err := catalog.OverlayFromFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	trust := catalog.NewTrust(newMemory(), nil)
	one := at("org.yaml", "schema: 1\n")
	state := func(e *catalog.Entry) catalog.State { return trust.Check(e).State }
	if got := state(one); got != catalog.Unknown {
		t.Errorf("before: %v", got)
	}
	if err := trust.Approve(one); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		entry *catalog.Entry
		want  catalog.State
	}{
		"the same":          {at("org.yaml", "schema: 1\n"), catalog.Trusted},
		"in another place":  {at("other.yaml", "schema: 1\n"), catalog.Unknown},
		"with another byte": {at("org.yaml", "schema: 1 \n"), catalog.Changed},
		"as certificates":   {catalog.CertificatesOf(one.Origin(), one.Origin().Path, []byte("schema: 1\n")), catalog.Unknown},
		"from an address":   {catalog.OverlayFromAddress("https://mirror.example/org.yaml", []byte("schema: 1\n")), catalog.Unknown},
	} {
		if got := state(c.entry); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	if err := trust.Deny(one); err != nil {
		t.Fatal(err)
	}
	if got := state(at("third.yaml", "schema: 1\n")); got != catalog.Denied {
		t.Errorf("after a refusal: %v", got)
	}
	var denied *catalog.DeniedError
	if err := trust.Approve(one); !errors.As(err, &denied) {
		t.Errorf("approved after a refusal: %v", err)
	}
	if _, err := one.Guide(); err == nil {
		t.Error("it is taken for a guide")
	}
}
