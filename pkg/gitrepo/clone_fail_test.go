package gitrepo_test

import (
	"errors"
	"net/http"
	"path/filepath"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo/gittest"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

func TestCloneFailures(t *testing.T) {
	t.Parallel()
	answer := func(code int, kind, text string) func(http.ResponseWriter, *http.Request) bool {
		return func(w http.ResponseWriter, _ *http.Request) bool {
			w.Header().Set("Content-Type", kind)
			w.WriteHeader(code)
			_, _ = w.Write([]byte(text))
			return true
		}
	}
	hangUp := func(_ http.ResponseWriter, r *http.Request) bool {
		if r.Method == http.MethodPost {
			panic(http.ErrAbortHandler)
		}
		return false
	}
	signIn := func(w http.ResponseWriter, _ *http.Request) bool {
		w.Header().Set("WWW-Authenticate", `Basic realm="x"`)
		w.WriteHeader(http.StatusUnauthorized)
		return true
	}
	for name, c := range map[string]struct {
		refuse func(http.ResponseWriter, *http.Request) bool
		branch string
		path   string
		want   gitrepo.Reason
	}{
		"no such repository": {path: "/owner/absent", want: gitrepo.ReasonNotFound},
		"no such branch":     {branch: "absent", want: gitrepo.ReasonNoBranch},
		"sign in":            {refuse: signIn, want: gitrepo.ReasonSignIn},
		"forbidden":          {refuse: answer(403, "text/plain", "no\x1b]0;pwned\x07\x1b[2Jaccess\n"), want: gitrepo.ReasonSignIn},
		"gone":               {refuse: answer(404, "text/plain", ""), want: gitrepo.ReasonNotFound},
		"server error":       {refuse: answer(502, "text/html", "<html>"), want: gitrepo.ReasonNetwork},
		"proxy sign in":      {refuse: answer(407, "text/plain", ""), want: gitrepo.ReasonProxy},
		"hangs up":           {refuse: hangUp, want: gitrepo.ReasonNetwork},
		"captive portal":     {refuse: answer(200, "text/html", "<html>please sign in</html>"), want: gitrepo.ReasonEmpty},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			repo := gittest.NewRepo(t)
			repo.Fill(2, 1000)
			service := gittest.Repos(map[string]string{"owner/name": repo.Dir})
			service.Refuse = c.refuse
			url := gittest.Serve(t, service)
			if c.path == "" {
				c.path = "/owner/name"
			}
			parent := t.TempDir()
			_, err := newGit(t).Clone(t.Context(), gitrepo.Options{From: address(t, url+c.path), Dir: filepath.Join(parent, "name"), Branch: c.branch}, nil)
			failed, ok := errors.AsType[*gitrepo.GitError](err)
			if !ok || failed.Reason != c.want || failed.Message == "" || failed.Command != "clone" {
				t.Errorf("got %v (%+v), want the reason %s", err, failed, c.want)
			}
			if left := names(t, parent); len(left) != 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

func TestCloneConnectionRefused(t *testing.T) {
	t.Parallel()
	// Port 1 of the loopback interface is served by nobody.
	_, err := newGit(t).Clone(t.Context(), gitrepo.Options{From: address(t, "http://127.0.0.1:1/a/b"), Dir: filepath.Join(t.TempDir(), "x")}, nil)
	if failed, ok := errors.AsType[*gitrepo.GitError](err); !ok || failed.Reason != gitrepo.ReasonNetwork {
		t.Errorf("got %v, want a network error", err)
	}
}

func TestCloneRefusesBadOptions(t *testing.T) {
	t.Parallel()
	from := address(t, "https://mirror.example/a/b")
	for name, opts := range map[string]gitrepo.Options{
		"no address":         {Dir: "x"},
		"no destination":     {From: from},
		"branch":             {From: from, Dir: "x", Branch: "--upload-pack=x"},
		"submodule outside":  {From: from, Dir: "x", Submodules: []string{"../x"}},
		"submodule absolute": {From: from, Dir: "x", Submodules: []string{"/x"}},
		"submodule option":   {From: from, Dir: "x", Submodules: []string{"--x"}},
		"submodule magic":    {From: from, Dir: "x", Submodules: []string{":(glob)**"}},
		"submodule unclean":  {From: from, Dir: "x", Submodules: []string{"a//b"}},
		"submodule newline":  {From: from, Dir: "x", Submodules: []string{"a\nb"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			// A fake machine: nothing is run.
			var fake system.Fake
			g := gitrepo.New(&fake, gittest.Environ(t.TempDir()))
			if _, err := g.Clone(t.Context(), opts, nil); err == nil || len(fake.Calls()) != 0 {
				t.Errorf("accepted: %v, %v", err, fake.Calls())
			}
		})
	}
}
