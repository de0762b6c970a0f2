package cli

import (
	"bufio"
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	xterm "golang.org/x/term"

	"github.com/jupyter-onboard/jupyter-onboard/guides"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/engine"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/view"
)

// An app is what the commands share for one run of the program.
type app struct {
	process Process
	// The process's output, as everything but a screen writes it.
	out, err watchedOutput
	flags    flags
	streams  *term.Streams
	shown    view.View
	answers  *bufio.Reader
	// Command that was called, and whether its own code began.
	called *cobra.Command
	ran    bool
	// What is done once, when a command's own code begins.
	begin func()
	// What the person's organisation says; nil without a file of it, or before it was looked for.
	organisation *organisation
}

// flags are those of every command.
type flags struct {
	json, plain, noColor bool
	org                  string
}

func newApp(p Process) *app {
	nothing := func(error) {}
	return &app{process: p, begin: func() {}, out: watchedOutput{p.Out, nothing}, err: watchedOutput{p.Err, nothing}}
}

func (a *app) getenv(name string) string { return system.Getenv(a.process.Environ, name) }

// terminal opens the streams once the flags are known.
func (a *app) terminal() *term.Streams {
	if a.streams == nil {
		a.streams = term.Open(a.process.In, a.process.Out, a.process.Err, term.Options{
			NoColor: a.flags.noColor, Plain: a.flags.plain, Getenv: a.getenv,
		})
		a.streams.Out, a.streams.Err = a.out, a.err
	}
	return a.streams
}

// view is the one that the flags and the terminal choose, made once.
func (a *app) view() view.View {
	if a.shown != nil {
		return a.shown
	}
	t := a.terminal()
	if a.flags.json {
		a.shown = view.NewJSON(t.Out)
	} else {
		a.shown = view.NewPlain(t.Out, view.PlainOptions{
			Palette: t.Profile.Palette(), Width: t.Profile.Width, Actions: a.getenv("GITHUB_ACTIONS") == "true",
		})
	}
	return a.shown
}

func (a *app) viewError() error {
	if a.shown == nil {
		return nil
	}
	return a.shown.Err()
}

// complain writes a problem to standard error.
func (a *app) complain(p *problem) {
	t := a.terminal()
	v := view.NewPlain(t.Err, view.PlainOptions{Palette: t.Profile.ErrPalette(), Width: t.Profile.Width})
	v.Show(event.Event{Time: time.Now(), Body: p.outcome()})
}

// prose is where sentences go that aren't the command's result: standard output for people, standard
// error beside JSON.
func (a *app) prose() *view.Plain {
	t := a.terminal()
	if a.flags.json {
		return view.NewPlain(t.Err, view.PlainOptions{Palette: t.Profile.ErrPalette(), Width: t.Profile.Width})
	}
	if p, ok := a.view().(*view.Plain); ok {
		return p
	}
	return view.NewPlain(t.Out, view.PlainOptions{Palette: t.Profile.Palette(), Width: t.Profile.Width})
}

// say writes a note.
func (a *app) say(level event.Level, text string) {
	a.prose().Show(event.Event{Time: time.Now(), Body: event.Note{Level: level, Text: text}})
}

// engine is the machine for one command. XDG variables are read from the process's environment.
func (a *app) engine(cmd *cobra.Command) *engine.Engine {
	e := &engine.Engine{
		Environ: a.process.Environ, StateDir: a.directory(stateFolder()),
		CacheDir: a.directory(cacheFolder()), Server: a.server(),
		Command: cmd.CommandPath() + " " + strings.Join(cmd.Flags().Args(), " "),
		Notice:  func(text string) { a.say(event.Warning, text) }, KnownFailures: guides.Failures,
	}
	if o := a.organisation; o != nil {
		e.Organisation, e.Below = o.file, o.settings
	}
	return e
}

// server is the GitHub server, github.com unless the environment says otherwise.
func (a *app) server() string {
	if s := strings.TrimRight(a.getenv("GITHUB_SERVER_URL"), "/"); s != "" {
		return s
	}
	return "https://github.com"
}

// catalog is the guides in the program, and those in the organisation's folder if there is one. Another GitHub
// server's addresses are known by its name.
func (a *app) catalog() *catalog.Catalog {
	options := []catalog.Option{catalog.WithIndex(guides.Index()), catalog.WithFolder(a.getenv("JUPYTER_ONBOARD_GUIDES"))}
	if u, err := url.Parse(a.server()); err == nil && u.Host != "" {
		options = append(options, catalog.WithHost(u.Host))
	}
	return catalog.New(guides.FS, options...)
}

// workDir is the current folder.
func (a *app) workDir() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("find the current folder: %w", err)
	}
	return dir, nil
}

// absolute makes a folder that a person named absolute; a leading ~ is the home folder, for shells
// that leave it as it is.
func (a *app) absolute(dir string) (string, error) {
	if rest, ok := strings.CutPrefix(dir, "~/"); ok {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", fmt.Errorf("find the home folder: %w", err)
		}
		dir = filepath.Join(home, rest)
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("find the folder %s: %w", dir, err)
	}
	return abs, nil
}

// run wraps a command's code so that errors before it are wrong usage and errors in it aren't.
func (a *app) run(f func(ctx context.Context, cmd *cobra.Command, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		a.noteRun(cmd)
		if err := a.housed(); err != nil {
			return err
		}
		if err := a.joinOrganisation(cmd.Context(), cmd); err != nil {
			return err
		}
		return f(cmd.Context(), cmd, args)
	}
}

// outIsTerminal reports whether people read standard output as it comes.
func (a *app) outIsTerminal() bool { return xterm.IsTerminal(int(a.process.Out.Fd())) }

// inIsTerminal reports whether a person types standard input.
func (a *app) inIsTerminal() bool { return xterm.IsTerminal(int(a.process.In.Fd())) }
