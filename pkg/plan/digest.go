package plan

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// A definition is what the guide says of a step's work. What differs between machines, words and
// limits have no place in it: they may change without making a step necessary again.
type definition map[string]any

// digest identifies a definition.
func digest(d definition) string {
	h := sha256.New()
	// Strings, lists and maps of them can always be encoded, in the order of their keys.
	_ = json.NewEncoder(h).Encode(d)
	return hex.EncodeToString(h.Sum(nil)[:16])
}

func stepDigest(st guide.Step) string {
	return digest(definition{"kind": "step", "run": st.Run, "pip": st.Pip, "dir": guide.Folder(st.Companion, st.Dir), "env": st.Env})
}

func verifyDigest(v guide.Verify) string {
	return digest(definition{
		"kind": "verify", "run": v.Run, "expect": v.Expect, "dir": guide.Folder(v.Companion, v.Dir), "env": v.Env, "from_checkout": v.FromCheckout,
	})
}

func cloneDigest(repo, branch string) string {
	return digest(definition{"kind": "clone", "repo": repo, "branch": branch})
}
