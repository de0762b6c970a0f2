package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// api is the address of the server's REST interface: as GITHUB_API_URL says, else where GitHub
// Enterprise has it on the server that GITHUB_SERVER_URL names, else github.com's.
func (a *app) api() string {
	if address := a.getenv("GITHUB_API_URL"); address != "" {
		return address
	}
	if server := a.server(); server != "https://github.com" {
		return server + "/api/v3"
	}
	return ""
}

// A sayer writes a sentence for people.
type sayer func(event.Level, string)

// forge is the client that asks GitHub. Offline nobody is asked for a token either.
func (a *app) forge(ctx context.Context, offline, refresh bool, say sayer) (*forge.Client, error) {
	api := a.api()
	helper := a.tokenOfGH
	if offline {
		helper = nil
	}
	token, err := forge.FindToken(ctx, api, a.getenv, helper)
	if err != nil {
		say(event.Warning, firstUpper(err.Error())+". It goes on without one.")
	}
	transport, err := a.transport()
	if err != nil {
		return nil, err
	}
	client, err := forge.New(forge.Options{
		API: api, Token: token, Offline: offline, Refresh: refresh, Transport: transport,
		Store: answerStore{filepath.Join(a.directory(cacheFolder()), "github")},
	})
	if err != nil {
		return nil, &problem{
			code: exitUsage, message: "There is no such GitHub.", observed: err.Error(),
			expected: "the address of a REST interface, such as https://github.example.com/api/v3", next: "the same command with another GITHUB_API_URL", cause: err,
		}
	}
	return client, nil
}

// tokenOfGH asks the gh program, where it is installed, for the token that it keeps.
func (a *app) tokenOfGH(ctx context.Context, host string) (string, error) {
	var out bytes.Buffer
	_, err := system.Machine{}.Run(ctx, system.Command{
		Argv: []string{"gh", "auth", "token", "--hostname", host}, Env: a.process.Environ, Stdout: &out, Timeout: 3 * time.Second,
	})
	if err != nil {
		return "", fmt.Errorf("ask gh: %w", err)
	}
	return out.String(), nil
}

// forgeProblem turns the forge's errors into ones with an exit code.
func forgeProblem(err error) error {
	e, ok := errors.AsType[*forge.Error](err)
	if !ok {
		return err
	}
	p := &problem{code: exitNetwork, message: "GitHub gave no answer.", observed: e.Op + ": " + e.Observed, expected: "an answer, or a kept one", next: e.Next, cause: err}
	switch e.Kind {
	case forge.NotFound, forge.Gone, forge.Invalid:
		p.code, p.message, p.expected = exitFailed, "There is no such issue.", "an issue of the repository"
	case forge.Offline:
		p.message, p.expected = "No answer is kept.", "an answer from an earlier run"
	case forge.Limited:
		p.message = "GitHub asks to wait."
	case forge.Unauthorized, forge.NeedsSSO, forge.Forbidden:
		p.message = "GitHub refuses."
	case forge.Unavailable, forge.Broken, forge.Intercepted, forge.Timeout, forge.NoName, forge.Unreachable, forge.Untrusted, forge.Proxy:
	}
	return p
}

// refreshes is how the commands about issues ask anew.
const refreshes = "--refresh asks GitHub again."

// sayFreshness tells how old an answer is, and why, unless it is new; again says how to ask anew, if there is a way.
func sayFreshness(say sayer, f forge.Freshness, again string, now time.Time) {
	if !f.Kept {
		return
	}
	text := "This is from " + journey.Ago(f.Age(now)) + "."
	if f.Problem == nil {
		say(event.Info, strings.TrimSpace(text+" "+again))
		return
	}
	say(event.Warning, text+" "+firstUpper(f.Problem.Error())+".")
}

// sayBudget tells what is left to ask, and what went wrong with keeping answers.
func sayBudget(say sayer, c *forge.Client) {
	var parts []string
	for _, b := range c.Budgets() {
		what := "requests"
		if b.Resource == "search" {
			what = "searches"
		}
		parts = append(parts, fmt.Sprintf("%s: %s", what, b))
	}
	if len(parts) > 0 {
		say(event.Info, "GitHub's budget: "+strings.Join(parts, "; ")+".")
	}
	if err := c.StoreProblem(); err != nil {
		say(event.Warning, firstUpper(err.Error())+". The next run has to ask again.")
	}
}
