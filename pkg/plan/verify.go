package plan

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// fromCheckout asks an isolated Python where it finds the packages, so that neither the current
// folder nor a test runner can hide a released wheel that shadows the checkout.
const fromCheckout = `python -I - <<'EOF'
import importlib.util, pathlib, sys
root = pathlib.Path(%s).resolve()
def places(name):
    try:
        spec = importlib.util.find_spec(name)
    except ModuleNotFoundError:
        spec = None
    found = [] if spec is None else [spec.origin, *(spec.submodule_search_locations or [])]
    return [pathlib.Path(p).resolve() for p in found if p and pathlib.Path(p).is_absolute()]
for name in %s:
    seen = places(name)
    ours = [p for p in seen if root in p.parents and "site-packages" not in p.relative_to(root).parts]
    if not ours:
        where = seen[0] if seen else "nowhere"
        sys.exit(f"{name} is imported from {where}, not from the checkout {root}")
    print(f"{name} is imported from {ours[0]}")
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
			Action: b.proof(v), Dir: join(b.facts.OS, b.plan.root(v.Companion), v.Dir), Root: b.plan.root(v.Companion),
			Env: maps.Clone(v.Env), Needs: needs, Digest: verifyDigest(v),
			Expect: v.Expect, Timeout: time.Duration(v.Timeout), Unproved: v.Unproved,
		}
		if s.Timeout == 0 {
			s.Timeout = verifyTimeout
		}
		b.plan.manage(&s)
		b.add(s)
		needs = append(slices.Clip(needs), s.ID)
	}
}

// proof is the script of a verify, with the question where the packages come from before it.
func (b *builder) proof(v guide.Verify) Action {
	own := b.plan.script(v.Run)
	if len(v.FromCheckout) == 0 {
		return Action{Script: own}
	}
	quoted := make([]string, len(v.FromCheckout))
	for i, name := range v.FromCheckout {
		quoted[i] = pythonString(name)
	}
	check := fmt.Sprintf(fromCheckout, pythonString(b.plan.Dir), "["+strings.Join(quoted, ", ")+"]")
	return Action{Script: check + own, FromCheckout: v.FromCheckout, Own: own}
}
