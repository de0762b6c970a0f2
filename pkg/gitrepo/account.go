package gitrepo

import (
	"bytes"
	"context"
	"regexp"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// SSHAccount asks the server of an SSH address whom the person's key signs in as, which GitHub tells in its greeting.
// It is empty for other addresses, and where nobody can tell. No question is asked and no host is trusted anew.
func (g *Git) SSHAccount(ctx context.Context, address Address) string {
	if address.scheme != "ssh" {
		return ""
	}
	var said bytes.Buffer
	login := "git@" + address.host
	if user, _, ok := bytes.Cut([]byte(address.text), []byte("@"+address.host)); ok && isWord(string(user)) {
		login = string(user) + "@" + address.host
	}
	// The greeting comes with exit code 1, since there is no shell to be had.
	_, _ = g.runner.Run(ctx, system.Command{
		Argv:    []string{"ssh", "-T", "-o", "BatchMode=yes", "-o", "ConnectTimeout=5", "-o", "StrictHostKeyChecking=yes", login},
		Env:     system.Environ(g.env, system.EnvOptions{Git: true}),
		Stdout:  &said,
		Stderr:  &said,
		Timeout: 10 * time.Second,
		Grace:   time.Second,
	})
	hi := regexp.MustCompile(`(?m)^Hi ([A-Za-z0-9-]{1,100})!`).FindSubmatch(said.Bytes())
	if hi == nil {
		return ""
	}
	return string(hi[1])
}
