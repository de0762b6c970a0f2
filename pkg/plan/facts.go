package plan

import (
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
)

// Facts is what is known of a machine. It is filled by the system's probe; tests write it by hand.
type Facts struct {
	OS   guide.OS `json:"os" yaml:"os"`
	Arch string   `json:"arch" yaml:"arch"`
	// GitHub server, such as https://github.com.
	Server string `json:"server" yaml:"server"`
	// Programs by name: git, bash, uv, node, npm and what the guide requires. Absent programs aren't there.
	Tools map[string]Program `json:"tools" yaml:"tools"`
	// Python interpreters in the order of PATH.
	Pythons []Interpreter `json:"pythons" yaml:"pythons"`
	// Whether the machine is a container, and which: "", docker, devcontainer, codespaces, wsl, binder.
	Container string `json:"container,omitempty" yaml:"container,omitempty"`
	// True for a user with admin rights.
	Root bool `json:"root,omitempty" yaml:"root,omitempty"`
	// Bytes free where the checkout goes, and bytes of memory; 0 if unknown.
	DiskFree guide.Size `json:"disk_free,omitempty" yaml:"disk_free,omitempty"`
	Memory   guide.Size `json:"memory,omitempty" yaml:"memory,omitempty"`
	// What is where the checkout goes.
	Checkout Checkout `json:"checkout" yaml:"checkout"`
	// What is where the guide's companions go, by their folders as the guide names them. A companion that
	// isn't here is absent.
	Companions map[string]Checkout `json:"companions,omitempty" yaml:"companions,omitempty"`
	// Environment that is there already.
	Environment Existing `json:"environment" yaml:"environment"`
	// What the doctor looks at besides.
	Machine Machine `json:"machine,omitzero" yaml:"machine,omitempty"`
	// What the person and their organisation say about mirrors, proxies and certificates.
	Network overlay.Settings `json:"network,omitzero" yaml:"-"`
	// What the person's organisation says besides; nil without one.
	Organisation *overlay.Organisation `json:"organisation,omitempty" yaml:"-"`
}

// A Program is a program that was found.
type Program struct {
	Path string `json:"path" yaml:"path"`
	// Version as the program says it; empty if it didn't answer.
	Version string `json:"version,omitempty" yaml:"version,omitempty"`
	// Why its version isn't known.
	Problem string `json:"problem,omitempty" yaml:"problem,omitempty"`
}

// An Interpreter is a Python that was found.
type Interpreter struct {
	Path    string `json:"path" yaml:"path"`
	Version string `json:"version" yaml:"version"`
	// True if it can make environments with pip in them (venv and ensurepip are there).
	Venv bool `json:"venv" yaml:"venv"`
	// Why its version isn't known, such as: did not answer in 10 s.
	Problem string `json:"problem,omitempty" yaml:"problem,omitempty"`
}

// A CheckoutState is what is where the checkout goes.
type CheckoutState string

// The states of the checkout's folder.
const (
	Absent   CheckoutState = "absent"
	Cloned   CheckoutState = "cloned"
	Occupied CheckoutState = "occupied"
)

// Checkout is what is where the checkout goes.
type Checkout struct {
	State CheckoutState `json:"state" yaml:"state"`
	// Absolute folder of git's own files; empty for .git in the checkout. It is elsewhere for a linked work tree.
	GitDir string `json:"git_dir,omitempty" yaml:"git_dir,omitempty"`
	// Commit and branch of a checkout.
	Commit string `json:"commit,omitempty" yaml:"commit,omitempty"`
	Branch string `json:"branch,omitempty" yaml:"branch,omitempty"`
	// What differs from what was wanted.
	Differences []Difference `json:"differences,omitempty" yaml:"differences,omitempty"`
}

// A Difference is something about an existing checkout that isn't as wanted.
type Difference struct {
	Observed string `json:"observed" yaml:"observed"`
	Expected string `json:"expected" yaml:"expected"`
	Next     string `json:"next" yaml:"next"`
	// True if the checkout can't be used as long as it is so.
	Refuses bool `json:"refuses,omitempty" yaml:"refuses,omitempty"`
}

// Existing is an environment that is there already.
type Existing struct {
	// uv, venv or conda (also for pixi); empty if there is none.
	Maker string `json:"maker,omitempty" yaml:"maker,omitempty"`
	// Version of its Python; empty if it isn't known.
	Version string `json:"version,omitempty" yaml:"version,omitempty"`
}
