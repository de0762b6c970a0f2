package runner

import (
	"maps"
	"regexp"
	"strings"
	"sync"
)

// mask stands where a credential was.
const mask = "***"

var (
	// userinfo is what stands before the host of an address: user:password@.
	userinfo = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile("([A-Za-z][A-Za-z0-9+.-]*)://([^\\s/?#\"'<>\\\\`]*)@")
	})
	// secretParameter is a parameter of an address whose name says that it is secret.
	secretParameter = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)([?&][a-z0-9_.-]*(?:token|secret|password|signature|api[_-]?key)[a-z0-9_.-]*=)[^&\s"'#]+`)
	})
	// secretName is the name of a variable that holds a secret.
	secretName = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)token|secret|passw|credential|api_?key|private_?key|(^|_)(auth|key|pat)$`)
	})
)

// hide returns s without the credentials of the addresses in it. The user of an ssh address stays, a
// password never does.
func hide(s string) string {
	if strings.Contains(s, "://") {
		s = userinfo().ReplaceAllStringFunc(s, func(m string) string {
			part := userinfo().FindStringSubmatch(m)
			user, _, secret := strings.Cut(part[2], ":")
			switch {
			case !strings.HasSuffix(strings.ToLower(part[1]), "ssh"):
				return part[1] + "://" + mask + "@"
			case secret:
				return part[1] + "://" + user + ":" + mask + "@"
			}
			return m
		})
		s = secretParameter().ReplaceAllString(s, "${1}"+mask)
	}
	return s
}

func hideAll(all []string) []string {
	var out []string
	for _, s := range all {
		out = append(out, hide(s))
	}
	return out
}

// hideEnv also hides the whole value of a variable whose name says that it is secret.
func hideEnv(env map[string]string) map[string]string {
	out := maps.Clone(env)
	for name, value := range out {
		if out[name] = hide(value); secretName().MatchString(name) {
			out[name] = mask
		}
	}
	return out
}
