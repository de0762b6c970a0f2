package gitrepo

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path/filepath"
	"strings"

	format "github.com/go-git/go-git/v5/plumbing/format/config"
)

// maxConfig bounds the size of a repository's settings file.
const maxConfig = 4 << 20

// Remote is a remote of a checkout as its settings name it. All of it was
// written by others: sanitise and [system.Redact] it before it is shown.
type Remote struct {
	Name string
	URL  string // the first fetch address
	// Push is the first address that pushes go to; "" if it is URL.
	Push string
	// Promisor says that file contents may still have to come from it.
	Promisor bool
}

// Remotes lists the remotes of the checkout at dir, in the order of its
// settings, without starting a program.
func Remotes(dir string) ([]Remote, error) {
	l, err := locate(dir)
	if err != nil {
		return nil, err
	}
	config, err := l.config()
	if err != nil {
		return nil, err
	}
	return remotesOf(config), nil
}

// config reads the settings of the repository itself.
func (l layout) config() (*format.Config, error) {
	return readConfig(filepath.Join(l.common, "config"))
}

func readConfig(path string) (*format.Config, error) {
	config := format.New()
	data, err := readBounded(path, maxConfig)
	if errors.Is(err, fs.ErrNotExist) {
		return config, nil
	}
	if err != nil {
		return nil, err
	}
	if err := format.NewDecoder(bytes.NewReader(data)).Decode(config); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return config, nil
}

func remotesOf(config *format.Config) []Remote {
	var remotes []Remote
	for _, s := range config.Section("remote").Subsections {
		if !s.HasOption("url") {
			continue
		}
		remotes = append(remotes, Remote{
			Name:     s.Name,
			URL:      s.OptionAll("url")[0],
			Push:     s.Option("pushurl"),
			Promisor: isTrue(s.Option("promisor")),
		})
	}
	return remotes
}

// isTrue reads a boolean setting.
func isTrue(value string) bool {
	switch strings.ToLower(value) {
	case "true", "yes", "on", "1":
		return true
	}
	return false
}

// identity is what makes two addresses one repository, whatever the protocol.
type identity struct {
	host string
	path string // without a leading slash and without .git
}

// name is the last part of the path.
func (i identity) name() string { return i.path[strings.LastIndexByte(i.path, '/')+1:] }

// SameRepo reports whether two addresses, in any of git's forms, name one
// repository: https, ssh and git@ forms, letter case, a user name, the default
// port and a trailing .git make no difference.
func SameRepo(a, b string) bool {
	left, right := identify(a), identify(b)
	return left == right && left.path != ""
}

// identify returns the identity of an address, leniently: it is only compared.
func identify(raw string) identity {
	if u, err := url.Parse(raw); err == nil && u.Scheme != "" && strings.Contains(raw, "://") {
		if u.Scheme == "file" {
			return identity{path: trimRepo(u.Path)}
		}
		return identity{host: canonicalHost(u), path: strings.ToLower(trimRepo(u.Path))}
	}
	host, path, ok := strings.Cut(raw, ":")
	if ok && len(host) > 1 && !strings.ContainsAny(host, `/\`) {
		if _, after, ok := strings.Cut(host, "@"); ok {
			host = after
		}
		return identity{host: strings.ToLower(host), path: strings.ToLower(trimRepo(path))}
	}
	return identity{path: trimRepo(filepath.ToSlash(raw))}
}

// canonicalHost drops what doesn't tell two servers apart.
func canonicalHost(u *url.URL) string {
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	// GitHub serves ssh on the https port under this name.
	if host == "ssh.github.com" {
		return "github.com"
	}
	switch port := u.Port(); {
	case port == "", u.Scheme == "https" && port == "443", u.Scheme == "http" && port == "80", u.Scheme == "ssh" && port == "22":
		return host
	default:
		return host + ":" + port
	}
}

func trimRepo(path string) string {
	path = strings.Trim(path, "/")
	return strings.TrimRight(strings.TrimSuffix(path, ".git"), "/")
}
