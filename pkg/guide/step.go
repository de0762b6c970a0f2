package guide

// A Step is one thing that set-up does. Exactly one of Pip and Run is set.
type Step struct {
	// Short name, unique in the guide; clone, python, provide, verify and names that begin with provide- or verify- are the engine's own.
	ID string `yaml:"id" json:"id" jsonschema:"required" guide:"id"`
	// What it does, as a short imperative sentence.
	Title string `yaml:"title" json:"title" jsonschema:"required" guide:"oneline"`
	// Why it is needed: what a newcomer learns before it runs.
	Why string `yaml:"why" json:"why" jsonschema:"required"`
	// Arguments of an install into the environment, as pip takes them: ["-e", ".[test]"]. Behind -e a path may have stars,
	// which stand for each package that matches: ["-e", "./plugins/*"].
	Pip []string `yaml:"pip,omitempty" json:"pip,omitempty" jsonschema:"oneof_required=pip,minItems=1" guide:"pip"`
	// Script for bash. Stops at the first command that fails.
	Run string `yaml:"run,omitempty" json:"run,omitempty" jsonschema:"oneof_required=run"`
	// Folder, relative to the checkout. Default: the checkout.
	Dir string `yaml:"dir,omitempty" json:"dir,omitempty" guide:"path"`
	// Companion that it works in, by its folder; dir, inputs and what it creates are relative to that. Default: the checkout.
	Companion string `yaml:"companion,omitempty" json:"companion,omitempty" guide:"path"`
	// Variables for this step.
	Env map[string]string `yaml:"env,omitempty" json:"env,omitempty" guide:"env"`
	// Profiles that the step serves. Default: all.
	Profiles []string `yaml:"profiles,omitempty" json:"profiles,omitempty"`
	// Recipes that the step belongs to. Default: all.
	Recipes []string `yaml:"recipes,omitempty" json:"recipes,omitempty"`
	// Machines that the step is for. Default: all.
	When When `yaml:"when,omitempty" json:"when,omitzero"`
	// Steps that must be done before. Omitted: the step above it. An empty list: only clone and environment.
	Needs Needs `yaml:"needs,omitempty" json:"needs,omitzero"`
	// Files of the checkout (glob patterns) that make the step necessary again when they change.
	// Default for pip: pyproject.toml, setup.py, setup.cfg.
	Inputs []string `yaml:"inputs,omitempty" json:"inputs,omitempty" guide:"glob"`
	// Paths that exist when it is done; {env} stands for the environment's folder, {bin} for its programs, {site} for its packages.
	Creates []string `yaml:"creates,omitempty" json:"creates,omitempty" guide:"creates"`
	// What must hold when it is done.
	Check *Check `yaml:"check,omitempty" json:"check,omitempty"`
	// Longest time it may take. Default: 30m.
	Timeout Duration `yaml:"timeout,omitempty" json:"timeout,omitempty"`
	// How often a step with network is tried again. Default: 2 with network, else 0.
	Retries *int `yaml:"retries,omitempty" json:"retries,omitempty" jsonschema:"minimum=0,maximum=5"`
	// True if it fetches from the network. Default: true for pip, false for run.
	Network *bool `yaml:"network,omitempty" json:"network,omitempty"`
	// What it changes outside the checkout.
	Writes []Effect `yaml:"writes,omitempty" json:"writes,omitempty"`
	// Script that takes back what the step did.
	Undo string `yaml:"undo,omitempty" json:"undo,omitempty"`
	// Something a person should know before it runs.
	Warning string `yaml:"warning,omitempty" json:"warning,omitempty"`
	// Reason why it was never run, if so. Default: that of its profile.
	Unproved string `yaml:"unproved,omitempty" json:"unproved,omitempty"`
}

// Needs are ids of steps. Nil means that the guide leaves them out, which is not the same as an empty list.
type Needs []string

// IsZero reports whether the guide leaves the needs out.
func (n Needs) IsZero() bool { return n == nil }

// A Check says when a step is done. All that it names must hold.
type Check struct {
	// Files that are there and not empty; placeholders as in creates.
	Files []string `yaml:"files,omitempty" json:"files,omitempty" guide:"creates"`
	// Python distributions that are installed in the environment.
	Installed []string `yaml:"installed,omitempty" json:"installed,omitempty" guide:"dist"`
	// Python distributions that are installed from this checkout in editable form.
	Editable []string `yaml:"editable,omitempty" json:"editable,omitempty" guide:"dist"`
	// Script for bash that ends with 0 when the step is done. It must be quick and change nothing.
	Run string `yaml:"run,omitempty" json:"run,omitempty"`
}

// An Effect is something that a step changes outside the checkout.
type Effect struct {
	// What is changed: a path, a registration, a global link.
	What string `yaml:"what" json:"what" jsonschema:"required"`
	// Why, and how it is taken back.
	Why string `yaml:"why" json:"why" jsonschema:"required"`
}

// Verify is a command that proves that the checkout's own code runs.
type Verify struct {
	// Short name, unique in the guide.
	ID string `yaml:"id" json:"id" jsonschema:"required" guide:"id"`
	// What it proves, in words.
	Proves string `yaml:"proves" json:"proves" jsonschema:"required"`
	// What it doesn't prove though a newcomer could think so.
	NotProved string `yaml:"does_not_prove,omitempty" json:"does_not_prove,omitempty"`
	// Script for bash.
	Run string `yaml:"run" json:"run" jsonschema:"required"`
	// Regular expression (RE2) that its output must match, so that a command that ran nothing can't pass.
	Expect string `yaml:"expect" json:"expect" jsonschema:"required" guide:"proof"`
	// Python packages that must be imported from the checkout, so that a released wheel can't stand in for it.
	FromCheckout []string `yaml:"from_checkout,omitempty" json:"from_checkout,omitempty" guide:"import"`
	// Folder, relative to the checkout. Default: the checkout.
	Dir string `yaml:"dir,omitempty" json:"dir,omitempty" guide:"path"`
	// Companion that it runs in, by its folder; dir is relative to that. Default: the checkout.
	Companion string `yaml:"companion,omitempty" json:"companion,omitempty" guide:"path"`
	// Variables for this command.
	Env map[string]string `yaml:"env,omitempty" json:"env,omitempty" guide:"env"`
	// Profiles that it belongs to. Default: all.
	Profiles []string `yaml:"profiles,omitempty" json:"profiles,omitempty"`
	// Longest time it may take. Default: 10m.
	Timeout Duration `yaml:"timeout,omitempty" json:"timeout,omitempty"`
	// Change to a file that must turn it red.
	Mutation *Mutation `yaml:"mutation,omitempty" json:"mutation,omitempty"`
	// Reason why it was never run, if so. Default: that of its profile.
	Unproved string `yaml:"unproved,omitempty" json:"unproved,omitempty"`
}

// A Mutation is a change of one line that must turn a verify red with a failing assertion.
type Mutation struct {
	// File, relative to the checkout.
	File string `yaml:"file" json:"file" jsonschema:"required" guide:"path"`
	// Line, from 1. It says where the text was at the time; the text decides.
	Line int `yaml:"line" json:"line" jsonschema:"required,minimum=1"`
	// Text on that line, which occurs once in the file.
	Find string `yaml:"find" json:"find" jsonschema:"required" guide:"oneline"`
	// Text that takes its place.
	Replace string `yaml:"replace" json:"replace" jsonschema:"required" guide:"empty"`
	// Regular expression (RE2) that the red output must match, to tell an assertion from an import error.
	Expect string `yaml:"expect" json:"expect" jsonschema:"required" guide:"proof"`
	// Script that rebuilds what was changed, where the proof reads built files.
	Rebuild string `yaml:"rebuild,omitempty" json:"rebuild,omitempty"`
}

// A Task is a named command for later work.
type Task struct {
	// Name for `run TASK`.
	ID string `yaml:"id" json:"id" jsonschema:"required" guide:"id"`
	// What it does.
	Title string `yaml:"title" json:"title" jsonschema:"required" guide:"oneline"`
	// Arguments of an install into the environment that comes first, as in a step: for what set-up doesn't bring.
	Pip []string `yaml:"pip,omitempty" json:"pip,omitempty" jsonschema:"minItems=1" guide:"pip"`
	// Script for bash; "$@" stands for further arguments.
	Run string `yaml:"run" json:"run" jsonschema:"required"`
	// Folder, relative to the checkout. Default: the checkout.
	Dir string `yaml:"dir,omitempty" json:"dir,omitempty" guide:"path"`
	// Companion that it runs in, by its folder; dir is relative to that. Default: the checkout.
	Companion string `yaml:"companion,omitempty" json:"companion,omitempty" guide:"path"`
	// Variables for this task.
	Env map[string]string `yaml:"env,omitempty" json:"env,omitempty" guide:"env"`
	// Profiles that it belongs to. Default: all.
	Profiles []string `yaml:"profiles,omitempty" json:"profiles,omitempty"`
	// True if it runs until it is stopped, as a server or a watcher does.
	Background bool `yaml:"background,omitempty" json:"background,omitempty"`
	// Regular expression (RE2) in its output that shows that a background task is ready.
	Ready string `yaml:"ready,omitempty" json:"ready,omitempty" guide:"proof"`
	// Ports that it listens on.
	Ports []int `yaml:"ports,omitempty" json:"ports,omitempty" jsonschema:"minimum=1,maximum=65535"`
	// What it changes outside the checkout.
	Writes []Effect `yaml:"writes,omitempty" json:"writes,omitempty"`
	// Something a person should know before it runs.
	Warning string `yaml:"warning,omitempty" json:"warning,omitempty"`
	// Reason why it was never run, if so. Default: that of its profile.
	Unproved string `yaml:"unproved,omitempty" json:"unproved,omitempty"`
}
