package plan

import (
	"fmt"
	"maps"
	"strings"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// fromCheckout asks an isolated Python where it finds the packages, so that neither the current
// folder nor a test runner can hide a released wheel that shadows the checkout.
const fromCheckout = `python -I - <<'EOF'
import importlib.util, pathlib, sys
root = pathlib.Path(%s).resolve()
for name in %s:
    spec = importlib.util.find_spec(name)
    places = [] if spec is None else [p for p in [spec.origin, *(spec.submodule_search_locations or [])] if p]
    found = [p for p in map(pathlib.Path, places) if root in p.resolve().parents and "site-packages" not in p.parts]
    if not found:
        where = places[0] if places else "nowhere"
        sys.exit(f"{name} is imported from {where}, not from the checkout {root}")
    print(f"{name} is imported from {found[0]}")
EOF
`

// verify adds the proofs, one after the other, after every other step.
func (b *builder) verify() {
	var needs []string
	for _, s := range b.plan.Steps {
		needs = append(needs, s.ID)
	}
	for _, v := range b.guide.Verify {
		if !b.serves(v.Profiles) {
			continue
		}
		s := Step{
			ID: "verify-" + v.ID, Kind: KindVerify, Title: "Prove: " + v.Proves, Why: v.Proves,
			Cause:  "a set-up counts only when it is proved",
			Action: Action{Script: b.proof(v)}, Dir: join(b.facts.OS, b.plan.Dir, v.Dir),
			Env: maps.Clone(v.Env), Needs: needs, Digest: digest("verify", append([]string{v.Run, v.Expect, v.Dir}, v.FromCheckout...)...),
			Expect: v.Expect, Timeout: time.Duration(v.Timeout), Unproved: v.Unproved,
		}
		if s.Timeout == 0 {
			s.Timeout = verifyTimeout
		}
		b.plan.manage(&s)
		b.add(s)
		needs = append(needs[:len(needs):len(needs)], s.ID)
	}
}

// proof is the script of a verify, with the question where the packages come from before it.
func (b *builder) proof(v guide.Verify) string {
	if len(v.FromCheckout) == 0 {
		return b.plan.expand(v.Run)
	}
	quoted := make([]string, len(v.FromCheckout))
	for i, name := range v.FromCheckout {
		quoted[i] = pythonString(name)
	}
	check := fmt.Sprintf(fromCheckout, pythonString(b.plan.Dir), "["+strings.Join(quoted, ", ")+"]")
	return check + b.plan.expand(v.Run)
}

// pythonString writes s as a Python string literal.
func pythonString(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(s) + `"`
}

// warn collects what a person should know before the plan runs.
func (b *builder) warn() {
	if b.choices.From != "" {
		b.plan.Warnings = append(b.plan.Warnings,
			"The code comes from "+b.choices.From+" instead of upstream, and the steps run it.")
	}
	if b.recipe.Unproved != "" {
		b.plan.Warnings = append(b.plan.Warnings, "The recipe "+b.recipe.ID+" is unproved: "+b.recipe.Unproved)
	}
	for _, r := range b.plan.Requirements {
		if r.Status == UnknownVersion {
			b.plan.Warnings = append(b.plan.Warnings, r.Observed+"; "+r.Expected+" is needed.")
		}
	}
}
