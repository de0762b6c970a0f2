package gitrepo

import (
	"fmt"

	"golang.org/x/sys/windows"
)

// renameNew renames from to a name that must not exist.
func renameNew(from, to string) error {
	oldName, err := windows.UTF16PtrFromString(from)
	if err != nil {
		return fmt.Errorf("rename %s: %w", from, err)
	}
	newName, err := windows.UTF16PtrFromString(to)
	if err != nil {
		return fmt.Errorf("rename to %s: %w", to, err)
	}
	if err := windows.MoveFileEx(oldName, newName, 0); err != nil {
		return fmt.Errorf("put %s into its place at %s: %w", from, to, err)
	}
	return nil
}
