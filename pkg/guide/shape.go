package guide

import (
	"reflect"
	"strconv"
	"strings"
	"sync"
)

// A shape is what the decoder knows about a struct type.
type shape struct {
	noun   string
	fields []field
	keys   []string
	byKey  map[string]int
}

// A field is what the decoder knows about a field of a struct, or about the items of a list.
type field struct {
	key      string
	index    int
	required bool
	// empty allows the empty string.
	empty    bool
	min, max int
	ranged   bool
	// format is the name of the check in the guide tag; pattern marks regular expressions.
	format  string
	check   func(string) *fault
	pattern bool
}

// shapes are the shapes of all types of a guide, by type.
var shapes = sync.OnceValue(func() map[reflect.Type]*shape {
	m := map[reflect.Type]*shape{}
	checks := formats()
	addShape(m, reflect.TypeFor[Guide](), checks)
	addShape(m, reflect.TypeFor[failureFile](), checks)
	addShape(m, reflect.TypeFor[subprojectFile](), checks)
	return m
})

// addShape adds the shape of t and of all types inside it.
func addShape(m map[reflect.Type]*shape, t reflect.Type, checks map[string]func(string) *fault) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		addShape(m, t.Elem(), checks)
		return
	case reflect.Struct:
	default:
		return
	}
	if m[t] != nil {
		return
	}
	s := &shape{noun: nounOf(t), byKey: map[string]int{}}
	m[t] = s
	for i := range t.NumField() {
		f := newField(t.Field(i), i, checks)
		s.byKey[f.key] = len(s.fields)
		s.keys = append(s.keys, f.key)
		s.fields = append(s.fields, f)
		addShape(m, t.Field(i).Type, checks)
	}
}

// newField reads the tags of a field.
func newField(sf reflect.StructField, index int, checks map[string]func(string) *fault) field {
	key, _, _ := strings.Cut(sf.Tag.Get("yaml"), ",")
	f := field{key: key, index: index}
	for option := range strings.SplitSeq(sf.Tag.Get("jsonschema"), ",") {
		name, value, _ := strings.Cut(option, "=")
		switch name {
		case "required":
			f.required = true
		case "minimum":
			f.min, _ = strconv.Atoi(value)
			f.ranged = true
		case "maximum":
			f.max, _ = strconv.Atoi(value)
		}
	}
	f.format = sf.Tag.Get("guide")
	switch f.format {
	case "empty":
		f.empty = true
	case "regexp", "proof", "detection":
		f.pattern = true
	default:
		f.check = checks[f.format]
	}
	return f
}

// nounOf names a type in messages.
func nounOf(t reflect.Type) string {
	switch t {
	case reflect.TypeFor[Guide]():
		return "the guide"
	case reflect.TypeFor[failureFile](), reflect.TypeFor[subprojectFile]():
		return "the file"
	case reflect.TypeFor[Choose](), reflect.TypeFor[Clone](), reflect.TypeFor[Resources](),
		reflect.TypeFor[Python](), reflect.TypeFor[Node](), reflect.TypeFor[Issues](), reflect.TypeFor[People](),
		reflect.TypeFor[When](), reflect.TypeFor[Detect](), reflect.TypeFor[Provide]():
		return strings.ToLower(t.Name())
	case reflect.TypeFor[PullRequest]():
		return "pull_request"
	case reflect.TypeFor[Verify]():
		return "an entry of verify"
	case reflect.TypeFor[ClaimedBy]():
		return "a claim of a disagreement"
	case reflect.TypeFor[Claim]():
		return "the claim rule"
	case reflect.TypeFor[Policy]():
		return "the AI policy"
	case reflect.TypeFor[FirstTask]():
		return "a first task"
	case reflect.TypeFor[Failure]():
		return "a known failure"
	case reflect.TypeFor[Manager]():
		return "the package manager"
	default:
		if named, ok := reflect.TypeAssert[interface{ Noun() string }](reflect.Zero(t)); ok {
			return named.Noun()
		}
		return article(strings.ToLower(t.Name()))
	}
}

// article puts a or an before a noun.
func article(noun string) string {
	if strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}
