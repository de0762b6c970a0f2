package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// helpTopics are the pages of `help` that aren't commands.
func helpTopics(a *app) []*cobra.Command {
	topic := func(use, short, long string) *cobra.Command {
		return &cobra.Command{Use: use, Short: short, Long: long}
	}
	events := topic("events", "What --json writes", eventsHelp)
	return []*cobra.Command{
		topic("exit-codes", "What the exit codes mean", exitCodesHelp()),
		topic("environment", "Which variables are read", environmentHelp),
		events,
	}
}

func exitCodesHelp() string {
	var b strings.Builder
	b.WriteString("Every command ends with one of these codes:\n\n")
	for _, c := range exitCodes() {
		fmt.Fprintf(&b, "  %3d  %s\n", c.code, c.meaning)
	}
	b.WriteString("\nWith --json the last line is an event of type outcome that has the code and its meaning.")
	return b.String()
}

const environmentHelp = `These variables are read:

  GITHUB_SERVER_URL        GitHub server that repositories are cloned from (default https://github.com)
  NO_COLOR, CLICOLOR,
  CLICOLOR_FORCE, TERM     colour; --no-color and --plain win over them
  ACCESSIBLE, CI           lines only: nothing is redrawn and nobody is asked in CI
  GITHUB_ACTIONS           groups around steps and annotations for failures
  XDG_STATE_HOME           locks and the list of checkouts
  XDG_CACHE_HOME           what can be found out again

Steps get an allow-list of the environment: PATH, HOME, the language, proxies and certificates, the
settings of pip, uv, npm, Yarn and conda. Variables that look like secrets don't reach them.`

const eventsHelp = `With --json each line on standard output is one event: an object with "v" (1), "type", "time" and the fields
of its type. The first event of a run is the plan, the last one the outcome with the exit code.

Sentences for people go to standard error.`
