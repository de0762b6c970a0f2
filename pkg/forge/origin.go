package forge

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strings"
)

// defaultAPI is the address of github.com's REST interface.
const defaultAPI = "https://api.github.com/"

// parseAPI reads the address of a REST interface; empty means github.com's. GitHub Enterprise has it
// below a path, which is kept.
func parseAPI(address string) (*url.URL, error) {
	if address == "" {
		address = defaultAPI
	}
	u, err := url.Parse(address)
	if err != nil {
		// The parser's own text repeats the address, which may hold a password.
		return nil, errors.New("GITHUB_API_URL isn't an address; one looks like https://github.example.com/api/v3")
	}
	switch {
	case u.Scheme != "https" && u.Scheme != "http", u.Hostname() == "", u.Opaque != "":
		return nil, fmt.Errorf("GITHUB_API_URL has the scheme %q and the host %q; one looks like https://github.example.com/api/v3", u.Scheme, u.Hostname())
	case u.User != nil:
		return nil, errors.New("GITHUB_API_URL holds a name or a password; put a token into GH_TOKEN instead")
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		return nil, errors.New("GITHUB_API_URL has a part after ? or #; leave it out")
	}
	if !strings.HasSuffix(u.Path, "/") {
		u.Path += "/"
	}
	u.RawPath = ""
	return u, nil
}

// An origin is what a token belongs to: scheme, host and port.
type origin struct{ scheme, host, port string }

func originOf(u *url.URL) origin {
	o := origin{scheme: strings.ToLower(u.Scheme), host: strings.ToLower(u.Hostname()), port: u.Port()}
	if o.port == "" {
		switch o.scheme {
		case "https":
			o.port = "443"
		case "http":
			o.port = "80"
		}
	}
	return o
}

// confidential reports whether nobody on the way can read what is sent there: by https, or because it
// doesn't leave the machine.
func (o origin) confidential() bool {
	if o.scheme == "https" {
		return true
	}
	return o.scheme == "http" && isLoopback(o.host)
}

func (o origin) String() string {
	return o.scheme + "://" + net.JoinHostPort(o.host, o.port)
}

func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Unmap().IsLoopback()
}

// webHost is the name under which people and gh know the server of a REST interface: github.com for
// api.github.com, NAME.ghe.com for api.NAME.ghe.com, the host itself for GitHub Enterprise.
func webHost(api *url.URL) string {
	host := strings.ToLower(api.Hostname())
	if host == "api.github.com" {
		return "github.com"
	}
	if name, ok := strings.CutPrefix(host, "api."); ok && strings.HasSuffix(name, ".ghe.com") {
		return name
	}
	return host
}
