package view_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/view"
)

// payloads are texts that act on a terminal, fake a line of this program, hide, or are commands to GitHub
// Actions.
func payloads() []string {
	return []string{
		"\x1b[2J\x1b[H", "\x1b]0;title\a", "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\", "\x1bP1$r\x1b\\", "\x1b_apc\x1b\\",
		"\x1b[31mred", "\x1b[8mhidden\x1b[0m", "\x1b[5A\x1b[2Kover", "\x1b(0lqqk", "\x1bc", "\x1b[?1049h", "\x1b[6n",
		"\u009b31m", "\u009d0;t\u009c", "\x9b2J after a bad byte", "\xff\xfe\xc0\xaf", "a\x00b\x07c\x08d\x7fe",
		"fake\rreal", "50%\r\r\r100%", "\v\f\x85", "\u2028line\u2029paragraph",
		"\u202egnp.exe\u202c", "\u2066iso\u2069", "zero\u200bwidth\u2060\ufeff", "tag\U000e0041\U000e007f", "a" + strings.Repeat("\u0301", 50),
		"x\n✓  All is done", "x\n\n✗  Forged", "line\ttab",
		"::error::forged", "x\n::error title=a::forged", " \t::add-mask::x", "\u00a0\u3000::set-output name=a::b", "\x1b[1m::stop-commands::t",
		"##[error]forged", "text ##[add-path]/evil", "###[group]x", "\r::error::after a return", "a\r\n::endgroup::", "::\n::error::x::",
		"%0A::error::x", strings.Repeat("long ", 500), strings.Repeat("Å", 3000), "",
	}
}

// filled is a body in which every text is the payload.
func filled(t *testing.T, zero event.Body, payload string) event.Body {
	t.Helper()
	v := reflect.New(reflect.TypeOf(zero)).Elem()
	poison(v, payload)
	body, ok := reflect.TypeAssert[event.Body](v)
	if !ok {
		t.Fatalf("%s is no body", v.Type())
	}
	return body
}

func poison(v reflect.Value, payload string) {
	switch v.Kind() { //nolint:exhaustive // Only texts can be hostile; numbers are small.
	case reflect.String:
		switch v.Interface().(type) {
		case event.Level:
			v.SetString(string(event.Blocker))
		case event.Result:
			v.SetString(string(event.Failed))
		default:
			v.SetString(payload)
		}
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(3)
	case reflect.Float64:
		v.SetFloat(33)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		poison(v.Index(0), payload)
		poison(v.Index(1), payload)
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		poison(key, payload)
		poison(value, payload)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.Struct:
		for _, f := range v.Fields() {
			poison(f, payload)
		}
	case reflect.Interface:
		if all := (rows{}); reflect.TypeOf(all).Implements(v.Type()) && v.NumMethod() > 0 {
			poison(reflect.ValueOf(&all).Elem(), payload)
			v.Set(reflect.ValueOf(all))
		}
	}
}

// hostile are events in which every text of every type is the payload, in the order of a run.
func hostile(t *testing.T, payload string) []event.Event {
	t.Helper()
	p, ok := filled(t, event.Plan{}, payload).(event.Plan)
	if !ok {
		t.Fatal("no plan")
	}
	p.Steps[1].ID = "other"
	events := []event.Event{at(0, p), at(0, event.StepStarted{ID: "other", Attempt: 1})}
	for i, b := range event.Bodies() {
		if b.Type() == event.TypePlan {
			continue
		}
		events = append(events, at(float64(6*i), filled(t, b, payload)))
		if b.Type() == event.TypeStepOutput {
			events = append(events, at(float64(6*i), event.StepOutput{ID: payload, Text: payload + "\n"}),
				at(float64(6*i), event.StepOutput{ID: "other", Text: "\r" + payload + "\r"}))
		}
	}
	return append(events, at(100, event.StepFinished{ID: "other", Result: event.Succeeded}), at(101, p), at(101, filled(t, event.Outcome{}, payload)))
}

// checkLines holds what was written to what may be: nothing that acts, nothing that could be a line of
// this program at the margin, and no command to GitHub Actions but the program's own.
func checkLines(t *testing.T, out, payload string, colour, actions bool) {
	t.Helper()
	safe := term.Safe
	if colour {
		safe = term.SafeColor
	}
	if !safe(out) {
		t.Errorf("%q: unsafe output", payload)
	}
	for line := range strings.Lines(out) {
		plain := term.PlainOutput(line)
		for _, forged := range []string{"✓  All is done", "✗  Forged"} {
			if strings.HasPrefix(plain, forged) {
				t.Errorf("%q: a forged line: %q", payload, line)
			}
		}
		if strings.Contains(line, "##[") {
			t.Errorf("%q: a command: %q", payload, line)
		}
		trimmed := strings.TrimLeftFunc(plain, unicode.IsSpace)
		if !strings.HasPrefix(trimmed, "::") || strings.Count(trimmed, "::") < 2 {
			continue
		}
		own := actions && strings.HasPrefix(line, "::") &&
			(strings.HasPrefix(line, "::group::[") || line == "::endgroup::\n" || strings.HasPrefix(line, "::error title=jupyter-onboard%3A "))
		if !own || strings.Contains(strings.TrimPrefix(line, "::error title="), "\r") {
			t.Errorf("%q: a command: %q", payload, line)
		}
	}
}

// Whatever stands in any field of any event, nothing of it acts on the terminal or on GitHub Actions.
func TestHostileEvents(t *testing.T) {
	t.Parallel()
	for _, palette := range []term.Palette{monochrome(), coloured()} {
		for _, actions := range []bool{false, true} {
			for _, width := range []int{25, 80} {
				name := fmt.Sprintf("colour %v, actions %v, width %d", palette.Level != term.LevelNone, actions, width)
				t.Run(name, func(t *testing.T) {
					t.Parallel()
					for _, payload := range payloads() {
						out := shown(t, view.PlainOptions{Palette: palette, Width: width, Actions: actions}, hostile(t, payload)...)
						checkLines(t, out, payload, palette.Level != term.LevelNone, actions)
					}
				})
			}
		}
	}
}

// The JSON form carries the exact text, and nothing in it acts.
func TestHostileJSON(t *testing.T) {
	t.Parallel()
	for _, payload := range payloads() {
		events := hostile(t, payload)
		lines := strings.SplitAfter(asJSON(t, events...), "\n")
		if len(lines) != len(events)+1 {
			t.Fatalf("%q: %d lines for %d events", payload, len(lines)-1, len(events))
		}
		for i, e := range events {
			if !term.Safe(lines[i]) || strings.Contains(lines[i], "##[") || !strings.HasPrefix(lines[i], "{") {
				t.Errorf("%q: %q", payload, lines[i])
			}
			var got event.Event
			if err := json.Unmarshal([]byte(lines[i]), &got); err != nil {
				t.Fatalf("%q: %v", lines[i], err)
			}
			// Bytes that are no text become U+FFFD, one by one.
			if diff := cmp.Diff(filledAgain(e.Body), got.Body, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%q (-sent +read):\n%s", payload, diff)
			}
		}
	}
}

// filledAgain is the body with bytes that are no text replaced, as JSON has them.
func filledAgain(b event.Body) event.Body {
	v := reflect.New(reflect.TypeOf(b)).Elem()
	v.Set(reflect.ValueOf(b))
	out, _ := reflect.TypeAssert[event.Body](text(v))
	return out
}

func text(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.String:
		out.SetString(string([]rune(v.String())))
	case reflect.Slice:
		for i := range v.Len() {
			out = reflect.Append(out, text(v.Index(i)))
		}
	case reflect.Map:
		out.Set(reflect.MakeMap(v.Type()))
		for iter := v.MapRange(); iter.Next(); {
			out.SetMapIndex(text(iter.Key()), text(iter.Value()))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			out.Field(i).Set(text(v.Field(i)))
		}
	default:
		out.Set(v)
	}
	return out
}

// The same of every block of a page, of questions, groups and reviews.
func TestHostilePages(t *testing.T) {
	t.Parallel()
	for _, palette := range []term.Palette{monochrome(), coloured()} {
		for _, payload := range payloads() {
			var out strings.Builder
			v := view.NewPlain(&out, view.PlainOptions{Palette: palette, Width: 60, Actions: true})
			page := journey.Page{Stage: journey.Stage(payload), Title: payload, Help: payload, Actions: []journey.Action{{ID: payload, Title: payload}}}
			for _, b := range blocks() {
				value := reflect.New(reflect.TypeOf(b)).Elem()
				poison(value, payload)
				block, ok := reflect.TypeAssert[journey.Block](value)
				if !ok {
					t.Fatalf("%T is no block", b)
				}
				page.Blocks = append(page.Blocks, block)
			}
			v.Page(page)
			v.Stage(journey.Prepare)
			var q journey.Question
			poison(reflect.ValueOf(&q).Elem(), payload)
			v.Question(q, payload, true)
			v.Group(payload)
			v.Prompt(payload)
			if err := v.Err(); err != nil {
				t.Fatal(err)
			}
			checkLines(t, out.String(), payload, palette.Level != term.LevelNone, false)
		}
	}
}
