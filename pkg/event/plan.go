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
	// Address that replaces upstream's, if one was given with --from.
	From string `json:"from,omitempty"`
	// Profile and recipe that were chosen.
	Profile string `json:"profile"`
	Recipe  string `json:"recipe"`
	// True for the sample project.
	Practice bool `json:"practice,omitempty"`
	// Things to know before it runs.
	Warnings []string `json:"warnings,omitempty"`
	// Steps in an order that satisfies their needs.
	Steps []Step `json:"steps"`
}

// A Step is one step of a plan.
type Step struct {
	// Name of the step.
	ID string `json:"id"`
	// Kind: clone, python, provide, pip, run, verify.
	Kind string `json:"kind"`
	// What it does.
	Title string `json:"title"`
	// Why the project needs it.
	Why string `json:"why,omitempty"`
	// Why it is in this plan on this machine.
	Cause string `json:"cause"`
	// Exact command, as a shell would take it.
	Command string `json:"command"`
	// Folder it runs in.
	Dir string `json:"dir"`
	// Folders put before PATH.
	Path []string `json:"path,omitempty"`
	// Variables that it gets beside the person's own; credentials in addresses are hidden.
	Env map[string]string `json:"env,omitempty"`
	// Steps that come before it.
	Needs []string `json:"needs,omitempty"`
	// Paths that exist when it is done.
	Creates []string `json:"creates,omitempty"`
	// What must hold when it is done, in words.
	Check []string `json:"check,omitempty"`
	// Files whose change makes it necessary again.
	Inputs []string `json:"inputs,omitempty"`
	// Longest time in seconds.
	Timeout float64 `json:"timeout_seconds"`
	// Tries after the first.
	Retries int `json:"retries,omitempty"`
	// True if it fetches from the network.
	Network bool `json:"network,omitempty"`
	// What it changes outside the checkout.
	Writes []string `json:"writes,omitempty"`
	// Pattern that its output must match.
	Expect string `json:"expect,omitempty"`
	// Seconds it took in the guide's newest receipt for this profile, 0 if there is none.
	Estimate float64 `json:"estimate_seconds,omitempty"`
	// Something to know before it runs.
	Warning string `json:"warning,omitempty"`
	// Reason why nobody has run it yet, if so.
	Unproved string `json:"unproved,omitempty"`
	// done or pending, with the reason, as the machine was when the plan was made.
	State  string `json:"state,omitempty"`
	Reason string `json:"reason,omitempty"`
}
