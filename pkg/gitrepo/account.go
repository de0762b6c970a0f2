package gitrepo

import (
	"bytes"
	"context"
	"net"
	"regexp"
	"strings"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// SSHAccount asks the server of an SSH address whom the person's key signs in as, which GitHub tells in its greeting.
// It is empty for other addresses, and where nobody can tell. No question is asked and no host is trusted anew.
func (g *Git) SSHAccount(ctx context.Context, address Address) string {
	if address.scheme != "ssh" {
		return ""
	}
	host, port := address.host, "22"
	if h, p, err := net.SplitHostPort(host); err == nil {
		host, port = h, p
	}
	user := "git"
	if login, _, ok := strings.Cut(strings.TrimPrefix(address.text, "ssh://"), "@"); ok && isWord(login) {
		user = login
	}
	var said bytes.Buffer
	// The greeting comes with exit code 1, since there is no shell to be had.
	_, _ = g.runner.Run(ctx, system.Command{
		Argv:    []string{"ssh", "-T", "-p", port, "-o", "BatchMode=yes", "-o", "ConnectTimeout=5", "-o", "StrictHostKeyChecking=yes", user + "@" + host},
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
