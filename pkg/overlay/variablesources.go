package overlay

import (
	"strconv"
	"strings"
)

// A source is a setting that variables may give, the first that is set wins.
type source struct {
	setting setting
	tool    Tool
	names   []string
}

// sources are ordered by who is meant: everybody, then single tools.
func sources() []source {
	return []source{
		// curl, git, requests and uv prefer the small letters.
		{httpProxy, "", []string{"http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"}},
		{httpProxy, NPM, []string{"npm_config_proxy", "npm_config_http_proxy"}},
		{httpProxy, Yarn3, []string{"YARN_HTTP_PROXY"}},
		{httpProxy, Pip, []string{"PIP_PROXY"}},
		{httpsProxy, "", []string{"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}},
		{httpsProxy, NPM, []string{"npm_config_https_proxy", "npm_config_proxy"}},
		{httpsProxy, Yarn3, []string{"YARN_HTTPS_PROXY"}},
		{httpsProxy, Pip, []string{"PIP_PROXY"}},
		{noProxy, "", []string{"no_proxy", "NO_PROXY"}},
		{noProxy, NPM, []string{"npm_config_noproxy"}},

		{caBundle, "", []string{"SSL_CERT_FILE"}},
		{caBundle, "", []string{"REQUESTS_CA_BUNDLE"}},
		{caBundle, "", []string{"CURL_CA_BUNDLE"}},
		{caBundle, Git, []string{"GIT_SSL_CAINFO"}},
		{caBundle, Pip, []string{"PIP_CERT"}},
		{caBundle, NPM, []string{"npm_config_cafile"}},
		{caBundle, Yarn3, []string{"YARN_CA_FILE_PATH"}},
		{caBundle, Yarn4, []string{"YARN_HTTPS_CA_FILE_PATH"}},
		{caBundle, Conda, []string{"CONDA_SSL_VERIFY"}},
		{extraCA, Node, []string{"NODE_EXTRA_CA_CERTS"}},
		{systemCA, UV, []string{"UV_NATIVE_TLS", "UV_SYSTEM_CERTS"}},
		{systemCA, Node, []string{"NODE_USE_SYSTEM_CA"}},

		{pythonIndex, Pip, []string{"PIP_INDEX_URL"}},
		{pythonIndex, UV, []string{"UV_DEFAULT_INDEX", "UV_INDEX_URL"}},
		{extraIndex, Pip, []string{"PIP_EXTRA_INDEX_URL"}},
		{extraIndex, UV, []string{"UV_INDEX", "UV_EXTRA_INDEX_URL"}},
		{trustedHost, Pip, []string{"PIP_TRUSTED_HOST"}},

		{npmRegistry, NPM, []string{"npm_config_registry"}},
		{npmRegistry, Yarn3, []string{"YARN_NPM_REGISTRY_SERVER"}},
		{npmRegistry, Yarn1, []string{"YARN_REGISTRY"}},
		{npmRegistry, Bun, []string{"BUN_CONFIG_REGISTRY"}},

		{condaAlias, Conda, []string{"CONDA_CHANNEL_ALIAS"}},
		{condaChannels, Conda, []string{"CONDA_DEFAULT_CHANNELS"}},
		{goProxy, Go, []string{"GOPROXY"}},
	}
}

// fromVariables collects what the environment says. A variable that is set to nothing says nothing.
func fromVariables(e environment) []statement {
	var out []statement
	for _, src := range sources() {
		for _, name := range src.names {
			text, _ := e.get(name)
			if text == "" {
				continue
			}
			origin := Origin{Kind: FromVariable, Name: name, Tool: src.tool}
			if texts := texts(src.setting, text); len(texts) > 0 {
				for _, t := range texts {
					out = append(out, statement{src.setting, Value{t, origin}})
				}
				break
			}
		}
	}
	return append(out, gitVariables(e)...)
}

// texts brings what a variable or a file says into the form that Settings keeps.
func texts(s setting, text string) []string {
	switch s {
	case httpProxy, httpsProxy:
		// The word means: no proxy, whatever others say (npm, Yarn).
		if text == "false" || text == "null" {
			return nil
		}
		text = proxyAddress(text)
	case extraIndex, condaChannels:
		return strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || s == condaChannels && r == ',' })
	case systemCA:
		on, err := strconv.ParseBool(text)
		if err != nil || !on {
			return nil
		}
		text = "true"
	case caBundle:
		// conda's ssl_verify may be a word or a file.
		if _, err := strconv.ParseBool(text); err == nil || text == "truststore" {
			return nil
		}
	default:
	}
	if text == "" {
		return nil
	}
	return []string{text}
}

// gitVariables reads settings that git is given by variables.
func gitVariables(e environment) []statement {
	text, _ := e.get("GIT_CONFIG_COUNT")
	count, err := strconv.Atoi(text)
	if err != nil {
		return nil
	}
	var out []statement
	for i := range min(count, 1000) {
		key, _ := e.get("GIT_CONFIG_KEY_" + strconv.Itoa(i))
		value, _ := e.get("GIT_CONFIG_VALUE_" + strconv.Itoa(i))
		out = append(out, gitSetting(key, value, Origin{Kind: FromVariable, Name: "GIT_CONFIG_VALUE_" + strconv.Itoa(i), Tool: Git})...)
	}
	return out
}
