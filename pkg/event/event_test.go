package event_test

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
)

func TestRoundTrip(t *testing.T) {
	t.Parallel()
	for name, body := range bodies(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sent := event.Event{Time: moment(), Body: body}
			line, err := json.Marshal(sent)
			if err != nil {
				t.Fatal(err)
			}
			if strings.ContainsRune(string(line), '\n') {
				t.Errorf("more than one line: %s", line)
			}
			var got event.Event
			if err := json.Unmarshal(line, &got); err != nil {
				t.Fatal(err)
			}
			// A list that is absent arrives as an empty one.
			if diff := cmp.Diff(sent, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s (-sent +got):\n%s", line, diff)
			}
		})
	}
}

func ExampleEvent() {
	line, _ := json.Marshal(event.Event{
		Time: time.Date(2026, 11, 23, 9, 30, 0, 0, time.FixedZone("", 3600)),
		Body: event.StepFinished{ID: "install", Result: event.Succeeded, Seconds: 21.5},
	})
	fmt.Println(string(line))
	var e event.Event
	if err := json.Unmarshal(line, &e); err != nil {
		panic(err)
	}
	if b, ok := e.Body.(event.StepFinished); ok {
		fmt.Println(b.ID, b.Result)
	}
	// Output:
	// {"v":1,"type":"step.finished","time":"2026-11-23T08:30:00Z","id":"install","result":"succeeded","seconds":21.5}
	// install succeeded
}

// Lists that a program may count on are there even if nobody made them.
func TestListsAreNeverNull(t *testing.T) {
	t.Parallel()
	for _, b := range event.Bodies() {
		line, err := json.Marshal(event.Event{Time: moment(), Body: b})
		if err != nil {
			t.Fatal(err)
		}
		if b.Type() != event.TypeGuide && strings.Contains(string(line), "null") {
			t.Errorf("%s", line)
		}
	}
}

// People read the lines too: what a shell command holds stays readable.
func TestReadable(t *testing.T) {
	t.Parallel()
	line, err := event.Event{Time: moment(), Body: event.Note{Text: "a && b > c <d>"}}.MarshalJSON()
	if err != nil || !strings.Contains(string(line), "a && b > c <d>") {
		t.Errorf("%s, %v", line, err)
	}
}

func TestMarshalRefuses(t *testing.T) {
	t.Parallel()
	for name, e := range map[string]event.Event{
		"no body":      {Time: moment()},
		"no number":    {Time: moment(), Body: event.StepFinished{Seconds: math.NaN()}},
		"year 10000":   {Time: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), Body: event.Note{}},
		"not encoding": {Time: moment(), Body: event.Guide{Guide: func() {}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if line, err := json.Marshal(e); err == nil {
				t.Errorf("encoded as %s", line)
			}
		})
	}
}

func TestUnmarshalRefuses(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ line, want string }{
		"nothing":        {`{}`, "version 0"},
		"null":           {`null`, "version 0"},
		"no object":      {`[1]`, "envelope"},
		"newer version":  {`{"v":2,"type":"note","time":"2026-11-23T09:30:00Z"}`, "version 2, this program reads version 1"},
		"unknown type":   {`{"v":1,"type":"weather","time":"2026-11-23T09:30:00Z"}`, `unknown type "weather"`},
		"no type":        {`{"v":1,"time":"2026-11-23T09:30:00Z"}`, `unknown type ""`},
		"bad time":       {`{"v":1,"type":"note","time":"yesterday"}`, "envelope"},
		"time overflows": {`{"v":1,"type":"note","time":"9999-12-31T23:59:59-23:00"}`, "year 10000"},
		"wrong field":    {`{"v":1,"type":"note","time":"2026-11-23T09:30:00Z","text":[1]}`, "decode note"},
		"half":           {`{"v":1,"type":"no`, "unexpected end"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var e event.Event
			err := json.Unmarshal([]byte(tt.line), &e)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
}

// A newer program may say more without a new version.
func TestUnknownFieldsArePassedOver(t *testing.T) {
	t.Parallel()
	var e event.Event
	err := json.Unmarshal([]byte(`{"v":1,"type":"note","time":"2026-11-23T09:30:00Z","level":"info","text":"x","mood":"calm"}`), &e)
	if want := (event.Note{Level: event.Info, Text: "x"}); err != nil || e.Body != want {
		t.Errorf("%+v, %v", e, err)
	}
}

// Every type of the package that has a Type method is a body that can be read back, and no two share a type.
func TestBodiesAreComplete(t *testing.T) {
	t.Parallel()
	pkgs, err := parser.ParseDir(token.NewFileSet(), ".", func(f fs.FileInfo) bool { //nolint:staticcheck // One folder without build tags.
		return !strings.HasSuffix(f.Name(), "_test.go")
	}, 0)
	if err != nil {
		t.Fatal(err)
	}
	var declared, listed []string
	for _, file := range pkgs["event"].Files {
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil && f.Name.Name == "Type" {
				if recv, ok := f.Recv.List[0].Type.(*ast.Ident); ok {
					declared = append(declared, recv.Name)
				}
			}
		}
	}
	types := map[event.Type]bool{}
	for _, b := range event.Bodies() {
		listed = append(listed, reflect.TypeOf(b).Name())
		types[b.Type()] = true
	}
	slices.Sort(declared)
	slices.Sort(listed)
	if diff := cmp.Diff(declared, listed); diff != "" || len(types) != len(listed) {
		t.Errorf("%d types (-declared +listed by Bodies):\n%s", len(types), diff)
	}
}

func FuzzUnmarshal(f *testing.F) {
	for _, b := range event.Bodies() {
		line, err := json.Marshal(event.Event{Time: moment(), Body: b})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(line))
	}
	f.Add(`{"v":1,"type":"guide","time":"2026-11-23T09:30:00.5+01:00","guide":{"a":[1e300,null,"\ud800"]}}`)
	f.Add(`{"V":1,"TYPE":"note","time":"0000-01-01T00:00:00+23:59","text":"x"}`)
	f.Add(`{"v":1,"type":"outcome","time":"2026-11-23T09:30:00Z","steps":{"failed":1,"":0}}`)
	f.Fuzz(func(t *testing.T, line string) {
		var e event.Event
		if json.Unmarshal([]byte(line), &e) != nil {
			return
		}
		again, err := json.Marshal(e)
		if err != nil {
			t.Fatalf("read %q and can't write it: %v", line, err)
		}
		var back event.Event
		if err := json.Unmarshal(again, &back); err != nil {
			t.Fatalf("wrote %s and can't read it: %v", again, err)
		}
		if diff := cmp.Diff(e, back, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-first +second):\n%s", again, diff)
		}
	})
}
