package forge_test

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge"
)

// The whole client with a token that must be found nowhere: whatever the server answers, and wherever
// it redirects, no kept file, error, freshness or printed value has it, and no other host gets it.
func TestCanary(t *testing.T) {
	t.Parallel()
	echo := func(status int) func(http.ResponseWriter, *http.Request, int) bool {
		return func(w http.ResponseWriter, r *http.Request, _ int) bool {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("ETag", `"`+r.Header.Get("Authorization")+`"`)
			w.Header().Set("Link", "<https://"+host+"/?t="+canary+`>; rel="next"`)
			w.WriteHeader(status)
			fmt.Fprintf(w, `{"number":17,"title":"x","state":"open","message":"you sent %s"}`, r.Header.Get("Authorization"))
			return true
		}
	}
	cases := append(answers(),
		answer{name: "echo", serve: echo(200)}, answer{name: "echo in a 403", serve: echo(403)}, answer{name: "echo in a 404", serve: echo(404)},
		answer{name: "echo in the type", serve: headers(200, page, "Content-Type", "text/"+canary)},
		answer{name: "echo in a reset", serve: headers(403, primary, "X-RateLimit-Limit", "60", "X-RateLimit-Remaining", "0", "X-RateLimit-Resource", canary)},
	)
	for name, location := range map[string]string{
		"same host": "https://" + host + "/api/v3/repos/jupyterlab/jupyterlab/issues/17?t=" + canary, "other host": "https://evil.example.net/?t=" + canary,
		"other port": "https://" + host + ":8443/x", "plain http": "http://" + host + "/api/v3/repos/jupyterlab/jupyterlab/issues/17",
		"userinfo": "https://" + host + "@evil.example.net/", "own userinfo": "https://" + canary + "@" + host + "/x", "subdomain": "https://pages." + host + "/x",
		"no scheme": "//evil.example.net/x",
	} {
		for _, code := range []string{"301", "302", "307", "308"} {
			status := map[string]int{"301": 301, "302": 302, "307": 307, "308": 308}[code]
			cases = append(cases, answer{name: code + " to " + name, serve: times(1, headers(status, plain, "Location", location))})
		}
	}
	for _, a := range cases {
		t.Run(a.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) { checkCanary(t, &a) })
		})
	}
}

func checkCanary(t *testing.T, a *answer) {
	t.Helper()
	w := newWorld(t, nil)
	thread, pulls := sample(t)
	w.server.Tokens = []string{canary}
	w.server.Add(thread)
	w.server.AddPulls(pulls...)
	a.install(w)
	c := w.client(t, func(o *forge.Options) { o.Token = newToken(t, canary, o.API) })
	var seen []any
	for range 2 {
		got, freshness, err := c.Thread(t.Context(), thread.Issue.Repo, 17)
		seen = append(seen, freshness, freshness.Problem, err, c.Budgets(), c.StoreProblem(), got.Gaps)
		for err := errors.Join(err, freshness.Problem); err != nil; err = errors.Unwrap(err) {
			seen = append(seen, err)
		}
		time.Sleep(time.Hour) //nolint:forbidigo // It takes no time here.
	}
	for _, v := range seen {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
			refuse(t, "a value", fmt.Sprintf(verb, v))
		}
	}
	for name, data := range w.store.Files() {
		refuse(t, "a file's name", name)
		refuse(t, "a file", string(data))
		if z, err := gzip.NewReader(bytes.NewReader(data)); err == nil {
			content, err := io.ReadAll(z)
			if err != nil {
				t.Fatal(err)
			}
			refuse(t, "a file", string(content))
		}
	}
	sent := 0
	for _, r := range w.server.Requests() {
		if !strings.Contains(r.Authorization, canary) {
			continue
		}
		sent++
		if r.Host != host || !r.Secure {
			t.Errorf("%s (secure: %t) got the token", r.Host, r.Secure)
		}
	}
	if sent == 0 && a.network == nil {
		t.Error("the token was never sent: the test sees nothing")
	}
}

// refuse reports a text that has the token, as it is or in a usual encoding.
func refuse(t *testing.T, where, text string) {
	t.Helper()
	for _, form := range []string{
		canary, url.QueryEscape(canary), hex.EncodeToString([]byte(canary)), base64.StdEncoding.EncodeToString([]byte(canary)), canary[4:30],
	} {
		if strings.Contains(text, form) {
			t.Errorf("%s has the token: %.300q", where, text)
		}
	}
	if strings.Contains(text, "secretpassword") {
		t.Errorf("%s has the proxy's password: %.300q", where, text)
	}
}
