package guide

import (
	"fmt"
	"reflect"
	"strings"
)

// sources wants a source for each fact that upstream decides, and facts that are parts of a guide.
func (l *linter) sources() {
	sourced := map[string]bool{}
	for i, s := range l.g.Sources {
		for j, fact := range s.Facts {
			sourced[fact] = true
			if message := l.factFault(fact); message != "" {
				l.note(fmt.Sprintf("sources[%d].facts[%d]", i, j), "lint/unknown-fact", message, "")
			}
		}
	}
	for _, fact := range l.facts() {
		if !covered(sourced, fact.name) {
			l.note(fact.path, "lint/no-source", fmt.Sprintf("no source says where %s was read", fact.name),
				fmt.Sprintf("add %q to the facts of a source", fact.name))
		}
	}
}

// A fact is something that upstream decides: what sources call it, and its path in the guide.
type fact struct{ name, path string }

// facts are the facts of the guide that need a source.
func (l *linter) facts() []fact {
	g := l.g
	var all []fact
	if g.Python != nil {
		all = append(all, fact{"python.version", "python.version"})
	}
	if g.Node != nil {
		all = append(all, fact{"node.version", "node.version"})
	}
	for i, s := range g.Steps {
		all = append(all, fact{"steps." + s.ID, fmt.Sprintf("steps[%d].id", i)})
	}
	for i, v := range g.Verify {
		all = append(all, fact{"verify." + v.ID, fmt.Sprintf("verify[%d].id", i)})
	}
	all = append(all, fact{"issues.claim", "issues.claim"})
	if g.Issues.AIPolicy != nil {
		all = append(all, fact{"issues.ai_policy", "issues.ai_policy"})
	}
	return all
}

// covered reports whether a fact, a part of it or what it is a part of has a source.
func covered(sourced map[string]bool, name string) bool {
	for s := range sourced {
		if s == name || strings.HasPrefix(name, s+".") || strings.HasPrefix(s, name+".") {
			return true
		}
	}
	return false
}

// factFault says what is wrong with the name of a fact: keys of a guide, with the id of an item after the key of a list.
func (l *linter) factFault(name string) string {
	v := reflect.ValueOf(l.g).Elem()
	t := v.Type()
	for part := range strings.SplitSeq(name, ".") {
		for t.Kind() == reflect.Pointer {
			t = t.Elem()
			if v.IsValid() {
				v = v.Elem()
			}
		}
		next, item, ok := l.step(t, v, part)
		if !ok {
			return fmt.Sprintf("a guide has no %q in %q", part, name)
		}
		t, v = next, item
	}
	return ""
}

// step goes from a value to the part that a key or the id of an item names. The value is invalid where the
// guide leaves the part out.
func (l *linter) step(t reflect.Type, v reflect.Value, part string) (reflect.Type, reflect.Value, bool) {
	s := shapes()[t]
	switch {
	case s != nil:
		i, ok := s.byKey[part]
		if !ok {
			return nil, v, false
		}
		index := s.fields[i].index
		if v.IsValid() {
			v = v.Field(index)
		}
		return t.Field(index).Type, v, true
	case t.Kind() == reflect.Slice && v.IsValid():
		for i := range v.Len() {
			if item := v.Index(i); itemName(item) == part {
				return t.Elem(), item, true
			}
		}
	}
	return nil, v, false
}

// itemName is what an item of a list is called.
func itemName(v reflect.Value) string {
	if v.Kind() == reflect.String {
		return v.String()
	}
	if v.Kind() == reflect.Struct {
		for _, name := range []string{"ID", "Tool", "Name", "Title"} {
			if f := v.FieldByName(name); f.IsValid() {
				return f.String()
			}
		}
	}
	return ""
}
