package overlay

import (
	"cmp"
	"strconv"
	"strings"
)

// python tells pip of uv's index and the other way round. uv's variable also wins over the uv.toml or
// pyproject.toml of a repository.
func (t *translation) python() {
	if !t.own(pythonIndex, Pip).IsSet() {
		t.give(t.PythonIndex, "PIP_INDEX_URL", "pip doesn't read uv's settings", []Tool{Pip})
		t.plainIndex()
	}
	index := cmp.Or(t.own(pythonIndex, UV), t.PythonIndex)
	why := "uv doesn't read pip's settings"
	if index.Origin.Tool == UV {
		why = "it wins over an index that a repository's file names"
	}
	// Every version of uv reads this name; UV_DEFAULT_INDEX only those since 0.4.23.
	t.give(index, "UV_INDEX_URL", why, []Tool{UV}, "UV_DEFAULT_INDEX")
	if t.own(extraIndex, UV).IsSet() || len(t.ExtraPythonIndexes) == 0 {
		return
	}
	joined := Value{join(t.ExtraPythonIndexes), t.ExtraPythonIndexes[0].Origin}
	t.give(joined, "UV_EXTRA_INDEX_URL", "uv doesn't read pip's settings", []Tool{UV}, "UV_INDEX")
}

// plainIndex lets pip use an index without TLS that was given to another tool: uv asks nothing.
func (t *translation) plainIndex() {
	host, port := hostOf(t.PythonIndex.Text)
	if schemeOf(t.PythonIndex.Text) != "http" || host == "" || t.own(trustedHost, Pip).IsSet() {
		return
	}
	if port != "" {
		host += ":" + port
	}
	t.give(Value{host, t.PythonIndex.Origin}, "PIP_TRUSTED_HOST", "pip uses no index without TLS by itself", []Tool{Pip})
}

func join(values []Value) string {
	texts := make([]string, 0, len(values))
	for _, v := range values {
		texts = append(texts, v.Text)
	}
	return strings.Join(texts, " ")
}

// npm tells npm, Yarn 1 and Bun of the registry. The variable wins over the .npmrc of a repository.
func (t *translation) npm() {
	registry := cmp.Or(t.own(npmRegistry, NPM), t.NPMRegistry)
	why := "npm, Yarn 1 and Bun read it, and it wins over a registry that a repository's file names"
	t.give(registry, "npm_config_registry", why, []Tool{NPM, Yarn1, Bun})
	if bun := t.own(npmRegistry, Bun); bun.Text != registry.Text {
		t.give(bun, "BUN_CONFIG_REGISTRY", "Bun has a registry of its own", []Tool{Bun})
	}
}

// yarn tells Yarn 3 and 4 of the registry: they read no .npmrc, and only a variable wins over the
// .yarnrc.yml of a repository. They need the login apart from the address, and ask before using http.
func (t *translation) yarn() {
	registry := t.yarnRegistry()
	if t.env.set("YARN_NPM_REGISTRY_SERVER") {
		return
	}
	tools := []Tool{Yarn3, Yarn4}
	address, user := parts(registry.Text)
	const why = "Yarn 3 and 4 (jlpm) read no .npmrc, and only this wins over a repository's .yarnrc.yml"
	t.give(Value{address, registry.Origin}, "YARN_NPM_REGISTRY_SERVER", why, tools)
	if host, _ := hostOf(address); schemeOf(address) == "http" && host != "" {
		t.give(Value{host, registry.Origin}, "YARN_UNSAFE_HTTP_WHITELIST", "Yarn 3 and 4 (jlpm) use no registry without TLS by themselves", tools)
	}
	login := t.NPMLogin
	if registry.Text != t.NPMRegistry.Text {
		login = Value{}
	}
	if password, ok := user.Password(); ok {
		login = Value{basic + " " + user.Username() + ":" + password, registry.Origin}
	}
	t.yarnLogin(login, tools)
}

// yarnLogin makes both variables or none: either of them alone makes Yarn fail, or do without the login.
func (t *translation) yarnLogin(login Value, tools []Tool) {
	kind, secret, ok := strings.Cut(login.Text, " ")
	if !ok || t.env.set("YARN_NPM_AUTH_TOKEN", "YARN_NPM_AUTH_IDENT", "YARN_NPM_ALWAYS_AUTH") {
		return
	}
	name := "YARN_NPM_AUTH_TOKEN"
	if kind == basic {
		name = "YARN_NPM_AUTH_IDENT"
	}
	before := len(t.made)
	t.give(Value{secret, login.Origin}, name, "the login for the registry", tools)
	t.give(Value{"true", login.Origin}, "YARN_NPM_ALWAYS_AUTH", "without it Yarn uses the login only to publish", tools)
	for i := range t.made[before:] {
		t.made[before+i].Secret = true
	}
}

// conda is told what it doesn't know by itself: an organisation's settings.
func (t *translation) conda() {
	if !t.own(condaAlias, Conda).IsSet() {
		t.give(t.CondaAlias, "CONDA_CHANNEL_ALIAS", "the server that channel names stand for", []Tool{Conda})
	}
	if len(t.CondaChannels) > 0 && !t.own(condaChannels, Conda).IsSet() {
		joined := Value{strings.ReplaceAll(join(t.CondaChannels), " ", ","), t.CondaChannels[0].Origin}
		t.give(joined, "CONDA_DEFAULT_CHANNELS", "the channels that defaults stands for", []Tool{Conda})
	}
}

// other tells Go and git what they don't know by themselves. All of git's settings go out together, since a
// step doesn't get those that the person gave git by variables.
func (t *translation) other() {
	t.give(t.GoProxy, "GOPROXY", "where Go modules come from", []Tool{Go})
	var rewrites []Rewrite
	for _, r := range t.GitInsteadOf {
		if r.Origin().Kind != FromFile {
			rewrites = append(rewrites, r)
		}
	}
	if len(rewrites) == 0 {
		return
	}
	const why = "git takes one address for another"
	secret := false
	for i, r := range rewrites {
		n := strconv.Itoa(i)
		secret = secret || r.To.Secret()
		t.made = append(
			t.made,
			Variable{Name: "GIT_CONFIG_KEY_" + n, Value: "url." + r.To.Text + ".insteadOf", For: []Tool{Git}, Why: why + " (from " + r.Origin().String() + ")"},
			Variable{Name: "GIT_CONFIG_VALUE_" + n, Value: r.From, For: []Tool{Git}, Why: why + " (from " + r.Origin().String() + ")"},
		)
	}
	t.made = append(t.made, Variable{Name: "GIT_CONFIG_COUNT", Value: strconv.Itoa(len(rewrites)), For: []Tool{Git}, Why: "the number of git's settings here"})
	for i := range t.made {
		if strings.HasPrefix(t.made[i].Name, "GIT_CONFIG_") {
			t.made[i].Secret = secret
		}
	}
}

// Origin is where the rewrite was found.
func (r Rewrite) Origin() Origin { return r.To.Origin }
