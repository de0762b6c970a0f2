package forge

import (
	"fmt"
	"strings"
)

// A Repo names a repository. Only [ParseRepo] makes one, so its parts are safe inside an address: the
// library below puts them there as they are.
type Repo struct{ owner, name string }

// GitHub's own limits, in bytes. Names that a company manages may be a little longer than 39.
const (
	maxOwner = 100
	maxName  = 100
)

// ParseRepo reads owner/name as GitHub allows it.
func ParseRepo(s string) (Repo, error) {
	owner, name, ok := strings.Cut(s, "/")
	switch {
	case !ok:
		return Repo{}, fmt.Errorf("%+.60q names no repository: write owner/name", s)
	case len(owner) == 0 || len(owner) > maxOwner || !within(owner, letters+digits+"-_") || !within(owner[:1], letters+digits):
		return Repo{}, fmt.Errorf("%+.60q names no repository: its owner has letters, digits, - and _, and begins with a letter or a digit", s)
	case len(name) == 0 || len(name) > maxName || !within(name, letters+digits+"-_.") || name == "." || name == "..":
		return Repo{}, fmt.Errorf("%+.60q names no repository: its name has letters, digits, dots, - and _", s)
	}
	return Repo{owner, name}, nil
}

const (
	letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	digits  = "0123456789"
)

// within reports whether s has no other characters than those allowed.
func within(s, allowed string) bool { return strings.Trim(s, allowed) == "" }

// Owner is the account that the repository belongs to.
func (r Repo) Owner() string { return r.owner }

// Name is the repository's name below its owner.
func (r Repo) Name() string { return r.name }

// String returns owner/name, empty for the zero Repo.
func (r Repo) String() string {
	if r == (Repo{}) {
		return ""
	}
	return r.owner + "/" + r.name
}

// is reports whether two names mean one repository: GitHub makes no difference between capital and small letters.
func (r Repo) is(other Repo) bool {
	return r != (Repo{}) && strings.EqualFold(r.String(), other.String())
}
