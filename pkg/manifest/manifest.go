// Package manifest reads what a repository's own files say of it: versions, extras, dependency groups, scripts, targets,
// hooks, what CI tries.
//
// [Parse] turns the text of one file into [Value]s, each with its line; [Known] tells which files it reads. It is pure,
// keeps nothing, and never fails: a file that isn't what its name says has fewer values or none. What it doesn't
// understand for sure it leaves out.
package manifest

import (
	"path"
	"slices"
	"strings"
)

// MaxBytes is the largest file that is read.
const MaxBytes = 1 << 20

// A Kind is what a value says.
type Kind string

// The kinds of value. Name and Text of a value mean what is written behind its kind.
const (
	PythonRange   Kind = "range of Python"             // Text: range of PEP 440.
	PythonVersion Kind = "version of Python"           // Text: version that CI, a document build or a version file names.
	Distribution  Kind = "Python distribution"         // Text: name.
	Backend       Kind = "build backend"               // Text: module.
	VersionTool   Kind = "tool that finds the version" // Text: setuptools-scm, hatch-vcs …
	Extra         Kind = "extra"                       // Name; Text: requirements.
	Group         Kind = "dependency group"            // Name; Text: requirements.
	TestSettings  Kind = "settings of pytest"          // Text: keys and values.
	Licence       Kind = "licence"                     // Text: SPDX id or text.
	NodeRange     Kind = "range of Node.js"            // Text: range of npm.
	NodeVersion   Kind = "version of Node.js"          // Text: version that CI or a version file names.
	Manager       Kind = "package manager"             // Name: npm, yarn, pnpm; Text: version.
	Package       Kind = "JavaScript package"          // Text: name.
	Workspaces    Kind = "workspaces"                  // Text: patterns.
	Script        Kind = "script of package.json"      // Name; Text: command.
	HatchScript   Kind = "script of hatch"             // Name: environment:script; Text: command.
	Target        Kind = "make target"                 // Name.
	Recipe        Kind = "just recipe"                 // Name.
	Session       Kind = "nox session"                 // Name.
	ToxEnv        Kind = "tox environment"             // Name.
	Hook          Kind = "pre-commit hook"             // Name; Text: version of its repository.
	CondaPackage  Kind = "conda package"               // Name; Text: version.
	Submodule     Kind = "submodule"                   // Name: path; Text: address.
	Image         Kind = "container image"             // Text.
	Command       Kind = "command"                     // Name: job or step; Text: first line of the script.
)

// A Value is one thing that a file says.
type Value struct {
	Kind Kind
	// Name of an extra, script or target; empty where there is one value of a kind.
	Name string
	// Text is the value as the file writes it; lists are joined by ", ".
	Text string
	// Line from 1; 0 if it isn't known.
	Line int
}

// A parser reads one kind of file.
type parser func(data []byte) []Value

// Parse reads a file of the repository, by its path with forward slashes.
func Parse(name string, data []byte) []Value {
	p := parserOf(name)
	if p == nil || len(data) > MaxBytes {
		return nil
	}
	return p(data)
}

// Known reports whether values can be read from a file of that path.
func Known(name string) bool { return parserOf(name) != nil }

// parserOf finds the parser by the name of the file and, for workflows, its folder.
func parserOf(name string) parser {
	base := path.Base(name)
	switch base {
	case "pyproject.toml":
		return pyproject
	case "setup.cfg":
		return setupCfg
	case "setup.py":
		return setupPy
	case "package.json":
		return packageJSON
	case "Makefile", "makefile", "GNUmakefile":
		return makefile
	case "justfile", "Justfile", ".justfile":
		return justfile
	case "noxfile.py":
		return noxfile
	case "tox.ini":
		return toxIni
	case "hatch.toml":
		return hatchTOML
	case ".pre-commit-config.yaml", ".pre-commit-config.yml":
		return preCommit
	case ".readthedocs.yaml", ".readthedocs.yml", "readthedocs.yml":
		return readTheDocs
	case ".gitmodules":
		return gitmodules
	case "devcontainer.json", ".devcontainer.json":
		return devcontainer
	case ".python-version":
		return versionFile(PythonVersion)
	case ".nvmrc", ".node-version":
		return versionFile(NodeVersion)
	}
	dir := path.Dir(name)
	yamlFile := strings.HasSuffix(base, ".yml") || strings.HasSuffix(base, ".yaml")
	switch {
	case yamlFile && strings.HasSuffix(dir, ".github/workflows"):
		return workflow
	case yamlFile && strings.Contains(base, "environment"):
		return condaEnvironment
	}
	return nil
}

// versionFile reads a file that holds nothing but a version.
func versionFile(kind Kind) parser {
	return func(data []byte) []Value {
		for i, line := range lines(data) {
			line = strings.TrimSpace(line)
			if line != "" && !strings.HasPrefix(line, "#") {
				return []Value{{Kind: kind, Text: strings.TrimPrefix(line, "v"), Line: i + 1}}
			}
		}
		return nil
	}
}

func lines(data []byte) []string {
	return strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
}

// sortedNames are the keys of a map in order.
func sortedNames[V any](m map[string]V) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
