package author

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"sync"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// importError is how Python says that a module isn't there: a proof that is red by it hasn't looked at the code.
var importError = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\b(ImportError|ModuleNotFoundError)\b`) })

// proof tries to make a proof red in every way that the guide names.
func (r *trialRun) proof(ctx context.Context, i int, v guide.Verify) error {
	red := false
	if v.Mutation != nil {
		ok, err := r.mutated(ctx, fmt.Sprintf("verify[%d].mutation", i), v)
		if err != nil {
			return err
		}
		red = ok
		if ok {
			r.verdict.Receipt.TurnedRed = append(r.verdict.Receipt.TurnedRed, v.ID)
		}
	}
	for j, name := range v.FromCheckout {
		ok, err := r.shadowed(ctx, fmt.Sprintf("verify[%d].from_checkout[%d]", i, j), v, name)
		if err != nil {
			return err
		}
		red = red || ok
	}
	if !red && v.Mutation == nil && len(v.FromCheckout) == 0 {
		r.fault(Fault{
			ID: "trial/no-proof", Path: fmt.Sprintf("verify[%d].id", i),
			Observed: fmt.Sprintf("verify-%s is green, and nothing shows that it can be red", v.ID),
			Expected: `a "mutation" that turns it red, or packages under "from_checkout"`,
			Next:     `add "mutation": a change of one line of the code that the proof runs`,
		})
	}
	return nil
}

// mutated makes the mutation, expects red, and puts the file back.
func (r *trialRun) mutated(ctx context.Context, path string, v guide.Verify) (red bool, err error) {
	m := v.Mutation
	file, before, after, fault := r.mutation(path, m)
	if fault != nil {
		r.fault(*fault)
		return false, nil
	}
	info, err := os.Stat(file)
	if err != nil {
		return false, err
	}
	if err := os.WriteFile(file, after, info.Mode().Perm()); err != nil {
		return false, fmt.Errorf("make the mutation in %s: %w", m.File, err)
	}
	defer func() {
		// Whatever happened, and though the run is being stopped.
		if back := putBack(file, before, info); back != nil && err == nil {
			err = fmt.Errorf("take the mutation in %s back: %w", m.File, back)
		}
		if m.Rebuild != "" && err == nil && ctx.Err() == nil {
			err = r.rebuild(ctx, m.Rebuild)
		}
	}()
	if m.Rebuild != "" {
		if err := r.rebuild(ctx, m.Rebuild); err != nil {
			return false, err
		}
	}
	s, err := r.engineRun(ctx, part{proof: v.ID}, nil)
	if err != nil {
		return false, err
	}
	said := s.output["verify-"+v.ID]
	if f := judgeMutation(v, s, said); f != nil {
		f.Path, f.Output = path, lastLines(said)
		r.fault(*f)
		return false, nil
	}
	found := regexp.MustCompile(m.Expect).FindString(said)
	r.say(event.OK, fmt.Sprintf("verify-%s: red under its mutation, by %q.", v.ID, oneLine(found)))
	return true, nil
}

// judgeMutation says what is wrong with a run under a mutation; nil if it was red as the guide says.
func judgeMutation(v guide.Verify, s *seen, said string) *Fault {
	step := "verify-" + v.ID
	switch result := s.report.Results[step]; {
	case result == event.Succeeded || result == event.AlreadyDone:
		return &Fault{
			ID: "trial/not-red", Observed: step + " stays green under its mutation, so it proves nothing about " + v.Mutation.File,
			Expected: "a failing assertion", Next: "choose a line that the command of the proof really runs",
		}
	case result != event.Failed:
		observed := step + " didn't run"
		if f := s.report.Failure; f != nil {
			observed += ": " + f.Step + ": " + f.Observed
		}
		return &Fault{
			ID: "trial/not-run", Observed: observed, Expected: "only the proof fails under the mutation",
			Next: "choose a line that the steps before the proof don't need",
		}
	case !regexp.MustCompile(v.Mutation.Expect).MatchString(said):
		return &Fault{
			ID: "trial/other-red", Observed: fmt.Sprintf("%s is red under its mutation, but nothing in its output matches %q", step, v.Mutation.Expect),
			Expected: "the failure that the guide names", Next: `write what the failing assertion prints under "expect"`,
		}
	case importError().MatchString(said):
		return &Fault{
			ID: "trial/import-error", Observed: step + " is red under its mutation by an import error: the code wasn't looked at",
			Expected: "a failing assertion", Next: "choose a change that leaves the file importable",
		}
	}
	return nil
}

// mutation reads the file and applies the change. A fault says that the file isn't what the guide says.
func (r *trialRun) mutation(path string, m *guide.Mutation) (file string, before, after []byte, fault *Fault) {
	next := `read the file at this commit, and write "file", "line" and "find" anew`
	file, err := r.inCheckout(m.File)
	if err == nil {
		before, err = os.ReadFile(file)
	}
	if err != nil {
		return "", nil, nil, &Fault{ID: "trial/no-file", Path: path + ".file", Observed: err.Error(), Expected: m.File + " in the checkout", Next: next}
	}
	if n := bytes.Count(before, []byte(m.Find)); n != 1 {
		return "", nil, nil, &Fault{
			ID: "trial/find", Path: path + ".find", Observed: fmt.Sprintf("%q occurs %d times in %s", m.Find, n, m.File),
			Expected: "once", Next: next,
		}
	}
	at := bytes.Index(before, []byte(m.Find))
	if line := bytes.Count(before[:at], []byte("\n")) + 1; line != m.Line {
		// The text decides; upstream moves it with every release.
		r.say(event.Warning, fmt.Sprintf("%s.line: %q is on line %d of %s, not on line %d.", path, m.Find, line, m.File, m.Line))
	}
	return file, before, bytes.Replace(before, []byte(m.Find), []byte(m.Replace), 1), nil
}

// rebuild runs the guide's script that makes built files follow a change.
func (r *trialRun) rebuild(ctx context.Context, script string) error {
	var out bytes.Buffer
	if err := r.script(ctx, script, "", io.Writer(&out)); err != nil {
		return fmt.Errorf("rebuild for the mutation: %w\n%s", err, lastLines(out.String()))
	}
	return nil
}

// lastLines are the last lines of an output.
func lastLines(s string) string {
	const most = 25
	lines := strings.Split(strings.TrimRight(s, "\n"), "\n")
	if len(lines) > most {
		lines = lines[len(lines)-most:]
	}
	return strings.Join(lines, "\n")
}

// oneLine shortens a match to the end of its first line.
func oneLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// putBack writes a file as it was. The time of a Python file is put back, too: two texts of the same length within one
// second would be one to Python's cache. Tools that build look at the time, so for others it is now.
func putBack(file string, before []byte, info fs.FileInfo) error {
	if err := os.WriteFile(file, before, info.Mode().Perm()); err != nil {
		return err
	}
	if strings.HasSuffix(file, ".py") {
		return os.Chtimes(file, info.ModTime(), info.ModTime())
	}
	return nil
}
