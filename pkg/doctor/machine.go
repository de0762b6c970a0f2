package doctor

import (
	"fmt"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// enoughWatches is what fs.inotify.max_user_watches should be for the watch mode of a large monorepo; it is
// the figure that the threads on ENOSPC agree on (jupyterlab/jupyterlab#6000, gatsbyjs/gatsby#11406).
const enoughWatches = 524288

// pathRoom is how long a checkout's folder may be on a Windows with 260 characters a path: installed
// JavaScript packages go about 180 characters deeper.
const pathRoom = 80

// machine tells what matters of the machine itself.
func machine(p plan.Plan, f plan.Facts) []Finding {
	var out []Finding
	for _, find := range []func(plan.Plan, plan.Facts) (Finding, bool){
		readOnly, shortPaths, symlinks, watches, memory, identity, managedPython, place, root, network,
	} {
		if finding, ok := find(p, f); ok {
			out = append(out, finding)
		}
	}
	return out
}

func readOnly(p plan.Plan, f plan.Facts) (Finding, bool) {
	if !f.Machine.ReadOnly || p.Guide == nil {
		return Finding{}, false
	}
	return Finding{
		ID: "disk/writable", Severity: Blocker, Title: "the folder", Observed: p.Dir + " can't be written",
		Expected: "a folder of yours", Why: "Checkout and environment go there.",
		Fixes: []guide.Fix{{Run: "jupyter-onboard setup " + p.Guide.ID + " --dir ~/" + p.Guide.Clone.Directory}},
	}, true
}

func shortPaths(p plan.Plan, f plan.Facts) (Finding, bool) {
	if f.OS != guide.Windows || !f.Machine.ShortPaths {
		return Finding{}, false
	}
	finding := Finding{
		ID: "machine/paths", Severity: Info, Title: "path length", Observed: "paths end at 260 characters",
		Expected: "long paths", Why: "Installed JavaScript packages have long paths (jupyterlab/jupyterlab_server#151).",
		Fixes: []guide.Fix{
			{Run: "git config --global core.longpaths true"},
			{Run: `reg add HKLM\SYSTEM\CurrentControlSet\Control\FileSystem /v LongPathsEnabled /t REG_DWORD /d 1`, Admin: true},
			{URL: "https://learn.microsoft.com/windows/wsl/install", Admin: true},
		},
	}
	if p.Guide == nil || p.Guide.Node == nil {
		return finding, true
	}
	finding.Severity = Warning
	if len(p.Dir) > pathRoom {
		finding.Severity = Blocker
		finding.Observed += fmt.Sprintf(", and %s has %d already", p.Dir, len(p.Dir))
		finding.Expected = fmt.Sprintf("long paths, or a folder of at most %d characters", pathRoom)
		finding.Fixes = append([]guide.Fix{{Run: "jupyter-onboard setup " + p.Guide.ID + ` --dir C:\src\` + p.Guide.Clone.Directory}}, finding.Fixes...)
	}
	return finding, true
}

func symlinks(p plan.Plan, f plan.Facts) (Finding, bool) {
	if f.OS != guide.Windows || !f.Machine.NoSymlinks {
		return Finding{}, false
	}
	severity := Info
	if p.Guide != nil && p.Guide.Node != nil {
		severity = Warning
	}
	return Finding{
		ID: "machine/symlinks", Severity: severity, Title: "symbolic links", Observed: "this account can't make symbolic links",
		Expected: "Developer Mode", Why: "Extensions are linked into the environment while you work on them (jupyterlab/jupyterlab#9564).",
		Fixes: []guide.Fix{
			{URL: "https://learn.microsoft.com/windows/apps/get-started/enable-your-device-for-development", Admin: true},
			{URL: "https://learn.microsoft.com/windows/wsl/install", Admin: true},
		},
	}, true
}

func watches(p plan.Plan, f plan.Facts) (Finding, bool) {
	if p.Guide == nil || p.Guide.Node == nil || f.Machine.Watches == 0 {
		return Finding{}, false
	}
	finding := Finding{
		ID: "machine/watches", Severity: OK, Title: "watched files", Observed: fmt.Sprintf("%d files may be watched", f.Machine.Watches),
		Why: "A watch task watches every source file; with too few it ends with ENOSPC, which isn't disk space.",
	}
	if f.Machine.Watches < enoughWatches {
		finding.Severity = Info
		finding.Expected = fmt.Sprintf("%d for watch tasks; set-up needs none", enoughWatches)
		finding.Fixes = []guide.Fix{{Run: fmt.Sprintf("sudo sysctl fs.inotify.max_user_watches=%d", enoughWatches), Admin: true}}
	}
	return finding, true
}

func memory(p plan.Plan, f plan.Facts) (Finding, bool) {
	if p.Guide == nil || f.Memory == 0 {
		return Finding{}, false
	}
	need := p.Guide.Resources.Memory
	for _, pr := range p.Guide.Profiles {
		if pr.ID == p.Profile && pr.Resources.Memory != 0 {
			need = pr.Resources.Memory
		}
	}
	if need == 0 {
		return Finding{}, false
	}
	finding := Finding{
		ID: "machine/memory", Severity: OK, Title: "memory", Observed: gigabytes(f.Memory), Expected: gigabytes(need),
		Why: "Builds that run out of memory end with \"heap out of memory\" or are killed.",
	}
	if f.Memory < need {
		finding.Severity = Warning
		finding.Fixes = []guide.Fix{{Run: "close other programs, or raise the memory limit of WSL or Docker"}}
	}
	return finding, true
}

func gigabytes(n guide.Size) string { return fmt.Sprintf("%.1f GB", float64(n)/1e9) }

// IdentityID is the id of the finding on git's name and e-mail address.
const IdentityID = "git/identity"

// identity looks at what a commit would carry. Set-up doesn't commit, so it never blocks.
func identity(p plan.Plan, f plan.Facts) (Finding, bool) {
	if _, ok := f.Tools["git"]; !ok || p.Practice {
		// The sample has an identity of its own.
		return Finding{}, false
	}
	finding := Finding{
		ID: IdentityID, Severity: OK, Title: "git identity", Observed: f.Machine.GitName + " <" + f.Machine.GitEmail + ">",
		Expected: "your name and an e-mail address that GitHub knows", Why: "Commits carry them for good. Set-up needs none; your first commit does.",
	}
	name, email := f.Machine.GitName, f.Machine.GitEmail
	switch {
	case name == "" || email == "":
		finding.Observed = "git has no name or e-mail address for your commits"
	case strings.HasPrefix(email, "root@"), !strings.Contains(email, "@"), strings.ContainsAny(name+email, `"`):
		finding.Observed += " doesn't look like yours"
	case f.Organisation != nil && !f.Organisation.KnowsEmail(email):
		return foreign(finding, p, f.Organisation), true
	default:
		return finding, true
	}
	finding.Severity = Warning
	config := "git config --local"
	if p.Dir != "" {
		config = plan.Quote([]string{"git", "-C", p.Dir, "config", "--local"})
		finding.Why += " The fix is for this checkout only, once it is there."
	} else {
		finding.Why += " The fix is for the checkout that you run it in."
	}
	address := "you@example.org"
	if o := f.Organisation; o != nil && len(o.Commits.EmailDomains) > 0 {
		address = "you@" + o.Commits.EmailDomains[0]
		finding.Expected = "your name, and an address of " + strings.Join(o.Commits.EmailDomains, " or ")
	}
	finding.Fixes = []guide.Fix{{Run: config + ` user.name "Your Name" && ` + config + " user.email " + plan.Quote([]string{address})}} // One needs both.
	return finding, true
}

// foreign is an address that isn't of the organisation's domains.
func foreign(finding Finding, p plan.Plan, o *overlay.Organisation) Finding {
	finding.Severity = Warning
	finding.Expected = "an address of " + strings.Join(o.Commits.EmailDomains, " or ")
	finding.Why = o.Name + " wants it for commits that are made in its name. Set-up needs none; your first commit does."
	command := []string{"git", "config", "user.email", "you@" + o.Commits.EmailDomains[0]}
	if p.Dir != "" {
		command = append([]string{"git", "-C", p.Dir}, command[1:]...)
	}
	finding.Fixes = []guide.Fix{{Run: plan.Quote(command)}}
	return finding
}

func managedPython(_ plan.Plan, f plan.Facts) (Finding, bool) {
	if f.Machine.ManagedPython == "" {
		return Finding{}, false
	}
	why := "pip refuses to install into it (PEP 668), rightly. Set-up makes an environment of its own, so nothing is to do."
	return Finding{
		ID: "python/managed", Severity: Info, Title: "system Python", Observed: f.Machine.ManagedPython + " is managed by the system", Why: why,
	}, true
}

// container says what is different in a box.
// network says which settings there are, and who is told of them.
func network(p plan.Plan, f plan.Facts) (Finding, bool) {
	var seen []string
	for _, o := range f.Network.Origins() {
		seen = append(seen, o.String())
	}
	if len(seen) == 0 {
		return Finding{}, false
	}
	verb := " are set"
	if len(seen) == 1 {
		verb = " is set"
	}
	finding := Finding{
		ID: "network/settings", Severity: Info, Title: "network settings", Observed: strings.Join(seen, ", ") + verb,
		Why: "Steps get them.",
	}
	if n := len(p.Variables); n > 0 {
		finding.Why = fmt.Sprintf("Steps get them, and tools that don't read them are told by %d more variables, which `setup --dry-run` lists.", n)
	}
	finding.Why += " `jupyter-onboard doctor --network` shows where each tool really goes."
	return finding, true
}
