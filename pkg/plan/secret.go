package plan

import "strings"

// hidden stands where a password was.
const hidden = "***"

// hidePassword writes an address without the password or token in its user part. A plain user name
// stays.
func hidePassword(address string) string {
	user, start, end := userPart(address)
	if !holdsPassword(user) {
		return address
	}
	return address[:start] + hidden + address[end:]
}

// holdsPassword reports whether the user part of an address is more than a name.
func holdsPassword(user string) bool {
	return strings.Contains(user, ":") || len(user) > 39 || user == "x-access-token" || strings.HasPrefix(user, "gh") && strings.Contains(user, "_")
}

// userPart is what stands before the @ of an address, and where.
func userPart(address string) (user string, start, end int) {
	i := strings.Index(address, "://")
	if i < 0 {
		return "", 0, 0
	}
	start = i + len("://")
	authority := address[start:]
	if i := strings.IndexAny(authority, "/?#"); i >= 0 && !oddPort(authority[:i]) {
		authority = authority[:i]
	}
	at := strings.LastIndexByte(authority, '@')
	if at < 0 {
		return "", 0, 0
	}
	return authority[:at], start, start + at
}

// oddPort reports whether a host is followed by what can't be a port: rather the beginning of a
// password that holds a slash.
func oddPort(authority string) bool {
	_, port, found := strings.Cut(authority, ":")
	return found && !strings.ContainsAny(authority, "@[") && strings.Trim(port, "0123456789") != ""
}
