package plan

// Machine is what the doctor looks at besides what a plan needs. The zero value of a field means that it isn't
// known or doesn't apply.
type Machine struct {
	// Name and e-mail address that git would write into a commit here; empty if it would refuse.
	GitName  string `json:"git_name,omitempty" yaml:"git_name,omitempty"`
	GitEmail string `json:"git_email,omitempty" yaml:"git_email,omitempty"`
	// Files that one user may watch (Linux, fs.inotify.max_user_watches).
	Watches int `json:"watches,omitempty" yaml:"watches,omitempty"`
	// True on a Windows whose programs can't open paths of more than 260 characters.
	ShortPaths bool `json:"short_paths,omitempty" yaml:"short_paths,omitempty"`
	// True on a Windows where this user can't make symbolic links.
	NoSymlinks bool `json:"no_symlinks,omitempty" yaml:"no_symlinks,omitempty"`
	// Path of a Python that is managed by the system, where pip refuses to install (PEP 668).
	ManagedPython string `json:"managed_python,omitempty" yaml:"managed_python,omitempty"`
	// True if the folder that the checkout goes to can't be written.
	ReadOnly bool `json:"read_only,omitempty" yaml:"read_only,omitempty"`
}
