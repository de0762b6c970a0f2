package overlay

import "strings"

// A Place is a file that may say something.
type Place struct {
	Kind FileKind
	Path string
}

// Places lists where the tools keep a person's settings, the files that win first; the caller reads those that
// are there, as [Machine].Files. Variables that name another file (PIP_CONFIG_FILE, NPM_CONFIG_USERCONFIG,
// UV_CONFIG_FILE, CONDARC) are followed. What git is told only `git config --list -z` knows.
func Places(env map[string]string, home, goos string) []Place {
	p := places{env: environment{values: env, fold: goos == "windows"}, home: home, separator: "/"}
	if goos == "windows" {
		p.separator = `\`
	}
	p.pip(goos)
	p.uv(goos)
	p.add(NPMRC, p.variable("npm_config_userconfig"), p.in(home, ".npmrc"))
	p.add(YarnRC, p.in(home, ".yarnrc"))
	p.add(YarnRCYML, p.in(home, ".yarnrc.yml"))
	p.add(Bunfig, p.in(p.variable("XDG_CONFIG_HOME"), ".bunfig.toml"), p.in(home, ".bunfig.toml"))
	p.add(Condarc, p.variable("CONDARC"))
	p.add(Condarc, p.in(home, ".condarc"))
	return p.found
}

// RepositoryFiles lists the files of a repository that tools take settings from, relative to its root, in the
// order that [Site].Files wants.
func RepositoryFiles() []Place {
	return []Place{
		{UVToml, "uv.toml"},
		{PyProject, "pyproject.toml"},
		{YarnRCYML, ".yarnrc.yml"},
		{YarnRC, ".yarnrc"},
		{Bunfig, "bunfig.toml"},
		{NPMRC, ".npmrc"},
	}
}

type places struct {
	env             environment
	home, separator string
	found           []Place
}

func (p *places) variable(name string) string {
	v, _ := p.env.get(name)
	return v
}

// in joins a folder and what is in it; without a folder there is nothing.
func (p *places) in(folder string, names ...string) string {
	if folder == "" {
		return ""
	}
	return strings.Join(append([]string{strings.TrimRight(folder, `/\`)}, names...), p.separator)
}

// add adds the first of the paths that isn't empty: the later ones are what it takes the place of.
func (p *places) add(kind FileKind, paths ...string) {
	for _, path := range paths {
		if path != "" {
			p.found = append(p.found, Place{kind, path})
			return
		}
	}
}

// config is the folder for settings.
func (p *places) config() string {
	if v := p.variable("XDG_CONFIG_HOME"); v != "" {
		return v
	}
	return p.in(p.home, ".config")
}

func (p *places) pip(goos string) {
	if v := p.variable("PIP_CONFIG_FILE"); v != "" {
		// It takes the place of the person's other files.
		p.add(PipConf, v)
		p.add(PipConf, "/etc/pip.conf")
		return
	}
	if goos == "windows" {
		p.add(PipConf, p.in(p.variable("APPDATA"), "pip", "pip.ini"))
		p.add(PipConf, p.in(p.home, "pip", "pip.ini"))
		p.add(PipConf, p.in(p.variable("PROGRAMDATA"), "pip", "pip.ini"))
		return
	}
	if goos == "darwin" {
		p.add(PipConf, p.in(p.home, "Library", "Application Support", "pip", "pip.conf"))
	}
	p.add(PipConf, p.in(p.config(), "pip", "pip.conf"))
	p.add(PipConf, p.in(p.home, ".pip", "pip.conf"))
	p.add(PipConf, "/etc/pip.conf")
}

func (p *places) uv(goos string) {
	if v := p.variable("UV_CONFIG_FILE"); v != "" {
		// It takes the place of all others.
		p.add(UVToml, v)
		return
	}
	if goos == "windows" {
		p.add(UVToml, p.in(p.variable("APPDATA"), "uv", "uv.toml"))
		p.add(UVToml, p.in(p.variable("PROGRAMDATA"), "uv", "uv.toml"))
		return
	}
	p.add(UVToml, p.in(p.config(), "uv", "uv.toml"))
	p.add(UVToml, "/etc/uv/uv.toml")
}
