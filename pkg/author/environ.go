package author

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// CleanEnviron is the environment of a trial: programs and the way into the network are the machine's, and nothing else
// is the person's. Home, settings, caches and temporary files are below home; folders of an environment that is active
// are taken off PATH. Settings files in the person's home don't count, so a mirror must be told by variables or in the
// machine's own files.
func CleanEnviron(environ []string, home string) []string {
	out := []string{
		"HOME=" + home, "USERPROFILE=" + home, "LANG=C.UTF-8", "TERM=dumb",
		"XDG_CONFIG_HOME=" + filepath.Join(home, ".config"), "XDG_CACHE_HOME=" + filepath.Join(home, ".cache"),
		"XDG_DATA_HOME=" + filepath.Join(home, ".local", "share"), "XDG_STATE_HOME=" + filepath.Join(home, ".local", "state"),
		"APPDATA=" + filepath.Join(home, "AppData", "Roaming"), "LOCALAPPDATA=" + filepath.Join(home, "AppData", "Local"),
		"TMPDIR=" + filepath.Join(home, "tmp"), "TEMP=" + filepath.Join(home, "tmp"), "TMP=" + filepath.Join(home, "tmp"),
		"GIT_CONFIG_GLOBAL=" + filepath.Join(home, ".gitconfig"),
		"PATH=" + pathWithout(system.Getenv(environ, "PATH"), system.Getenv(environ, "VIRTUAL_ENV"), system.Getenv(environ, "CONDA_PREFIX")),
	}
	for _, entry := range environ {
		if name, _, ok := strings.Cut(entry, "="); ok && ofTheMachine(strings.ToUpper(name)) {
			out = append(out, entry)
		}
	}
	return out
}

// pathWithout takes folders of environments off a PATH.
func pathWithout(path string, environments ...string) string {
	kept := slices.DeleteFunc(filepath.SplitList(path), func(dir string) bool {
		return slices.ContainsFunc(environments, func(root string) bool {
			rel, err := filepath.Rel(root, dir)
			return root != "" && err == nil && filepath.IsLocal(rel)
		})
	})
	return strings.Join(kept, string(os.PathListSeparator))
}

// ofTheMachine reports whether a variable says where programs are, or how this machine reaches the network.
func ofTheMachine(name string) bool {
	switch name {
	case "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "FTP_PROXY", "NO_PROXY", "PYENV_ROOT", "UV_PYTHON_INSTALL_DIR",
		"SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS", "GIT_SSL_CAINFO", "GIT_SSL_CAPATH",
		"GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM",
		"SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "PROGRAMDATA", "PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMW6432",
		"COMMONPROGRAMFILES", "OS", "NUMBER_OF_PROCESSORS", "PROCESSOR_ARCHITECTURE":
		return true
	}
	tool := slices.ContainsFunc([]string{"PIP_", "UV_", "NPM_CONFIG_", "YARN_", "CONDA_"}, func(prefix string) bool { return strings.HasPrefix(name, prefix) })
	return tool && slices.ContainsFunc([]string{"INDEX", "REGISTRY", "MIRROR", "CHANNEL", "FIND_LINKS", "CERT", "CAFILE", "CA_FILE", "PROXY", "TRUSTED", "TIMEOUT", "TLS", "SSL"},
		func(part string) bool { return strings.Contains(name, part) })
}
