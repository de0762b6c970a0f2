package system

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// Host fills the facts that need no other program: system, container, rights, disk, memory.
func (p Prober) Host(dir string) plan.Facts {
	return plan.Facts{
		OS: guide.OS(runtime.GOOS), Arch: runtime.GOARCH, Container: p.container(), Root: isRoot(),
		DiskFree: guide.Size(diskFree(nearest(dir))), Memory: guide.Size(memory()),
	}
}

// nearest is the closest folder above a path that is there.
func nearest(path string) string {
	for {
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			return path
		}
		up := filepath.Dir(path)
		if up == path {
			return path
		}
		path = up
	}
}

// container tells what kind of box the machine is, or "".
func (p Prober) container() string {
	env := func(name string) bool { return Getenv(p.Environ, name) != "" }
	switch {
	case env("CODESPACES"):
		return "codespaces"
	case env("REMOTE_CONTAINERS"), env("DEVCONTAINER"):
		return "devcontainer"
	case env("BINDER_SERVICE_HOST"), env("BINDER_LAUNCH_HOST"):
		return "binder"
	case env("WSL_DISTRO_NAME"):
		return "wsl"
	case Files{}.Exists("/.dockerenv"), Files{}.Exists("/run/.containerenv"):
		return "docker"
	case env("KUBERNETES_SERVICE_HOST"):
		return "kubernetes"
	case p.loginNode():
		return "cluster"
	}
	return ""
}

// loginNode reports whether jobs are handed to a batch system here, and this is none of them: Slurm, PBS, LSF and
// HTCondor set a variable inside a job.
func (p Prober) loginNode() bool {
	for _, job := range []string{"SLURM_JOB_ID", "PBS_JOBID", "LSB_JOBID", "_CONDOR_JOB_AD"} {
		if Getenv(p.Environ, job) != "" {
			return false
		}
	}
	return slices.ContainsFunc([]string{"sbatch", "qsub", "bsub", "condor_submit"}, func(submit string) bool {
		_, err := LookPath(submit, Getenv(p.Environ, "PATH"))
		return err == nil
	})
}

// Existing tells what made the environment at root, and its Python, from its own files.
func Existing(root string) plan.Existing {
	if (Files{}).Exists(filepath.Join(root, "conda-meta")) {
		return plan.Existing{Maker: "conda"}
	}
	data, err := os.ReadFile(filepath.Join(root, "pyvenv.cfg"))
	if err != nil {
		return plan.Existing{}
	}
	e := plan.Existing{Maker: "venv"}
	for line := range strings.Lines(string(data)) {
		key, value, _ := strings.Cut(line, "=")
		switch strings.TrimSpace(key) {
		case "uv":
			e.Maker = "uv"
		case "version", "version_info":
			e.Version = strings.TrimSuffix(strings.TrimSpace(value), ".final.0")
		}
	}
	return e
}
