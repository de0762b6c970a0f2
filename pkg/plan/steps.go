package plan

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

const (
	defaultTimeout     = 30 * time.Minute
	cloneTimeout       = 60 * time.Minute
	environmentTimeout = 15 * time.Minute
	verifyTimeout      = 10 * time.Minute
)

func networkRetries(network bool) int {
	if network {
		return 2
	}
	return 0
}

// digest identifies a definition.
func digest(kind string, parts ...string) string {
	h := sha256.New()
	_ = json.NewEncoder(h).Encode(append([]string{kind}, parts...))
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// engineNeeds are the engine's steps before anything of the guide.
func (b *builder) engineNeeds() []string {
	if b.plan.Environment.IsZero() {
		return []string{"clone"}
	}
	return []string{"clone", "python"}
}

// clone adds the step that fetches the code.
func (b *builder) clone() {
	g := b.guide
	c := Clone{
		Dir: b.plan.Dir, Branch: g.Clone.Branch, Tags: g.Clone.Tags || b.choices.Full,
		Full: g.Clone.Full || b.choices.Full, Submodules: g.Clone.Submodules, SSHAsHTTPS: g.Clone.SSHAsHTTPS,
		URL: strings.TrimRight(b.facts.Server, "/") + "/" + g.Clone.Repo,
	}
	cause := "there is no checkout at " + c.Dir
	if b.choices.From != "" {
		c.URL = b.choices.From
		cause += "; --from names another source, whose code the steps run"
	}
	s := Step{
		ID: "clone", Kind: KindClone, Title: "Get the code of " + g.Clone.Repo,
		Why:   "You work in a copy of your own; the project's repository is called upstream in it.",
		Cause: cause, Action: Action{Clone: &c}, Dir: parent(c.Dir), Network: true,
		Retries: networkRetries(true), Timeout: cloneTimeout, Digest: digest("clone", c.URL),
	}
	if g.Clone.Why != "" {
		s.Why = g.Clone.Why
	}
	if b.cloned() {
		s.Satisfied = "a checkout is there, at commit " + short(b.facts.Checkout.Commit)
		s.Cause = "a checkout of the project is at " + c.Dir + " already, and is used as it is"
	}
	b.add(s)
	b.base = append(b.base, "clone")
}

func short(commit string) string {
	if len(commit) > 10 {
		return commit[:10]
	}
	return commit
}

func parent(dir string) string {
	if i := strings.LastIndexAny(dir, `/\`); i > 0 {
		return dir[:i]
	}
	return dir
}

// Command is the clone as a person would type it. The engine clones into a temporary folder beside
// the final one and renames it when it is whole.
func (c Clone) Command() string {
	argv := []string{"git", "clone", "--origin", "upstream", "--branch", c.Branch}
	if !c.Full {
		argv = append(argv, "--filter=blob:none", "--single-branch")
	}
	if !c.Tags && !c.Full {
		argv = append(argv, "--no-tags")
	}
	for _, s := range c.Submodules {
		argv = append(argv, "--recurse-submodules="+s)
	}
	return Quote(append(argv, "--", c.URL, c.Dir))
}

// Command is the action as a person would type it, or the script as it is.
func (a Action) Command() string {
	switch {
	case a.Clone != nil:
		return a.Clone.Command()
	case len(a.Argv) > 0:
		return Quote(a.Argv)
	}
	return strings.TrimRight(a.Script, "\n")
}

// steps adds the guide's own steps for the chosen profile and recipe.
func (b *builder) steps() {
	previous := ""
	chosen := map[string]bool{}
	for _, st := range b.guide.Steps {
		if b.included(st) {
			chosen[st.ID] = true
		}
	}
	for _, st := range b.guide.Steps {
		if !chosen[st.ID] {
			continue
		}
		needs := slices.Clone(b.base)
		switch {
		case st.Needs == nil && previous != "":
			needs = append(needs, previous)
		default:
			for _, n := range st.Needs {
				if chosen[n] {
					needs = append(needs, n)
				}
			}
		}
		b.add(b.step(st, needs))
		previous = st.ID
	}
}

func (b *builder) included(st guide.Step) bool {
	return b.serves(st.Profiles) && b.here(st.When) &&
		(len(st.Recipes) == 0 || slices.Contains(st.Recipes, b.recipe.ID))
}

func (b *builder) step(st guide.Step, needs []string) Step {
	s := Step{
		ID: st.ID, Kind: KindRun, Title: st.Title, Why: st.Why, Cause: b.stepCause(st),
		Dir: join(b.facts.OS, b.plan.Dir, st.Dir), Env: maps.Clone(st.Env), Needs: needs,
		Creates: b.paths(st.Creates), Inputs: st.Inputs, Root: b.plan.Dir, Digest: stepDigest(st),
		Timeout: time.Duration(st.Timeout), Writes: st.Writes, Warning: st.Warning, Unproved: st.Unproved,
	}
	if len(st.Pip) > 0 {
		s.Kind, s.Network = KindPip, true
		s.Action = Action{Argv: b.pip(st.Pip)}
	} else {
		s.Action = Action{Script: b.plan.expand(st.Run)}
	}
	if st.Network != nil {
		s.Network = *st.Network
	}
	s.Retries = networkRetries(s.Network)
	if st.Retries != nil {
		s.Retries = *st.Retries
	}
	if st.Check != nil {
		s.Check = Check{
			Site: b.plan.Environment.Site, Installed: st.Check.Installed,
			Editable: st.Check.Editable, Script: b.plan.expand(st.Check.Run),
		}
	}
	b.plan.manage(&s)
	return s
}

func (b *builder) stepCause(st guide.Step) string {
	if len(st.Profiles) == 0 {
		return "every profile needs it"
	}
	return fmt.Sprintf("the profile %s needs it", b.profile.ID)
}

// stepDigest identifies what the guide says of a step's work. Words and limits may change without
// making a step necessary again.
func stepDigest(st guide.Step) string {
	parts := append([]string{st.Run, st.Dir}, st.Pip...)
	for _, k := range slices.Sorted(maps.Keys(st.Env)) {
		parts = append(parts, k+"="+st.Env[k])
	}
	return digest("step", parts...)
}

// expand fills in the environment's folders.
func (p Plan) expand(s string) string {
	e := p.Environment
	return strings.NewReplacer("{env}", e.Root, "{bin}", e.Bin, "{site}", e.Site).Replace(s)
}

func (b *builder) paths(rel []string) []string {
	var out []string
	for _, p := range rel {
		if strings.HasPrefix(p, "{") {
			out = append(out, join(b.facts.OS, b.plan.expand(p)))
		} else {
			out = append(out, join(b.facts.OS, b.plan.Dir, p))
		}
	}
	return out
}

// managed decides what makes a command run in the managed environment.
func (b *builder) managed() {
	env, path := map[string]string{}, []string(nil)
	if e := b.plan.Environment; !e.IsZero() {
		path = append(path, e.Bin)
		if b.recipe.Kind == guide.Conda {
			env["CONDA_PREFIX"] = e.Root
		} else {
			env["VIRTUAL_ENV"] = e.Root
		}
	}
	if slices.ContainsFunc(b.provided, func(r Requirement) bool { return r.Provide.Npm != "" }) {
		path = append(path, join(b.facts.OS, b.toolsDir(), "node_modules/.bin"))
	}
	if n := b.guide.Node; n != nil && n.Manager.Name == guide.Vendored {
		path = append(path, join(b.facts.OS, b.plan.Dir, "node_modules/.bin"))
	}
	b.plan.env, b.plan.path = env, path
}

// manage makes a step run in the managed environment.
func (p Plan) manage(s *Step) {
	env := maps.Clone(p.env)
	maps.Copy(env, s.Env)
	s.Env, s.Path = env, p.path
}

// estimate is the time of a step in the newest receipt for the profile.
func (b *builder) estimate(id string) time.Duration {
	for _, r := range b.guide.Verified {
		if r.Profile == b.profile.ID && r.Recipe == b.recipe.ID {
			return time.Duration(r.Seconds[id] * float64(time.Second))
		}
	}
	return 0
}
