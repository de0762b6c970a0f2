package plan

import (
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// InstallScript is the script for bash that runs a command with the arguments of an install, of which some are patterns:
// "-e", "./plugins/*" stands for "-e" before each package that matches. The patterns are looked up when it runs, so
// that a package which upstream adds comes along.
func InstallScript(command, args []string) string {
	var patterns, rest []string
	for i := 0; i < len(args); i++ {
		if (args[i] == "-e" || args[i] == "--editable") && i+1 < len(args) && guide.IsGlob(args[i+1]) {
			patterns = append(patterns, globWord(args[i+1]))
			i++
			continue
		}
		rest = append(rest, args[i])
	}
	return "packages=()\n" +
		"for package in " + strings.Join(patterns, " ") + "; do\n" +
		"  if [ -e \"$package/pyproject.toml\" ] || [ -e \"$package/setup.py\" ]; then packages+=(-e \"$package\"); fi\n" +
		"done\n" +
		Quote(slices.Concat(command, rest)) + ` ${packages[@]+"${packages[@]}"}`
}

// globWord writes a pattern of paths as one word of bash, in which only the stars are special.
func globWord(pattern string) string {
	parts := strings.Split(pattern, "*")
	for i, p := range parts {
		if p != "" {
			parts[i] = quoteWord(p)
		}
	}
	return strings.Join(parts, "*")
}

// install is the action of an install by a command.
func install(command, args []string) Action {
	if slices.ContainsFunc(args, guide.IsGlob) {
		return Action{Script: InstallScript(command, args)}
	}
	return Action{Argv: slices.Concat(command, args)}
}
