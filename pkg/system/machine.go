package system

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// MachineFacts finds what the doctor looks at besides what a plan needs. dir is where the checkout goes.
func (p Prober) MachineFacts(ctx context.Context, dir string) plan.Machine {
	m := plan.Machine{
		GitName: p.gitIdentity(ctx, dir, "user.name"), GitEmail: p.gitIdentity(ctx, dir, "user.email"),
		Watches: readInt("/proc/sys/fs/inotify/max_user_watches"), ManagedPython: managedPython(),
	}
	m.ShortPaths, m.NoSymlinks = windowsLimits()
	m.ReadOnly = !writable(nearest(dir))
	return m
}

// gitIdentity is what git would write into a commit, from the settings and the environment.
func (p Prober) gitIdentity(ctx context.Context, dir, key string) string {
	variable := map[string]string{"user.name": "GIT_AUTHOR_NAME", "user.email": "GIT_AUTHOR_EMAIL"}[key]
	if v := Getenv(p.Environ, variable); v != "" {
		return v
	}
	// A person's settings may be elsewhere, by GIT_CONFIG_GLOBAL.
	out, err := p.askWith(ctx, []string{"git", "-C", nearest(dir), "config", "--get", key}, EnvOptions{Git: true})
	if err != nil {
		return ""
	}
	return strings.TrimSpace(out)
}

func readInt(path string) int {
	data, err := os.ReadFile(path)
	if err != nil {
		return 0
	}
	n, err := strconv.Atoi(strings.TrimSpace(string(data)))
	if err != nil {
		return 0
	}
	return n
}

// managedPython is the marker by which a distribution tells pip to keep away (PEP 668), or "".
func managedPython() string {
	matches, err := filepath.Glob("/usr/lib/python3*/EXTERNALLY-MANAGED")
	if err != nil || len(matches) == 0 {
		return ""
	}
	return filepath.Dir(matches[0])
}
