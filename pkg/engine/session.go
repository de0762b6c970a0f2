package engine

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/runner"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/state"
)

// keptRuns is how many runs' logs a checkout keeps.
const keptRuns = 10

// A session is one run on one checkout: its journal and its logs. It begins before the clone
// and moves into the clone's git directory once that is there.
type session struct {
	engine  *Engine
	journal *state.Journal
	logs    *state.Logs
	// checkout is the folder that the run is about, dir the one of its journal.
	checkout, dir string
	made          *maker // what the run makes; nil where nothing is made
}

// open opens the journal of a checkout for writing. The checkout must be held.
func (e *Engine) open(dir string) (*session, error) {
	place, err := e.journalDir(dir)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(place), 0o700); err != nil {
		return nil, fmt.Errorf("make a place for the journal of %s: %w", dir, err)
	}
	journal, notice, err := state.Open(place, e.Now)
	if err != nil {
		return nil, fmt.Errorf("open the journal of %s: %w", dir, err)
	}
	e.notice(notice)
	return &session{engine: e, journal: journal, logs: state.NewLogs(place, keptRuns, e.Now), checkout: dir, dir: place}, nil
}

// read opens the journal for looking. Nothing is held or changed.
func (e *Engine) read(dir string) (*session, error) {
	place, err := e.journalDir(dir)
	if err != nil {
		return nil, err
	}
	journal, notice, err := state.Read(place, e.Now)
	if err != nil {
		return nil, fmt.Errorf("read the journal of %s: %w", dir, err)
	}
	e.notice(notice)
	return &session{engine: e, journal: journal, checkout: dir, dir: place}, nil
}

// remember notes the choices, so that a later command need not ask again.
func (s *session) remember(p plan.Plan) {
	for fact, value := range map[state.Fact]string{
		state.FactProject: p.Guide.ID, state.FactGuide: p.Origin.SHA256, state.FactProfile: p.Profile,
		state.FactRecipe: p.Recipe, state.FactFrom: p.From, state.FactGuideFile: p.Origin.File,
	} {
		old, known := s.journal.Recall(fact)
		if value == "" || known && old == value {
			continue
		}
		// An address with a password in it isn't remembered; the run goes on.
		_ = s.journal.Remember(fact, value)
	}
}

// tellOrphans says which steps of a killed run still run, and refuses to work beside them.
func (s *session) tellOrphans(sink event.Sink, now time.Time) error {
	orphans, err := s.journal.Orphans()
	if err != nil {
		return fmt.Errorf("look for steps of an earlier run: %w", err)
	}
	if len(orphans) == 0 {
		return nil
	}
	for _, o := range orphans {
		sink(event.Event{Time: now, Body: event.Note{Level: event.Blocker, Text: fmt.Sprintf(
			"The step %s of an earlier run that was killed still runs as process %d.", o.Step, o.Record.Process.PID)}})
	}
	return &OrphanError{Running: orphans}
}

// An OrphanError says that a step of an earlier run, which was killed, still runs.
type OrphanError struct {
	Running []state.Running
}

// Error names the processes and what to do.
func (e *OrphanError) Error() string {
	o := e.Running[0]
	return fmt.Sprintf("the step %s of an earlier run still runs; wait for it, or end it with: %s", o.Step, endCommand(o.Record.Process))
}

// endCommand ends what is left of a step: its whole group, since the process that led it may have ended before.
func endCommand(p state.Process) string {
	if hostOS == "windows" {
		return fmt.Sprintf("taskkill /T /F /PID %d", p.PID)
	}
	return fmt.Sprintf("kill -- -%d", p.PGID)
}

// Last implements runner.Journal.
func (s *session) Last(id string) (runner.Record, bool) {
	r, ok := s.journal.Step(id)
	if !ok {
		return runner.Record{}, false
	}
	return runner.Record{
		Digest: r.Definition, Inputs: r.Inputs, Succeeded: r.Outcome == state.OutcomeSucceeded,
		ExitCode: r.ExitCode, Log: r.Log,
	}, true
}

// Begin implements runner.Journal.
func (s *session) Begin(id string, r runner.Record) error {
	if s.made != nil {
		s.made.begin()
	}
	if r.Process.PID != 0 {
		p, err := state.Identify(r.Process.PID)
		if err != nil {
			return fmt.Errorf("identify process %d: %w", r.Process.PID, err)
		}
		return s.journal.Started(id, p)
	}
	return s.journal.Begin(id, state.Record{Definition: r.Digest, Inputs: r.Inputs, Log: s.relative(r.Log)})
}

// End implements runner.Journal.
func (s *session) End(id string, r runner.Record) error {
	begun, known := s.journal.Step(id)
	if !known || begun.Outcome != state.OutcomeRunning || begun.Inputs != r.Inputs {
		if err := s.journal.Begin(id, state.Record{Definition: r.Digest, Inputs: r.Inputs, Log: s.relative(r.Log)}); err != nil {
			return err
		}
	}
	outcome := state.OutcomeFailed
	switch {
	case r.Succeeded:
		outcome = state.OutcomeSucceeded
	case r.Interrupted:
		outcome = state.OutcomeInterrupted
	}
	return s.journal.End(id, outcome, r.ExitCode)
}

// Proved implements runner.Journal.
func (s *session) Proved(id, fingerprint string) (time.Time, bool) {
	return s.journal.Proved(state.Digest(id, fingerprint))
}

// Prove implements runner.Journal.
func (s *session) Prove(id, fingerprint string) error {
	return s.journal.Prove(state.Digest(id, fingerprint))
}

// Log implements runner.Journal.
func (s *session) Log(id string) (io.WriteCloser, string, error) {
	if s.logs == nil {
		return discard{io.Discard}, "", nil
	}
	f, name, err := s.logs.Create(id)
	if err != nil {
		return nil, "", err
	}
	return f, filepath.Join(s.dir, filepath.FromSlash(name)), nil
}

func (s *session) relative(log string) string {
	rel, err := filepath.Rel(s.dir, log)
	if err != nil || !filepath.IsLocal(rel) {
		return ""
	}
	return filepath.ToSlash(rel)
}

// Clone implements runner.Cloner. When the clone is there, the journal moves into it.
func (s *session) Clone(ctx context.Context, c plan.Clone, log io.Writer, progress func(event.StepProgress)) error {
	from, err := gitrepo.ParseFrom(c.URL, "")
	if err != nil {
		return fmt.Errorf("the address to clone from: %w", err)
	}
	git := s.engine.Fetching(ctx)
	if c.SSHAsHTTPS {
		git = git.With(httpsForSSH(s.engine.Server)...)
	}
	made := s.made.cloning(c.Dir)
	res, err := git.Clone(ctx, gitrepo.Options{
		From: from, Dir: c.Dir, Branch: c.Branch, Tags: c.Tags, Full: c.Full, Submodules: c.Submodules,
	}, func(p gitrepo.Progress) {
		progress(event.StepProgress{Phase: string(p.Phase), Percent: p.Percent, Bytes: p.Bytes, Rate: p.PerSecond})
	})
	if err != nil {
		return classify(err)
	}
	fmt.Fprintf(log, "%s: commit %s on %s, %d bytes in %.1f s by %s\n",
		res.Dir, res.Commit, res.Branch, res.Bytes, res.Elapsed.Seconds(), res.Program)
	if !c.Full && !res.Filtered && !from.IsFile() {
		fmt.Fprintln(log, "The server can't leave out old file contents, so all of the history came along.")
	}
	made(ctx)
	if c.Dir != s.checkout {
		// A companion's clone has no journal: what is done in it is the checkout's business.
		return nil
	}
	place, err := s.engine.journalDir(c.Dir)
	if err != nil {
		return err
	}
	notice, err := s.journal.MoveTo(place)
	if err != nil {
		return fmt.Errorf("move the journal into the clone: %w", err)
	}
	s.engine.notice(notice)
	s.dir, s.logs = place, state.NewLogs(place, keptRuns, s.engine.Now)
	return nil
}

// httpsForSSH makes git read SSH addresses as those of the server, for submodules that would ask for a key: the server's
// own, and GitHub's, by which a repository names its submodules wherever it was cloned from.
func httpsForSSH(server string) []string {
	hosts := []string{"github.com"}
	if u, err := url.Parse(server); err == nil && u.Host != hosts[0] {
		hosts = append(hosts, u.Host)
	}
	var settings []string
	for _, host := range hosts {
		for _, ssh := range []string{"git@" + host + ":", "ssh://git@" + host + "/"} {
			n := strconv.Itoa(len(settings) / 2)
			settings = append(settings, "GIT_CONFIG_KEY_"+n+"=url."+strings.TrimRight(server, "/")+"/.insteadOf", "GIT_CONFIG_VALUE_"+n+"="+ssh)
		}
	}
	return append(settings, "GIT_CONFIG_COUNT="+strconv.Itoa(len(settings)/2))
}

// classify marks errors of git that the network caused, and those of them that another try won't mend.
func classify(err error) error {
	var g *gitrepo.GitError
	if !errors.As(err, &g) {
		return err
	}
	switch g.Reason {
	case gitrepo.ReasonNetwork:
		return fmt.Errorf("%w: %w", runner.ErrNetwork, err)
	case gitrepo.ReasonTLS, gitrepo.ReasonProxy, gitrepo.ReasonSignIn:
		return fmt.Errorf("%w: %w", runner.ErrRefused, err)
	default:
		return err
	}
}
