// Package gitrepo gets repositories and says what is true about a checkout.
//
// [Git.Clone] makes a clone that is there whole or not at all. [Git.Adopt]
// looks at a folder that exists already and lists what differs from what is
// wanted. [Head], [Dir] and [Remotes] read plain files and start no program,
// so that they cost microseconds.
//
// The git program makes all transfers and looks at the work tree when it is
// installed; go-git is the fallback for cloning and for the status without it.
//
// Guarantees: nothing of a person's is reset, cleaned, moved or overwritten;
// addresses, branches and names are checked before git sees them; git gets an
// allow-list of protocols, never a terminal, and none of the caller's GIT_DIR
// and the like; its messages are captured, never passed to the terminal;
// credentials are refused in addresses, so that they can't end up in an
// argument list or a log.
package gitrepo
