package system_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// secrets are settings that a developer's environment holds and that no step
// may see, with or without network.
func secrets() []string {
	return []string{
		"GH_TOKEN=v", "GITHUB_TOKEN=v", "GITHUB_ENTERPRISE_TOKEN=v", "GITLAB_TOKEN=v", "CI_JOB_TOKEN=v",
		"ACTIONS_RUNTIME_TOKEN=v", "ACTIONS_ID_TOKEN_REQUEST_TOKEN=v", "NPM_TOKEN=v", "NODE_AUTH_TOKEN=v", "TWINE_PASSWORD=v",
		"AWS_ACCESS_KEY_ID=v", "AWS_SECRET_ACCESS_KEY=v", "AWS_SESSION_TOKEN=v", "AZURE_CLIENT_SECRET=v",
		"GOOGLE_APPLICATION_CREDENTIALS=v", "GOOGLE_API_KEY=v", "OPENAI_API_KEY=v", "ANTHROPIC_API_KEY=v", "HF_TOKEN=v",
		"DATABASE_URL=postgres://u:p@h/d", "PGPASSWORD=v", "MYSQL_PWD=v", "REDIS_PASSWORD=v", "SENTRY_DSN=v",
		"SLACK_WEBHOOK_URL=v", "DOCKER_AUTH_CONFIG=v", "KUBECONFIG=v", "VAULT_TOKEN=v", "SSH_PRIVATE_KEY=v",
		"GPG_PASSPHRASE=v", "COOKIE_SECRET=v", "JUPYTER_TOKEN=v", "JUPYTERHUB_API_TOKEN=v", "JPY_COOKIE_SECRET=v",
		"BEARER=v", "MY_PAT=v", "SIGNING_KEY=v", "JWT=v", "API-KEY=v", "auth=v",
		"UV_PUBLISH_TOKEN=v", "UV_PUBLISH_PASSWORD=v", "npm_config_otp=v", "CONDA_TOKEN=v", "XDG_SESSION_COOKIE=v", "YARN_SECRET=v",
	}
}

// gitSettings point git to another repository, or give it settings.
func gitSettings() []string {
	return []string{
		"GIT_DIR=v", "GIT_WORK_TREE=v", "GIT_INDEX_FILE=v", "GIT_OBJECT_DIRECTORY=v", "GIT_ALTERNATE_OBJECT_DIRECTORIES=v",
		"GIT_COMMON_DIR=v", "GIT_NAMESPACE=v", "GIT_PREFIX=v", "GIT_CONFIG=v", "GIT_CONFIG_PARAMETERS=v", "GIT_CONFIG_COUNT=1",
		"GIT_CONFIG_KEY_0=core.fsmonitor", "GIT_CONFIG_VALUE_0=v", "GIT_EXEC_PATH=v", "GIT_TEMPLATE_DIR=v", "GIT_GRAFT_FILE=v",
		"GIT_SHALLOW_FILE=v", "GIT_QUARANTINE_PATH=v", "GIT_EXTERNAL_DIFF=v", "GIT_EDITOR=v", "GIT_ALLOW_PROTOCOL=v",
		"GIT_TRACE_CURL=v", "GIT_AUTHOR_EMAIL=v", "GIT_CEILING_DIRECTORIES=v",
	}
}

// harmless are settings that every step may see.
func harmless() []string {
	return []string{
		"CI=true", "CONDA_PREFIX=/c", "CURL_CA_BUNDLE=/ca", "HOME=/home/ada", "HTTPS_PROXY=http://proxy:8080", "LANG=C.UTF-8",
		"LC_ALL=C", "LOGNAME=ada", "NODE_EXTRA_CA_CERTS=/ca", "NO_PROXY=localhost", "PATH=/bin", "PIP_CERT=/ca",
		"PIP_INDEX_URL=https://mirror.example/simple", "PYENV_ROOT=/p", "REQUESTS_CA_BUNDLE=/ca", "SHELL=/bin/sh",
		"SSL_CERT_FILE=/ca", "TERM=xterm", "TMPDIR=/tmp", "USER=ada", "UV_CACHE_DIR=/u", "XDG_CACHE_HOME=/x",
		"YARN_CACHE_FOLDER=/y", "https_proxy=http://proxy:8080", "npm_config_init_author_name=Ada", "npm_config_registry=https://mirror.example/npm/",
	}
}

// credentials are settings with which package tools sign in to download.
func credentials() []string {
	return []string{
		"HTTP_PROXY=http://ada:pw@proxy:8080", "PIP_EXTRA_INDEX_URL=https://ada:pw@mirror.example/simple",
		"PIP_INDEX_URL=https://token@mirror.example/simple", "UV_DEFAULT_INDEX=https://ada:pw@mirror.example/simple",
		"UV_INDEX_MIRROR_PASSWORD=pw", "UV_INDEX_MIRROR_USERNAME=ada", "YARN_NPM_AUTH_IDENT=ada:pw", "YARN_NPM_AUTH_TOKEN=v",
		"all_proxy=socks5://ada:pw@proxy:1080", "npm_config_//mirror.example/:_authToken=v", "npm_config__auth=v",
		"npm_config__password=v",
	}
}

func TestEnvironOfAStep(t *testing.T) {
	t.Parallel()
	base := slices.Concat(secrets(), gitSettings(), credentials(), harmless(), []string{
		"SSH_AUTH_SOCK=/s", "SSH_ASKPASS=/a", "GIT_ASKPASS=/a", "GIT_SSH_COMMAND=ssh", "LD_PRELOAD=/evil.so", "PYTHONPATH=/p",
		"PYTHONSTARTUP=/p", "NODE_OPTIONS=--require=/p", "BASH_ENV=/b", "ENV=/b", "=C:=C:\\", "NOEQUALS", "",
	})
	got := system.Environ(base, system.EnvOptions{GOOS: "linux"})
	want := append(harmless(), "UV_INDEX_MIRROR_USERNAME=ada")
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("environment of a step (-want +got):\n%s", diff)
	}
}

func TestEnvironOfANetworkStep(t *testing.T) {
	t.Parallel()
	base := slices.Concat(secrets(), gitSettings(), harmless(), credentials(), []string{"SSH_AUTH_SOCK=/s", "GIT_ASKPASS=/a"})
	got := system.Environ(base, system.EnvOptions{Network: true, GOOS: "linux"})
	want := append(slices.DeleteFunc(harmless(), func(s string) bool {
		return strings.HasPrefix(s, "PIP_INDEX_URL=") // The later entry wins.
	}), credentials()...)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("environment of a network step (-want +got):\n%s", diff)
	}
}

func TestEnvironOfGit(t *testing.T) {
	t.Parallel()
	own := []string{
		"GIT_ASKPASS=/a", "GIT_CONFIG_GLOBAL=/g", "GIT_SSH_COMMAND=ssh", "GIT_SSL_CAINFO=/ca", "SSH_ASKPASS=/a", "SSH_AUTH_SOCK=/s",
	}
	got := system.Environ(slices.Concat(secrets(), gitSettings(), own), system.EnvOptions{Git: true, Network: true, GOOS: "linux"})
	if diff := cmp.Diff(own, got); diff != "" {
		t.Errorf("environment of git (-want +got):\n%s", diff)
	}
}

// TestNoSecretPassesInAnyMode is the promise about names, in every mode and
// even when a guide declares the name.
func TestNoSecretPassesInAnyMode(t *testing.T) {
	t.Parallel()
	base := slices.Concat(secrets(), gitSettings())
	var names []string
	for _, entry := range base {
		name, _, _ := strings.Cut(entry, "=")
		names = append(names, name)
	}
	// Not secret by its shape: a path and a folder that a guide may declare.
	declarable := []string{"KUBECONFIG=v"}
	for _, goos := range []string{"linux", "darwin", "windows"} {
		for mode := range 8 {
			opts := system.EnvOptions{GOOS: goos, Network: mode&1 != 0, Git: mode&2 != 0}
			if mode&4 != 0 {
				opts.Pass = names
			}
			for _, entry := range system.Environ(base, opts) {
				if mode&4 == 0 || !slices.Contains(declarable, entry) {
					t.Errorf("%+v lets %s through", opts, entry)
				}
			}
		}
	}
	if len(secrets()) < 25 {
		t.Errorf("only %d names were tried", len(secrets()))
	}
	t.Logf("tries: %d", 3*8*len(names))
}

func TestEnvironDeclaredAndSet(t *testing.T) {
	t.Parallel()
	got := system.Environ([]string{"EDITION=full", "PATH=/bin", "OTHER=x", "DB_PASSWORD=x", "SITE=https://u:p@h"}, system.EnvOptions{
		Pass: []string{"EDITION", "DB_PASSWORD", "SITE", "ABSENT"},
		Set:  []string{"PATH=/venv/bin:/bin", "VIRTUAL_ENV=/venv", "A_TOKEN=made here", "broken"},
		GOOS: "linux",
	})
	want := []string{"A_TOKEN=made here", "EDITION=full", "PATH=/venv/bin:/bin", "VIRTUAL_ENV=/venv"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestEnvironOnWindows(t *testing.T) {
	t.Parallel()
	got := system.Environ([]string{
		`Path=C:\Windows`, `SystemRoot=C:\Windows`, `ComSpec=cmd`, `PATHEXT=.EXE`, `AppData=C:\a`, `=C:=C:\`, `Gh_Token=v`, `Git_Dir=v`,
	}, system.EnvOptions{GOOS: "windows", Set: []string{`PATH=C:\venv`}})
	want := []string{`AppData=C:\a`, `ComSpec=cmd`, `PATH=C:\venv`, `PATHEXT=.EXE`, `SystemRoot=C:\Windows`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := system.Environ([]string{`SystemRoot=C:\Windows`}, system.EnvOptions{GOOS: "linux"}); len(got) != 0 || got == nil {
		t.Errorf("on Linux: %#v, want an empty list", got)
	}
}

func TestIsSecretName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{
		"GIT_AUTHOR_NAME": false, "AUTHORIZATION": true, "XAUTHORITY": false, "KEYBOARD": false, "MONKEY": false, "PATH": false,
		"COMPASS": false, "PWD": false, "OLDPWD": false, "DB_PWD": true, "PIP_NO_INPUT": false, "apiKey": true, "PASS": true,
		"SSH_KEY": true, "PYTEST_PATTERN": false, "TOKENIZERS_PARALLELISM": true, "NPM_CONFIG_KEY": true,
	} {
		if got := system.IsSecretName(name); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}
