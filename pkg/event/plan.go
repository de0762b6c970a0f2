package event

// A Plan is what a run is going to do. It is the first event of a run.
type Plan struct {
	// Id of the guide.
	Project string `json:"project"`
	// Name of the project.
	Name string `json:"name"`
	// Repository that is worked on, as owner/name.
	Repo string `json:"repo"`
	// Where the guide came from: embedded, a file, an organisation's folder.
	GuideOrigin string `json:"guide_origin"`
	// SHA-256 of the guide's bytes, in hexadecimal.
	GuideSHA256 string `json:"guide_sha256"`
	// Folder of the checkout.
	Dir string `json:"dir"`
	// Address that replaces upstream's, if one was given with --from. Credentials in it are hidden.
	From string `json:"from,omitempty"`
	// Id of the chosen profile: the purpose of the set-up.
	Profile string `json:"profile"`
	// Id of the chosen recipe: how the environment is made.
	Recipe string `json:"recipe"`
	// True for the sample project.
	Practice bool `json:"practice,omitempty"`
	// What every step is told of mirrors, proxies and certificates, beside what the person has set.
	Variables []Variable `json:"variables,omitempty"`
	// Things to know before it runs.
	Warnings []string `json:"warnings,omitempty"`
	// Steps in an order that satisfies their needs.
	Steps []Step `json:"steps"`
}

// A Variable is what steps are told in the place of a person, so that a setting of one tool reaches another.
type Variable struct {
	// Name of the variable.
	Name string `json:"name"`
	// Credentials in it are hidden.
	Value string `json:"value"`
	// Why it is needed, and where its value comes from.
	Why string `json:"why"`
	// True if only steps that use the network get it.
	NetworkOnly bool `json:"network_only,omitempty"`
}

// A Step is one step of a plan. Credentials in its command, variables and addresses are hidden.
type Step struct {
	// Name of the step, unique in the plan.
	ID string `json:"id"`
	// Kind of action: clone, python, provide, pip, run, verify; for a branch settings, remote, fork, fetch, branch.
	Kind string `json:"kind"`
	// What it does, in a short sentence.
	Title string `json:"title"`
	// Why the project needs it.
	Why string `json:"why,omitempty"`
	// Why it is in this plan on this machine.
	Cause string `json:"cause"`
	// Exact command, as a shell would take it.
	Command string `json:"command"`
	// The guide's own part of the command, where something is checked before it.
	OwnCommand string `json:"own_command,omitempty"`
	// Python packages that the command first checks to be imported from the checkout.
	FromCheckout []string `json:"from_checkout,omitempty"`
	// Folder it runs in.
	Dir string `json:"dir"`
	// Folders put before PATH, the first one wins.
	Path []string `json:"path,omitempty"`
	// Variables that it gets beside the person's own and those of the plan.
	Env map[string]string `json:"env,omitempty"`
	// Ids of the steps that come before it.
	Needs []string `json:"needs,omitempty"`
	// Paths that exist when it is done.
	Creates []string `json:"creates,omitempty"`
	// What must hold when it is done, in words.
	Check []string `json:"check,omitempty"`
	// Files whose change makes it necessary again, as glob patterns.
	Inputs []string `json:"inputs,omitempty"`
	// Longest time that it may take, in seconds.
	Timeout float64 `json:"timeout_seconds" jsonschema:"minimum=0"`
	// Tries after the first, while the network is to blame.
	Retries int `json:"retries,omitempty" jsonschema:"minimum=0"`
	// True if it fetches from the network.
	Network bool `json:"network,omitempty"`
	// What it changes outside the checkout, and why.
	Writes []string `json:"writes,omitempty"`
	// Pattern (RE2) that its output must match.
	Expect string `json:"expect,omitempty"`
	// Seconds it took in the guide's newest receipt for this profile; left out if there is none.
	Estimate float64 `json:"estimate_seconds,omitempty" jsonschema:"minimum=0"`
	// Something to know before it runs.
	Warning string `json:"warning,omitempty"`
	// Reason why nobody has run it yet, if so.
	Unproved string `json:"unproved,omitempty"`
	// Whether it was done when the plan was made; left out if nobody looked.
	State StepState `json:"state,omitempty"`
	// Why it is done or pending.
	Reason string `json:"reason,omitempty"`
}

// A StepState says whether a step of a plan was done when the plan was made.
type StepState string

// The states of a step.
const (
	// Done: nothing is left to do.
	Done StepState = "done"
	// Pending: it is to be run.
	Pending StepState = "pending"
)

// StepStates lists the states of a step.
func StepStates() []StepState { return []StepState{Done, Pending} }
