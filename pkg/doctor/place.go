package doctor

import "github.com/jupyter-onboard/jupyter-onboard/pkg/plan"

// boxes says what kind of place a machine can be, and what applies there.
func boxes() map[string]struct{ name, advice string } {
	return map[string]struct{ name, advice string }{
		"codespaces": {
			"a GitHub codespace",
			"The checkout lives in /workspaces; the machine stops after a while without use and keeps it. " +
				"Pages that a task serves are forwarded: open them from the list of ports. git signs in by itself.",
		},
		"devcontainer": {
			"a development container",
			"Set-up can run as postCreateCommand (`jupyter-onboard devcontainer` writes it); `jupyter-onboard status` in a new shell says how it went. " +
				"What is outside the workspace and the volumes goes when the container is made anew.",
		},
		"binder": {
			"a Binder session",
			"Everything goes when the session ends, after ten minutes without use: push your branch before. Memory is short: take the profile that costs least.",
		},
		"wsl": {
			"the Windows Subsystem for Linux",
			"Keep the checkout in the Linux home folder: below /mnt/c git and npm are many times slower, and file modes are lost. Windows' browser reaches pages at localhost.",
		},
		"kubernetes": {
			"a pod of a Kubernetes cluster",
			"What isn't on a volume goes with the pod, and a pod that takes more memory than its limit is ended without a word.",
		},
		"docker": {
			"a container",
			"What is outside mounted folders goes when the container goes: keep the checkout on a volume. Pages that a task serves need a published port, and a task that listens on 0.0.0.0.",
		},
		"cluster": {
			"a cluster's login node",
			"Login nodes end long or heavy work and often have small homes: put the checkout on scratch or project space, and set up inside an interactive job if the network is reached from there.",
		},
	}
}

// place says what applies on a machine that isn't a computer of one's own.
func place(_ plan.Plan, f plan.Facts) (Finding, bool) {
	box, ok := boxes()[f.Container]
	if !ok {
		return Finding{}, false
	}
	return Finding{
		ID: "machine/container", Severity: Info, Title: "place", Observed: "this is " + box.name, Why: box.advice,
	}, true
}

// root says what applies to a person who has all rights.
func root(_ plan.Plan, f plan.Facts) (Finding, bool) {
	if !f.Root {
		return Finding{}, false
	}
	if f.Container != "" && f.Container != "wsl" && f.Container != "cluster" {
		return Finding{
			ID: "machine/root", Severity: Info, Title: "rights", Observed: "you are root, as in many containers",
			Why: "Files in a mounted folder belong to root outside, too. Servers that refuse to run as root need --allow-root; browsers need --no-sandbox.",
		}, true
	}
	return Finding{
		ID: "machine/root", Severity: Warning, Title: "rights", Observed: "you are root", Expected: "your own account",
		Why: "Nothing here needs admin rights, and what root makes can't be changed or removed by you later.",
	}, true
}
