package system

import "strings"

// Mask stands where a credential was.
const Mask = "***"

// Redact returns s with credentials masked, for anything that is shown, logged
// or stored: the user part of addresses (the user of ssh addresses stays, a
// password never does), secret query parameters, Authorization headers and
// tokens whose shape is known.
func Redact(s string) string {
	s = redactUserinfo(s)
	s = redactQuery(s)
	s = redactHeader(s)
	return redactTokens(s)
}

// redactUserinfo masks what stands between :// and the last @ of the authority.
func redactUserinfo(s string) string {
	var b strings.Builder
	for {
		i := strings.Index(s, "://")
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		scheme := schemeBefore(s[:i])
		b.WriteString(s[:i+3])
		s = s[i+3:]
		end := strings.IndexFunc(s, endsAuthority)
		if end < 0 {
			end = len(s)
		}
		at := strings.LastIndexByte(s[:end], '@')
		if at < 0 {
			continue
		}
		b.WriteString(maskUser(scheme, s[:at]))
		s = s[at:]
	}
}

// maskUser returns what to show of a user part.
func maskUser(scheme, user string) string {
	name, _, hasPassword := strings.Cut(user, ":")
	switch {
	case user == "":
		return ""
	case !strings.HasSuffix(scheme, "ssh"):
		return Mask
	case hasPassword:
		return name + ":" + Mask
	}
	return user
}

// schemeBefore returns the letters at the end of s.
func schemeBefore(s string) string {
	i := strings.LastIndexFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '+' && r != '.' && r != '-'
	})
	return strings.ToLower(s[i+1:])
}

func endsAuthority(r rune) bool {
	return r <= ' ' || strings.ContainsRune("/?#\"'<>`\\", r)
}

// redactQuery masks the values of query parameters whose names look secret.
func redactQuery(s string) string {
	var b strings.Builder
	for {
		i := strings.IndexAny(s, "?&;")
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i+1])
		s = s[i+1:]
		name := s[:len(s)-len(strings.TrimLeftFunc(s, isParameterRune))]
		if !strings.HasPrefix(s[len(name):], "=") || name == "" {
			continue
		}
		value := s[len(name)+1:]
		if end := strings.IndexFunc(value, endsParameter); end >= 0 {
			value = value[:end]
		}
		if value != "" && (IsSecretName(name) || isSecretParameter(name)) {
			b.WriteString(name + "=" + Mask)
			s = s[len(name)+1+len(value):]
		}
	}
}

// isSecretParameter adds the names that are secret in addresses only.
func isSecretParameter(name string) bool {
	switch strings.ToLower(name) {
	case "sig", "signature", "code", "x-amz-signature", "x-amz-security-token", "x-goog-signature":
		return true
	}
	return false
}

func isParameterRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_-.[]%", r)
}

func endsParameter(r rune) bool {
	return r <= ' ' || strings.ContainsRune("&;#\"'<>`", r)
}

// redactHeader masks what follows Authorization: up to the end of the line.
func redactHeader(s string) string {
	const name = "authorization:"
	lower := asciiLower(s)
	var b strings.Builder
	from := 0
	for {
		i := strings.Index(lower[from:], name)
		if i < 0 {
			b.WriteString(s[from:])
			return b.String()
		}
		start := from + i + len(name)
		b.WriteString(s[from:start])
		end := strings.IndexAny(s[start:], "\r\n\"'")
		if end < 0 {
			end = len(s) - start
		}
		if strings.TrimSpace(s[start:start+end]) != "" {
			b.WriteString(" " + Mask)
		}
		from = start + end
	}
}

// asciiLower lowers ASCII letters and touches no other byte, so that positions
// stay the same.
func asciiLower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// redactTokens masks words that have the shape of a well-known service's token.
func redactTokens(s string) string {
	var b strings.Builder
	for s != "" {
		word := s[:len(s)-len(strings.TrimLeftFunc(s, isTokenRune))]
		if word == "" {
			next := strings.IndexFunc(s, isTokenRune)
			if next < 0 {
				next = len(s)
			}
			b.WriteString(s[:next])
			s = s[next:]
			continue
		}
		if isToken(word) {
			b.WriteString(Mask)
		} else {
			b.WriteString(word)
		}
		s = s[len(word):]
	}
	return b.String()
}

func isTokenRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '-'
}

// isToken reports whether a word starts as a token does and is as long as one.
func isToken(word string) bool {
	for _, prefix := range []string{
		"ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "npm_", "pypi-Ag", "xoxb-", "xoxp-", "xoxa-", "sk-ant-", "hf_",
	} {
		if strings.HasPrefix(word, prefix) && len(word) >= len(prefix)+16 && !strings.ContainsRune(word[len(prefix):], '_') {
			return true
		}
	}
	return strings.HasPrefix(word, "github_pat_") && len(word) >= 30
}
