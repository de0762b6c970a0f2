package overlay

import (
	"go.yaml.in/yaml/v4"
)

// top reads the mapping at the top of a YAML text. Aliases aren't followed, so a hostile file costs no more
// than its length.
func top(text string) map[string]*yaml.Node {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil || len(doc.Content) == 0 {
		return nil
	}
	return mapping(doc.Content[0])
}

func mapping(n *yaml.Node) map[string]*yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	out := map[string]*yaml.Node{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		out[n.Content[i].Value] = n.Content[i+1]
	}
	return out
}

func scalar(n *yaml.Node) string {
	if n == nil || n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		return ""
	}
	return n.Value
}

// yarnModern reads the .yarnrc.yml of Yarn 2 and later.
func (r *reader) yarnModern(e environment) {
	values := top(r.text())
	get := func(key string) string {
		text, ok := expand(scalar(values[key]), e)
		if !ok {
			return ""
		}
		return text
	}
	for _, k := range []struct {
		key     string
		setting setting
	}{
		{"npmRegistryServer", npmRegistry},
		{"httpProxy", httpProxy},
		{"httpsProxy", httpsProxy},
		{"caFilePath", caBundle},
		{"httpsCaFilePath", caBundle},
	} {
		r.say(k.setting, k.key, get(k.key))
	}
}

// conda reads a .condarc.
func (r *reader) conda() {
	values := top(r.text())
	r.say(condaAlias, "channel_alias", scalar(values["channel_alias"]))
	r.say(caBundle, "ssl_verify", scalar(values["ssl_verify"]))
	r.say(condaVerify, "ssl_verify", scalar(values["ssl_verify"]))
	proxies := mapping(values["proxy_servers"])
	r.say(httpProxy, "proxy_servers", scalar(proxies["http"]))
	r.say(httpsProxy, "proxy_servers", scalar(proxies["https"]))
	if channels := values["default_channels"]; channels != nil && channels.Kind == yaml.SequenceNode {
		for _, c := range channels.Content {
			r.say(condaChannels, "default_channels", scalar(c))
		}
	}
}
