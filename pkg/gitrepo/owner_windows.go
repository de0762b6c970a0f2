package gitrepo

// ownedByOther reports false: the owner of a folder says little on Windows,
// where git, which does look at it, is always used.
func ownedByOther(string) bool { return false }
