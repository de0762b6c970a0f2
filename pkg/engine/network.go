package engine

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

const (
	// maxSettings is how much of a settings file is read, and maxCertificates how much of one with certificates.
	maxSettings, maxCertificates = 1 << 20, 8 << 20
	// gitConfigTime is how long git may take to tell its settings.
	gitConfigTime = 5 * time.Second
)

// Network is what the person and their organisation say about mirrors, proxies and certificates: in the
// environment, in the files of the tools, and to git. It is looked for once.
func (e *Engine) Network(ctx context.Context) overlay.Settings {
	e.settings.once.Do(func() {
		m := e.spoken(ctx)
		e.settings.said = e.wholeBundle(overlay.FromMachine(m).Over(e.below()))
	})
	return e.settings.said
}

// spoken is what the person's machine says.
func (e *Engine) spoken(ctx context.Context) overlay.Machine {
	m := overlay.Machine{Env: variables(e.Environ), OS: hostOS, Certificates: map[string]int{}}
	for _, place := range overlay.Places(m.Env, home(e.Environ), hostOS) {
		if text, ok := readText(place.Path, maxSettings); ok {
			m.Files = append(m.Files, overlay.File{Kind: place.Kind, Path: place.Path, Text: text})
		}
	}
	if text := e.gitConfig(ctx); text != "" {
		m.Files = append(m.Files, overlay.File{Kind: overlay.GitConfig, Path: "git's settings", Text: text})
	}
	for _, path := range overlay.CAFiles(m) {
		if text, ok := readText(path, maxCertificates); ok {
			m.Certificates[path] = strings.Count(text, certificateBegins)
		}
	}
	return m
}

// below is what the organisation says. Its file with certificates may have the public ones in it, or only its own.
func (e *Engine) below() overlay.Settings {
	s := e.Below
	if text, ok := readText(s.CABundle.Text, maxCertificates); ok && !overlay.IsWhole(strings.Count(text, certificateBegins)) {
		s.ExtraCA, s.CABundle = s.CABundle, overlay.Value{}
	}
	return s
}

// variables is an environment as a map.
func variables(environ []string) map[string]string {
	out := make(map[string]string, len(environ))
	for _, entry := range environ {
		if name, value, ok := strings.Cut(entry, "="); ok && name != "" {
			out[name] = value
		}
	}
	return out
}

// home is the person's home folder by the environment.
func home(environ []string) string {
	if dir := system.Getenv(environ, "HOME"); dir != "" || hostOS != "windows" {
		return dir
	}
	return system.Getenv(environ, "USERPROFILE")
}

// readText reads a file if it is one and not too large.
func readText(path string, most int64) (string, bool) {
	if !filepath.IsAbs(path) {
		return "", false
	}
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() > most {
		return "", false
	}
	file, err := os.Open(path)
	if err != nil {
		return "", false
	}
	defer func() { _ = file.Close() }() // It was only read.
	data, err := io.ReadAll(io.LimitReader(file, most))
	return string(data), err == nil
}

// gitConfig is what git says of its settings outside of any repository: only git can follow its own includes.
func (e *Engine) gitConfig(ctx context.Context) string {
	program := e.git().Program()
	if program == "" {
		return ""
	}
	var said bytes.Buffer
	_, err := system.Machine{}.Run(ctx, system.Command{
		Argv: []string{program, "config", "--list", "-z"}, Stdout: &said, Timeout: gitConfigTime,
		Env: system.Environ(e.Environ, system.EnvOptions{Git: true, Set: []string{"GIT_DIR=" + os.DevNull}}),
	})
	if err != nil {
		return ""
	}
	return said.String()
}

// Fetching is git for what goes over the network, with everything that other tools were told of it.
func (e *Engine) Fetching(ctx context.Context) *gitrepo.Git {
	var set []string
	for _, v := range e.Network(ctx).Variables(overlay.Project{}) {
		if slices.Contains(v.For, overlay.Git) {
			set = append(set, v.Name+"="+v.Value)
		}
	}
	return e.git().With(set...)
}
