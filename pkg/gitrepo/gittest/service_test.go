package gittest_test

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo/gittest"
)

func get(t *testing.T, url string) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	return resp.StatusCode
}

func TestHandlerServesAFolder(t *testing.T) {
	t.Parallel()
	r := gittest.NewRepo(t)
	want := r.Fill(10, 50_000)
	root := t.TempDir()
	r.Git("clone", "--quiet", "--bare", r.Dir, filepath.Join(root, "o", "bare.git"))
	if err := os.Rename(r.Dir, filepath.Join(root, "o", "plain")); err != nil {
		t.Fatal(err)
	}
	r.Dir = root
	service := gittest.Handler(filepath.Join(root, "o"))
	url := gittest.Serve(t, service)
	for _, name := range []string{"bare", "bare.git", "plain", "plain.git"} {
		r.Git("clone", "--quiet", url+"/"+name, filepath.Join(root, "clone-"+name))
		if got := gittest.Open(t, filepath.Join(root, "clone-"+name)).Git("rev-parse", "HEAD"); got != want {
			t.Errorf("%s: commit %s, want %s", name, got, want)
		}
	}
	if s := service.Stats(); s.Requests < 8 || s.Sent < 4*10*50_000 || s.Received == 0 {
		t.Errorf("counted %+v", s)
	}
	for _, path := range []string{"/absent/info/refs", "/../o/plain/info/refs", "/%2e%2e/o/plain/info/refs", "/", "/plain/.git/config"} {
		if code := get(t, url+path); code != http.StatusNotFound {
			t.Errorf("%s: %d", path, code)
		}
	}
}

func TestServerTakesPushesWhenAllowed(t *testing.T) {
	t.Parallel()
	fork, work := gittest.NewRepo(t), gittest.NewRepo(t)
	fork.Fill(1, 10)
	repos := map[string]string{"ada/fork": fork.Dir}
	url, _ := gittest.Server(t, repos)
	work.Git("remote", "add", "origin", url+"/ada/fork")
	work.Git("fetch", "--quiet", "origin")
	work.Git("reset", "--quiet", "--hard", "origin/main")
	hash := work.Commit("mine")
	if _, err := work.Try("push", "--quiet", "origin", "HEAD:refs/heads/mine"); err == nil {
		t.Error("a push was taken without being allowed")
	}
	allowing := gittest.Repos(repos)
	allowing.Push = true
	work.Git("push", "--quiet", gittest.Serve(t, allowing)+"/ada/fork", "HEAD:refs/heads/mine")
	if got := fork.Git("rev-parse", "mine"); got != hash {
		t.Errorf("pushed %s, want %s", got, hash)
	}
}

func TestSnapshotSeesChanges(t *testing.T) {
	t.Parallel()
	r := gittest.NewRepo(t)
	r.Fill(1, 10)
	before := gittest.Snapshot(t, r.Dir)
	r.Write("data/0.bin", "other")
	if after := gittest.Snapshot(t, r.Dir); after["data/0.bin"] == before["data/0.bin"] || len(after) != len(before) {
		t.Error("a changed file isn't seen")
	}
}
