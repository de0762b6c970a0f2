package system

import "strings"

// IsSecretName reports whether a variable's name looks as if its value were a
// secret. It errs on the side of yes.
func IsSecretName(name string) bool {
	upper := strings.ToUpper(name)
	// AUTHOR is no AUTH, but AUTHORIZATION is.
	plain := strings.ReplaceAll(strings.ReplaceAll(upper, "AUTHORIZATION", "AUTH"), "AUTHOR", "")
	for _, part := range []string{
		"TOKEN", "SECRET", "PASSWORD", "PASSWD", "PASSPHRASE", "CREDENTIAL", "APIKEY", "API_KEY", "AUTH",
		"PRIVATE_KEY", "ACCESS_KEY", "SIGNING_KEY", "ENCRYPTION_KEY", "COOKIE", "BEARER", "NETRC", "WEBHOOK",
		"CONNECTION_STRING",
	} {
		if strings.Contains(plain, part) {
			return true
		}
	}
	for _, word := range strings.FieldsFunc(plain, func(r rune) bool { return r == '_' || r == '-' || r == '.' || r == ':' }) {
		switch word {
		case "KEY", "PASS", "PAT", "OTP", "DSN", "CREDS", "JWT", "PEM":
			return true
		}
	}
	return strings.HasSuffix(plain, "_PWD")
}

// IsSecretValue reports whether a value holds a secret whatever its name is: an
// address with a password or a token of a known shape.
func IsSecretValue(value string) bool { return Redact(value) != value }

// toolCredential reports whether package tools read the variable to sign in
// with when they download. What they read to publish isn't here.
func toolCredential(name string) bool {
	lower := strings.ToLower(name)
	if strings.Contains(lower, "publish") || strings.Contains(lower, "otp") {
		return false
	}
	switch {
	case isProxy(name), isMirror(name), strings.HasPrefix(name, "PIP_"):
		return true
	case isNPM(name):
		return true
	case strings.HasPrefix(name, "UV_INDEX"), strings.HasPrefix(name, "UV_HTTP_BASIC"):
		return true
	}
	switch name {
	case "UV_DEFAULT_INDEX", "UV_EXTRA_INDEX_URL", "UV_FIND_LINKS",
		"UV_PYTHON_INSTALL_MIRROR", "UV_PYPY_INSTALL_MIRROR",
		"YARN_NPM_AUTH_TOKEN", "YARN_NPM_AUTH_IDENT", "YARN_NPM_REGISTRY_SERVER", "YARN_REGISTRY",
		"YARN_HTTP_PROXY", "YARN_HTTPS_PROXY", "CONDA_CHANNELS", "CONDA_CHANNEL_ALIAS", "CONDA_DEFAULT_CHANNELS":
		return true
	}
	return false
}
