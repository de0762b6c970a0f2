package system

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func TestContainer(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" || (Files{}).Exists("/.dockerenv") || (Files{}).Exists("/run/.containerenv") {
		t.Skip("needs a Unix outside a container")
	}
	login := t.TempDir()
	if err := os.WriteFile(filepath.Join(login, "qsub"), []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	for want, environ := range map[string][]string{
		"":             {"PATH=" + t.TempDir()},
		"codespaces":   {"CODESPACES=true", "REMOTE_CONTAINERS=true"},
		"devcontainer": {"REMOTE_CONTAINERS=true"},
		"binder":       {"BINDER_SERVICE_HOST=10.0.0.1", "KUBERNETES_SERVICE_HOST=10.0.0.1"},
		"wsl":          {"WSL_DISTRO_NAME=Debian"},
		"kubernetes":   {"KUBERNETES_SERVICE_HOST=10.0.0.1"},
		"cluster":      {"PATH=" + login},
	} {
		if got := (Prober{Environ: environ}).container(); got != want {
			t.Errorf("%v: got %q, want %q", environ, got, want)
		}
	}
	if got := (Prober{Environ: []string{"PATH=" + login, "SLURM_JOB_ID=7"}}).container(); got != "" {
		t.Errorf("inside a job: got %q", got)
	}
}
