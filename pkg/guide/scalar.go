package guide

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A Duration is a length of time, written as 90s, 10m or 48h.
type Duration time.Duration

// A Size is a number of bytes, written with a decimal unit: 300MB, 1.5GB.
type Size int64

// maxDuration is the longest time that a guide can name.
const maxDuration = 365 * 24 * time.Hour

// ParseDuration reads 90s, 10m, 48h or a sum such as 1h30m.
func ParseDuration(s string) (Duration, error) {
	d, err := time.ParseDuration(s)
	if err != nil || strings.ContainsAny(s, "+-nuµ") || strings.Contains(s, "ms") {
		return 0, fmt.Errorf("%q is not a length of time; write it as 90s, 10m or 48h", s)
	}
	if d <= 0 || d > maxDuration || d%time.Second != 0 {
		return 0, fmt.Errorf("%q is not between 1s and 8760h, in whole seconds", s)
	}
	return Duration(d), nil
}

// String writes the duration as a guide does: 90s, 10m, 1h30m.
func (d Duration) String() string {
	s := time.Duration(d).String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

// Std is the duration in the type of package time.
func (d Duration) Std() time.Duration { return time.Duration(d) }

// MarshalText writes the duration as a guide does.
func (d Duration) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Duration) UnmarshalText(text []byte) error {
	v, err := ParseDuration(string(text))
	if err != nil {
		return err
	}
	*d = v
	return nil
}

// A sizeUnit is a decimal unit of bytes.
type sizeUnit struct {
	name  string
	bytes int64
}

// sizeUnits are the units, the largest first.
func sizeUnits() [5]sizeUnit {
	return [5]sizeUnit{{"TB", 1e12}, {"GB", 1e9}, {"MB", 1e6}, {"kB", 1e3}, {"B", 1}}
}

// ParseSize reads a number of bytes with a decimal unit: B, kB, MB, GB or TB, with at most three decimals.
func ParseSize(s string) (Size, error) {
	wrong := fmt.Errorf("%q is not a size; write it with a decimal unit, as 300MB or 1.5GB", s)
	for _, u := range sizeUnits() {
		number, ok := strings.CutSuffix(s, u.name)
		if !ok {
			continue
		}
		n, err := scaled(number, u.bytes)
		if err != nil {
			return 0, wrong
		}
		if n <= 0 || n > 1e15 {
			return 0, fmt.Errorf("%q is not between 1B and 1000TB", s)
		}
		return Size(n), nil
	}
	return 0, wrong
}

// scaled is number times unit, exact.
func scaled(number string, unit int64) (int64, error) {
	whole, fraction, dotted := strings.Cut(number, ".")
	if dotted && (fraction == "" || len(fraction) > 3 || unit == 1) || len(whole) > 6 && unit > 1 || len(whole) > 15 {
		return 0, errors.New("out of range")
	}
	fraction += strings.Repeat("0", 3-len(fraction))
	thousandths, err := strconv.ParseUint(whole+fraction, 10, 63)
	if err != nil {
		return 0, err
	}
	if unit == 1 {
		return int64(thousandths / 1000), nil
	}
	return int64(thousandths) * (unit / 1000), nil
}

// String writes the size as a guide does, exact, in the largest unit that needs at most three decimals.
func (s Size) String() string {
	for _, u := range sizeUnits() {
		if int64(s) < u.bytes || u.bytes > 1 && int64(s)%(u.bytes/1000) != 0 {
			continue
		}
		if u.bytes == 1 {
			break
		}
		n := strconv.FormatInt(int64(s)/u.bytes, 10)
		if rest := int64(s) % u.bytes / (u.bytes / 1000); rest != 0 {
			n += "." + strings.TrimRight(fmt.Sprintf("%03d", rest), "0")
		}
		return n + u.name
	}
	return strconv.FormatInt(int64(s), 10) + "B"
}

// MarshalText writes the size as a guide does.
func (s Size) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (s *Size) UnmarshalText(text []byte) error {
	v, err := ParseSize(string(text))
	if err != nil {
		return err
	}
	*s = v
	return nil
}
