package term

import (
	"net/url"
	"strings"
)

// maxAddress is the longest address shown, in bytes.
const maxAddress = 2048

// Address returns a web address as the text to show for it, and whether it may be shown as one. Only
// http and https are accepted, with a plain host; the text always has the whole host in it, and
// everything that isn't printable ASCII percent-encoded. It is text only, never a hyperlink sequence.
// Refused are addresses with a user name in front of the host, which is how a false host is faked,
// host names outside ASCII, spaces, controls, backslashes, and more than 2,048 bytes.
func Address(s string) (text string, ok bool) {
	if !Safe(s) || strings.ContainsAny(s, " \t\n\\") {
		return "", false
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.User != nil {
		return "", false
	}
	if !plainHost(u.Hostname()) || strings.HasSuffix(u.Host, ":") {
		return "", false
	}
	u.Host = strings.ToLower(u.Host)
	if text = encodeRest(u.String()); len(text) > maxAddress {
		return "", false
	}
	return text, true
}

// plainHost accepts a name of letters, digits, hyphens and dots, or an IPv6 address.
func plainHost(host string) bool {
	const letters = "abcdefghijklmnopqrstuvwxyz0123456789-_"
	host = strings.ToLower(host)
	if strings.Contains(host, ":") {
		return strings.Trim(host, "abcdef0123456789:.") == ""
	}
	for label := range strings.SplitSeq(strings.TrimSuffix(host, "."), ".") {
		if label == "" || strings.Trim(label, letters) != "" {
			return false
		}
	}
	return true
}

// encodeRest percent-encodes what url.URL leaves as it is, such as the query.
func encodeRest(s string) string {
	if plainPrefix(s, false) == len(s) {
		return s
	}
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c > 0x20 && c < 0x7f {
			b.WriteByte(c)
		} else {
			b.WriteString(string([]byte{'%', digits[c>>4], digits[c&0xf]}))
		}
	}
	return b.String()
}
