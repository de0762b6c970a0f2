package author

import (
	"fmt"
	"strings"
)

// A danger is a command that harms more than a step of a set-up may.
type danger struct {
	id, message, suggestion string
}

// dangers notes commands that change what isn't the checkout's, lose a person's work, or run what nobody has seen. Undo
// scripts may remove things of the checkout.
func (l *linter) dangers() {
	for _, s := range l.scripts {
		for _, c := range s.commands {
			if d := judgeCommand(c); d != nil {
				l.noteIn(s, c.line, c.col, d.id, d.message, d.suggestion)
			}
		}
	}
}

// judgeCommand says what is dangerous about a command; nil if nothing is known to be.
func judgeCommand(c shellCommand) *danger {
	c = c.unwrapped()
	for _, rule := range []func(shellCommand) *danger{adminRights, removal, gitWork, pipedShell, outsideEnvironment, settings, machineWide} {
		if d := rule(c); d != nil {
			return d
		}
	}
	return nil
}

// unwrapped is the command that env, time and their like run.
func (c shellCommand) unwrapped() shellCommand {
	for len(c.words) > 1 {
		switch c.name() {
		case "env", "time", "nohup", "nice", "exec", "command", "xargs", "builtin":
			rest := c.words[1:]
			for len(rest) > 1 && (strings.HasPrefix(rest[0], "-") || strings.Contains(rest[0], "=") || strings.Trim(rest[0], "0123456789") == "") {
				rest = rest[1:]
			}
			c.words = rest
		default:
			return c
		}
	}
	return c
}

func adminRights(c shellCommand) *danger {
	switch c.name() {
	case "sudo", "doas", "pkexec", "su", "runas", "gsudo":
		return &danger{
			"lint/admin-rights", fmt.Sprintf("%q asks for admin rights, which are never used", c.name()),
			`put it into "fixes" of a tool with "admin: true": then it is shown for the person to run`,
		}
	}
	return nil
}

// removal refuses to remove what may be the person's: everything, the home, or what a variable without a value leaves.
func removal(c shellCommand) *danger {
	if c.name() != "rm" {
		return nil
	}
	for _, w := range c.words[1:] {
		if strings.HasPrefix(w, "-") {
			continue
		}
		wild := strings.HasPrefix(w, "/") || strings.HasPrefix(w, "~") || w == "." || w == "*" || w == ".." || strings.HasPrefix(w, "../")
		variable := strings.HasPrefix(w, "$")
		if wild || variable || w == "" {
			what := w
			if what == "" {
				what = "what the shell works out"
			}
			return &danger{"lint/dangerous-removal", fmt.Sprintf("rm of %s may remove more than the checkout's own files", what), "name a path in the checkout"}
		}
	}
	return nil
}

// gitWork refuses what loses or publishes a person's work.
func gitWork(c shellCommand) *danger {
	if c.name() != "git" || len(c.words) < 2 {
		return nil
	}
	sub := c.words[1]
	lost := sub == "clean" || sub == "stash" || sub == "reset" && c.has("--hard") || sub == "restore" ||
		sub == "checkout" && (c.has("--") || c.has(".") || c.has("-f") || c.has("--force"))
	switch {
	case lost:
		return &danger{"lint/loses-work", fmt.Sprintf("git %s can lose a person's uncommitted work", sub), "leave the work tree as it is"}
	case sub == "push":
		return &danger{"lint/publishes", "git push publishes something that nobody was asked about", "leave that to the person"}
	case sub == "config" && (c.has("--global") || c.has("--system")):
		return &danger{"lint/settings", "git config changes the person's settings for all repositories", "leave out --global, or set a variable in env"}
	}
	return nil
}

// pipedShell refuses to run what was just fetched.
func pipedShell(c shellCommand) *danger {
	if c.name() != "curl" && c.name() != "wget" {
		return nil
	}
	switch c.into {
	case "sh", "bash", "zsh", "dash", "python", "python3", "node", "sudo", "iex":
		return &danger{
			"lint/runs-download", fmt.Sprintf("what %s fetches is run by %s unseen", c.name(), c.into),
			"install a package of a known version, or name the tool under requires",
		}
	}
	return nil
}

// outsideEnvironment refuses installs that don't go into the environment.
func outsideEnvironment(c shellCommand) *danger {
	words := c.words
	if (c.name() == "python" || c.name() == "python3") && len(words) > 2 && words[1] == "-m" {
		words = words[2:]
	}
	if len(words) < 2 {
		return nil
	}
	name := shellCommand{words: words}.name()
	pip := (name == "pip" || name == "pip3") && words[1] == "install"
	node := (name == "npm" || name == "pnpm") && (c.has("-g") || c.has("--global")) || name == "yarn" && words[1] == "global"
	switch {
	case pip && (c.has("--user") || c.has("--break-system-packages") || c.has("--target")):
		return &danger{"lint/outside-environment", "this install goes past the managed environment", `use "pip: [...]", which installs into it`}
	case node && (c.has("install") || c.has("i") || c.has("add")):
		return &danger{"lint/outside-environment", name + " installs for the whole machine", `name the tool under "requires" with "provide: {npm: …}"`}
	case name == "conda" && words[1] == "install" && (c.has("base") || !c.has("-n") && !c.has("-p")):
		return &danger{"lint/outside-environment", "conda installs into whatever environment is active", "make it a recipe of kind conda"}
	}
	return nil
}

// settings refuses to write to the files in which a person has their settings.
func settings(c shellCommand) *danger {
	files := c.targets
	if c.name() == "tee" || c.name() == "cp" || c.name() == "mv" {
		files = append(files, c.words[len(c.words)-1])
	}
	for _, f := range files {
		home := strings.HasPrefix(f, "~/.") || strings.HasPrefix(f, "$HOME/.")
		if home || strings.HasPrefix(f, "/etc/") || strings.HasPrefix(f, "/usr/") {
			return &danger{"lint/settings", fmt.Sprintf("%s is the person's or the machine's, and the guide writes to it", f), "set a variable in env instead"}
		}
	}
	return nil
}

// machineWide refuses what concerns the machine as a whole.
func machineWide(c shellCommand) *danger {
	name := c.name()
	switch {
	case name == "mkfs" || strings.HasPrefix(name, "mkfs.") || name == "shutdown" || name == "reboot" || name == "halt":
		return &danger{"lint/dangerous-command", name + " concerns the whole machine", "leave it out"}
	case name == "dd" && strings.HasPrefix(strings.Join(c.words, " "), "dd ") && containsPrefix(c.words, "of=/dev/"):
		return &danger{"lint/dangerous-command", "dd writes to a device", "leave it out"}
	case name == "chmod" && (c.has("777") || c.has("a+rwx")):
		return &danger{"lint/dangerous-command", "chmod lets everybody on the machine write", "give rights to the owner only"}
	case (name == "pkill" || name == "killall") || name == "kill" && c.has("-1"):
		return &danger{"lint/dangerous-command", name + " may end processes that the guide didn't start", "end a process by the id that it was started with"}
	case name == "source" && len(c.words) > 1 && strings.HasSuffix(c.words[1], "/activate") || name == "." && len(c.words) > 1 && strings.HasSuffix(c.words[1], "/activate"):
		return &danger{"lint/activates", "an environment is activated, though every step runs in the managed one already", "remove the line"}
	}
	return nil
}

func containsPrefix(words []string, prefix string) bool {
	for _, w := range words {
		if strings.HasPrefix(w, prefix) {
			return true
		}
	}
	return false
}
