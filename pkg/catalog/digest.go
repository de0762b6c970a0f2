package catalog

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// digestPrefix is how a digest is written, so that nobody takes it for one of another kind.
const digestPrefix = "sha256:"

// A Digest is the SHA-256 of a guide's bytes.
type Digest [sha256.Size]byte

// DigestOf is the digest of data.
func DigestOf(data []byte) Digest { return sha256.Sum256(data) }

// ParseDigest reads sha256: with 64 hexadecimal digits after it, as String writes it.
func ParseDigest(s string) (Digest, error) {
	digits, ok := strings.CutPrefix(s, digestPrefix)
	raw, err := hex.DecodeString(digits)
	if !ok || err != nil || len(raw) != sha256.Size {
		return Digest{}, fmt.Errorf("%s is no digest: sha256: and 64 hexadecimal digits are expected", quote(s))
	}
	return Digest(raw), nil
}

// String is sha256: and the digits, as --trust takes it.
func (d Digest) String() string { return digestPrefix + d.Hex() }

// Hex is the 64 hexadecimal digits alone.
func (d Digest) Hex() string { return hex.EncodeToString(d[:]) }

// MarshalText writes what String returns.
func (d Digest) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Digest) UnmarshalText(text []byte) error {
	v, err := ParseDigest(string(text))
	if err != nil {
		return err
	}
	*d = v
	return nil
}
