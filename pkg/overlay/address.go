package overlay

import (
	"net/netip"
	"net/url"
	"strings"
)

// bearer and basic are the two kinds of login that registries know.
const (
	bearer = "Bearer"
	basic  = "Basic"
)

// hostOf is the host of an address in lower case, and its port if it names one.
func hostOf(address string) (host, port string) {
	u, err := url.Parse(address)
	if err != nil {
		return "", ""
	}
	return strings.ToLower(u.Hostname()), u.Port()
}

// schemeOf is http, https and so on; empty if the address has none.
func schemeOf(address string) string {
	scheme, _, ok := strings.Cut(address, "://")
	if !ok {
		return ""
	}
	return strings.ToLower(scheme)
}

// parts takes the credentials out of an address.
func parts(address string) (plain string, user *url.Userinfo) {
	u, err := url.Parse(address)
	if err != nil || u.User == nil {
		return address, nil
	}
	user, u.User = u.User, nil
	return u.String(), user
}

// proxyAddress gives a proxy the scheme that people leave out. It is empty for proxies that aren't spoken to
// in HTTP, such as SOCKS: not every tool can use them.
func proxyAddress(text string) string {
	switch schemeOf(text) {
	case "http", "https":
		return text
	case "":
		if text != "" {
			return "http://" + text
		}
	}
	return ""
}

// Exempt reports whether a list such as NO_PROXY's lets an address go without the proxy.
//
// It knows what curl, Go, requests and npm agree on: names with or without a leading dot, which stand for what is
// below them, too; addresses and networks; a port; and * for everything.
func Exempt(list, address string) bool {
	host, port := hostOf(address)
	if host == "" {
		return false
	}
	for _, entry := range strings.FieldsFunc(strings.ToLower(list), func(r rune) bool { return r == ',' || r == ' ' || r == '\t' }) {
		if entry == "*" || exempts(entry, host, port) {
			return true
		}
	}
	return false
}

func exempts(entry, host, port string) bool {
	if ip, err := netip.ParseAddr(host); err == nil {
		if prefix, err := netip.ParsePrefix(entry); err == nil {
			return prefix.Contains(ip)
		}
		if same, err := netip.ParseAddr(strings.Trim(entry, "[]")); err == nil {
			return same == ip
		}
	}
	if name, number, ok := strings.Cut(entry, ":"); ok && !strings.Contains(number, ":") {
		if number != port {
			return false
		}
		entry = name
	}
	entry = strings.TrimPrefix(strings.TrimPrefix(entry, "*"), ".")
	return entry != "" && (host == entry || strings.HasSuffix(host, "."+entry))
}
