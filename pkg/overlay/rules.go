package overlay

import (
	"encoding/base64"
	"net/url"
	"slices"
	"strings"
)

// rules is what one tool reads.
type rules struct {
	// The setting of its address; the variables that give it, the first wins; and the tools whose files do,
	// in a repository and at home.
	setting setting
	address []string
	files   []Tool
	// Whether it reads the usual proxy variables, ALL_PROXY and NO_PROXY; and the variables and files that
	// win over them.
	env, allProxy, noProxy    bool
	httpsProxies, httpProxies []string
	// Variables with a bundle, the first wins; and whether NODE_EXTRA_CA_CERTS adds to its own list.
	bundles []string
	extra   bool
	// Path below the address, Accept header and text of a page for a request that shows whether it answers.
	path, accept, page string
}

const (
	jsonType  = "application/json"
	indexType = "application/vnd.pypi.simple.v1+json, text/html;q=0.5"
)

// rulesOf is what a tool reads, as measured (README.md).
func rulesOf(tool Tool) rules {
	node := rules{setting: npmRegistry, extra: true, path: "semver", accept: jsonType}
	switch tool {
	case Pip:
		return rules{
			setting: pythonIndex, address: []string{"PIP_INDEX_URL"}, files: []Tool{Pip}, env: true, allProxy: true, noProxy: true,
			httpsProxies: []string{"PIP_PROXY"}, httpProxies: []string{"PIP_PROXY"},
			bundles: []string{"REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "PIP_CERT"}, path: "pip/", accept: indexType, page: "pip-",
		}
	case UV:
		return rules{
			setting: pythonIndex, address: []string{"UV_DEFAULT_INDEX", "UV_INDEX_URL"}, files: []Tool{UV}, env: true, allProxy: true, noProxy: true,
			bundles: []string{"SSL_CERT_FILE"}, path: "pip/", accept: indexType, page: "pip-",
		}
	case Conda:
		return rules{
			setting: condaAlias, address: []string{"CONDA_CHANNEL_ALIAS"}, files: []Tool{Conda}, env: true, allProxy: true, noProxy: true,
			bundles: []string{"REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "CONDA_SSL_VERIFY"}, path: "conda-forge/noarch/repodata.json", accept: jsonType,
		}
	case NPM:
		node.address, node.files, node.env, node.noProxy = []string{"npm_config_registry"}, []Tool{NPM}, true, true
		node.httpsProxies, node.httpProxies = []string{"npm_config_https_proxy", "npm_config_proxy"}, []string{"npm_config_proxy"}
		node.bundles = []string{"npm_config_cafile"}
	case Yarn1:
		node.address, node.files, node.env, node.noProxy = []string{"YARN_REGISTRY", "npm_config_registry"}, []Tool{Yarn1, NPM}, true, true
		node.httpsProxies, node.httpProxies = []string{"YARN_HTTPS_PROXY", "npm_config_https_proxy"}, []string{"YARN_PROXY", "npm_config_proxy"}
		node.bundles, node.extra = []string{"YARN_CAFILE", "npm_config_cafile"}, false
	case Yarn3:
		node.address, node.files, node.bundles = []string{"YARN_NPM_REGISTRY_SERVER"}, []Tool{Yarn3}, []string{"YARN_CA_FILE_PATH"}
		node.httpsProxies, node.httpProxies = []string{"YARN_HTTPS_PROXY"}, []string{"YARN_HTTP_PROXY"}
	case Yarn4:
		node.address, node.files, node.bundles = []string{"YARN_NPM_REGISTRY_SERVER"}, []Tool{Yarn3}, []string{"YARN_HTTPS_CA_FILE_PATH"}
		node.httpsProxies, node.httpProxies = []string{"YARN_HTTPS_PROXY"}, []string{"YARN_HTTP_PROXY"}
	case Bun:
		node.address, node.files = []string{"BUN_CONFIG_REGISTRY", "NPM_CONFIG_REGISTRY", "npm_config_registry"}, []Tool{Bun, NPM}
		node.env, node.allProxy, node.noProxy, node.bundles = true, true, true, []string{"SSL_CERT_FILE"}
	case Go:
		return rules{
			setting: goProxy, address: []string{"GOPROXY"}, env: true, noProxy: true, bundles: []string{"SSL_CERT_FILE"},
			path: "github.com/google/go-cmp/@v/list", accept: "*/*",
		}
	case Git:
		return rules{env: true, allProxy: true, noProxy: true, bundles: []string{"GIT_SSL_CAINFO"}, path: "info/refs?service=git-upload-pack", accept: "*/*"}
	case Curl, Requests, Node:
		return rules{env: true, allProxy: true, noProxy: true, bundles: []string{"CURL_CA_BUNDLE", "SSL_CERT_FILE"}, accept: "*/*"}
	}
	return node
}

// request asks for something small below an address. The user and the password become a header, so that no
// error shows them.
func (r rules) request(address string) Request {
	plain, user := parts(address)
	out := Request{URL: strings.TrimSuffix(plain, "/") + "/" + r.path, Accept: r.accept, Page: r.page}
	out.Authorization = userAuthorization(user)
	return out
}

func userAuthorization(user *url.Userinfo) string {
	if user == nil {
		return ""
	}
	password, _ := user.Password()
	return basic + " " + base64.StdEncoding.EncodeToString([]byte(user.Username()+":"+password))
}

// proxy is what the tool's requests for an address go through.
func (w *route) proxy(address string) Value {
	setting, special, usual := httpsProxy, w.rules.httpsProxies, []string{"https_proxy", "HTTPS_PROXY"}
	if schemeOf(address) == "http" {
		setting, special, usual = httpProxy, w.rules.httpProxies, []string{"http_proxy", "HTTP_PROXY"}
		if w.tool == Git || w.tool == Curl {
			usual = usual[:1]
		}
	}
	exceptions := w.variable("no_proxy", "NO_PROXY").Text
	if w.rules.noProxy && Exempt(exceptions, address) {
		return Value{}
	}
	if v := cmpProxy(w.variable(special...), w.settings.own(setting, w.ownFiles()...)); v.IsSet() {
		return v
	}
	if !w.rules.env {
		return Value{}
	}
	if w.rules.allProxy {
		usual = append(slices.Clone(usual), "all_proxy", "ALL_PROXY")
	}
	return cmpProxy(w.variable(usual...))
}

// ownFiles are the tools whose files this one reads.
func (w *route) ownFiles() []Tool {
	if len(w.rules.files) == 0 {
		return []Tool{w.tool}
	}
	return w.rules.files
}

// cmpProxy is the first of the values that is an HTTP proxy, with its scheme.
func cmpProxy(values ...Value) Value {
	for _, v := range values {
		if v.Text = proxyAddress(v.Text); v.IsSet() {
			return v
		}
	}
	return Value{}
}

// certificates is the file that the tool trusts.
func (w *route) certificates() Value {
	if v := w.variable(w.rules.bundles...); v.IsSet() {
		return v
	}
	if v := w.settings.own(caBundle, w.ownFiles()...); v.IsSet() {
		return v
	}
	if w.rules.extra || w.tool == Bun {
		return w.variable("NODE_EXTRA_CA_CERTS")
	}
	return Value{}
}

// adds reports whether the tool trusts its own list besides.
func (w *route) adds(ca Value) bool {
	return ca.IsSet() && w.rules.extra && ca == w.variable("NODE_EXTRA_CA_CERTS") && !w.variable(w.rules.bundles...).IsSet()
}
