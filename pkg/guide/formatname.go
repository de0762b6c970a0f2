package guide

import (
	"fmt"
	"strings"
)

// checkEnvName checks the name of a variable: one that a shell can set, and that belongs to the guide.
func checkEnvName(s string) *fault {
	if !only(s, 100, "_") || s[0] >= '0' && s[0] <= '9' {
		return &fault{id: "guide/bad-env", message: "is not a name for a variable"}
	}
	if owner := envOwner(strings.ToUpper(s)); owner != "" {
		return &fault{id: "guide/reserved-env", message: fmt.Sprintf("can't be set by a guide: %s", owner)}
	}
	return nil
}

// envOwner says who decides about a variable that a guide can't set, or "". The name is in upper case.
func envOwner(s string) string {
	switch s {
	case "PATH", "HOME", "SHELL", "USER", "LOGNAME", "PWD", "IFS", "BASH_ENV", "ENV", "SHELLOPTS", "BASHOPTS", "PS4",
		"CDPATH", "PATHEXT", "SYSTEMROOT", "COMSPEC", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "CONDA_PREFIX",
		"VIRTUAL_ENV", "PYTHONHOME", "PROMPT_COMMAND":
		return "the engine sets it"
	case "SSH_AUTH_SOCK", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS",
		"NODE_TLS_REJECT_UNAUTHORIZED", "PIP_CERT", "PIP_TRUSTED_HOST", "PIP_CONFIG_FILE", "PIP_FIND_LINKS",
		"UV_FIND_LINKS", "UV_INSECURE_HOST", "YARN_NPM_REGISTRY_SERVER":
		return "the machine and its organisation decide about trust and hosts"
	}
	for _, prefix := range []string{"LD_", "DYLD_", "BASH_FUNC_"} {
		if strings.HasPrefix(s, prefix) {
			return "it changes which programs run"
		}
	}
	for _, prefix := range []string{"GIT_", "JUPYTER_ONBOARD_"} {
		if strings.HasPrefix(s, prefix) {
			return "it belongs to git or to this tool"
		}
	}
	for _, part := range []string{"_PROXY", "INDEX_URL", "UV_INDEX", "UV_DEFAULT_INDEX", "CONFIG_REGISTRY"} {
		if strings.Contains(s, part) {
			return "the machine and its organisation decide about trust and hosts"
		}
	}
	for _, part := range []string{"TOKEN", "PASSWORD", "PASSWD", "SECRET", "CREDENTIAL", "API_KEY", "PRIVATE_KEY", "ACCESS_KEY"} {
		if strings.Contains(s, part) {
			return "it looks like a secret"
		}
	}
	return ""
}

// checkTool checks the name of a program.
func checkTool(s string) *fault {
	if only(s, 64, "._+-") && s[0] != '-' && s[0] != '.' {
		return nil
	}
	return &fault{id: "guide/bad-tool", message: "is not the name of a program"}
}

// checkDistribution checks the name of a Python distribution.
func checkDistribution(s string) *fault {
	if only(s, 100, "._-") && only(s[:1], 1, "") && only(s[len(s)-1:], 1, "") {
		return nil
	}
	return &fault{id: "guide/bad-package", message: "is not the name of a Python distribution"}
}

// checkImport checks the name of a Python package as import takes it.
func checkImport(s string) *fault {
	for part := range strings.SplitSeq(s, ".") {
		if !only(part, 100, "_") || part[0] >= '0' && part[0] <= '9' {
			f := &fault{id: "guide/bad-package", message: "is not a name that Python can import"}
			if strings.Contains(s, "-") {
				f.suggestion = fmt.Sprintf("write %q", strings.ReplaceAll(s, "-", "_"))
			}
			return f
		}
	}
	return nil
}

// checkRequirement checks a requirement that pip installs by name.
func checkRequirement(s string) *fault {
	name := strings.TrimRight(s, " ")
	if i := strings.IndexAny(name, "[<>=!~; "); i >= 0 {
		name = name[:i]
	}
	if checkDistribution(name) != nil || strings.ContainsAny(s, "@\n") {
		return &fault{
			id: "guide/bad-package", message: "is not a requirement of pip by name",
			suggestion: `write it as "name>=1,<2"`,
		}
	}
	return nil
}

// checkPipArgument refuses arguments that install elsewhere or from elsewhere than the environment's own index.
func checkPipArgument(s string) *fault {
	name, _, _ := strings.Cut(s, "=")
	switch name {
	case "--user", "--target", "-t", "--prefix", "--root", "--python", "--break-system-packages":
		return &fault{
			id: "guide/bad-pip", message: "installs outside the environment", suggestion: "remove it",
		}
	case "--index-url", "-i", "--extra-index-url", "--trusted-host", "--find-links", "-f", "--proxy", "--cert",
		"--client-cert", "--no-index":
		return &fault{
			id: "guide/bad-pip", message: "decides where packages come from, which the machine and its organisation do",
			suggestion: "remove it",
		}
	case "pip", "install", "uv", "python":
		return &fault{
			id: "guide/bad-pip", message: "is the engine's part of the command",
			suggestion: `write the arguments only: ["-e", ".[test]"]`,
		}
	}
	if IsGlob(s) && (!strings.HasPrefix(s, "./") || pathFault(s[2:], "*", false) != nil) {
		return &fault{
			id: "guide/bad-pip", message: "is a pattern, and no path of the checkout", suggestion: `write it behind "-e" as "./plugins/*"`,
		}
	}
	if strings.HasPrefix(s, "-") && strings.Contains(s, " ") {
		first, rest, _ := strings.Cut(s, " ")
		return &fault{
			id: "guide/bad-pip", message: "is two arguments in one",
			suggestion: fmt.Sprintf("write %q, %q", cut(first), cut(rest)),
		}
	}
	return nil
}

// IsGlob reports whether an argument of an install is a pattern of packages, such as ./plugins/*. A star in a version,
// as in x==1.*, makes none.
func IsGlob(argument string) bool {
	return strings.Contains(argument, "*") && !strings.ContainsAny(argument, "=<>~!")
}

// checkNpmPackage checks a package that npm installs by name.
func checkNpmPackage(s string) *fault {
	name, scope := s, ""
	if strings.HasPrefix(s, "@") {
		scope, name, _ = strings.Cut(s[1:], "/")
		if !only(scope, 100, "._-") {
			name = ""
		}
	}
	name, version, tagged := strings.Cut(name, "@")
	if only(name, 214, "._-") && name[0] != '-' && name[0] != '.' && (!tagged || only(version, 100, "._-^~<>=| ")) {
		return nil
	}
	return &fault{
		id: "guide/bad-package", message: "is not a package of npm by name",
		suggestion: `write it as "name" or "name@5"`,
	}
}
