package state

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"
)

// Changed reports whether the thing differs from what the tool made, and how, in words
// that continue "it": "is gone", "has other content". Whatever can't be told
// counts as changed. An unchanged [KindCheckout] is the same folder as was made; what
// it holds is for git to say.
func Changed(e Entry) (changed bool, how string) {
	now, err := snapshot(e.Path, e.Kind)
	var other *kindError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return true, "is gone"
	case errors.As(err, &other):
		return true, strings.TrimPrefix(other.Error(), "it ")
	case err != nil:
		return true, fmt.Sprintf("can't be looked at: %v", err)
	case e.Made.IsZero():
		return true, "was begun, but the run ended before it was recorded as made"
	}
	how = e.As.difference(now, e.Kind)
	if how != "" && e.Kind == KindFolder && now.Identity == e.As.Identity {
		how += newer(e)
	}
	return how != "", how
}

// difference says how now differs from was, or "".
func (was Snapshot) difference(now Snapshot, kind Kind) string {
	switch kind {
	case KindFile:
		return was.fileDifference(now)
	case KindLink:
		if was.Target != now.Target {
			return fmt.Sprintf("points to %s instead of %s", now.Target, was.Target)
		}
	case KindCheckout:
		if was.Identity != now.Identity {
			return "is another folder of the same name"
		}
	case KindFolder:
		switch {
		case was.Identity != now.Identity:
			return "is another folder of the same name"
		case was.Count != now.Count:
			return fmt.Sprintf("holds %d files and folders instead of %d", now.Count, was.Count)
		case was.Digest != now.Digest:
			return "holds files that have changed"
		}
	}
	return ""
}

func (was Snapshot) fileDifference(now Snapshot) string {
	switch {
	case was.Size != now.Size:
		return fmt.Sprintf("has %d bytes instead of %d", now.Size, was.Size)
	case was.Digest != now.Digest:
		return "has other content"
	case was.Digest == "" && !was.ModTime.Equal(now.ModTime):
		return "was written since"
	case was.Mode != now.Mode:
		return fmt.Sprintf("has the permissions %v instead of %v", now.Mode, was.Mode)
	}
	return ""
}

// newer names some files of a folder that were written after it was made.
func newer(e Entry) string {
	const shown = 3
	var names []string
	more := 0
	var s Snapshot
	err := s.hashTree(e.Path, maxTree, func(name string, fi fs.FileInfo) {
		switch {
		case !fi.ModTime().After(e.Made.Add(time.Millisecond)): // its precision
		case len(names) < shown:
			names = append(names, name)
		default:
			more++
		}
	})
	if err != nil || len(names) == 0 {
		return ""
	}
	list := strings.Join(names, ", ")
	if more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	return "; written since: " + list
}
