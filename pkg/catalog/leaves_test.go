package catalog_test

import (
	"fmt"
	"reflect"
	"strings"
)

// A leaf is a text somewhere in a guide. Its path has no indexes: steps[].check.run.
type leaf struct{ path, text string }

// leaves are all texts of a value, found by its type alone.
func leaves(path string, v reflect.Value) []leaf {
	var found []leaf
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			found = leaves(path, v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			key, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("yaml"), ",")
			found = append(found, leaves(strings.TrimPrefix(path+"."+key, "."), v.Field(i))...)
		}
	case reflect.Slice:
		for i := range v.Len() {
			found = append(found, leaves(path+"[]", v.Index(i))...)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			found = append(found, leaves(path+"{}", v.MapIndex(key))...)
		}
	case reflect.String:
		found = append(found, leaf{path, v.String()})
	default: // Numbers and flags hold no text.
	}
	return found
}

// fill gives each text in a value one of its own, and each list and map one item.
func fill(v reflect.Value, n *int) {
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Struct:
		for _, field := range v.Fields() {
			fill(field, n)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), n)
	case reflect.Map:
		item := reflect.New(v.Type().Elem()).Elem()
		fill(item, n)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf("KEY").Convert(v.Type().Key()), item)
	case reflect.String:
		*n++
		v.SetString(fmt.Sprintf("text-%d", *n))
	default: // Numbers and flags hold no text.
	}
}

// runs are the texts of a guide that make something run or that are handed to what runs.
func runs() []string {
	return []string{
		"clone.repo", "clone.submodules[]", "clone.companions[].repo", "clone.companions[].submodules[]",
		"node.wheel", "node.manager.file", "requires[].tool", "requires[].detect.command[]", "requires[].provide.pip", "requires[].provide.npm",
		"recipes[].file", "recipes[].packages[]", "recipes[].channels[]",
		"steps[].pip[]", "steps[].run", "steps[].env{}", "steps[].check.run", "steps[].undo",
		"verify[].run", "verify[].env{}", "verify[].from_checkout[]", "verify[].mutation.rebuild",
		"tasks[].pip[]", "tasks[].run", "tasks[].env{}",
	}
}

// says are the texts that only describe, compare or name; a path that ends with a dot or bracket stands for all below it.
func says() []string {
	return []string{
		"id", "name", "repo", "subproject", "summary",
		"choose.", "profiles[].", "issues.", "pull_request.", "people.", "known_failures[].", "sources[].", "disagreements[].", "unproved[].", "verified[].",
		"clone.why", "clone.branch", "clone.directory", "clone.companions[].directory", "clone.companions[].why", "clone.companions[].profiles[]",
		"python.version", "python.environment", "python.profiles[]",
		"node.version", "node.manager.name", "node.manager.version", "node.profiles[]",
		"requires[].version", "requires[].detect.pattern", "requires[].why", "requires[].profiles[]", "requires[].when.",
		"requires[].fixes[].", // Only ever shown to the person.
		"recipes[].id", "recipes[].kind", "recipes[].profiles[]", "recipes[].environment", "recipes[].title", "recipes[].why", "recipes[].unproved",
		"steps[].id", "steps[].title", "steps[].why", "steps[].dir", "steps[].companion", "steps[].profiles[]", "steps[].recipes[]", "steps[].when.", "steps[].needs[]",
		"steps[].inputs[]", "steps[].creates[]", "steps[].check.installed[]", "steps[].check.editable[]", "steps[].check.files[]", "steps[].writes[].", "steps[].warning", "steps[].unproved",
		"verify[].id", "verify[].proves", "verify[].does_not_prove", "verify[].expect", "verify[].dir", "verify[].companion", "verify[].profiles[]", "verify[].unproved",
		"verify[].mutation.file", "verify[].mutation.find", "verify[].mutation.replace", "verify[].mutation.expect",
		"tasks[].id", "tasks[].title", "tasks[].dir", "tasks[].companion", "tasks[].profiles[]", "tasks[].ready", "tasks[].writes[].", "tasks[].warning", "tasks[].unproved",
	}
}

// among reports whether one of the paths is path or stands for it.
func among(path string, paths []string) bool {
	for _, p := range paths {
		if p == path || strings.HasSuffix(p, ".") && strings.HasPrefix(path, p) {
			return true
		}
	}
	return false
}
