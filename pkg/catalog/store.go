package catalog

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"
	"unicode/utf8"
)

// A Store keeps the decisions of one person, each in a file of its own: two runs that decide at the same
// time can't undo each other's work, and a file that is spoilt spoils no other. It must be out of
// reach of the repositories that guides belong to.
//
// Names are made by [Trust]: at most 100 lower-case letters, digits, hyphens and dots.
type Store interface {
	// Names lists the files. A folder that doesn't exist yet has none.
	Names() ([]string, error)
	// Read returns the whole file. Its error is an [fs.ErrNotExist] if, and only if, there is no such file. It
	// may refuse one of more than [MaxDecision] bytes.
	Read(name string) ([]byte, error)
	// Write makes the file hold data, whole and durable, or leaves it as it was.
	Write(name string, data []byte) error
	// Remove removes the file; that there is none is no error.
	Remove(name string) error
}

// MaxDecision is the size in bytes of the largest file that a [Trust] writes or reads.
const MaxDecision = 16 << 10

const (
	decisionSchema = 1
	approvedPrefix = "approved-"
	deniedPrefix   = "denied-"
	keptPrefix     = "kept-"
	decisionSuffix = ".json"
)

// A Decision is what a person decided about a guide.
type Decision struct {
	// Denied is true for a refusal, false for an approval.
	Denied bool `json:"denied"`
	// Digest is that of the guide's bytes.
	Digest Digest `json:"digest"`
	// Origin is where the guide was. An approval holds there only, a refusal everywhere.
	Origin Origin `json:"origin"`
	// Guide is the guide's id.
	Guide string `json:"guide"`
	// Time is when it was decided.
	Time time.Time `json:"time"`
}

// decisionFile is what a file of the store holds.
type decisionFile struct {
	Schema   int      `json:"schema"`
	Decision Decision `json:"decision"`
}

// A Notice tells a person that a file of the store isn't what it should be. It grants nothing.
type Notice struct {
	// Name is the file's, or "" for the store as a whole.
	Name string
	// Found is what was found, as the rest of a sentence: is empty.
	Found string
	// Newer is true if a newer version of this program wrote the file.
	Newer bool
}

// String is the notice as a sentence.
func (n Notice) String() string {
	if n.Name == "" {
		return fmt.Sprintf("the decisions about guides %s; none of them counts", n.Found)
	}
	return fmt.Sprintf("the decision %s %s; it doesn't count as an approval", n.Name, n.Found)
}

// approvalName is the name of the one file that can approve this digest in this place.
func approvalName(digest Digest, origin Origin) (string, error) {
	for _, s := range []string{origin.Path, origin.URL} {
		if !utf8.ValidString(s) {
			return "", fmt.Errorf("%s can't be kept as a place: it isn't UTF-8", quote(s))
		}
	}
	bound, err := json.Marshal([]string{string(origin.Kind), origin.Path, origin.URL, digest.Hex()})
	if err != nil {
		return "", fmt.Errorf("name the approval of %s: %w", origin, err)
	}
	return approvedPrefix + DigestOf(bound).Hex() + decisionSuffix, nil
}

// denialName is the name of the file that denies the digest. That it exists is enough, whatever it holds.
func denialName(digest Digest) string { return deniedPrefix + digest.Hex() + decisionSuffix }

// deniedBy is the digest that a file of this name denies.
func deniedBy(name string) (Digest, bool) {
	digits, isDenial := strings.CutPrefix(strings.TrimSuffix(name, decisionSuffix), deniedPrefix)
	d, err := ParseDigest(digestPrefix + digits)
	return d, isDenial && err == nil && name == denialName(d)
}

// encode writes a decision in the one form that decode accepts.
func encode(d Decision) ([]byte, error) {
	d.Time = d.Time.UTC().Truncate(time.Second)
	// JSON has no other bytes. Only a denial's place can have them, where it is for people to read.
	d.Origin.Path = strings.ToValidUTF8(d.Origin.Path, "\ufffd")
	d.Origin.URL = strings.ToValidUTF8(d.Origin.URL, "\ufffd")
	data, err := json.MarshalIndent(decisionFile{Schema: decisionSchema, Decision: d}, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write a decision: %w", err)
	}
	return append(data, '\n'), nil
}

// decode reads what encode wrote under that name, and nothing else: another field, byte or name, and it isn't a
// decision of this program. The notice says what is wrong.
func decode(name string, data []byte) (Decision, *Notice) {
	bad := func(found string) (Decision, *Notice) { return Decision{}, &Notice{Name: name, Found: found} }
	switch {
	case len(data) == 0:
		return bad("is empty")
	case len(data) > MaxDecision:
		return bad(fmt.Sprintf("has more than %d bytes", MaxDecision))
	}
	var f decisionFile
	err := json.Unmarshal(data, &f)
	if f.Schema > decisionSchema {
		_, n := bad("was written by a newer version of this program")
		n.Newer = true
		return Decision{}, n
	}
	if err != nil {
		return bad("can't be read as a decision")
	}
	again, err := encode(f.Decision)
	if err != nil || !bytes.Equal(again, data) {
		return bad("isn't what this program wrote")
	}
	if want, err := f.Decision.name(); err != nil || want != name {
		return bad("belongs to another guide than its name says")
	}
	return f.Decision, nil
}

// name is the name of the file that holds the decision.
func (d Decision) name() (string, error) {
	if d.Denied {
		return denialName(d.Digest), nil
	}
	return approvalName(d.Digest, d.Origin)
}

// readDecision reads a file of the store. Without such a file there is neither decision nor notice.
func readDecision(s Store, name string) (*Decision, *Notice) {
	data, err := s.Read(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, &Notice{Name: name, Found: fmt.Sprintf("can't be read (%v)", cause(err))}
	}
	d, notice := decode(name, data)
	if notice != nil {
		return nil, notice
	}
	return &d, nil
}
