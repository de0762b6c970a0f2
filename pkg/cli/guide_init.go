package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/author"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/state"
)

// A guideInit is one call of guide init.
type guideInit struct {
	app         *app
	out, schema string
	stdout      bool
}

func newGuideInitCommand(a *app) *cobra.Command {
	g := &guideInit{app: a}
	cmd := &cobra.Command{
		Use:   "init [DIR|URL]",
		Short: "Draft a guide from a checkout",
		Long: `Draft a guide from a checkout (default: the current folder), or from the repository at an address, of which only the
history and the files that matter are fetched. Manifests, lock files, hooks, CI workflows, documents and git are read; each value
of the draft says how sure it is and where it was read, and where files disagree both are written down.

What no file can answer is asked, one question after the other. An empty answer, or nobody to ask, leaves a TODO in the file, which
guide lint refuses. Nothing of the repository is run.`,
		Example: `  $ jupyter-onboard guide init
  $ jupyter-onboard guide init ~/src/nbformat --out guides/nbformat.yaml
  $ jupyter-onboard guide init https://github.com/jupyter/nbformat --stdout`,
		Args: cobra.MaximumNArgs(1),
	}
	cmd.Flags().StringVarP(&g.out, "out", "o", "", "file to write (default: .jupyter-onboard.yaml in DIR, or the repository's name here for a URL)")
	cmd.Flags().StringVar(&g.schema, "schema", author.SchemaURL, "address or path of the JSON Schema, for the line that connects editors")
	cmd.Flags().BoolVar(&g.stdout, "stdout", false, "write the draft to standard output")
	cmd.MarkFlagsMutuallyExclusive("out", "stdout")
	cmd.RunE = a.run(func(ctx context.Context, cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			args = []string{"."}
		}
		return g.run(ctx, cmd, args[0])
	})
	return cmd
}

func (g *guideInit) run(ctx context.Context, cmd *cobra.Command, place string) error {
	a := g.app
	checkout, done, err := g.checkout(ctx, cmd, place)
	if err != nil {
		return err
	}
	defer done()
	file, err := g.file(place, checkout)
	if err != nil {
		return err
	}
	if !g.stdout {
		if _, err := os.Lstat(file); err == nil {
			return &problem{code: exitUsage, message: file + " is there already.", observed: "a file of that name", expected: "a name that nothing has", next: "the same command with --out and another name"}
		}
	}
	draft := author.NewDraft(checkout)
	if !g.stdout && a.terminal().Profile.Ask && !a.flags.json {
		if err := g.ask(ctx, draft); err != nil {
			return err
		}
	}
	text := draft.Text(g.schema)
	if g.stdout {
		return a.showFile(text, "The draft is shown, and nothing was written.")
	}
	if err := g.write(file, text); err != nil {
		return err
	}
	return g.tell(file, draft)
}

// checkout finds what the draft is made from; done is called when nothing is read any more.
func (g *guideInit) checkout(ctx context.Context, cmd *cobra.Command, place string) (author.Checkout, func(), error) {
	day := time.Now().Format(time.DateOnly)
	if strings.Contains(place, "://") {
		return g.remote(ctx, cmd, place, day)
	}
	dir, err := g.app.absolute(place)
	if err != nil {
		return author.Checkout{}, nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return author.Checkout{}, nil, &problem{code: exitUsage, message: "The checkout can't be read.", observed: err.Error(), expected: "a folder with a checkout, or an address", next: "jupyter-onboard guide init DIR"}
	}
	c := author.Checkout{Files: root.FS(), Date: day, Repo: repoOf(remoteOf(dir)), RepoSure: hasUpstream(dir)}
	if head, err := gitrepo.ReadHead(dir); err == nil {
		c.Commit, c.Branch = head.Commit, head.Branch
	}
	return c, func() { _ = root.Close() }, nil
}

// hasUpstream reports whether a remote is called upstream, so that the repository is known from a fork of it.
func hasUpstream(dir string) bool {
	remotes, err := gitrepo.Remotes(dir)
	return err == nil && slices.ContainsFunc(remotes, func(r gitrepo.Remote) bool { return r.Name == gitrepo.UpstreamRemote })
}

// remote looks at a repository without cloning its files.
func (g *guideInit) remote(ctx context.Context, cmd *cobra.Command, place, day string) (author.Checkout, func(), error) {
	from, err := gitrepo.ValidateURL(place)
	if err != nil {
		return author.Checkout{}, nil, &problem{code: exitUsage, message: "That is no address of a repository.", observed: err.Error(), expected: "an https or ssh address, or a folder", next: "jupyter-onboard guide init https://github.com/OWNER/NAME"}
	}
	repo := repoOf(place)
	d := &author.Drifter{Git: g.app.engine(cmd).Fetching(ctx), Dir: filepath.Join(g.app.directory(cacheFolder()), "mirrors")}
	c, err := d.Checkout(ctx, from)
	c.Repo, c.RepoSure, c.Date = repo, true, day
	return c, func() {}, err
}

// repoOf is owner/name of an address; empty if it has no such end.
func repoOf(address string) string {
	address = strings.TrimSuffix(strings.TrimSuffix(strings.TrimRight(address, "/"), ".git"), "/")
	parts := strings.FieldsFunc(address, func(r rune) bool { return r == '/' || r == ':' })
	if len(parts) < 3 {
		return ""
	}
	repo := parts[len(parts)-2] + "/" + parts[len(parts)-1]
	if gitrepo.ValidateRepo(repo) != nil {
		return ""
	}
	return repo
}

// file is where the draft is written.
func (g *guideInit) file(place string, c author.Checkout) (string, error) {
	switch {
	case g.out != "":
		return g.app.absolute(g.out)
	case strings.Contains(place, "://"):
		name := c.Repo[strings.LastIndexByte(c.Repo, '/')+1:]
		return g.app.absolute(strings.ToLower(strings.ReplaceAll(name, "_", "-")) + ".yaml")
	}
	return g.app.absolute(filepath.Join(place, ".jupyter-onboard.yaml"))
}

// ask asks the open questions one by one. The end of input leaves the rest open.
func (g *guideInit) ask(ctx context.Context, d *author.Draft) error {
	a := g.app
	a.say(event.Info, fmt.Sprintf("%s. An empty answer leaves it open.", count(len(d.Questions), "question", "questions")))
	for i := range d.Questions {
		q := &d.Questions[i]
		if strings.HasSuffix(q.Field, ".mutation") || q.Field == "people.channels" {
			continue // They take more than a line.
		}
		if q.Hint != "" {
			a.say(event.Info, "Seen: "+q.Hint)
		}
		a.prose().Prompt(fmt.Sprintf("%s  %s", q.Field, q.Text))
		answer, err := a.answerOf(ctx)
		switch {
		case ctx.Err() != nil:
			return err
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("read the answer: %w", err)
		}
		q.Answer = answer
	}
	return nil
}

// write writes the draft to a name that nothing has.
func (g *guideInit) write(file string, text []byte) error {
	root, err := os.OpenRoot(filepath.Dir(file))
	if err != nil {
		return fmt.Errorf("write the draft: %w", err)
	}
	defer root.Close()
	if _, err := root.Lstat(filepath.Base(file)); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("write the draft: %s: %w", file, fs.ErrExist)
	}
	return state.WriteFile(root, filepath.Base(file), text, 0o644)
}

// tell says what was read and what is open.
func (g *guideInit) tell(file string, d *author.Draft) error {
	a := g.app
	sure, likely, open := 0, 0, 0
	for _, v := range d.Answers {
		if v.Sureness == author.Sure {
			sure++
		} else {
			likely++
		}
		if a.flags.json {
			a.show(event.Finding{ID: "draft/" + string(v.Sureness), Level: event.Info, Title: v.Field, Observed: v.Value, Why: v.Source})
		}
	}
	for _, q := range d.Questions {
		if q.Answer != "" {
			continue
		}
		open++
		if a.flags.json {
			a.show(event.Finding{ID: "draft/question", Level: event.Warning, Title: q.Field, Observed: q.Hint, Expected: q.Text})
		}
	}
	for _, c := range d.Conflicts {
		says := []string{c.Topic}
		for _, claim := range c.Claims {
			says = append(says, claim.File+" says "+claim.Says)
		}
		text := strings.Join(says, "; ")
		if a.flags.json {
			a.show(event.Finding{ID: "draft/conflict", Level: event.Warning, Title: c.Topic, Observed: text})
			continue
		}
		a.say(event.Warning, "Two places disagree on "+text+".")
	}
	a.show(event.Outcome{
		Meaning: meaning(exitOK),
		Message: fmt.Sprintf("%s: %d values are sure, %d likely, %s open, %s.", file, sure, likely, count(open, "question is", "questions are"), count(len(d.Conflicts), "conflict", "conflicts")),
		Next:    "answer what begins with TODO, then jupyter-onboard guide lint " + file + " --repo DIR",
	})
	return nil
}
