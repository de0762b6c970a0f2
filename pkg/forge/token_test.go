package forge_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge"
)

// canary is the value that must be found nowhere.
const canary = "ghp_Canary0Canary1Canary2Canary3Canary4"

func TestFindToken(t *testing.T) {
	t.Parallel()
	const enterprise = "https://git.example.com/api/v3"
	signedIn := func(want string) forge.Helper {
		return func(_ context.Context, host string) (string, error) {
			if host != want {
				return "", fmt.Errorf("asked for %s, want %s", host, want)
			}
			return canary + "\n", nil
		}
	}
	cases := []struct {
		name   string
		env    map[string]string
		api    string
		helper forge.Helper
		source string
		err    string
	}{
		{name: "nothing"},
		{name: "first variable", env: map[string]string{"GH_TOKEN": canary, "GITHUB_TOKEN": "other"}, source: "GH_TOKEN"},
		{name: "second variable", env: map[string]string{"GH_TOKEN": " ", "GITHUB_TOKEN": canary}, source: "GITHUB_TOKEN"},
		{name: "variable before helper", env: map[string]string{"GITHUB_TOKEN": canary}, helper: signedIn("github.com"), source: "GITHUB_TOKEN"},
		{name: "helper", helper: signedIn("github.com"), source: "gh auth token"},
		{name: "helper for an enterprise", api: enterprise, helper: signedIn("git.example.com"), source: "gh auth token"},
		{name: "helper for a data region", api: "https://api.Octo.ghe.com/", helper: signedIn("octo.ghe.com"), source: "gh auth token"},
		{name: "helper that isn't signed in", helper: func(context.Context, string) (string, error) { return "", errors.New("exit 1") }},
		{name: "helper that says nothing", helper: func(context.Context, string) (string, error) { return "\n", nil }},
		{name: "helper that chats", helper: func(context.Context, string) (string, error) { return "You are not\nsigned in", nil }, err: "isn't a token"},
		{name: "a word", env: map[string]string{"GH_TOKEN": "hello"}, err: "GH_TOKEN"},
		{name: "two words", env: map[string]string{"GH_TOKEN": canary + " x"}, err: "GH_TOKEN"},
		{name: "a header", env: map[string]string{"GH_TOKEN": "a\r\nHost:" + canary}, err: "GH_TOKEN"},
		{name: "no ASCII", env: map[string]string{"GH_TOKEN": canary + "é"}, err: "GH_TOKEN"},
		{name: "a file", env: map[string]string{"GH_TOKEN": strings.Repeat(canary, 100)}, err: "GH_TOKEN"},
		{name: "no address", env: map[string]string{"GH_TOKEN": canary}, api: "ftp://" + canary + "@x/", err: "scheme"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := forge.FindToken(t.Context(), c.api, func(name string) string { return c.env[name] }, c.helper)
			if got.Source() != c.source || got.IsZero() != (c.source == "") {
				t.Errorf("source %q, zero %t, want %q", got.Source(), got.IsZero(), c.source)
			}
			if (err != nil) != (c.err != "") || err != nil && !strings.Contains(err.Error(), c.err) {
				t.Errorf("error %v, want one with %q", err, c.err)
			}
			if err != nil && strings.Contains(err.Error(), "Canary") {
				t.Errorf("the error tells the value: %v", err)
			}
		})
	}
}

func TestTokenIsNeverPrinted(t *testing.T) {
	t.Parallel()
	token, err := forge.NewToken(canary, "GH_TOKEN", "")
	if err != nil {
		t.Fatal(err)
	}
	holder := struct {
		Token   forge.Token
		Pointer *forge.Token
		hidden  forge.Token
	}{token, &token, token}
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "token", token, "holder", holder)
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "token", token, "holder", holder)
	texts := []string{log.String(), fmt.Sprint(token, holder), token.String()}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%T", "%p"} {
		texts = append(texts, fmt.Sprintf(verb, token), fmt.Sprintf(verb, &token), fmt.Sprintf(verb, holder), fmt.Sprintf(verb, &holder))
	}
	encoded, err := json.Marshal(holder)
	if err != nil {
		t.Fatal(err)
	}
	texts = append(texts, string(encoded))
	for _, text := range texts {
		if strings.Contains(text, canary) || strings.Contains(text, fmt.Sprintf("%x", canary)) {
			t.Errorf("the value is in %q", text)
		}
	}
	if want := "token from GH_TOKEN"; token.String() != want || fmt.Sprint(token) != want {
		t.Errorf("a token prints as %q and %q, want %q", token.String(), fmt.Sprint(token), want)
	}
}
