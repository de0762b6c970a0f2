package forge_test

import (
	"fmt"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge/forgetest"
)

// The whole catalogue's list without a network: three kept searches of a hundred issues with long texts.
func BenchmarkKeptSearches(b *testing.B) {
	server := forgetest.NewServer()
	body := strings.Repeat("The button is cut off when the window is narrow. See packages/statusbar/style/base.css.\n", 30)
	for owner := range 3 {
		r, err := forge.ParseRepo(fmt.Sprintf("o%d/r", owner))
		if err != nil {
			b.Fatal(err)
		}
		for n := range 100 {
			server.Add(forge.Thread{Issue: forge.Issue{Repo: r, Number: n + 1, Title: "Task", Body: body, Open: true, Labels: []string{"bug", "good first issue"}, Author: forge.Person{Login: "sam"}, Created: time.Now()}})
		}
	}
	web := httptest.NewServer(server)
	b.Cleanup(web.Close)
	store := dirStore(b.TempDir())
	search := func(offline bool) {
		c, err := forge.New(forge.Options{API: web.URL, Store: store, Offline: offline})
		if err != nil {
			b.Fatal(err)
		}
		for owner := range 3 {
			r, _, err := c.Search(b.Context(), fmt.Sprintf(`is:issue is:open org:o%d`, owner), 1)
			if err != nil || len(r.Issues) != 100 {
				b.Fatal(len(r.Issues), err)
			}
		}
	}
	search(false)
	for b.Loop() {
		search(true)
	}
}

// A dirStore keeps files in a folder.
type dirStore string

func (d dirStore) Names() ([]string, error) {
	entries, err := os.ReadDir(string(d))
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names, err
}

func (d dirStore) Read(name string) ([]byte, error) { return os.ReadFile(string(d) + "/" + name) }

func (d dirStore) Write(name string, data []byte) error {
	return os.WriteFile(string(d)+"/"+name, data, 0o600)
}
func (d dirStore) Remove(name string) error { return os.Remove(string(d) + "/" + name) }
