package guide

import (
	"errors"
	"reflect"
	"strings"
)

// Decode reads a file of another kind as strictly as a guide: with the same limits, unknown and duplicate keys
// refused, and each problem with its place. Out is a pointer to a struct whose fields have the tags of a guide's, with
// schema as one of the keys. Check, if it isn't nil, is called once everything fits the types, to note what they can't
// say; its paths are those of [Problem]. The error is an [*Error] whose ids begin with the kind, such as
// org/unknown-key.
func Decode(name, kind string, data []byte, out any, check func(note func(path, id, message, suggestion string))) error {
	v := reflect.ValueOf(out).Elem()
	own := map[reflect.Type]*shape{}
	addShape(own, v.Type(), formats())
	d, err := decodeInto(&File{Name: name, Data: data}, v, own)
	if err != nil {
		return renamed(err, kind)
	}
	if check != nil {
		check(func(path, id, message, suggestion string) { d.noteAt(path, kind+"/"+id, message, suggestion) })
	}
	return renamed(d.err(), kind)
}

// renamed takes the word guide out of problems of a file that is none.
func renamed(err error, kind string) error {
	e, ok := errors.AsType[*Error](err)
	if !ok {
		return err
	}
	words := strings.NewReplacer("guides have none", "such a file has none", "holds no guide", "is empty", "holds one guide", "holds one document", "a guide has", "it may have")
	for i := range e.Problems {
		p := &e.Problems[i]
		p.ID = kind + "/" + strings.TrimPrefix(strings.TrimPrefix(p.ID, "guide/"), kind+"/")
		p.Message, p.Suggestion = words.Replace(p.Message), words.Replace(p.Suggestion)
	}
	return e
}
