package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/doctor"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/engine"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// mendID names the commands of a fix in the stream of events.
const mendID = "fix"

// mend runs commands that the person has said yes to, as themselves, with the environment that a step gets: tokens and
// what else the allow-list doesn't name stay out.
func (d *doer) mend(ctx context.Context, e journey.Mend, sink event.Sink) journey.Result {
	out := &outputSink{id: mendID, sink: sink}
	sink(event.Event{Time: time.Now(), Body: event.StepStarted{ID: mendID, Attempt: 1}})
	began := time.Now()
	env := system.Environ(d.app.process.Environ, system.EnvOptions{Network: true})
	var r journey.Mended
	for _, argv := range e.Commands {
		_, err := system.Machine{}.Run(ctx, system.Command{Argv: argv, Env: env, Stdout: out, Stderr: out, Timeout: 10 * time.Minute})
		if exit := (*system.ExitError)(nil); errors.As(err, &exit) {
			r.Code = exit.Result.ExitCode
		} else if err != nil {
			r.Err = troubleOf(ctx, err)
		}
		if err != nil {
			break
		}
	}
	out.flush()
	end := event.StepFinished{ID: mendID, Result: event.Succeeded, ExitCode: r.Code, Seconds: time.Since(began).Seconds()}
	if r.Code != 0 || r.Err != nil {
		end.Result, end.Reason = event.Failed, fmt.Sprintf("exit code %d", r.Code)
	}
	sink(event.Event{Time: time.Now(), Body: end})
	return r
}

// mends are the commands that can mend findings here: without admin rights, complete as they stand, of a program
// that is there, and not this program itself.
func (d *doer) mends(findings []doctor.Finding) map[string][][]string {
	mends := map[string][][]string{}
	for _, f := range findings {
		for _, fix := range f.Fixes {
			words := strings.Fields(fix.Run)
			if len(words) == 0 || fix.Admin || strings.ContainsAny(fix.Run, "…\"") || strings.Contains(fix.Run, "example") {
				continue
			}
			switch words[0] {
			case "sudo", "su", "doas", "pkexec", "runas", "jupyter-onboard":
				continue
			}
			if _, err := system.LookPath(words[0], d.app.getenv("PATH")); err == nil {
				mends[f.ID] = append(mends[f.ID], []string{"bash", "-c", fix.Run})
			}
		}
	}
	return mends
}

func (d *doer) task(ctx context.Context, e journey.RunTask, sink event.Sink) journey.Result {
	out := &outputSink{id: e.Task.ID, sink: sink}
	sink(event.Event{Time: time.Now(), Body: event.StepStarted{ID: e.Task.ID, Attempt: 1}})
	began := time.Now()
	code, err := d.engine.Task(ctx, e.Plan, e.Task, nil, engine.TaskIO{Out: out})
	out.flush()
	end := event.StepFinished{ID: e.Task.ID, Result: event.Succeeded, ExitCode: code, Seconds: time.Since(began).Seconds()}
	if code != 0 || err != nil {
		end.Result, end.Reason = event.Failed, fmt.Sprintf("exit code %d", code)
	}
	sink(event.Event{Time: time.Now(), Body: end})
	return journey.TaskRan{Code: code, Err: err}
}

// An outputSink makes events of what a task prints: whole lines, and at the end what is left.
type outputSink struct {
	id   string
	sink event.Sink
	mu   sync.Mutex
	rest []byte
}

// Write implements io.Writer.
func (o *outputSink) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.rest = append(o.rest, b...)
	if i := bytes.LastIndexByte(o.rest, '\n'); i >= 0 {
		o.send(o.rest[:i+1])
		o.rest = append([]byte(nil), o.rest[i+1:]...)
	}
	return len(b), nil
}

func (o *outputSink) flush() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.rest) > 0 {
		o.send(o.rest)
		o.rest = nil
	}
}

func (o *outputSink) send(b []byte) {
	o.sink(event.Event{Time: time.Now(), Body: event.StepOutput{ID: o.id, Text: string(b)}})
}
