package guide

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// An enum is a type with a fixed set of values.
type enum interface{ Values() []string }

// scalar decodes a single value.
func (d *decoder) scalar(n *yaml.Node, v reflect.Value, f *field) {
	switch {
	case n.Kind != yaml.ScalarNode:
		d.at(n, "guide/type", fmt.Sprintf("%s wants a single value, not %s", d.name(), kindOf(n)), "")
		return
	case isNull(n):
		d.at(n, "guide/empty", d.name()+" has no value", "leave the key out, or write one")
		return
	}
	switch target := v.Addr().Interface().(type) {
	case *Duration:
		d.parsed(n, target.UnmarshalText([]byte(n.Value)))
		return
	case *Size:
		d.parsed(n, target.UnmarshalText([]byte(n.Value)))
		return
	}
	switch v.Kind() {
	case reflect.String:
		d.str(n, v, f)
	case reflect.Bool:
		d.boolean(n, v)
	case reflect.Int:
		d.integer(n, v, f)
	case reflect.Float64:
		d.number(n, v)
	default:
		d.at(n, "guide/type", "a value of this type can't be read", "")
	}
}

// parsed notes the error of a value that has its own syntax.
func (d *decoder) parsed(n *yaml.Node, err error) {
	if err != nil {
		message, suggestion, _ := strings.Cut(err.Error(), "; ")
		d.at(n, "guide/bad-value", d.name()+": "+message, suggestion)
	}
}

// str decodes text. What YAML reads as a number or as true must be quoted, so that 3.10 stays 3.10.
func (d *decoder) str(n *yaml.Node, v reflect.Value, f *field) {
	switch n.Tag {
	case "!!int", "!!float":
		d.unquoted(n, f, "a number")
		return
	case "!!bool":
		d.unquoted(n, f, "true or false")
		return
	}
	v.SetString(n.Value)
	if e, ok := reflect.TypeAssert[enum](v); ok {
		d.oneOfValues(n, e.Values())
		return
	}
	d.text(n, f)
}

// unquoted notes text that YAML reads as something else.
func (d *decoder) unquoted(n *yaml.Node, f *field, as string) {
	suggestion := fmt.Sprintf("put it in quotes: %q", cut(n.Value))
	if f != nil && f.check != nil {
		if wrong := f.check(n.Value); wrong != nil && wrong.suggestion != "" {
			suggestion = "put text in quotes, and " + wrong.suggestion
		}
	}
	d.at(n, "guide/unquoted", fmt.Sprintf("%s wants text; %s is read as %s", d.name(), cut(n.Value), as), suggestion)
}

// text checks text against what its field allows.
func (d *decoder) text(n *yaml.Node, f *field) {
	if i := strings.IndexFunc(n.Value, func(r rune) bool { return r == '\r' || !allowed(r) }); i >= 0 {
		r := []rune(n.Value[i:])[0]
		d.at(n, "guide/character", fmt.Sprintf("%s holds the character %U, which can hide or change what is shown", d.name(), r), "remove it")
		return
	}
	switch {
	case strings.TrimSpace(n.Value) == "":
		if f == nil || !f.empty {
			d.at(n, "guide/empty", d.name()+" is empty", "remove it, or write something")
		}
	case f == nil:
	case f.pattern:
		d.pattern(n, f.format)
	case f.check != nil:
		if wrong := f.check(n.Value); wrong != nil {
			message := fmt.Sprintf("%q %s", cut(n.Value), wrong.message)
			if name := d.name(); name != strconv.Quote(n.Value) {
				message = name + ": " + message
			}
			d.at(n, wrong.id, message, wrong.suggestion)
		}
	}
}

// oneOfValues checks the value of an enumeration.
func (d *decoder) oneOfValues(n *yaml.Node, values []string) {
	if slices.Contains(values, n.Value) {
		return
	}
	d.at(n, "guide/bad-value", fmt.Sprintf("%s can't be %q", d.name(), cut(n.Value)), didYouMean(n.Value, values))
}

// boolean decodes true and false, and no other spelling.
func (d *decoder) boolean(n *yaml.Node, v reflect.Value) {
	if n.Style == 0 && (n.Value == "true" || n.Value == "false") {
		v.SetBool(n.Value == "true")
		return
	}
	suggestion := "write true or false"
	switch strings.ToLower(n.Value) {
	case "yes", "on", "y", "true":
		suggestion = "write true"
	case "no", "off", "n", "false":
		suggestion = "write false"
	}
	d.at(n, "guide/type", fmt.Sprintf("%s is either true or false, not %q", d.name(), cut(n.Value)), suggestion)
}

// integer decodes a decimal number inside the field's bounds.
func (d *decoder) integer(n *yaml.Node, v reflect.Value, f *field) {
	i, err := strconv.Atoi(n.Value)
	if n.Style != 0 || err != nil || strconv.Itoa(i) != n.Value {
		d.at(n, "guide/type", fmt.Sprintf("%s wants a whole number, not %q", d.name(), cut(n.Value)), unquote(n, err == nil))
		return
	}
	switch {
	case f == nil || !f.ranged:
	case i < f.min:
		d.at(n, "guide/bad-value", fmt.Sprintf("%s is at least %d", d.name(), f.min), "")
	case f.max > 0 && i > f.max:
		d.at(n, "guide/bad-value", fmt.Sprintf("%s is at most %d", d.name(), f.max), "")
	}
	v.SetInt(int64(i))
}

// number decodes a decimal number that isn't negative.
func (d *decoder) number(n *yaml.Node, v reflect.Value) {
	x, err := strconv.ParseFloat(n.Value, 64)
	if n.Style != 0 || err != nil || math.IsNaN(x) || math.IsInf(x, 0) || x < 0 {
		d.at(n, "guide/type", fmt.Sprintf("%s wants a number, not %q", d.name(), cut(n.Value)), unquote(n, err == nil))
		return
	}
	v.SetFloat(x)
}

// unquote is what to do about a number in quotes.
func unquote(n *yaml.Node, number bool) string {
	if number && n.Style != 0 {
		return "remove the quotes"
	}
	return ""
}
