package engine

import (
	"bytes"
	"context"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// Author returns the names and e-mail addresses that git's settings have for the person, everywhere and in
// the folder dir: what must be hidden where others read along. Nothing is an error; then there is none.
func (e *Engine) Author(ctx context.Context, dir string) []string {
	var out []string
	for _, name := range []string{"GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"} {
		if v := system.Getenv(e.Environ, name); v != "" {
			out = append(out, v)
		}
	}
	for _, key := range []string{"user.name", "user.email"} {
		var said bytes.Buffer
		_, err := system.Machine{}.Run(ctx, system.Command{
			Argv: []string{"git", "config", "--get-all", key}, Dir: dir, Stdout: &said,
			Env: system.Environ(e.Environ, system.EnvOptions{Git: true}),
		})
		if err != nil {
			continue
		}
		for line := range strings.SplitSeq(said.String(), "\n") {
			if line = strings.TrimSpace(line); line != "" {
				out = append(out, line)
			}
		}
	}
	return out
}
