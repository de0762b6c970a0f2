package overlay

import "cmp"

// bundle makes the variables of the tools whose list of authorities a bundle takes the place of.
func (t *translation) bundle() {
	ca := t.CABundle
	t.give(ca, "SSL_CERT_FILE", "uv, OpenSSL, Go and Bun trust this file", []Tool{UV, Bun, Curl, Go})
	if pip := t.own(caBundle, Pip); !pip.IsSet() {
		t.give(ca, "PIP_CERT", "pip brings its own list of authorities", []Tool{Pip})
	}
	// In pip, too, these two win over PIP_CERT and cert. What was said to pip alone shall hold there.
	if pip := t.own(caBundle, Pip); !pip.IsSet() || pip.Text == ca.Text {
		t.give(ca, "REQUESTS_CA_BUNDLE", "Python's requests brings its own list of authorities", []Tool{Requests, Pip, Conda})
		t.give(ca, "CURL_CA_BUNDLE", "curl's own name for it", []Tool{Curl})
	}
	if !t.own(caBundle, Git).IsSet() {
		t.give(ca, "GIT_SSL_CAINFO", "git doesn't read SSL_CERT_FILE", []Tool{Git})
	}
	if !t.own(condaVerify, Conda).IsSet() {
		t.give(ca, "CONDA_SSL_VERIFY", "conda brings its own list of authorities", []Tool{Conda})
	}
}

// nodeCertificates makes the variables of what runs in Node. NODE_EXTRA_CA_CERTS adds to Node's own list, so a
// few certificates will do; the other names take the place of the list, and of that variable.
func (t *translation) nodeCertificates() {
	t.give(cmp.Or(t.CABundle, t.ExtraCA), "NODE_EXTRA_CA_CERTS", "Node brings its own list of authorities", []Tool{Node, NPM, Yarn3, Yarn4, Bun})
	if extra, set := t.env.get("NODE_EXTRA_CA_CERTS"); set && extra != t.CABundle.Text && !t.covers(extra) {
		return
	}
	if !t.own(caBundle, NPM).IsSet() && !t.own(caBundle, Yarn1).IsSet() {
		t.give(t.CABundle, "npm_config_cafile", "Yarn 1 doesn't read NODE_EXTRA_CA_CERTS", []Tool{Yarn1, NPM}, "YARN_CAFILE")
	}
	switch t.project.Yarn {
	case 2, 3:
		t.give(t.CABundle, "YARN_CA_FILE_PATH", "Yarn 3's (jlpm's) own name for it; Yarn 4 stops at it", []Tool{Yarn3})
	case 4:
		t.give(t.CABundle, "YARN_HTTPS_CA_FILE_PATH", "Yarn 4's own name for it; Yarn 3 stops at it", []Tool{Yarn4})
	}
}

// covers reports whether the bundle was made from these certificates and others: it has their origin then.
func (t *translation) covers(extra string) bool {
	return extra == t.ExtraCA.Text && t.CABundle.Origin == t.ExtraCA.Origin
}
