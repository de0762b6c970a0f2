package event_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
)

// moment is when the samples were sent.
func moment() time.Time { return time.Date(2026, 11, 23, 9, 30, 0, 123456789, time.UTC) }

// full is a body of the same type in which every field says something.
func full(t *testing.T, zero event.Body) event.Body {
	t.Helper()
	v := reflect.New(reflect.TypeOf(zero)).Elem()
	n := 0
	fill(t, v, &n)
	body, ok := reflect.TypeAssert[event.Body](v)
	if !ok {
		t.Fatalf("%T is no body", v.Interface())
	}
	return body
}

// fill sets everything below v to a value that differs from its neighbours.
func fill(t *testing.T, v reflect.Value, n *int) {
	t.Helper()
	*n++
	switch v.Interface().(type) {
	case event.Level:
		v.SetString(string(event.Levels()[*n%len(event.Levels())]))
		return
	case event.Result:
		v.SetString(string(event.Results()[*n%len(event.Results())]))
		return
	case event.StepState:
		v.SetString(string(event.StepStates()[*n%len(event.StepStates())]))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("text %d <&> \u202e\x1b[31m é\n", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(1 + int64(*n)%5)
	case reflect.Float64:
		v.SetFloat(float64(*n) + 0.5)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(t, v.Index(0), n)
		fill(t, v.Index(1), n)
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(t, key, n)
		fill(t, value, n)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.Struct:
		for _, field := range v.Fields() {
			fill(t, field, n)
		}
	case reflect.Interface:
		v.Set(reflect.ValueOf(map[string]any{"id": "nbformat", "steps": []any{"a", 1.5, true, nil}}))
	default:
		t.Fatalf("no sample for %s", v.Type())
	}
}

// bodies are samples of every type: empty, full, and some as runs send them.
func bodies(t *testing.T) map[string]event.Body {
	t.Helper()
	all := map[string]event.Body{
		"plan without steps": event.Plan{Project: "nbformat", Warnings: []string{"mind"}},
		"step done":          event.Plan{Steps: []event.Step{{ID: "clone", Kind: "clone", State: event.Done, Reason: "there"}}},
		"unknown percent":    event.StepProgress{ID: "clone", Phase: "connect", Percent: -1},
		"outcome": event.Outcome{
			ExitCode: 143, Meaning: "terminated", Steps: map[event.Result]int{event.Succeeded: 3, event.NotRun: 1}, Seconds: 0.25,
		},
	}
	for _, b := range event.Bodies() {
		all[string(b.Type())+" empty"] = b
		all[string(b.Type())+" full"] = full(t, b)
	}
	return all
}
