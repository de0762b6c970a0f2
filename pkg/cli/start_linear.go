package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// linear drives the journey by lines: a page, a question, an answer.
func (a *app) linear(ctx context.Context, j *journey.Journey, d *doer) error {
	v := a.prose()
	stage := journey.Stage("")
	for !j.Over() {
		if e := j.Pending(); e != nil {
			if err := a.carry(ctx, j, d, e); err != nil {
				return err
			}
			continue
		}
		p := j.Page()
		if p.Stage != stage {
			stage = p.Stage
			v.Stage(stage)
		}
		v.Page(p)
		if p.Question == nil {
			return fmt.Errorf("the stage %s asks nothing", p.Stage)
		}
		if err := a.answer(ctx, j, p); err != nil {
			return err
		}
	}
	a.goodbye(j)
	return nil
}

// carry carries an effect out. What the organisation refuses ends the journey: nothing here mends it.
func (a *app) carry(ctx context.Context, j *journey.Journey, d *doer, e journey.Effect) error {
	if text := j.Waiting(); text != "" {
		a.say(event.Info, text)
	}
	j.Take(d.Do(ctx, e, a.linearSink(e)))
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if pl, ok := j.Plan(); ok {
		return a.refused(pl)
	}
	return nil
}

// answer takes the page's answer from the flags, or asks until one fits.
func (a *app) answer(ctx context.Context, j *journey.Journey, p journey.Page) error {
	for {
		typed, given := j.Given()
		a.prose().Question(*p.Question, typed, given)
		if !given {
			var err error
			if typed, err = a.typed(ctx, *p.Question); err != nil {
				return err
			}
		}
		word := strings.ToLower(strings.TrimSpace(typed))
		if moved, err := a.command(j, word); moved || err != nil {
			return err
		}
		if a.aside(j, p, word) {
			continue
		}
		if asked, err := a.give(j, p.Question, typed, given); !asked {
			return err
		}
	}
}

// command carries out a word that leaves the question. It reports whether it was one.
func (a *app) command(j *journey.Journey, word string) (moved bool, err error) {
	switch word {
	case "back":
		j.Back()
		return true, nil
	case "quit", "exit":
		a.goodbye(j)
		return true, &quietError{exitOK}
	}
	return j.Act(word), nil
}

// aside answers a word that only asks for something. It reports whether it was one.
func (a *app) aside(j *journey.Journey, p journey.Page, word string) bool {
	switch word {
	case "status":
		a.prose().Page(journey.Page{Title: "Where you are", Blocks: []journey.Block{journey.Items{Items: j.Checklist()}}})
	case "help", "?":
		a.say(event.Info, p.Help+" Answer by number or name, Enter takes the answer in brackets. Also: back, status, help, quit.")
	default:
		return false
	}
	return true
}

// give gives the answer to the journey. It reports whether the question must be asked again.
func (a *app) give(j *journey.Journey, q *journey.Question, typed string, given bool) (again bool, err error) {
	if q.ID == "dir" && strings.TrimSpace(typed) != "" {
		if typed, err = a.absolute(strings.TrimSpace(typed)); err != nil {
			return false, err
		}
	}
	err = j.Answer(typed)
	wrong, ok := errors.AsType[*journey.AnswerError](err)
	if !ok {
		return false, err
	}
	a.say(event.Warning, wrong.Error())
	if !given {
		return true, nil
	}
	return false, &problem{
		code: exitUsage, message: "The answer that was given doesn't fit.", observed: wrong.Error(),
		expected: "an answer of the question " + q.ID, next: "the same command without it, to be asked",
	}
}

// typed reads an answer. At the end of input the journey ends with the flag that would have answered.
func (a *app) typed(ctx context.Context, q journey.Question) (string, error) {
	text, err := a.answerOf(ctx)
	switch {
	case ctx.Err() != nil || err == nil:
		return text, err
	case errors.Is(err, io.EOF):
		return "", &problem{
			code: exitChoice, message: "The question " + q.ID + " has no answer: input has ended.",
			observed: "end of input at: " + term.Line(q.Text), expected: "an answer",
			next: "the same command with --answer " + q.ID + "=…" + a.flagFor(q.ID),
		}
	}
	return "", fmt.Errorf("read the answer: %w", err)
}

// flagFor names the shorter flag of a question, if it has one.
func (a *app) flagFor(id string) string {
	switch id {
	case "profile", "dir", "issue", "branch":
		return " or --" + id
	case "set-up", "prepare", "proved":
		return " or --yes"
	}
	return ""
}
