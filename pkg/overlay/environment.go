package overlay

import (
	"maps"
	"slices"
	"strings"
)

// environment is the person's variables by the system's rules.
type environment struct {
	values map[string]string
	fold   bool // Names differ by more than case.
}

// newEnvironment keeps the variables that a tool reads about the network.
func newEnvironment(values map[string]string, goos string) environment {
	e := environment{values: map[string]string{}, fold: goos == "windows"}
	for name, value := range values {
		if Reads(name) {
			e.values[name] = value
		}
	}
	return e
}

// get returns a variable, and whether it is set, be it to nothing.
func (e environment) get(name string) (string, bool) {
	if v, ok := e.values[name]; ok {
		return v, true
	}
	if !e.fold && !isNPM(name) {
		return "", false
	}
	for _, n := range e.names() {
		if e.fold && strings.EqualFold(n, name) || isNPM(name) && npmName(n) == npmName(name) {
			return e.values[n], true
		}
	}
	return "", false
}

// set reports whether one of the variables is set.
func (e environment) set(names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool {
		_, ok := e.get(name)
		return ok
	})
}

func (e environment) names() []string {
	names := make([]string, 0, len(e.values))
	for n := range e.values {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// with is the environment with further variables.
func (e environment) with(vars []Variable) environment {
	out := environment{values: map[string]string{}, fold: e.fold}
	maps.Copy(out.values, e.values)
	for _, v := range vars {
		out.values[v.Name] = v.Value
	}
	return out
}

func isNPM(name string) bool { return strings.HasPrefix(strings.ToLower(name), "npm_config_") }

// npmName is the form in which npm takes two names for the same setting.
func npmName(name string) string { return strings.ReplaceAll(strings.ToLower(name), "-", "_") }

// Reads reports whether a variable says something about mirrors, proxies or certificates, or where the files
// are that do: what a caller keeps of the environment for [Machine].
func Reads(name string) bool {
	upper := strings.ToUpper(name)
	for _, prefix := range []string{"PIP_", "UV_", "NPM_CONFIG_", "YARN_", "CONDA_", "BUN_CONFIG_", "GIT_CONFIG_"} {
		if strings.HasPrefix(upper, prefix) {
			return true
		}
	}
	switch upper {
	case "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY",
		"SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "GIT_SSL_CAINFO",
		"NODE_EXTRA_CA_CERTS", "NODE_USE_SYSTEM_CA", "NODE_USE_ENV_PROXY",
		"GOPROXY", "CONDARC", "XDG_CONFIG_HOME", "APPDATA", "PROGRAMDATA":
		return true
	}
	return false
}
