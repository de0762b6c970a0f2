package overlay

import "github.com/pelletier/go-toml/v2"

// parseTOML reads a file of settings. One that isn't TOML says nothing, as its tool refuses it.
func parseTOML(text string) map[string]any {
	settings := map[string]any{}
	if err := toml.Unmarshal([]byte(text), &settings); err != nil {
		return nil
	}
	return settings
}

// uv reads uv.toml, or the [tool.uv] of a pyproject.toml.
func (r *reader) uv(prefix string) {
	settings := parseTOML(r.text())
	if prefix != "" {
		tool, _ := settings["tool"].(map[string]any)
		settings, _ = tool["uv"].(map[string]any)
	}
	pip, _ := settings["pip"].(map[string]any)
	r.uvIndexes(prefix, settings)
	for _, t := range []struct {
		prefix string
		values map[string]any
	}{{prefix, settings}, {prefix + "pip.", pip}} {
		r.sayTOML(pythonIndex, t.prefix, "index-url", t.values)
		r.sayTOML(extraIndex, t.prefix, "extra-index-url", t.values)
		r.sayTOML(systemCA, t.prefix, "native-tls", t.values)
		r.sayTOML(systemCA, t.prefix, "system-certs", t.values)
	}
	r.sayTOML(httpProxy, prefix, "http-proxy", settings)
	r.sayTOML(httpsProxy, prefix, "https-proxy", settings)
	r.sayTOML(noProxy, prefix, "no-proxy", settings)
}

// uvIndexes reads [[index]]: the one that is the default, and those that every package may come from.
func (r *reader) uvIndexes(prefix string, settings map[string]any) {
	list, _ := settings["index"].([]any)
	for _, entry := range list {
		index, _ := entry.(map[string]any)
		address, _ := index["url"].(string)
		switch {
		case index["default"] == true:
			r.say(pythonIndex, prefix+"index", address)
		case index["explicit"] != true:
			r.say(extraIndex, prefix+"index", address)
		}
	}
}

// sayTOML notes a text, a list of texts or a switch.
func (r *reader) sayTOML(s setting, prefix, key string, values map[string]any) {
	switch v := values[key].(type) {
	case string:
		r.say(s, prefix+key, v)
	case bool:
		if v {
			r.say(s, prefix+key, "true")
		}
	case []any:
		for _, entry := range v {
			if text, ok := entry.(string); ok {
				r.say(s, prefix+key, text)
			}
		}
	}
}

// bun reads a bunfig.toml. The registry is a text, or a table with its url.
func (r *reader) bun() {
	install, _ := parseTOML(r.text())["install"].(map[string]any)
	switch registry := install["registry"].(type) {
	case string:
		r.say(npmRegistry, "install.registry", registry)
	case map[string]any:
		address, _ := registry["url"].(string)
		r.say(npmRegistry, "install.registry", address)
	}
	r.sayTOML(caBundle, "install.", "cafile", install)
}
