package system

import (
	"runtime"
	"slices"
	"strings"
)

// EnvOptions says what a program needs beyond the allow-list.
type EnvOptions struct {
	// Pass names variables of the base environment that a guide declares. A
	// name that looks like a secret isn't passed all the same.
	Pass []string
	// Set holds KEY=VALUE pairs that are put on top and win; their values come
	// from the program or the guide, not from the person's environment.
	Set []string
	// Network lets the credential settings of package tools and proxies with a
	// password through.
	Network bool
	// Git lets through what git needs to sign in and to find its settings: the
	// SSH agent, askpass programs, GIT_SSH and its like.
	Git bool
	// GOOS is the system whose rules hold; empty means this one.
	GOOS string
}

// Environ returns the environment of a step: what the allow-list, opts and the
// shape of each name and value permit of base, then opts.Set. The result has
// one entry a name, sorted, and is never nil.
//
// Variables that tell git which repository to work on are dropped always.
func Environ(base []string, opts EnvOptions) []string {
	if opts.GOOS == "" {
		opts.GOOS = runtime.GOOS
	}
	kept := map[string]string{}
	for _, entry := range base {
		name, value, ok := cut(entry)
		if ok && passes(name, value, opts) {
			kept[fold(name, opts.GOOS)] = name + "=" + value
		}
	}
	for _, entry := range opts.Set {
		if name, value, ok := cut(entry); ok {
			kept[fold(name, opts.GOOS)] = name + "=" + value
		}
	}
	out := make([]string, 0, len(kept))
	for _, entry := range kept {
		out = append(out, entry)
	}
	slices.Sort(out)
	return out
}

// cut splits an entry; entries without a name, such as Windows' =C:=C:\, and
// with NUL, which no system can pass on, are no entries.
func cut(entry string) (name, value string, ok bool) {
	name, value, ok = strings.Cut(entry, "=")
	return name, value, ok && name != "" && !strings.ContainsRune(entry, 0)
}

// fold returns the form in which two names are one variable.
func fold(name, goos string) string {
	if goos == "windows" {
		return strings.ToUpper(name)
	}
	return name
}

// passes decides about one variable of the base environment.
func passes(name, value string, opts EnvOptions) bool {
	name = fold(name, opts.GOOS)
	if opts.Git && forGit(name) {
		return true
	}
	if strings.HasPrefix(name, "GIT_") && !isCertificate(name) {
		return false
	}
	declared := slices.ContainsFunc(opts.Pass, func(p string) bool { return fold(p, opts.GOOS) == name })
	if !declared && !allowed(name, opts.GOOS) {
		return false
	}
	if IsSecretName(name) || IsSecretValue(value) {
		return opts.Network && toolCredential(name)
	}
	return true
}

// allowed is the allow-list.
func allowed(name, goos string) bool {
	switch name {
	case "PATH", "HOME", "LANG", "LANGUAGE", "TERM", "SHELL", "USER", "LOGNAME", "TMPDIR", "PYENV_ROOT", "CI":
		return true
	}
	for _, prefix := range []string{"LC_", "XDG_", "CONDA", "PIP_", "UV_", "YARN_"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return isNPM(name) || isProxy(name) || isMirror(name) || isCertificate(name) || goos == "windows" && allowedWindows(name)
}

// allowedWindows lists what programs on Windows don't start without, and where
// they keep their files. Names are in upper case.
func allowedWindows(name string) bool {
	switch name {
	case "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "TEMP", "TMP",
		"USERPROFILE", "USERNAME", "USERDOMAIN", "HOMEDRIVE", "HOMEPATH", "PUBLIC", "COMPUTERNAME",
		"APPDATA", "LOCALAPPDATA", "PROGRAMDATA", "ALLUSERSPROFILE", "PROGRAMFILES", "PROGRAMFILES(X86)",
		"PROGRAMW6432", "COMMONPROGRAMFILES", "COMMONPROGRAMFILES(X86)", "COMMONPROGRAMW6432",
		"OS", "NUMBER_OF_PROCESSORS", "PROCESSOR_ARCHITECTURE", "PROCESSOR_ARCHITEW6432",
		"PROCESSOR_IDENTIFIER", "PROCESSOR_LEVEL", "PROCESSOR_REVISION":
		return true
	}
	return false
}

// isNPM reports whether npm reads the variable as a setting.
func isNPM(name string) bool {
	return strings.HasPrefix(name, "npm_config_") || strings.HasPrefix(name, "NPM_CONFIG_")
}

// isProxy reports whether the variable names a proxy or its exceptions.
func isProxy(name string) bool {
	switch strings.ToUpper(name) {
	case "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "FTP_PROXY", "NO_PROXY", "NODE_USE_ENV_PROXY":
		return true
	}
	return false
}

// isMirror reports whether the variable says where packages come from, for a tool whose variables aren't all let through.
func isMirror(name string) bool { return name == "GOPROXY" || name == "BUN_CONFIG_REGISTRY" }

// isCertificate reports whether the variable names the certificates to trust.
func isCertificate(name string) bool {
	switch name {
	case "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS",
		"NODE_USE_SYSTEM_CA", "AWS_CA_BUNDLE", "NIX_SSL_CERT_FILE", "CARGO_HTTP_CAINFO", "DENO_CERT",
		"GIT_SSL_CAINFO", "GIT_SSL_CAPATH":
		return true
	}
	return false
}

// forGit lists what git, and only git, is given: how to sign in and where its
// settings are. What names a repository, an index or single settings isn't here.
func forGit(name string) bool {
	switch name {
	case "SSH_AUTH_SOCK", "SSH_AGENT_PID", "SSH_ASKPASS", "SSH_ASKPASS_REQUIRE", "DISPLAY", "WAYLAND_DISPLAY",
		"GIT_ASKPASS", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSH_VARIANT",
		"GIT_SSL_CAINFO", "GIT_SSL_CAPATH", "GIT_SSL_CERT", "GIT_SSL_KEY", "GIT_SSL_VERSION",
		"GIT_HTTP_PROXY_AUTHMETHOD", "GIT_PROXY_SSL_CAINFO", "GIT_PROXY_SSL_CERT", "GIT_PROXY_SSL_KEY",
		"GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM":
		return true
	}
	return false
}
