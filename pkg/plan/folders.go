package plan

import (
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// requireFolders refuses an address with a password, and folders that hold something else than what is
// cloned into them.
func (b *builder) requireFolders() {
	if user, _, _ := userPart(b.cloneAddress()); holdsPassword(user) {
		b.require(Requirement{
			ID: "clone/address", Name: "an address without a password", Status: Missing,
			Observed: "the address " + hidePassword(b.cloneAddress()) + " holds a password or a token",
			Expected: "an address without one", Why: "It would show in lists of processes, in settings and in logs; git's credential helper keeps it.",
		})
	}
	b.requireFolder("checkout/usable", b.plan.Dir, b.facts.Checkout)
	for _, c := range b.companions() {
		b.requireFolder("companion/"+c.Directory, b.companionDir(c), b.facts.Companions[c.Directory])
	}
}

// cloneAddress is where the code comes from.
func (b *builder) cloneAddress() string {
	if b.choices.From != "" {
		return b.choices.From
	}
	return b.address(b.guide.Clone.Repo)
}

// requireFolder refuses what can't be used as a checkout, and warns of what differs.
func (b *builder) requireFolder(id, dir string, there Checkout) {
	refused := false
	for _, d := range there.Differences {
		if !d.Refuses {
			b.plan.Warnings = append(b.plan.Warnings, strings.TrimSpace(sentence(d.Observed)+" "+d.Next))
			continue
		}
		refused = true
		b.require(Requirement{
			ID: id, Name: "the folder " + dir, Status: Missing, Observed: d.Observed, Expected: d.Expected, Why: d.Next,
		})
	}
	if there.State == Occupied && !refused {
		b.require(Requirement{
			ID: id, Name: "the folder " + dir, Status: Missing, Observed: dir + " holds something else",
			Expected: "no folder, an empty one, or a checkout of the project", Why: "Choose another folder with --dir.",
		})
	}
}

// sentence ends text with a full stop.
func sentence(s string) string {
	if s == "" || strings.HasSuffix(s, ".") {
		return s
	}
	return s + "."
}

// requireDisk compares the guide's figure with what is free, as long as there is no environment. With
// the checkout a part of it is taken already, so then it only warns.
func (b *builder) requireDisk() {
	need := b.profile.Resources.Disk
	if need == 0 {
		need = b.guide.Resources.Disk
	}
	if need == 0 || b.facts.DiskFree == 0 || b.facts.Environment.Maker != "" {
		return
	}
	r := Requirement{
		ID: "disk/free", Name: "disk space", Status: Met, Expected: need.String() + " free", Optional: b.cloned(),
		Observed: rounded(b.facts.DiskFree) + " free where " + b.plan.Dir + " goes",
		Why:      "The checkout and its environment take about as much.",
	}
	if b.facts.DiskFree < need {
		r.Status = Missing
		r.Fixes = []guide.Fix{{Run: Quote([]string{
			"jupyter-onboard", "setup", b.guide.ID, "--profile", b.profile.ID, "--dir", "/a/folder/on/a/larger/disk",
		})}}
	}
	b.require(r)
}

// rounded is a size with two or three digits, rounded down.
func rounded(s guide.Size) string {
	for unit := guide.Size(1e12); unit >= 1e3; unit /= 1e3 {
		if s >= unit {
			return (s - s%(unit/10)).String()
		}
	}
	return s.String()
}

// warn collects what a person should know before the plan runs.
func (b *builder) warn() {
	warn := func(text string) { b.plan.Warnings = append(b.plan.Warnings, text) }
	if b.choices.From != "" && !b.choices.Practice {
		warn("The code comes from " + b.plan.From + " instead of upstream, and the steps run it.")
	}
	if b.profile.Unproved != "" {
		warn(sentence("The profile " + b.profile.ID + " is unproved: " + b.profile.Unproved))
	}
	if b.recipe.Unproved != "" && b.recipe.Unproved != b.profile.Unproved {
		warn(sentence("The recipe " + b.recipe.ID + " is unproved: " + b.recipe.Unproved))
	}
	for _, r := range b.plan.Requirements {
		switch {
		case r.Status == UnknownVersion:
			warn(r.Observed + "; " + r.Expected + " is needed.")
		case r.ID == "disk/free" && r.Optional && r.Status == Missing:
			warn(r.Observed + "; the whole set-up takes about " + strings.TrimSuffix(r.Expected, " free") + ".")
		}
	}
	need := b.profile.Resources.Memory
	if need == 0 {
		need = b.guide.Resources.Memory
	}
	if have := b.facts.Memory; have != 0 && have < need {
		warn("This machine has " + rounded(have) + " of memory; building and testing take up to " + need.String() + ".")
	}
}
