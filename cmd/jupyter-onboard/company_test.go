package main

import (
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay/overlaytest"
)

// companies are the networks of companies that scripts are in, by the user that their proxy asks for. They are
// started when they are first entered, and end with the test.
type companies struct {
	t  *testing.T
	mu sync.Mutex
	by map[string]*overlaytest.Network
}

func newCompanies(t *testing.T) *companies {
	t.Helper()
	return &companies{t: t, by: map[string]*overlaytest.Network{}}
}

// enter puts a script into a company.
func (c *companies) enter(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 1 {
		ts.Fatalf("usage: company [user:password]")
	}
	user := ""
	if len(args) == 1 {
		user = args[0]
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	n := c.by[user]
	if n == nil {
		n = overlaytest.Start(c.t, user)
		c.by[user] = n
	}
	ts.Setenv("CORP_PROXY", n.Proxy)
	ts.Setenv("CORP_CA", n.CA)
	if user != "" {
		ts.Setenv("CORP_SIGNED", n.WithUser("ada", "hunter2"))
	}
}
