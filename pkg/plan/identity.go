package plan

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// An Identity is who commits in a checkout, by git's settings as they hold there.
type Identity struct {
	Name, Email Configured
	// Signing says how commits are signed.
	Signing Signing
}

// Configured is a setting and where it stands.
type Configured struct {
	Value string
	// Origin is where it stands, in words, such as "your settings for all repositories".
	Origin string
	// Fixed is true where a setting of the checkout doesn't win: a variable of the environment.
	Fixed bool
}

// Signing is how commits are signed.
type Signing struct {
	On bool
	// Format is gpg, ssh or x509, Key what names the key, Problem why it can't work.
	Format, Key, Problem string
}

// A Concern is something about an identity that a person should know before the first commit: a commit keeps its
// author for ever.
type Concern struct {
	// ID is name, email, signing or sign-off.
	ID string
	// Blocks is true if nothing should be committed so.
	Blocks             bool
	Observed, Expected string
}

// CheckIdentity lists what is to be known of an identity. Domains are those of an organisation's addresses, none for
// any; signOff says that each commit needs a Signed-off-by line.
func CheckIdentity(i Identity, domains []string, signOff bool) []Concern {
	var all []Concern
	add := func(id string, blocks bool, observed, expected string) {
		all = append(all, Concern{ID: id, Blocks: blocks, Observed: observed, Expected: expected})
	}
	if reason := badName(i.Name.Value); reason != "" {
		add("name", true, said("user.name", i.Name)+", which "+reason, "your name, as others should read it in the history")
	}
	reason := badEmail(i.Email.Value)
	switch {
	case reason != "":
		add("email", true, said("user.email", i.Email)+", which "+reason, "an address of yours that GitHub knows")
	case len(domains) > 0 && !inDomains(i.Email.Value, domains):
		list := strings.Join(domains, ", ")
		add("email", true, said("user.email", i.Email)+", which isn't one of "+list, "an address at "+list+", as your organisation asks")
	case isHiddenAddress(i.Email.Value) && signOff:
		add("email", false, said("user.email", i.Email)+", which hides your address", "an address under which you can be reached: a Signed-off-by line is a statement, and some projects refuse hidden addresses in it")
	}
	if i.Signing.On && i.Signing.Problem != "" {
		add("signing", false, "commit.gpgSign is on, and "+i.Signing.Problem, "a key that signs, or `git commit --no-gpg-sign`: as it is, git refuses to commit")
	}
	if signOff {
		add("sign-off", false, "each commit needs a Signed-off-by line here", "`git commit --signoff`, which adds: Signed-off-by: "+i.Name.Value+" <"+i.Email.Value+">")
	}
	return all
}

// said tells a setting with where it stands.
func said(key string, c Configured) string {
	if c.Value == "" {
		return key + " isn't set"
	}
	return fmt.Sprintf("%s is %s (%s)", key, c.Value, c.Origin)
}

// badName is why a name can't be meant; empty if it can.
func badName(name string) string {
	trimmed := strings.TrimSpace(name)
	switch low := strings.ToLower(trimmed); {
	case trimmed == "":
		return "leaves the author's name out"
	case strings.ContainsFunc(name, unicode.IsControl), strings.ContainsAny(name, "<>\n"):
		return "has characters that git leaves out"
	case strings.HasPrefix(trimmed, "-"):
		return "begins with a hyphen, as an option does"
	case strings.Trim(trimmed, "\"'`“”‘’") != trimmed:
		return "has quotation marks around it"
	case strings.Contains(name, "@"):
		return "is an address"
	case slices.Contains([]string{"root", "user", "admin", "administrator", "ubuntu", "debian", "vscode", "codespace", "jovyan", "runner", "your name", "first last", "john doe", "jane doe", "name", "unknown", "none", "test"}, low):
		return "is nobody's name"
	}
	return ""
}

// badEmail is why an address can't be meant; empty if it can.
func badEmail(email string) string {
	user, host, ok := strings.Cut(email, "@")
	host = strings.ToLower(host)
	switch {
	case strings.TrimSpace(email) == "":
		return "leaves the author's address out"
	case strings.ContainsAny(email, "\"'`<>") || strings.ContainsFunc(email, unicode.IsSpace) || strings.ContainsFunc(email, unicode.IsControl):
		return "has quotation marks, brackets or spaces in it"
	case strings.HasPrefix(email, "-"):
		return "begins with a hyphen, as an option does"
	case !ok || user == "" || host == "" || strings.Contains(host, "@"):
		return "is no address"
	case strings.Contains(host, "(none)"), !strings.Contains(host, "."), isLocalHost(host):
		return "is this machine's guess, not an address"
	case slices.Contains([]string{"example.com", "example.org", "example.net"}, host), slices.Contains([]string{"you", "your.email", "your_email", "email", "name"}, strings.ToLower(user)):
		return "is an example's"
	case host == "github.com" && strings.HasPrefix(strings.ToLower(user), "noreply"):
		return "is GitHub's own, so that the commit is nobody's"
	case strings.HasPrefix(host, ".") || strings.HasSuffix(host, ".") || strings.Contains(host, ".."):
		return "is no address"
	}
	return ""
}

func isLocalHost(host string) bool {
	return slices.ContainsFunc([]string{".local", ".localdomain", ".lan", ".internal", ".home.arpa", ".localhost"}, func(end string) bool { return strings.HasSuffix(host, end) })
}

func inDomains(email string, domains []string) bool {
	_, host, _ := strings.Cut(email, "@")
	return slices.ContainsFunc(domains, func(d string) bool { return strings.EqualFold(host, strings.TrimPrefix(d, "@")) })
}

// isHiddenAddress reports whether an address is one that GitHub makes for who hides theirs.
func isHiddenAddress(email string) bool {
	_, host, _ := strings.Cut(strings.ToLower(email), "@")
	return strings.HasPrefix(host, "users.noreply.")
}
