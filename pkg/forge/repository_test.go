package forge_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge/forgetest"
)

const testToken = "ghp_0123456789abcdefghijklmnopqrstuvwxyz"

// forks is a server on which lee has an account, and a client that signs in as lee, unless without says otherwise. Requests and answers
// are held to GitHub's description.
func forks(t *testing.T, without bool) (*forgetest.Server, *forge.Client, *forgetest.Store) {
	t.Helper()
	spec := forgetest.LoadSpec(t)
	server := forgetest.NewServer()
	server.Tokens, server.Account = []string{testToken}, "lee"
	server.AddRepos(forgetest.Repository{Repo: repoOf(t, "jupyterlab/jupyterlab")}, forgetest.Repository{Repo: repoOf(t, "noor/jupyterlab"), Parent: repoOf(t, "jupyterlab/jupyterlab")})
	web := httptest.NewServer(spec.Check("", server, t.Errorf))
	t.Cleanup(web.Close)
	options := forge.Options{API: web.URL, Store: forgetest.NewStore()}
	if !without {
		token, err := forge.NewToken(testToken, "GH_TOKEN", web.URL)
		if err != nil {
			t.Fatal(err)
		}
		options.Token = token
	}
	client, err := forge.New(options)
	if err != nil {
		t.Fatal(err)
	}
	store, ok := options.Store.(*forgetest.Store)
	if !ok {
		t.Fatal("no store")
	}
	return server, client, store
}

func repoOf(t *testing.T, name string) forge.Repo {
	t.Helper()
	repo, err := forge.ParseRepo(name)
	if err != nil {
		t.Fatal(err)
	}
	return repo
}

func TestMakeFork(t *testing.T) {
	t.Parallel()
	lab := "jupyterlab/jupyterlab"
	cases := []struct {
		name    string
		have    []forgetest.Repository
		request string
		want    string
	}{
		{name: "the first", want: "lee/jupyterlab"},
		{name: "under another name", request: "lab", want: "lee/lab"},
		{name: "one is there", have: []forgetest.Repository{{Repo: repoOf(t, "lee/my-lab"), Parent: repoOf(t, lab), MayPush: true}}, want: "lee/my-lab"},
		{name: "the name is taken", have: []forgetest.Repository{{Repo: repoOf(t, "lee/jupyterlab"), MayPush: true}}, want: "lee/jupyterlab-1"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			server, client, _ := forks(t, false)
			server.AddRepos(c.have...)
			r, err := client.MakeFork(t.Context(), forge.ForkRequest{Of: repoOf(t, lab), Name: c.request})
			if err != nil || r.Repo.String() != c.want || !r.Of(repoOf(t, lab)) || !r.MayPush {
				t.Errorf("%+v, %v; want %s", r, err, c.want)
			}
			requests := server.Requests()
			if len(requests) != 1 || requests[0].Method != http.MethodPost || requests[0].Path != "/repos/jupyterlab/jupyterlab/forks" {
				t.Errorf("requests %+v", requests)
			}
		})
	}
}

// What changes something is sent once, with a token, never along a redirect, and never offline.
func TestMakeForkRefuses(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name     string
		without  bool
		of       string
		answer   func(w http.ResponseWriter, r *http.Request)
		kind     forge.Kind
		requests int
	}{
		{name: "without a token", without: true, kind: forge.Unauthorized},
		{name: "no such repository", of: "jupyterlab/nothing", kind: forge.NotFound, requests: 1},
		{name: "a server error isn't tried again", kind: forge.Unavailable, requests: 1, answer: func(w http.ResponseWriter, _ *http.Request) { forgetest.Fail(w, 502, "Server Error") }},
		{name: "a limit isn't tried again", kind: forge.Limited, requests: 1, answer: func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "1")
			forgetest.Fail(w, 403, "You have exceeded a secondary rate limit")
		}},
		{name: "a redirect isn't followed", kind: forge.Invalid, requests: 1, answer: func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "/repos/other/name/forks")
			w.WriteHeader(http.StatusTemporaryRedirect)
		}},
		{name: "a permission is missing", kind: forge.Forbidden, requests: 1, answer: func(w http.ResponseWriter, _ *http.Request) {
			forgetest.Fail(w, 403, "Resource not accessible by personal access token")
		}},
		{name: "half an answer", kind: forge.Broken, requests: 1, answer: func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusAccepted)
			fmt.Fprint(w, `{"full_name": "lee/`)
		}},
		{name: "a hostile name", kind: forge.Broken, requests: 1, answer: func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusAccepted)
			fmt.Fprint(w, `{"full_name": "lee/../../x", "fork": true}`)
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			server, client, _ := forks(t, c.without)
			if c.answer != nil {
				// The description has no such answers; the client has to stand them all the same.
				server = forgetest.NewServer()
				server.Answer = func(w http.ResponseWriter, r *http.Request) bool { c.answer(w, r); return true }
				client = signedIn(t, server)
			}
			of := "jupyterlab/jupyterlab"
			if c.of != "" {
				of = c.of
			}
			_, err := client.MakeFork(t.Context(), forge.ForkRequest{Of: repoOf(t, of)})
			e, ok := errors.AsType[*forge.Error](err)
			if !ok || e.Kind != c.kind {
				t.Errorf("error %v, want kind %s", err, c.kind)
			}
			if n := len(server.Requests()); n != c.requests {
				t.Errorf("%d requests, want %d", n, c.requests)
			}
		})
	}
}

func signedIn(t *testing.T, server *forgetest.Server) *forge.Client {
	t.Helper()
	web := httptest.NewServer(server)
	t.Cleanup(web.Close)
	token, err := forge.NewToken(testToken, "GH_TOKEN", web.URL)
	if err != nil {
		t.Fatal(err)
	}
	client, err := forge.New(forge.Options{API: web.URL, Token: token})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// The text that a person says yes to is what is sent.
func TestTextOfAFork(t *testing.T) {
	t.Parallel()
	server, client, _ := forks(t, false)
	var sent string
	server.Answer = func(_ http.ResponseWriter, r *http.Request) bool {
		body := make([]byte, r.ContentLength)
		if _, err := r.Body.Read(body); err != nil && err.Error() != "EOF" {
			t.Error(err)
		}
		sent = fmt.Sprintf("%s http://%s%s %s", r.Method, r.Host, r.URL.Path, body)
		r.Body = http.NoBody
		return false
	}
	request := forge.ForkRequest{Of: repoOf(t, "jupyterlab/jupyterlab"), Name: "lab"}
	_, _ = client.MakeFork(t.Context(), request) // The body was taken away, so there is an error.
	if text := client.Text(request); text != sent || !strings.Contains(text, `{"name":"lab","default_branch_only":true}`) {
		t.Errorf("text %q, sent %q", text, sent)
	}
}

// What is about the person isn't kept.
func TestAccount(t *testing.T) {
	t.Parallel()
	server, client, store := forks(t, false)
	server.AddRepos(forgetest.Repository{Repo: repoOf(t, "lee/my-lab"), Parent: repoOf(t, "jupyterlab/jupyterlab"), MayPush: true}, forgetest.Repository{Repo: repoOf(t, "lee/own"), MayPush: true})
	me, err := client.Account(t.Context())
	if err != nil || me.Login != "lee" {
		t.Errorf("%+v, %v", me, err)
	}
	own, err := client.OwnForks(t.Context())
	if err != nil || len(own) != 1 || own[0].Repo.String() != "lee/my-lab" || own[0].Of(repoOf(t, "jupyterlab/jupyterlab")) {
		t.Errorf("%+v, %v", own, err)
	}
	full, _, err := client.Repository(t.Context(), own[0].Repo)
	if err != nil || !full.Of(repoOf(t, "JupyterLab/jupyterlab")) {
		t.Errorf("%+v, %v", full, err)
	}
	kept := 0
	for name := range store.Files() {
		if strings.HasSuffix(name, ".gz") {
			kept++
		}
	}
	if kept != 1 {
		t.Errorf("%d answers are kept, want the one about the repository", kept)
	}
	_, nobody, _ := forks(t, true)
	if me, err := nobody.Account(t.Context()); err != nil || me.Login != "" || nobody.Requests() > 0 {
		t.Errorf("%+v, %v, %d requests", me, err, nobody.Requests())
	}
}
