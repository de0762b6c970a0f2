package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

func newTrustCommand(a *app) *cobra.Command {
	var digest string
	var deny bool
	cmd := &cobra.Command{
		Use:   "trust FILE|DIR",
		Short: "Review a guide that didn't come with the program, and approve its exact bytes",
		Long: `Show every byte of a guide, what of it runs and where, and approve it by typing yes. DIR is a checkout with a
guide of its own. The approval holds for these bytes in this place only: any change asks again.

Without a terminal nothing is approved, except by --digest, which names the bytes.`,
		Example: `  $ jupyter-onboard trust ./our-guide.yaml
  $ jupyter-onboard trust ~/src/project
  $ jupyter-onboard trust ./our-guide.yaml --digest sha256:…
  $ jupyter-onboard trust list
  $ jupyter-onboard trust revoke ./our-guide.yaml`,
		Args: cobra.ExactArgs(1),
	}
	cmd.Flags().StringVar(&digest, "digest", "", "approve without a question if these are the guide's bytes: sha256:…")
	cmd.Flags().BoolVar(&deny, "deny", false, "refuse these bytes, wherever they turn up")
	cmd.MarkFlagsMutuallyExclusive("digest", "deny")
	cmd.RunE = a.run(func(ctx context.Context, _ *cobra.Command, args []string) error {
		entry, err := a.catalog().FromPath(args[0], remoteOf(args[0]))
		if err != nil {
			return err
		}
		trust := a.trust()
		switch {
		case deny:
			if err := trust.Deny(entry); err != nil {
				return err
			}
			a.show(event.Outcome{Meaning: meaning(exitOK), Message: "Refused: " + entry.Digest().String() + ", wherever it turns up."})
			return nil
		case digest != "":
			if err := trust.ApproveDigest(entry, digest); err != nil {
				return err
			}
		default:
			if err := a.review(entry, a.reviewFolder(args[0])); err != nil {
				return err
			}
			if err := a.consent(ctx, entry); err != nil {
				return err
			}
			if err := trust.Approve(entry); err != nil {
				return err
			}
		}
		a.show(event.Outcome{Meaning: meaning(exitOK), Message: "Approved: " + entry.Digest().String() + " at " + entry.Origin().String() + "."})
		return nil
	})
	cmd.AddCommand(newTrustListCommand(a), newTrustRevokeCommand(a))
	return cmd
}

// reviewFolder is where the commands of a guide that is reviewed will run.
func (a *app) reviewFolder(path string) string {
	if _, err := gitrepo.Dir(path); err == nil {
		if dir, err := a.absolute(path); err == nil {
			return dir
		}
	}
	return "the checkout that a run is made for"
}

// remoteOf is the address that a checkout was cloned from, without credentials; "" for anything else.
func remoteOf(dir string) string {
	if filepath.Base(dir) == catalog.RepositoryFile {
		dir = filepath.Dir(dir)
	}
	remotes, err := gitrepo.Remotes(dir)
	if err != nil || len(remotes) == 0 {
		return ""
	}
	for _, r := range remotes {
		if r.Name == gitrepo.UpstreamRemote {
			return system.Redact(r.URL)
		}
	}
	return system.Redact(remotes[0].URL)
}

func newTrustListCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use: "list", Short: "List what was approved and refused", Args: cobra.NoArgs,
		Example: "  $ jupyter-onboard trust list",
	}
	cmd.RunE = a.run(func(context.Context, *cobra.Command, []string) error {
		decisions, notices, err := a.trust().List()
		if err != nil {
			return err
		}
		for _, n := range notices {
			a.say(event.Warning, n.String())
		}
		if len(decisions) == 0 {
			a.say(event.Info, "Nothing was approved or refused yet. Guides that came with the program need no approval.")
		}
		for _, d := range decisions {
			a.sayDecision(d)
		}
		return nil
	})
	return cmd
}

func (a *app) sayDecision(d catalog.Decision) {
	level, verb := event.OK, "approved"
	if d.Denied {
		level, verb = event.Warning, "refused"
	}
	text := fmt.Sprintf("%s %s on %s: %s, %s", d.Guide, verb, d.Time.Local().Format(time.DateOnly), d.Origin, d.Digest)
	if a.flags.json {
		a.show(event.Note{Level: level, Text: text})
		return
	}
	a.say(level, text)
}

func newTrustRevokeCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use: "revoke FILE|DIR|DIGEST", Short: "Take back an approval or a refusal", Args: cobra.ExactArgs(1),
		Example: "  $ jupyter-onboard trust revoke ./our-guide.yaml",
	}
	cmd.RunE = a.run(func(_ context.Context, _ *cobra.Command, args []string) error {
		gone, err := a.trust().Revoke(args[0])
		if err != nil {
			return &problem{code: exitUsage, message: "There is nothing to take back.", observed: err.Error(), expected: "a file, folder or digest of `jupyter-onboard trust list`", next: "jupyter-onboard trust list"}
		}
		for _, d := range gone {
			a.sayDecision(d)
		}
		a.show(event.Outcome{Meaning: meaning(exitOK), Message: "Taken back: " + count(len(gone), "decision", "decisions") + "."})
		return nil
	})
	return cmd
}

// reviewPage is what a person must see before they approve. Texts are raw: the view reveals them.
func reviewPage(r *catalog.Review) journey.Review {
	p := journey.Review{
		Name: r.Name, ID: r.ID, Repo: r.Repo, Origin: r.Origin.String(), Digest: r.Digest.String(), Text: r.Text,
		Folder: r.Folder, Environment: r.Environment, Statement: r.Statement,
	}
	for _, c := range r.Commands {
		p.Commands = append(p.Commands, journey.ReviewCommand{
			Place: c.Place, Owner: c.Owner, When: string(c.When), Script: c.Script, Args: c.Args, Dir: c.Dir,
		})
	}
	for _, v := range r.Variables {
		p.Variables = append(p.Variables, journey.Fact{Label: v.Owner + ": " + v.Name, Text: v.Value})
	}
	for _, e := range r.Effects {
		p.Effects = append(p.Effects, journey.Fact{Label: e.What, Text: e.Why})
	}
	for _, s := range r.Sources {
		p.Sources = append(p.Sources, fmt.Sprint(s))
	}
	return p
}
