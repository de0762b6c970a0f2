package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
)

func newOrgCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "org",
		Short: "Your organisation's mirrors, rules and contact",
		Long: `An organisation can say in one file where packages and code come from, which proxy and certificates are on the
way, what a commit must carry, what may be worked on without asking, and whom to ask. Every tool of a set-up is told.

The file is named by --org FILE, by JUPYTER_ONBOARD_ORG, or lies at /etc/jupyter-onboard/org.yaml, where only the
administrator may write it. Any other file is used once you have approved its bytes; an address needs #sha256=… with
their digest. It is data: nothing in it runs, and it can't hold logins.`,
		Example: `  $ jupyter-onboard org show --org ./org.yaml
  $ jupyter-onboard org explain
  $ jupyter-onboard org request nbformat --work "a bug of the validator" --size "a day"`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newOrgShowCommand(a), newOrgExplainCommand(a), newOrgRequestCommand(a), newOrgTrustCommand(a), newOrgSchemaCommand(a))
	return cmd
}

// inForce is the organisation's file, whether it may be used or not; a problem if there is none.
func (a *app) inForce(ctx context.Context) (o *organisation, refusal error, err error) {
	o, err = a.findOrganisation(ctx)
	switch {
	case err != nil:
		return nil, nil, err
	case o == nil:
		return nil, nil, &problem{
			code: exitUsage, message: "No organisation's file is in force.", observed: "neither --org nor " + orgVariable + first(" nor "+systemOrg, ""),
			expected: "a file, if your organisation has one", next: "the same command with --org FILE; jupyter-onboard org --help",
		}
	}
	if refusal = a.admitQuietly(o); refusal == nil {
		err = a.settle(o)
		return o, nil, err
	}
	o.settings = o.file.Settings(o.entry.Origin().String(), o.file.CABundle)
	return o, refusal, nil
}

// admitQuietly is whether the file may be used, without asking anybody.
func (a *app) admitQuietly(o *organisation) error {
	quiet := *a
	quiet.flags.json = true // Nobody is asked then.
	return quiet.admitOrganisation(context.Background(), o)
}

func newOrgShowCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use: "show", Short: "Show the organisation's file in force, and why it is trusted", Args: cobra.NoArgs,
		Example: "  $ jupyter-onboard org show\n  $ jupyter-onboard org show --org ./org.yaml",
	}
	cmd.RunE = a.run(func(ctx context.Context, _ *cobra.Command, _ []string) error {
		o, refusal, err := a.inForce(ctx)
		if err != nil {
			return err
		}
		a.finding("org/file", o.file.Name, o.entry.Origin().String()+", named by "+o.by+", "+o.entry.Digest().String(), o.trusted, refusal == nil)
		if o.bundle != nil {
			a.finding("org/certificates", "certificates of "+o.file.Name, o.bundle.Origin().Path+", "+o.bundle.Digest().String(), first(o.bundleTrusted, "nobody has approved these bytes"), o.bundleTrusted != "")
		}
		for _, row := range orgRows(o.file) {
			a.finding("org/"+row[0], row[0], row[1], "", true)
		}
		if refusal != nil {
			return refusal
		}
		a.show(event.Outcome{Meaning: meaning(exitOK), Message: "The file is in force: " + o.trusted + ".", Next: "jupyter-onboard org explain"})
		return nil
	})
	return cmd
}

// finding shows one fact of the organisation's file.
func (a *app) finding(id, title, observed, why string, fine bool) {
	level := event.OK
	if !fine {
		level = event.Warning
	}
	a.show(event.Finding{ID: id, Level: level, Title: title, Observed: observed, Why: why})
}

// orgRows is what a file says beside where packages come from, which explain shows with its origin.
func orgRows(o *overlay.Organisation) [][2]string {
	var out [][2]string
	add := func(key, text string) {
		if text != "" {
			out = append(out, [2]string{key, text})
		}
	}
	add("contact", o.Contact)
	for _, v := range valueRows(o.Settings("", first(o.CABundle, firstLine(o.Certificates)))) {
		add(v.value.Origin.Key, v.value.String())
	}
	add("commits.email_domains", strings.Join(o.Commits.EmailDomains, ", "))
	if o.Commits.SignOff {
		add("commits.sign_off", "every commit is signed off")
	}
	add("allowed.licences", strings.Join(o.Allowed.Licences, ", "))
	add("allowed.projects", strings.Join(o.Allowed.Projects, ", "))
	if o.Allowed.CLA != nil && !*o.Allowed.CLA {
		add("allowed.cla", "projects with a contributor licence agreement need an approval")
	}
	for _, n := range o.Notes {
		add("notes", first(n.At, "before everything")+": "+n.Text)
	}
	add("approval.to", o.Approval.To)
	add("approval.questions", strings.Join(o.Approval.Questions, " "))
	return out
}

func firstLine(text string) string {
	line, _, more := strings.Cut(text, "\n")
	if more {
		return line + " …"
	}
	return line
}

// A valueRow is one setting with its name for people.
type valueRow struct {
	name  string
	value overlay.Value
}

// valueRows lists the settings that are set.
func valueRows(s overlay.Settings) []valueRow {
	rows := []valueRow{
		{"proxy for https", s.HTTPSProxy},
		{"proxy for http", s.HTTPProxy},
		{"without the proxy", s.NoProxy},
		{"certificates", s.CABundle},
		{"further certificates", s.ExtraCA},
		{"the system's certificates", s.SystemCA},
		{"Python packages", s.PythonIndex},
		{"npm packages", s.NPMRegistry},
		{"login for npm packages", s.NPMLogin},
		{"conda channels", s.CondaAlias},
		{"Go modules", s.GoProxy},
	}
	for _, v := range s.ExtraPythonIndexes {
		rows = append(rows, valueRow{"further Python packages", v})
	}
	for _, v := range s.CondaChannels {
		rows = append(rows, valueRow{"conda's defaults", v})
	}
	for _, r := range s.GitInsteadOf {
		v := r.To
		v.Text = r.From + " is read as " + r.To.String()
		rows = append(rows, valueRow{"git", v})
	}
	var set []valueRow
	for _, r := range rows {
		if r.value.IsSet() {
			set = append(set, r)
		}
	}
	return set
}

func newOrgExplainCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use: "explain", Short: "Show every setting that steps get, and where it comes from", Args: cobra.NoArgs,
		Long: `Show what steps are told of mirrors, proxies and certificates: each value, the variable or the file that it comes
from, and the variables by which the tools are told. What you have set yourself wins over your organisation's file.`,
		Example: "  $ jupyter-onboard org explain\n  $ jupyter-onboard org explain --json",
	}
	cmd.RunE = a.run(func(ctx context.Context, cmd *cobra.Command, _ []string) error {
		o, refusal, err := a.inForce(ctx)
		if _, none := err.(*problem); none && o == nil && a.flags.org == "" && a.getenv(orgVariable) == "" { //nolint:errorlint // It was made here.
			err = nil
			a.say(event.Info, "No organisation's file is in force; this is what you have set yourself.")
		}
		if err == nil {
			err = refusal
		}
		if err != nil {
			return err
		}
		a.organisation = o
		settings := a.engine(cmd).Network(ctx)
		for _, r := range valueRows(settings) {
			a.show(event.Finding{ID: "org/value", Level: event.Info, Title: r.name, Observed: r.value.String(), Why: "from " + r.value.Origin.String()})
		}
		told := settings.Variables(overlay.Project{})
		for _, v := range told {
			a.show(event.Finding{ID: "org/variable/" + v.Name, Level: event.Info, Title: v.Name, Observed: v.Shown(), Why: v.Why})
		}
		a.show(event.Outcome{
			Meaning: meaning(exitOK), Message: fmt.Sprintf("Tools are told by %s, beside what you have set.", count(len(told), "variable", "variables")),
			Next: "jupyter-onboard doctor --network",
		})
		return nil
	})
	return cmd
}

func newOrgTrustCommand(a *app) *cobra.Command {
	deny := false
	cmd := &cobra.Command{
		Use: "trust FILE", Short: "Review an organisation's file, and approve its exact bytes", Args: cobra.ExactArgs(1),
		Long: `Show every byte of the file and approve it by typing yes. The approval holds for these bytes in this place. It is taken
back by jupyter-onboard trust revoke. Without a terminal nothing is approved; --org FILE#sha256=… names the bytes instead.`,
		Example: "  $ jupyter-onboard org trust ./org.yaml\n  $ jupyter-onboard org trust ./org.yaml --deny",
	}
	cmd.Flags().BoolVar(&deny, "deny", false, "refuse these bytes, wherever they turn up")
	cmd.RunE = a.run(func(ctx context.Context, _ *cobra.Command, args []string) error {
		o, err := a.openOrganisation(ctx, args[0], args[0])
		if err != nil {
			return err
		}
		message := "Approved: "
		if deny {
			message = "Refused: "
			err = a.trust().Deny(o.entry)
		} else {
			err = a.reviewOrganisation(ctx, o)
		}
		if err != nil {
			return err
		}
		a.show(event.Outcome{Meaning: meaning(exitOK), Message: message + o.entry.Digest().String() + " at " + o.entry.Origin().String() + "."})
		return nil
	})
	return cmd
}

// reviewOrganisation approves a file and its certificates, unless both are approved already.
func (a *app) reviewOrganisation(ctx context.Context, o *organisation) error {
	if err := a.readBundle(o); err != nil {
		return err
	}
	err := a.trust().Admit(o.entry)
	if err == nil {
		err = a.admitBundle(o)
	}
	if _, unknown := errors.AsType[*catalog.NotTrustedError](err); !unknown {
		return err
	}
	return a.approveOrganisation(ctx, o)
}

func newOrgSchemaCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use: "schema", Short: "Print the JSON Schema of an organisation's file", Args: cobra.NoArgs,
		Example: `  $ jupyter-onboard org schema > org.schema.json
  # first line of the file, for editors with the YAML language server
  # yaml-language-server: $schema=org.schema.json`,
	}
	cmd.RunE = a.run(func(context.Context, *cobra.Command, []string) error {
		_, err := a.terminal().Out.Write(overlay.JSONSchema())
		return err
	})
	return cmd
}
