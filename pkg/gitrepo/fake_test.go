package gitrepo_test

import (
	"context"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// fakeGit returns a machine that answers git commands by what follows the
// settings that are given to each.
func fakeGit() *gitMachine { return &gitMachine{} }

// gitMachine is a system.Fake that sees git's arguments without the settings.
type gitMachine struct{ system.Fake }

// Run implements gitrepo.Runner.
func (m *gitMachine) Run(ctx context.Context, c system.Command) (system.Result, error) {
	argv := []string{"git"}
	for i := 1; i < len(c.Argv); i++ {
		if c.Argv[i] == "-c" {
			i++
			continue
		}
		argv = append(argv, c.Argv[i])
	}
	c.Argv = argv
	return m.Fake.Run(ctx, c)
}

// answer makes git print one line, or fail silently if there is none.
func answer(m *gitMachine, line string, args ...string) {
	e := m.Expect(append([]string{"git"}, args...)...)
	if line == "" {
		e.Exit(1)
		return
	}
	e.Stdout(line + "\n")
}

// assumeOther is a machine on which git takes every folder for someone else's.
type assumeOther struct{}

// Run implements gitrepo.Runner.
func (assumeOther) Run(ctx context.Context, c system.Command) (system.Result, error) {
	c.Env = append(c.Env, "GIT_TEST_ASSUME_DIFFERENT_OWNER=1")
	return system.Machine{}.Run(ctx, c)
}
