package gitrepo

import (
	"fmt"
	"net"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// maxAddress bounds the length of an address.
const maxAddress = 2048

// Address is a place that a repository is fetched from, checked and safe to
// give to git. The zero value isn't one.
type Address struct {
	text   string
	scheme string // https, http, ssh or file
	host   string // in lower case, with the port if there is one
	path   string // decoded, with a leading slash
}

// String returns the address as git gets it.
func (a Address) String() string { return a.text }

// IsFile reports whether it is a folder of this computer.
func (a Address) IsFile() bool { return a.scheme == "file" }

// Host returns the server's name with its port, or "" for a folder.
func (a Address) Host() string { return a.host }

// ValidateURL checks an address of a repository: https, ssh (as ssh:// or
// user@host:path), or http on the loopback interface. Folders aren't accepted:
// see [ParseFrom]. The error is an [InvalidError].
func ValidateURL(raw string) (Address, error) {
	a, err := parseAddress(raw)
	if err != nil {
		return Address{}, &InvalidError{What: "address", Value: system.Redact(raw), Reason: err.Error()}
	}
	if a.IsFile() {
		return Address{}, &InvalidError{What: "address", Value: raw, Reason: "is a folder of this computer, which has to be asked for with --from"}
	}
	return a, nil
}

// ParseFrom checks what a person gave as the place to clone from in place of
// upstream: an address, a file:// address, or a path, which is taken from dir
// if it is relative and becomes a file:// address.
func ParseFrom(raw, dir string) (Address, error) {
	if !strings.Contains(raw, "://") && !isSCP(raw) && !strings.Contains(raw, "::") {
		path, err := localPath(raw, dir)
		if err != nil {
			return Address{}, &InvalidError{What: "address", Value: system.Redact(raw), Reason: err.Error()}
		}
		raw = path
	}
	a, err := parseAddress(raw)
	if err != nil {
		return Address{}, &InvalidError{What: "address", Value: system.Redact(raw), Reason: err.Error()}
	}
	return a, nil
}

// RepoURL returns the https address of owner/name on a server, which is an
// https origin such as https://github.com; "" means that one.
func RepoURL(server, repo string) (Address, error) {
	if server == "" {
		server = "https://github.com"
	}
	if err := ValidateRepo(repo); err != nil {
		return Address{}, err
	}
	return ValidateURL(strings.TrimRight(server, "/") + "/" + repo + ".git")
}

// localPath makes a file:// address of a path.
func localPath(path, dir string) (string, error) {
	switch {
	case path == "":
		return "", fmt.Errorf("is empty")
	case strings.HasPrefix(path, "-"):
		return "", fmt.Errorf("begins with -; write ./%s", path)
	case strings.HasPrefix(path, "~"):
		return "", fmt.Errorf("begins with ~, which only a shell replaces")
	}
	if err := printable(path); err != nil {
		return "", err
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(dir, path)
	}
	path = filepath.ToSlash(filepath.Clean(path))
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return (&url.URL{Scheme: "file", Path: path}).String(), nil
}

// parseAddress takes an address apart and refuses whatever isn't plain.
func parseAddress(raw string) (Address, error) {
	switch {
	case raw == "":
		return Address{}, fmt.Errorf("is empty")
	case len(raw) > maxAddress:
		return Address{}, fmt.Errorf("is longer than %d bytes", maxAddress)
	case strings.HasPrefix(raw, "-"):
		return Address{}, fmt.Errorf("begins with -")
	}
	if err := printable(raw); err != nil {
		return Address{}, err
	}
	if strings.ContainsAny(raw, " \\\"'`<>|^{}?#") {
		return Address{}, fmt.Errorf("contains a character that doesn't belong into an address")
	}
	if !strings.Contains(raw, "://") {
		return parseSCP(raw)
	}
	u, err := url.Parse(raw)
	if err != nil {
		return Address{}, fmt.Errorf("can't be read as an address")
	}
	return fromURL(u)
}

// fromURL checks the parts of an address with a scheme.
func fromURL(u *url.URL) (Address, error) {
	if err := checkUser(u); err != nil {
		return Address{}, err
	}
	if err := checkPath(u.Path); err != nil {
		return Address{}, err
	}
	a := Address{scheme: u.Scheme, host: strings.ToLower(u.Host), path: u.Path}
	switch u.Scheme {
	case "https", "ssh":
	case "http":
		if !isLoopback(u.Hostname()) {
			return Address{}, fmt.Errorf("is not encrypted: use https")
		}
	case "file":
		if u.Host != "" || u.User != nil {
			return Address{}, fmt.Errorf("names a host in a file address")
		}
		a.text = u.String()
		return a, nil
	default:
		return Address{}, fmt.Errorf("has the scheme %q; https and ssh are allowed", u.Scheme)
	}
	if err := checkHost(u.Hostname(), u.Port()); err != nil {
		return Address{}, err
	}
	if strings.HasSuffix(u.Host, ":") {
		return Address{}, fmt.Errorf("has an empty port")
	}
	a.text = u.String()
	return a, nil
}

// isSCP reports whether raw is of the form user@host:path or host:path.
func isSCP(raw string) bool {
	host, _, ok := strings.Cut(raw, ":")
	return ok && !strings.ContainsAny(host, `/\`) && strings.Contains(host, "@")
}

// parseSCP checks an address of the form user@host:path.
func parseSCP(raw string) (Address, error) {
	if strings.Contains(raw, "::") {
		return Address{}, fmt.Errorf("names a transport helper")
	}
	if !isSCP(raw) {
		return Address{}, fmt.Errorf("is no address: https://host/owner/name or git@host:owner/name is expected")
	}
	login, path, _ := strings.Cut(raw, ":")
	user, host, _ := strings.Cut(login, "@")
	if !isWord(user) {
		return Address{}, fmt.Errorf("has a user name that isn't plain")
	}
	if err := checkHost(host, ""); err != nil {
		return Address{}, err
	}
	if strings.HasPrefix(path, "-") || strings.Contains(path, "%") {
		return Address{}, fmt.Errorf("has a path that isn't plain")
	}
	full := "/" + strings.TrimPrefix(path, "/")
	if err := checkPath(full); err != nil {
		return Address{}, err
	}
	return Address{text: raw, scheme: "ssh", host: strings.ToLower(host), path: full}, nil
}

// checkUser refuses passwords and tokens: they would show in process lists, in
// the repository's settings and in logs.
func checkUser(u *url.URL) error {
	if u.User == nil {
		return nil
	}
	name := u.User.Username()
	if _, has := u.User.Password(); has {
		return fmt.Errorf("contains a password: leave it out and let git's credential helper keep it")
	}
	if system.Redact(name) != name || len(name) > 39 || u.Scheme != "ssh" && name == "x-access-token" {
		return fmt.Errorf("contains a token: leave it out and let git's credential helper keep it")
	}
	if !isWord(name) {
		return fmt.Errorf("has a user name that isn't plain")
	}
	return nil
}

// checkHost accepts names and addresses of hosts in plain ASCII.
func checkHost(host, port string) error {
	if net.ParseIP(host) == nil {
		if host == "" || len(host) > 253 || strings.HasPrefix(host, "-") || strings.HasPrefix(host, ".") || strings.Contains(host, "..") {
			return fmt.Errorf("has no plain host name")
		}
		for _, r := range host {
			if !isAlnum(r) && r != '-' && r != '.' {
				return fmt.Errorf("has a host name with the character %q", r)
			}
		}
	}
	for _, r := range port {
		if r < '0' || r > '9' || len(port) > 5 {
			return fmt.Errorf("has a port that is no number")
		}
	}
	return nil
}

// checkPath looks at the decoded path.
func checkPath(path string) error {
	if len(strings.Trim(path, "/")) == 0 {
		return fmt.Errorf("has no path")
	}
	if err := printable(path); err != nil {
		return err
	}
	for segment := range strings.SplitSeq(strings.TrimPrefix(path, "/"), "/") {
		if segment == ".." || segment == "." {
			return fmt.Errorf("has a path with %q", segment)
		}
		if strings.HasPrefix(segment, "-") {
			return fmt.Errorf("has a path with a part that begins with -")
		}
	}
	if strings.ContainsAny(path, "\\:\"'`$;&|<>*?") && !isDrivePath(path) {
		return fmt.Errorf("has a path that isn't plain")
	}
	return nil
}

// isDrivePath reports whether the only unusual character of a path is the colon
// of a drive, as in /C:/src.
func isDrivePath(path string) bool {
	return len(path) > 3 && path[0] == '/' && isAlnum(rune(path[1])) && path[2] == ':' && path[3] == '/' &&
		!strings.ContainsAny(path[3:], "\\:\"'`$;&|<>*?")
}

// isLoopback reports whether host is this computer.
func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
