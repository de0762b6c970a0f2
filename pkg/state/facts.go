package state

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// Fact is the name of something small that a checkout's journal remembers.
type Fact string

// The facts that may be remembered; there are no others.
const (
	FactProject     Fact = "project"     // id of the guide's project
	FactGuide       Fact = "guide"       // digest of the guide that was used
	FactFrom        Fact = "from"        // address that replaces upstream's
	FactProfile     Fact = "profile"     // profile that was chosen
	FactRecipe      Fact = "recipe"      // recipe that was chosen
	FactEnvironment Fact = "environment" // what made the environment
	FactGuideFile   Fact = "guide-file"  // path of the guide, if it was a file that a person named
)

// maxFact is the longest value of a fact, in bytes.
const maxFact = 2048

// ErrCredentials is returned for a value with a password or token in it: such
// are never stored.
var ErrCredentials = errors.New("the address carries a password or token, which is never stored")

func (f Fact) check(value string) error {
	switch f {
	case FactProject, FactGuide, FactFrom, FactProfile, FactRecipe, FactEnvironment, FactGuideFile:
	default:
		return fmt.Errorf("fact %+q is unknown", string(f))
	}
	switch {
	case value == "":
		return fmt.Errorf("fact %s is empty", f)
	case len(value) > maxFact:
		return fmt.Errorf("fact %s has %d bytes, at most %d are allowed", f, len(value), maxFact)
	case !utf8.ValidString(value) || strings.IndexByte(value, 0) >= 0:
		return fmt.Errorf("fact %s isn't text", f)
	case hasCredentials(value):
		return fmt.Errorf("fact %s: %w", f, ErrCredentials)
	}
	return nil
}

// hasCredentials reports whether an address names a password or a token. Over HTTP
// the user's name alone can be one.
func hasCredentials(address string) bool {
	scheme, rest, ok := strings.Cut(address, "://")
	if !ok {
		return false
	}
	rest, query, _ := strings.Cut(rest, "?")
	for _, word := range []string{"token", "password", "passwd", "secret", "apikey", "api_key"} {
		if strings.Contains(strings.ToLower(query), word) {
			return true
		}
	}
	authority, _, _ := strings.Cut(rest, "/")
	at := strings.LastIndexByte(authority, '@')
	if at < 0 {
		return false
	}
	user := strings.ToLower(authority[:at])
	return strings.Contains(strings.ToLower(scheme), "http") ||
		strings.Contains(user, ":") || strings.Contains(user, "%3a")
}

// Remember stores a fact about the checkout.
func (j *Journal) Remember(f Fact, value string) error {
	if err := f.check(value); err != nil {
		return fmt.Errorf("remember: %w", err)
	}
	return j.change(func() error {
		j.content.Facts[f] = value
		return nil
	})
}

// Recall returns a fact that was remembered.
func (j *Journal) Recall(f Fact) (string, bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	value, ok := j.content.Facts[f]
	return value, ok
}

// Forget drops a fact.
func (j *Journal) Forget(f Fact) error {
	return j.change(func() error {
		delete(j.content.Facts, f)
		return nil
	})
}

// Prove records that verify succeeded just now for key, the [Digest] of commit, work
// tree and environment.
func (j *Journal) Prove(key string) error {
	if err := checkProofKey(key); err != nil {
		return fmt.Errorf("record proof: %w", err)
	}
	return j.change(func() error {
		j.content.Proofs[key] = moment(j.now)
		return nil
	})
}

// Proved returns when verify last succeeded for key.
func (j *Journal) Proved(key string) (time.Time, bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	at, ok := j.content.Proofs[key]
	return at, ok
}

func checkProofKey(key string) error {
	if key == "" {
		return errors.New("the key is empty")
	}
	return checkDigest(key)
}

// Digest is the SHA-256 of a list of strings, as "sha256:" and hex digits. Lists
// that differ in how they are cut have different digests.
func Digest(parts ...string) string {
	h := sha256.New()
	for _, part := range parts {
		var size [8]byte
		binary.BigEndian.PutUint64(size[:], uint64(len(part)))
		h.Write(size[:])
		h.Write([]byte(part))
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
}
