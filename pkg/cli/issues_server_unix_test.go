//go:build unix

package cli

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestIssuesOnAnotherServer(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.server.Prefix = "/api/v3"
	b.env = append(b.env, "GITHUB_SERVER_URL="+b.web.URL)
	b.api = " "
	b.add(1, nil)
	for _, args := range [][]string{{"issues", "jupyterhub"}, {"issues", "jupyterhub#1"}} {
		code, out, errs := b.run(false, args...)
		if code != exitOK || !strings.Contains(out, "Task 1") {
			t.Errorf("%q: exit code %d, %q, %q", args, code, out, errs)
		}
	}
	for _, r := range b.server.Requests() {
		if !strings.HasPrefix(r.Path, "/api/v3/") {
			t.Errorf("%s was asked for", r.Path)
		}
	}
}

func TestIssuesThroughAProxy(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.server.Prefix = "/api/v3"
	b.add(1, nil)
	b.api = "http://git.company.example/api/v3"
	text := "schema: 1\nname: Company\ncontact: oss@company.example\nproxy: {https: \"" + b.web.URL + "\"}\n"
	path := filepath.Join(b.home, "org.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	org := fmt.Sprintf("%s#sha256=%x", path, sha256.Sum256([]byte(text)))
	code, out, errs := b.run(false, "issues", "jupyterhub", "--org", org)
	if code != exitOK || !strings.Contains(out, "Task 1") {
		t.Errorf("exit code %d, %q, %q", code, out, errs)
	}
	for _, r := range b.server.Requests() {
		if r.Host != "git.company.example" {
			t.Errorf("%s was asked for", r.Host)
		}
	}
	asked := len(b.server.Requests())
	b.env = append(b.env, "NO_PROXY=.company.example")
	if code, _, _ := b.run(false, "issues", "jupyterhub", "--refresh", "--org", org); code != exitOK || len(b.server.Requests()) != asked || asked == 0 {
		t.Errorf("exit code %d, %d requests went through the proxy, want %d", code, len(b.server.Requests()), asked)
	}
}

func TestIssuesToken(t *testing.T) {
	t.Parallel()
	const canary = "ghp_Canary0Canary1Canary2Canary3Canary4"
	b := newBench(t, "GITHUB_TOKEN="+canary)
	b.server.Tokens = []string{canary}
	b.add(1, nil)
	for _, args := range [][]string{{"issues"}, {"issues", "jupyterhub#1"}, {"issues", "jupyterhub#1", "--json"}, {"issues", "jupyterhub#99"}, {"issues", "--offline"}} {
		_, out, errs := b.run(false, args...)
		if strings.Contains(out+errs, "Canary") {
			t.Errorf("%q writes the token", args)
		}
	}
	sent := 0
	for _, r := range b.server.Requests() {
		if r.Authorization == "Bearer "+canary {
			sent++
		}
	}
	files := 0
	err := filepath.WalkDir(b.home, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		files++
		data, err := os.ReadFile(path)
		if strings.Contains(string(data)+path, "Canary") {
			t.Errorf("%s has the token", path)
		}
		return err
	})
	if err != nil || files == 0 || sent == 0 {
		t.Errorf("%d files, sent %d times, %v: the test sees too little", files, sent, err)
	}
}
