package overlay

import (
	"encoding/base64"
	"slices"
	"strings"
)

// pip reads pip.conf or pip.ini. What [install] says wins over [global].
func (r *reader) pip() {
	values := pipValues(r.text())
	for _, k := range []struct {
		key     string
		setting setting
	}{
		{"index-url", pythonIndex},
		{"extra-index-url", extraIndex},
		{"cert", caBundle},
		{"trusted-host", trustedHost},
		{"proxy", httpProxy},
		{"proxy", httpsProxy},
	} {
		for _, section := range []string{"install", "global"} {
			if v := values[section+"."+k.key]; v != "" {
				r.say(k.setting, k.key, v)
				break
			}
		}
	}
}

// pipValues reads sections of keys; a line that begins with space goes on with the value before it.
func pipValues(text string) map[string]string {
	values := map[string]string{}
	section, key := "", ""
	for line := range strings.Lines(text) {
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "" || strings.ContainsRune("#;", rune(trimmed[0])):
		case strings.HasPrefix(line, "["):
			section, key = strings.Trim(trimmed, "[]"), ""
		case (line[0] == ' ' || line[0] == '\t') && key != "":
			values[key] = strings.TrimSpace(values[key] + "\n" + trimmed)
		default:
			name, value, ok := cutAny(trimmed, "=:")
			if ok {
				key = section + "." + strings.ReplaceAll(strings.ToLower(strings.TrimSpace(name)), "_", "-")
				values[key] = strings.TrimSpace(value)
			}
		}
	}
	return values
}

func cutAny(text, separators string) (before, after string, ok bool) {
	i := strings.IndexAny(text, separators)
	if i < 0 {
		return text, "", false
	}
	return text[:i], text[i+1:], true
}

// npm reads an .npmrc.
func (r *reader) npm(e environment) {
	proxies, registries := map[string]string{}, map[string]map[string]string{}
	for _, line := range lines(r.text(), "#;") {
		key, value, _ := strings.Cut(line, "=")
		key = unquote(strings.TrimSpace(key))
		value, ok := expand(unquote(strings.TrimSpace(value)), e)
		if !ok {
			continue
		}
		switch key {
		case "registry":
			r.say(npmRegistry, key, value)
		case "cafile":
			r.say(caBundle, key, value)
		case "noproxy":
			r.say(noProxy, key, value)
		case "proxy", "http-proxy", "https-proxy":
			proxies[key] = value
		default:
			noteLogin(registries, key, value)
		}
	}
	r.npmProxies(proxies)
	r.npmLogins(registries)
}

// npmProxies: without a proxy of its own, https goes through the one for http.
func (r *reader) npmProxies(values map[string]string) {
	for _, key := range []string{"proxy", "http-proxy"} {
		if values[key] != "" {
			r.say(httpProxy, key, values[key])
			break
		}
	}
	for _, key := range []string{"https-proxy", "proxy", "http-proxy"} {
		if values[key] != "" {
			r.say(httpsProxy, key, values[key])
			break
		}
	}
}

// noteLogin keeps keys such as //host/path/:_authToken by host and path.
func noteLogin(registries map[string]map[string]string, key, value string) {
	if !strings.HasPrefix(key, "//") || value == "" {
		return
	}
	i := strings.LastIndexByte(key, ':')
	registry, name := key[:max(i, 0)], key[i+1:]
	if !strings.HasSuffix(registry, "/") {
		return
	}
	if registries[registry] == nil {
		registries[registry] = map[string]string{}
	}
	registries[registry][name] = value
}

func (r *reader) npmLogins(registries map[string]map[string]string) {
	keys := make([]string, 0, len(registries))
	for k := range registries {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, registry := range keys {
		values := registries[registry]
		password, err := base64.StdEncoding.DecodeString(values["_password"])
		switch {
		case values["_authToken"] != "":
			r.say(npmLogin, registry, bearer+" "+values["_authToken"])
		case values["_auth"] != "":
			r.say(npmLogin, registry, basic+" "+values["_auth"])
		case values["username"] != "" && err == nil && len(password) > 0:
			r.say(npmLogin, registry, basic+" "+base64.StdEncoding.EncodeToString([]byte(values["username"]+":"+string(password))))
		}
	}
}

// yarnClassic reads the .yarnrc of Yarn 1: a key, space, a value.
func (r *reader) yarnClassic() {
	for _, line := range lines(r.text(), "#") {
		key, value, _ := cutAny(line, " \t")
		value = unquote(strings.TrimSpace(value))
		switch unquote(key) {
		case "registry":
			r.say(npmRegistry, "registry", value)
		case "cafile":
			r.say(caBundle, "cafile", value)
		case "proxy":
			r.say(httpProxy, "proxy", value)
		case "https-proxy":
			r.say(httpsProxy, "https-proxy", value)
		}
	}
}

// git reads what `git config --list -z` says: keys and values with a line break between and a NUL after them.
// Later ones win.
func (r *reader) git() {
	var said []statement
	for entry := range strings.SplitSeq(r.text(), "\x00") {
		key, value, _ := strings.Cut(entry, "\n")
		said = append(said, gitSetting(key, value, Origin{Kind: r.kind, Name: r.file.Path, Key: key, Tool: Git})...)
	}
	slices.Reverse(said)
	r.said = said
}

// gitSetting takes what matters from one setting of git.
func gitSetting(key, value string, origin Origin) []statement {
	if value == "" {
		return nil
	}
	lower := strings.ToLower(key)
	switch lower {
	case "http.proxy":
		if p := proxyAddress(value); p != "" {
			return []statement{{httpProxy, Value{p, origin}}, {httpsProxy, Value{p, origin}}}
		}
	case "http.sslcainfo":
		return []statement{{caBundle, Value{value, origin}}}
	}
	if strings.HasPrefix(lower, "url.") && strings.HasSuffix(lower, ".insteadof") {
		to := key[len("url.") : len(key)-len(".insteadof")]
		return []statement{{insteadOf, Value{value + "\x00" + to, origin}}}
	}
	return nil
}
