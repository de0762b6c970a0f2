package cli

import (
	"net/url"
	"os"
	"os/user"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// minSecret is the shortest value of a variable that is looked for wherever it may stand: shorter ones, such
// as 1 or true, stand everywhere.
const minSecret = 6

// email is an address of a person. The last part of a version such as jsdoc@36.1.1 has no letters.
var email = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`[\w.+-]+@[A-Za-z0-9][\w-]*(?:\.[\w-]+)*\.[A-Za-z]{2,}`)
})

// A scrub hides what is nobody else's business in what a person is going to show to others: credentials, the
// home folder, names of the person and the machine, e-mail addresses.
type scrub struct {
	// secrets and identity are hidden wherever they stand, the longest first.
	secrets, identity []string
	homes             []string
	// users and hosts are hidden where they stand as words.
	users, hosts []string
}

// newScrub finds out what is to be hidden. The identity is what git would write into commits.
func newScrub(environ, identity []string) *scrub {
	s := &scrub{}
	for _, entry := range environ {
		name, value, _ := strings.Cut(entry, "=")
		s.addSecrets(name, value)
	}
	for _, part := range identity {
		if len(part) > 2 {
			s.identity = append(s.identity, part)
		}
	}
	s.addHomes(environ)
	s.addNames(environ)
	for _, all := range [][]string{s.secrets, s.identity, s.homes, s.users, s.hosts} {
		slices.SortFunc(all, func(a, b string) int { return len(b) - len(a) })
	}
	return s
}

// addSecrets notes the value of a variable whose name says that it is secret, and the password of an address.
func (s *scrub) addSecrets(name, value string) {
	if system.IsSecretName(name) {
		// A key of several lines may be printed line by line.
		for line := range strings.SplitSeq(value, "\n") {
			if line = strings.TrimSpace(line); len(line) >= minSecret {
				s.secrets = append(s.secrets, line)
			}
		}
	}
	for word := range strings.FieldsSeq(value) {
		if u, err := url.Parse(word); err == nil && u.User != nil {
			password, _ := u.User.Password()
			_, raw, _ := strings.Cut(u.User.String(), ":")
			for _, p := range []string{password, raw} {
				if len(p) >= minSecret {
					s.secrets = append(s.secrets, p)
				}
			}
		}
	}
}

// addHomes notes the home folder in all its spellings.
func (s *scrub) addHomes(environ []string) {
	homes := []string{system.Getenv(environ, "HOME"), system.Getenv(environ, "USERPROFILE")}
	if u, err := user.Current(); err == nil {
		homes = append(homes, u.HomeDir)
	}
	for _, home := range homes {
		if target, err := filepath.EvalSymlinks(home); err == nil {
			homes = append(homes, target)
		}
	}
	for _, home := range homes {
		home = strings.TrimRight(home, `/\`)
		if len(home) > 1 && filepath.IsAbs(home) {
			s.homes = append(s.homes, home, filepath.ToSlash(home), strings.ReplaceAll(home, `\`, `\\`))
		}
	}
}

// addNames notes what the person and the machine are called.
func (s *scrub) addNames(environ []string) {
	users := []string{system.Getenv(environ, "USER"), system.Getenv(environ, "LOGNAME"), system.Getenv(environ, "USERNAME")}
	if u, err := user.Current(); err == nil {
		users = append(users, u.Username[strings.LastIndexByte(u.Username, '\\')+1:])
		if len(u.Name) > 2 && !everybodys(u.Name) {
			s.identity = append(s.identity, u.Name)
		}
	}
	for _, home := range s.homes {
		users = append(users, filepath.Base(filepath.FromSlash(home)))
	}
	for _, name := range users {
		if len(name) > 1 && !everybodys(name) {
			s.users = append(s.users, name)
		}
	}
	hosts := []string{system.Getenv(environ, "HOSTNAME"), system.Getenv(environ, "COMPUTERNAME")}
	if host, err := os.Hostname(); err == nil {
		hosts = append(hosts, host)
	}
	for _, host := range hosts {
		short, _, _ := strings.Cut(host, ".")
		for _, name := range []string{host, short, strings.ToLower(short)} {
			if len(name) > 1 && name != "localhost" {
				s.hosts = append(s.hosts, name)
			}
		}
	}
}

// everybodys reports whether a user's name says nothing of a person.
func everybodys(name string) bool {
	switch strings.ToLower(name) {
	case "root", "user", "runner", "vscode", "codespace", "jovyan", "ubuntu", "debian", "admin", "administrator", "node", "nobody", "home":
		return true
	}
	return false
}

// hide returns a text that may be shown to anybody.
func (s *scrub) hide(text string) string {
	for _, secret := range s.secrets {
		text = strings.ReplaceAll(text, secret, system.Mask)
	}
	text = system.Redact(text)
	for _, part := range s.identity {
		text = strings.ReplaceAll(text, part, "<you>")
	}
	for _, home := range s.homes {
		text = replaceWord(text, home, "~")
	}
	text = email().ReplaceAllStringFunc(text, func(m string) string {
		if strings.HasPrefix(m, "git@") {
			return m
		}
		return "<e-mail>"
	})
	for _, name := range s.users {
		text = replaceWord(text, name, "<you>")
	}
	for _, name := range s.hosts {
		text = replaceWord(text, name, "<host>")
	}
	return text
}

// replaceWord replaces a word where no letter, digit or underscore touches it.
func replaceWord(text, word, with string) string {
	var b strings.Builder
	for {
		i := strings.Index(text, word)
		if i < 0 {
			b.WriteString(text)
			return b.String()
		}
		end := i + len(word)
		before, after := byte(' '), byte(' ')
		if i > 0 {
			before = text[i-1]
		} else if n := b.Len(); n > 0 {
			before = b.String()[n-1]
		}
		if end < len(text) {
			after = text[end]
		}
		if inWord(before) || inWord(after) {
			b.WriteString(text[:end])
		} else {
			b.WriteString(text[:i] + with)
		}
		text = text[end:]
	}
}

func inWord(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// body hides in every text of an event.
func (s *scrub) body(b event.Body) event.Body {
	v := reflect.New(reflect.TypeOf(b)).Elem()
	v.Set(reflect.ValueOf(b))
	out, ok := reflect.TypeAssert[event.Body](s.value(v))
	if !ok {
		return event.Note{Level: event.Warning, Text: "something that can't be shown"}
	}
	return out
}

// value is a copy of v with its texts hidden. The keys of maps stay: they are names.
func (s *scrub) value(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.String:
		out.SetString(s.hide(v.String()))
	case reflect.Struct:
		for i := range v.NumField() {
			if out.Field(i).CanSet() {
				out.Field(i).Set(s.value(v.Field(i)))
			}
		}
	case reflect.Slice:
		if v.IsNil() {
			break
		}
		out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		for i := range v.Len() {
			out.Index(i).Set(s.value(v.Index(i)))
		}
	case reflect.Map:
		if v.IsNil() {
			break
		}
		out.Set(reflect.MakeMapWithSize(v.Type(), v.Len()))
		for _, k := range v.MapKeys() {
			out.SetMapIndex(k, s.value(v.MapIndex(k)))
		}
	default:
		out.Set(v)
	}
	return out
}
