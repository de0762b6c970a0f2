package guide

import (
	"path"
	"slices"
)

// SchemaVersion is the version of the guide format that this package reads.
const SchemaVersion = 1

// A Guide is one repository's onboarding file, guides/<id>.yaml.
type Guide struct {
	// Version of the guide format. Always 1.
	Schema int `yaml:"schema" json:"schema" jsonschema:"required,enum=1"`
	// Short name of the project on the command line: lower-case letters, digits and hyphens.
	ID string `yaml:"id" json:"id" jsonschema:"required" guide:"id"`
	// Name as the project writes it.
	Name string `yaml:"name" json:"name" jsonschema:"required" guide:"oneline"`
	// Repository that issues and pull requests go to, as owner/name on the GitHub server.
	Repo string `yaml:"repo" json:"repo" jsonschema:"required" guide:"repo"`
	// Official Jupyter sub-project that the repository belongs to, by its id; "none" for a repository
	// without a seat on a sub-project council.
	Subproject string `yaml:"subproject" json:"subproject" jsonschema:"required" guide:"id"`
	// What the project is, in one or two sentences that a newcomer understands.
	Summary string `yaml:"summary" json:"summary" jsonschema:"required"`
	// What helps a person to choose this project.
	Choose Choose `yaml:"choose" json:"choose" jsonschema:"required"`
	// How the code is fetched.
	Clone Clone `yaml:"clone,omitempty" json:"clone,omitzero"`
	// Purposes a newcomer may have, the cheapest first. Steps, tools and proofs name the profiles they serve.
	Profiles []Profile `yaml:"profiles" json:"profiles" jsonschema:"required"`
	// Python that the project needs, and the environment that every step runs in.
	Python *Python `yaml:"python,omitempty" json:"python,omitempty"`
	// Node.js that the project needs, and its package manager.
	Node *Node `yaml:"node,omitempty" json:"node,omitempty"`
	// Other programs that the project needs.
	Requires []Tool `yaml:"requires,omitempty" json:"requires,omitempty"`
	// What set-up costs: the author's estimate until receipts exist.
	Resources Resources `yaml:"resources,omitempty" json:"resources,omitzero"`
	// Alternative ways to an environment that all end in the same verify. Default: the one recipe "venv", or "none"
	// for a guide without Python.
	Recipes []Recipe `yaml:"recipes,omitempty" json:"recipes,omitempty"`
	// What set-up does after the clone and the environment, in order.
	Steps []Step `yaml:"steps,omitempty" json:"steps,omitempty"`
	// Commands that prove that the checkout's own code runs.
	Verify []Verify `yaml:"verify" json:"verify" jsonschema:"required"`
	// Named commands for later work: run, test, lint, docs, watch.
	Tasks []Task `yaml:"tasks,omitempty" json:"tasks,omitempty"`
	// How newcomer issues are found here, and who may take one.
	Issues Issues `yaml:"issues" json:"issues" jsonschema:"required"`
	// What a pull request needs here.
	PullRequest PullRequest `yaml:"pull_request,omitempty" json:"pull_request,omitzero"`
	// Who to talk to, where and when.
	People People `yaml:"people,omitempty" json:"people,omitzero"`
	// Failures that set-up is known for, beside the shared list.
	KnownFailures []Failure `yaml:"known_failures,omitempty" json:"known_failures,omitempty"`
	// Upstream files that the guide's facts were read from.
	Sources []Source `yaml:"sources,omitempty" json:"sources,omitempty"`
	// Places where upstream's documents, manifests and workflows contradict each other.
	Disagreements []Disagreement `yaml:"disagreements,omitempty" json:"disagreements,omitempty"`
	// Parts of the guide that could not be run, each with its reason.
	Unproved []Unproved `yaml:"unproved,omitempty" json:"unproved,omitempty"`
	// Receipts of real runs, newest first.
	Verified []Receipt `yaml:"verified,omitempty" json:"verified,omitempty"`
}

// RecipesOf are the recipes that are for a profile: the one taken when none is named first.
func (g *Guide) RecipesOf(profile string) []Recipe {
	var out []Recipe
	for _, r := range g.Recipes {
		switch {
		case !serves(r.Profiles, profile):
		case r.Default:
			out = slices.Insert(out, 0, r)
		default:
			out = append(out, r)
		}
	}
	return out
}

// Choose is what helps a person to choose this project.
type Choose struct {
	// Parts of the Jupyter world the project works on, such as notebooks, server, kernels, documentation.
	Areas []string `yaml:"areas" json:"areas" jsonschema:"required"`
	// What a contributor knows or wants to learn: python, typescript, css, docs, docker, kubernetes, writing …
	Skills []string `yaml:"skills" json:"skills" jsonschema:"required"`
	// Kinds of work that are welcome.
	Kinds []Kind `yaml:"kinds" json:"kinds" jsonschema:"required"`
	// From 1 (an afternoon) to 5 (large and many-layered).
	Difficulty int `yaml:"difficulty" json:"difficulty" jsonschema:"required,minimum=1,maximum=5"`
	// What a person could want to do here, in a user's words.
	Goals []string `yaml:"goals,omitempty" json:"goals,omitempty"`
}

// A Kind is a kind of contribution.
type Kind string

// The kinds of contribution a guide can name.
const (
	Code          Kind = "code"
	Docs          Kind = "docs"
	Design        Kind = "design"
	Accessibility Kind = "accessibility"
	Translation   Kind = "translation"
	Triage        Kind = "triage"
)

// Clone is how the code is fetched. Its zero value clones Repo's default branch without tags.
type Clone struct {
	// Repository to clone when it isn't the guide's repo, as owner/name. Default: the guide's repo.
	Repo string `yaml:"repo,omitempty" json:"repo,omitempty" guide:"repo"`
	// Why the code is somewhere else.
	Why string `yaml:"why,omitempty" json:"why,omitempty"`
	// Branch to work on. Default: main.
	Branch string `yaml:"branch,omitempty" json:"branch,omitempty" guide:"branch"`
	// Folder that the checkout is made in, below the current one. Default: the repository's name.
	Directory string `yaml:"directory,omitempty" json:"directory,omitempty" guide:"path"`
	// True if tags are needed, as tools that take the version from git do.
	Tags bool `yaml:"tags,omitempty" json:"tags,omitempty"`
	// True if the whole content of the history is needed on disk. Default: history is there, file contents come on demand.
	Full bool `yaml:"full,omitempty" json:"full,omitempty"`
	// Submodules to fetch, by path; none are fetched that aren't named.
	Submodules []string `yaml:"submodules,omitempty" json:"submodules,omitempty" guide:"path"`
	// True if submodule addresses for SSH are read as https, so that no key is needed.
	SSHAsHTTPS bool `yaml:"ssh_as_https,omitempty" json:"ssh_as_https,omitempty"`
	// Repositories that are needed beside this one.
	Companions []Companion `yaml:"companions,omitempty" json:"companions,omitempty"`
}

// A Companion is a second repository that is cloned beside the first.
type Companion struct {
	// Repository as owner/name.
	Repo string `yaml:"repo" json:"repo" jsonschema:"required" guide:"repo"`
	// Folder, relative to the checkout's parent. Default: the repository's name.
	Directory string `yaml:"directory,omitempty" json:"directory,omitempty" guide:"path"`
	// Why it is needed.
	Why string `yaml:"why" json:"why" jsonschema:"required"`
	// Profiles that need it. Default: all.
	Profiles []string `yaml:"profiles,omitempty" json:"profiles,omitempty"`
	// Its submodules to fetch, by path; none are fetched that aren't named.
	Submodules []string `yaml:"submodules,omitempty" json:"submodules,omitempty" guide:"path"`
	// True if its submodules' addresses for SSH are read as https, so that no key is needed.
	SSHAsHTTPS bool `yaml:"ssh_as_https,omitempty" json:"ssh_as_https,omitempty"`
}

// Folder is the folder of something that runs in dir of a companion, or of the checkout if companion is empty, as seen
// from the checkout and with forward slashes: "", docs, ../other/docs.
func Folder(companion, dir string) string {
	if companion == "" {
		return dir
	}
	return path.Join("..", companion, dir)
}

// A Profile is a purpose, not a tool: docs, python, frontend, full.
type Profile struct {
	// Short name for --profile.
	ID string `yaml:"id" json:"id" jsonschema:"required" guide:"id"`
	// Title in a menu.
	Title string `yaml:"title" json:"title" jsonschema:"required" guide:"oneline"`
	// What can be worked on with it.
	Summary string `yaml:"summary,omitempty" json:"summary,omitempty"`
	// True for the profile taken when none is named. A guide with one profile needs no mark.
	Default bool `yaml:"default,omitempty" json:"default,omitempty"`
	// Cost of this profile where it differs from the guide's.
	Resources Resources `yaml:"resources,omitempty" json:"resources,omitzero"`
	// Reason why it was never run, if so. Steps, proofs and tasks that serve nothing else need not say it again.
	Unproved string `yaml:"unproved,omitempty" json:"unproved,omitempty"`
}

// Resources is what set-up costs. Zero means that nothing is said.
type Resources struct {
	// Disk for checkout and environment together.
	Disk Size `yaml:"disk,omitempty" json:"disk,omitempty"`
	// Memory that building or testing needs.
	Memory Size `yaml:"memory,omitempty" json:"memory,omitempty"`
	// Bytes fetched from the network with cold caches.
	Download Size `yaml:"download,omitempty" json:"download,omitempty"`
	// Time from nothing to proved on an ordinary laptop.
	Time Duration `yaml:"time,omitempty" json:"time,omitempty"`
}
