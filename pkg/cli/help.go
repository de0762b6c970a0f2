package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
)

// eventsTopic is the page about events, which has a schema too.
const eventsTopic = "events"

// newHelpCommand is cobra's help with a schema to print, and with wrong usage as an error.
func newHelpCommand(a *app) *cobra.Command {
	schema := false
	cmd := &cobra.Command{
		Use:   "help [COMMAND | TOPIC]",
		Short: "Help about a command or a topic",
		Long: `Help about a command, or about a topic: exit-codes, environment, events.

help events --json-schema prints the JSON Schema of what --json writes.`,
		Example: `  $ jupyter-onboard help setup
  $ jupyter-onboard help exit-codes
  $ jupyter-onboard help events --json-schema`,
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			return helpPages(cmd.Root(), args), cobra.ShellCompDirectiveNoFileComp
		},
	}
	cmd.Flags().BoolVar(&schema, "json-schema", false, "with events: print the JSON Schema of one line of --json")
	cmd.RunE = a.run(func(_ context.Context, cmd *cobra.Command, args []string) error {
		if schema {
			return a.printEventSchema(cmd, args)
		}
		found, rest, err := cmd.Root().Find(args)
		if err != nil || len(rest) > 0 && found.HasSubCommands() {
			name := strings.Join(args, " ")
			return &problem{
				code: exitUsage, message: fmt.Sprintf("There is no help about %q.", name), observed: "help " + name,
				expected: "a command or a topic", next: "jupyter-onboard help", cause: err,
			}
		}
		found.InitDefaultHelpFlag()
		return found.Help()
	})
	return cmd
}

// helpPages are the names that may follow what was typed after help.
func helpPages(root *cobra.Command, args []string) []string {
	parent, rest, err := root.Find(args)
	if err != nil || len(rest) > 0 {
		return nil
	}
	var names []string
	for _, c := range parent.Commands() {
		if c.IsAvailableCommand() || c.IsAdditionalHelpTopicCommand() {
			names = append(names, cobra.CompletionWithDesc(c.Name(), c.Short))
		}
	}
	return names
}

func (a *app) printEventSchema(cmd *cobra.Command, args []string) error {
	if len(args) != 1 || args[0] != eventsTopic {
		return &problem{
			code: exitUsage, message: "Only events have a JSON Schema here.", observed: "--json-schema with " + strings.Join(args, " "),
			expected: "jupyter-onboard help events --json-schema", next: "for guides: jupyter-onboard guide schema",
		}
	}
	if _, err := cmd.OutOrStdout().Write(event.JSONSchema()); err != nil {
		return fmt.Errorf("print the schema: %w", err)
	}
	return nil
}

// helpTopics are the pages of `help` that aren't commands.
func helpTopics() []*cobra.Command {
	topic := func(use, short string, long func() string) *cobra.Command {
		c := &cobra.Command{Use: use, Short: short, Long: short}
		c.SetHelpFunc(func(cmd *cobra.Command, args []string) {
			cmd.Long = long()
			cmd.Root().HelpFunc()(cmd, args)
		})
		return c
	}
	return []*cobra.Command{
		topic("exit-codes", "What the exit codes mean", exitCodesHelp),
		topic("environment", "Which variables are read", environmentHelp),
		topic(eventsTopic, "What --json writes", eventsHelp),
	}
}

func exitCodesHelp() string {
	var b strings.Builder
	b.WriteString("Every command ends with one of these codes:\n\n")
	for _, c := range exitCodes() {
		fmt.Fprintf(&b, "  %3d  %s\n", c.code, c.meaning)
	}
	b.WriteString("\nWith --json a command that does something ends with an event of type outcome, which has the code and its meaning.")
	return b.String()
}

func environmentHelp() string {
	return `These variables are read:

  GITHUB_SERVER_URL        GitHub server that repositories are cloned from (default https://github.com)
  GITHUB_API_URL           address of its REST interface (default https://api.github.com; below /api/v3 of another
                           server)
  GH_TOKEN, GITHUB_TOKEN   token for that server, where more than 60 requests an hour are needed; it goes nowhere
                           else. Without one, gh is asked, if it is installed and signed in
  NO_COLOR, CLICOLOR,
  CLICOLOR_FORCE, TERM     colour; --no-color and --plain win over them
  ACCESSIBLE, CI           lines only: nothing is redrawn and nobody is asked in CI
  GITHUB_ACTIONS           groups around steps and annotations for failures
  GITHUB_STEP_SUMMARY      file that the page of a set-up is appended to
  JUPYTER_ONBOARD_GUIDES   folder of an organisation's own guides; they win over the program's, and each needs
                           your approval like any guide that didn't come with it
  JUPYTER_ONBOARD_ORG      your organisation's file of mirrors and rules, or its address with #sha256=…; --org wins
                           over it, and without both /etc/jupyter-onboard/org.yaml counts
  XDG_STATE_HOME           locks, the list of checkouts and what was made for them, approvals of guides, the
                           practice project
  XDG_CACHE_HOME           what can be found out again

Steps get an allow-list of the environment: PATH, HOME, the language, proxies and certificates, the
settings of pip, uv, npm, Yarn and conda. Variables that look like secrets don't reach them. What one tool is told of
mirrors, proxies and certificates, in the environment or in its own file, is told to the others, too: setup --dry-run
lists the variables, jupyter-onboard org explain says where each comes from.`
}

func eventsHelp() string {
	var types []string
	for _, b := range event.Bodies() {
		types = append(types, string(b.Type()))
	}
	return `With --json each line on standard output is one event: an object with "v" (1), "type", "time" and the
fields of its type. The first event of a run is the plan, the last one the outcome with the exit code.
Sentences for people go to standard error.

The types are ` + strings.Join(types, ", ") + `.

Skip fields that you don't know: new ones may come without a new version. The JSON Schema of an event:

  $ jupyter-onboard help events --json-schema`
}
