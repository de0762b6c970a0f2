package pkg_test

// A room is a row of the table below: one package and what it may do.
type room struct {
	// imports are the packages of this module that it may import, relative to the module.
	imports []string
	// nature says which effects it may have.
	nature nature
}

type nature int

const (
	// effects: files, processes, network, clock, as the room needs them.
	effects nature = iota
	// screen: shows things; the clock, but no files, processes or network.
	screen
	// pure: the same input gives the same output, always.
	pure
)

const (
	mainRoom  = "cmd/jupyter-onboard"
	guardRoom = "pkg/termguard"
)

// table is the architecture: the arrows below are the only ones. A package that is not here has no
// room yet; give it a row, and change the architecture's description and .golangci.yml with it.
func table() map[string]room {
	return map[string]room{
		mainRoom:  {imports: []string{"pkg/cli", guardRoom}},
		guardRoom: {},

		// Data and decisions.
		"guides":           {},
		"pkg/guide":        {nature: pure},
		"pkg/catalog":      {imports: []string{"pkg/guide"}},
		"pkg/overlay":      {imports: []string{"pkg/guide"}}, // An organisation's file is read by the guides' strict decoder.
		"pkg/plan":         {nature: pure, imports: []string{"pkg/guide", "pkg/overlay"}},
		"pkg/doctor":       {nature: pure, imports: []string{"pkg/guide", "pkg/overlay", "pkg/plan"}},
		"pkg/event":        {nature: pure},
		"pkg/issues":       {nature: pure, imports: []string{"pkg/guide", "pkg/forge"}},
		"pkg/health":       {nature: pure, imports: []string{"pkg/forge", "pkg/gitrepo"}},
		"pkg/journey":      {nature: pure, imports: []string{"pkg/guide", "pkg/plan", "pkg/doctor", "pkg/event", "pkg/issues"}},
		"pkg/devcontainer": {imports: []string{"pkg/guide"}},
		// What a repository's own files say, which a draft begins from, lint compares with and drift watches.
		"pkg/manifest": {nature: pure},

		// Effects.
		"pkg/runner":  {imports: []string{"pkg/plan", "pkg/event"}},
		"pkg/state":   {imports: []string{"pkg/event"}},
		"pkg/system":  {imports: []string{"pkg/guide", "pkg/plan"}}, // Facts are told in the guide's words: OS, sizes.
		"pkg/gitrepo": {imports: []string{"pkg/system"}},
		"pkg/forge":   {},
		// The one place where runner, system, gitrepo and state meet, so that cli and author need not join them.
		// It reads what the machine says of mirrors and proxies, which is in the overlay's words.
		"pkg/engine":   {imports: []string{"pkg/event", "pkg/gitrepo", "pkg/guide", "pkg/overlay", "pkg/plan", "pkg/runner", "pkg/state", "pkg/system"}},
		"pkg/practice": {},
		// A guide is tried through the engine, as a person's set-up runs, and its events are read as a view reads them.
		"pkg/author": {imports: []string{"pkg/engine", "pkg/event", "pkg/gitrepo", "pkg/guide", "pkg/manifest", "pkg/plan", "pkg/runner", "pkg/system"}},

		// Faces.
		"pkg/term": {},
		"pkg/view": {nature: screen, imports: []string{"pkg/event", "pkg/journey", "pkg/term"}},
		"pkg/tui":  {nature: screen, imports: []string{"pkg/event", "pkg/journey", "pkg/term"}},
		"pkg/cli": {imports: []string{
			"guides", "pkg/author", "pkg/catalog", "pkg/devcontainer", "pkg/doctor", "pkg/engine", "pkg/event", "pkg/forge",
			"pkg/gitrepo", "pkg/guide", "pkg/health", "pkg/issues", "pkg/journey", "pkg/overlay", "pkg/plan", "pkg/practice", "pkg/runner",
			"pkg/state", "pkg/system", "pkg/term", "pkg/tui", "pkg/view",
		}},
	}
}

// A library is a module, or a part of the standard library, that only some rooms may touch.
type library struct {
	paths []string // Import paths; those below them are meant too.
	rooms []string // Who may; nobody if empty.
	tests bool     // Test files may too.
	why   string
}

// libraries says which doors lead outside. What is not here is free for every room.
func libraries() []library {
	return []library{
		{
			paths: []string{"github.com/charmbracelet/bubbletea", "github.com/charmbracelet/bubbles", "github.com/charmbracelet/lipgloss", "github.com/charmbracelet/huh"},
			rooms: []string{"pkg/tui"}, tests: true,
			why: "a newer major version must be one package's work",
		},
		{
			paths: []string{"github.com/go-git/go-git", "github.com/go-git/go-billy"},
			rooms: []string{"pkg/gitrepo", "pkg/practice"}, tests: true,
			why: "a newer major version must be one package's work",
		},
		{
			paths: []string{"github.com/google/go-github"},
			rooms: []string{"pkg/forge"}, tests: true,
			why: "forge returns its own plain types",
		},
		{
			paths: []string{"github.com/tailscale/hujson"},
			rooms: []string{"pkg/devcontainer"}, tests: true,
			why: "JSON with comments is the format of that one file",
		},
		{
			paths: []string{"github.com/spf13/cobra", "github.com/spf13/pflag"},
			rooms: []string{"pkg/cli"}, tests: true,
			why: "commands are the composition root's",
		},
		{
			paths: []string{"os/exec"},
			rooms: []string{"pkg/system"}, tests: true,
			why: "programs are run through pkg/system, which ends their whole process group",
		},
		{
			paths: []string{
				"github.com/google/go-cmp", "github.com/rogpeppe/go-internal/testscript",
				"github.com/santhosh-tekuri/jsonschema", "github.com/yuin/goldmark", "go.uber.org/goleak", "testing",
			},
			tests: true,
			why:   "it is for tests only",
		},
		{
			paths: []string{"text/template", "html/template"},
			tests: true,
			why:   "the linker keeps every method of every library with it, a quarter of the binary",
		},
		{
			paths: []string{
				"charm.land", "github.com/charmbracelet/glamour", "github.com/charmbracelet/fang",
				"gopkg.in/yaml.v2", "gopkg.in/yaml.v3", "github.com/stretchr/testify",
			},
			why: "the project decided for another library",
		},
	}
}
