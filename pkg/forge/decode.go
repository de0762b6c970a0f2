package forge

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// maxItems is how many items an answer may list. GitHub gives at most [PageSize]; the memory of the program is measured
// with so many.
const maxItems = 50_000

// Reasons why a body isn't an answer.
var (
	// errLimitTold is a limit that is told with 200, as the other interface does.
	errLimitTold = errors.New("the body tells of a limit")
	errTooMany   = errors.New("the answer lists more than any that makes sense")
	errShape     = errors.New("the body isn't what was asked for")
)

// readObject reads one object that has certain fields.
func readObject[T any](into *T, fields ...string) reader {
	return func(r io.Reader) error {
		body, err := io.ReadAll(r)
		if err != nil {
			return fmt.Errorf("decode: %w", err)
		}
		var object map[string]json.RawMessage
		if err := json.Unmarshal(body, &object); err != nil {
			return fmt.Errorf("decode: %w", err)
		}
		if object == nil {
			return errShape
		}
		if tellsLimitInside(object["errors"]) {
			return errLimitTold
		}
		for _, field := range fields {
			if _, ok := object[field]; !ok {
				return errShape
			}
		}
		var v T // One that can't be read mustn't replace one that can.
		if err := json.Unmarshal(body, &v); err != nil {
			return fmt.Errorf("decode: %w", err)
		}
		*into = v
		return nil
	}
}

func tellsLimitInside(problems json.RawMessage) bool {
	return bytes.Contains(problems, []byte("RATE_LIMIT"))
}

// readList reads a list, item by item. Those that are null are left out.
func readList[E any](item func(*E)) reader {
	return func(r io.Reader) error {
		d := json.NewDecoder(r)
		if err := open(d, '['); err != nil {
			return err
		}
		if err := items(d, item); err != nil {
			return err
		}
		return end(d)
	}
}

// open reads the beginning of a list or an object.
func open(d *json.Decoder, sign json.Delim) error {
	switch t, err := d.Token(); {
	case err != nil:
		return fmt.Errorf("decode: %w", err)
	case t != sign:
		return errShape
	}
	return nil
}

// items reads a list after its beginning.
func items[E any](d *json.Decoder, item func(*E)) error {
	for n := 0; d.More(); n++ {
		if n == maxItems {
			return errTooMany
		}
		var v *E
		if err := d.Decode(&v); err != nil {
			return fmt.Errorf("decode: %w", err)
		}
		if v != nil {
			item(v)
		}
	}
	return shut(d)
}

// shut reads the end of a list or an object.
func shut(d *json.Decoder) error {
	if _, err := d.Token(); err != nil {
		return fmt.Errorf("decode: %w", err)
	}
	return nil
}

// end reports what comes after an answer.
func end(d *json.Decoder) error {
	switch _, err := d.Token(); {
	case errors.Is(err, io.EOF):
		return nil
	case err != nil:
		return fmt.Errorf("decode: %w", err)
	}
	return errShape
}

// readSearch reads a page of what a search found, issue by issue. GitHub's own order of fields isn't relied on.
func readSearch(into *found) reader {
	return func(r io.Reader) error {
		d := json.NewDecoder(r)
		if err := open(d, '{'); err != nil {
			return err
		}
		var f found
		var seen []string
		names := newNames()
		for d.More() {
			field, err := d.Token()
			if err != nil {
				return fmt.Errorf("decode: %w", err)
			}
			name, _ := field.(string)
			if err := f.field(d, name, names); err != nil {
				return err
			}
			seen = append(seen, name)
		}
		if err := shut(d); err != nil {
			return err
		}
		if !slices.Contains(seen, "total_count") || !slices.Contains(seen, "items") {
			return errShape
		}
		if err := end(d); err != nil {
			return err
		}
		*into = f
		return nil
	}
}

// found is a page of what a search found.
type found struct {
	total      int
	incomplete bool
	any        bool // Something was found, be it no issue.
	issues     []*Issue
}

// field reads the value of one of its fields.
func (f *found) field(d *json.Decoder, name string, names names) error {
	var err error
	switch name {
	case "total_count":
		err = d.Decode(&f.total)
	case "incomplete_results":
		err = d.Decode(&f.incomplete)
	case "items":
		return f.list(d, names)
	default:
		var other json.RawMessage
		err = d.Decode(&other)
		if err == nil && name == "errors" && tellsLimitInside(other) {
			return errLimitTold
		}
	}
	if err != nil {
		return fmt.Errorf("decode: %w", err)
	}
	return nil
}

func (f *found) list(d *json.Decoder, names names) error {
	f.any, f.issues = false, nil
	switch t, err := d.Token(); {
	case err != nil:
		return fmt.Errorf("decode: %w", err)
	case t == nil:
		return nil
	case t != json.Delim('['):
		return errShape
	}
	return items(d, func(i *wireIssue) {
		f.any = true
		if i.PullRequest != nil {
			return
		}
		if repo, err := names.repo(i); err == nil {
			issue := i.plain(repo, names)
			f.issues = append(f.issues, &issue)
		}
	})
}
