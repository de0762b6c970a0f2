package overlay_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
)

func TestHide(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"":                                      "",
		"https://mirror.example/npm/":           "https://mirror.example/npm/",
		"https://mirror.example/@scope/x":       "https://mirror.example/@scope/x",
		"https://mirror.example:8443/a@b":       "https://mirror.example:8443/a@b",
		"https://[::1]:8443/a@b":                "https://[::1]:8443/a@b",
		"https://ada:pw@mirror.example/":        "https://***@mirror.example/",
		"https://t0k3n@mirror.example/":         "https://***@mirror.example/",
		"https://ada:p@w@mirror.example/":       "https://***@mirror.example/",
		"https://ada:p/w@mirror.example/":       "https://***@mirror.example/",
		"https://ada:p#w@mirror.example:1/":     "https://***@mirror.example:1/",
		"ada:pw@proxy.example:3128":             "***@proxy.example:3128",
		"git@mirror.example":                    "git@mirror.example",
		"https://a:b@x.example,direct":          "https://***@x.example,direct",
		"https://a:b@x.example|https://y/":      "https://***@x.example|https://y/",
		"https://x.example https://a:b@y/":      "https://x.example https://***@y/",
		"https://conda.example/t/t0k3n/a":       "https://conda.example/t/***/a",
		"https://conda.example/t/t0k3n":         "https://conda.example/t/***",
		"https://conda.example/a/t/b":           "https://conda.example/a/t/b",
		"Bearer t0k3n":                          "Bearer ***",
		"Basic YWRhOnB3":                        "Basic ***",
		"/etc/corp.pem":                         "/etc/corp.pem",
		"url.https://a:b@m.example/.insteadOf":  "url.https://***@m.example/.insteadOf",
		"https://ada:pw@mirror.example\nsecond": "https://***@mirror.example\nsecond",
	} {
		if got := overlay.Hide(in); got != want {
			t.Errorf("Hide(%q) = %q, want %q", in, got, want)
		}
	}
}

// No way of printing shows what Text holds.
func TestValueHidesItself(t *testing.T) {
	t.Parallel()
	v := overlay.Value{Text: "https://ada:hunter2@mirror.example/", Origin: overlay.Origin{Kind: overlay.FromVariable, Name: "PIP_INDEX_URL", Tool: overlay.Pip}}
	s := overlay.Settings{PythonIndex: v, NPMLogin: overlay.Value{Text: "Bearer hunter2"}}
	encoded, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	login := overlay.Variable{Name: "YARN_NPM_AUTH_TOKEN", Value: "hunter2", Secret: true}
	for _, shown := range []string{
		v.String(), fmt.Sprint(v), fmt.Sprintf("%+v %#v %q", v, v, v), fmt.Sprintf("%v %+v", s.PythonIndex, s), string(encoded),
		login.String(), fmt.Sprintf("%v %+v %#v %s", login, login, login, login.Shown()),
	} {
		if strings.Contains(shown, "hunter2") {
			t.Errorf("the password is shown: %s", shown)
		}
	}
	if !strings.Contains(string(encoded), `"text":"https://***@mirror.example/","origin":{"kind":"variable","name":"PIP_INDEX_URL","tool":"pip"}`) {
		t.Errorf("JSON lacks the address or where it comes from: %s", encoded)
	}
}

func TestExempt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		list, address string
		want          bool
	}{
		{"", "https://mirror.example/", false},
		{"mirror.example", "https://mirror.example/npm", true},
		{"mirror.example", "https://npm.mirror.example/", true},
		{".mirror.example", "https://npm.mirror.example/", true},
		{"*.mirror.example", "https://npm.mirror.example/", true},
		{"mirror.example", "https://notmirror.example/", false},
		{"other.example, MIRROR.example", "https://Mirror.Example/", true},
		{"other.example mirror.example", "https://mirror.example/", true},
		{"mirror.example:8443", "https://mirror.example:8443/", true},
		{"mirror.example:8443", "https://mirror.example/", false},
		{"*", "https://mirror.example/", true},
		{"10.0.0.0/8", "http://10.1.2.3:8081/", true},
		{"10.0.0.0/8", "http://11.1.2.3:8081/", false},
		{"10.1.2.3", "http://10.1.2.3/", true},
		{"::1", "http://[::1]:8081/", true},
		{"fd00::/8", "http://[fd00::7]/", true},
		{"localhost", "http://127.0.0.1/", false},
		{".", "https://mirror.example/", false},
		{"mirror.example", "::", false},
		{"mirror.example", "%zz://", false},
	} {
		if got := overlay.Exempt(c.list, c.address); got != c.want {
			t.Errorf("Exempt(%q, %q) = %v, want %v", c.list, c.address, got, c.want)
		}
	}
}

func TestReads(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"https_proxy", "PIP_INDEX_URL", "NPM_CONFIG_REGISTRY", "npm_config_//mirror.example/:_authToken", "GOPROXY", "APPDATA"} {
		if !overlay.Reads(name) {
			t.Errorf("Reads(%q) = false", name)
		}
	}
	for _, name := range []string{"PATH", "GH_TOKEN", "NPM_TOKEN", "AWS_SECRET_ACCESS_KEY", "PIPX", "GIT_DIR"} {
		if overlay.Reads(name) {
			t.Errorf("Reads(%q) = true", name)
		}
	}
}
