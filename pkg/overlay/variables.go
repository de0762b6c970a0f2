package overlay

import (
	"cmp"
	"slices"
	"strings"
)

// A Variable is one variable for the environment of the tools.
type Variable struct {
	Name, Value string
	// Tools that read it.
	For []Tool
	// Why it is needed, and where its value comes from.
	Why string
	// True if it holds credentials, or is of use only together with one that does: it is for steps that
	// use the network, and for them alone.
	Secret bool
}

// String is NAME=value without credentials.
func (v Variable) String() string { return v.Name + "=" + v.Shown() }

// GoString is String: %#v is for logs, too.
func (v Variable) GoString() string { return v.String() }

// Shown is the value without credentials.
func (v Variable) Shown() string {
	if shown := Hide(v.Value); !v.Secret || shown != v.Value {
		return shown
	}
	return mask
}

// A Project is what has to be known of a project to translate for its tools.
type Project struct {
	// Major version of Yarn that the project uses, 3 for jlpm; 0 if that isn't known. Yarn 3 and 4 name a
	// few settings differently, and each stops at the other's names.
	Yarn int
}

// Variables translates the settings: what the tools of a project need beside what the person has set, sorted
// by name. Nothing that the person has set is among them, under whatever name a tool takes for the same.
func (s Settings) Variables(p Project) []Variable {
	t := translation{Settings: s, project: p}
	t.proxies()
	t.yarnProxies()
	t.bundle()
	t.nodeCertificates()
	t.systemCertificates()
	t.python()
	t.npm()
	t.yarn()
	t.conda()
	t.other()
	slices.SortFunc(t.made, func(a, b Variable) int { return cmp.Compare(a.Name, b.Name) })
	return t.made
}

// Environment is the variables as a map for a step; secret ones only if it uses the network.
func Environment(vars []Variable, network bool) map[string]string {
	out := map[string]string{}
	for _, v := range vars {
		if network || !v.Secret {
			out[v.Name] = v.Value
		}
	}
	return out
}

// Secrets is the variables that only steps that use the network get, as a map.
func Secrets(vars []Variable) map[string]string {
	out := map[string]string{}
	for _, v := range vars {
		if v.Secret {
			out[v.Name] = v.Value
		}
	}
	return out
}

// A translation collects variables.
type translation struct {
	Settings

	project Project
	made    []Variable
}

// give makes a variable, unless there is no value, or the person has set it or another name for the same.
func (t *translation) give(v Value, name, why string, tools []Tool, sames ...string) {
	if !v.IsSet() || t.env.set(append(sames, name)...) {
		return
	}
	t.made = append(t.made, Variable{
		Name: name, Value: v.Text, For: tools, Secret: v.Secret(), Why: why + " (from " + v.Origin.String() + ")",
	})
}

// proxies makes the variables that nearly every tool reads. Of each pair one form is enough, but for
// http_proxy: curl and git read that one only in small letters.
func (t *translation) proxies() {
	all := []Tool{Pip, UV, NPM, Yarn1, Bun, Conda, Git, Go, Curl, Requests}
	t.give(t.HTTPSProxy, "HTTPS_PROXY", "the proxy for https addresses", all, "https_proxy")
	t.give(t.NoProxy, "NO_PROXY", "hosts that are reached without the proxy", all, "no_proxy")
	if t.env.fold {
		t.give(t.HTTPProxy, "HTTP_PROXY", "the proxy for http addresses", all)
	} else {
		t.give(t.HTTPProxy, "http_proxy", "the proxy for http addresses; curl and git read this spelling only", all)
	}
	t.schemeless("HTTPS_PROXY", "npm_config_https_proxy", t.HTTPSProxy)
	t.schemeless("HTTP_PROXY", "npm_config_proxy", t.HTTPProxy)
	if proxy := cmp.Or(t.HTTPSProxy, t.HTTPProxy); proxy.IsSet() && !t.bare("HTTPS_PROXY") && !t.bare("HTTP_PROXY") {
		v := Value{"1", proxy.Origin}
		t.give(v, "NODE_USE_ENV_PROXY", "Node 24 and later read the proxy's variables only with it", []Tool{Node})
	}
}

// bare reports whether the person left the scheme out of a proxy's address.
func (t *translation) bare(name string) bool {
	for _, n := range []string{name, strings.ToLower(name)} {
		if v, _ := t.env.get(n); v != "" && schemeOf(v) == "" {
			return true
		}
	}
	return false
}

// schemeless helps npm and Yarn 1 with a proxy whose scheme the person left out.
func (t *translation) schemeless(name, npm string, proxy Value) {
	if t.bare(name) {
		t.give(proxy, npm, "npm and Yarn 1 need the http:// that "+name+" lacks", []Tool{NPM, Yarn1})
	}
}

// yarnProxies tells Yarn 3 and 4, which read none of the usual variables. They have no list of exceptions
// either: what is on the list must not be sent to the proxy.
func (t *translation) yarnProxies() {
	registry := t.yarnRegistry().Text
	if registry != "" && Exempt(t.NoProxy.Text, registry) {
		return
	}
	const why = "Yarn 3 and 4 (jlpm) don't read HTTP_PROXY and HTTPS_PROXY"
	tools := []Tool{Yarn3, Yarn4}
	t.give(cmp.Or(t.own(httpsProxy, Yarn3), t.HTTPSProxy), "YARN_HTTPS_PROXY", why, tools)
	t.give(cmp.Or(t.own(httpProxy, Yarn3), t.HTTPProxy), "YARN_HTTP_PROXY", why, tools)
}

// yarnRegistry is where Yarn 3 and 4 go.
func (t *translation) yarnRegistry() Value { return cmp.Or(t.own(npmRegistry, Yarn3), t.NPMRegistry) }

func (t *translation) systemCertificates() {
	t.give(t.SystemCA, "UV_NATIVE_TLS", "uv brings its own list of authorities", []Tool{UV}, "UV_SYSTEM_CERTS")
	one := t.SystemCA
	if one.IsSet() {
		one.Text = "1"
	}
	t.give(one, "NODE_USE_SYSTEM_CA", "Node brings its own list of authorities; since Node 22.15", []Tool{Node, NPM, Yarn3, Yarn4})
}
