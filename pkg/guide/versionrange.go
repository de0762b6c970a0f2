package guide

import (
	"strconv"
	"strings"

	"github.com/Masterminds/semver/v3"
	pep440 "github.com/aquasecurity/go-pep440-version"
)

// highest fills up the parts of a version that a range leaves open.
const highest = 999_999

// A release is the version that ranges compare: three numbers, and what Python adds for a pre-release.
type release struct {
	part [3]uint64
	pre  string
}

// parse finds the version in a tool's answer.
func (r *versionRange) parse(printed string) (release, bool) {
	text, ok := CleanVersion(printed)
	if !ok {
		return release{}, false
	}
	v, ok := triple(text)
	if ok && r.kind == PEP440 {
		_, rest, _ := strings.Cut(printed, text)
		v.pre = preRelease(rest)
	}
	return v, ok
}

// preRelease is the a7, b1 or rc2 that text begins with.
func preRelease(text string) string {
	for _, mark := range []string{"a", "b", "rc"} {
		rest, ok := strings.CutPrefix(text, mark)
		digits := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
		if ok && digits > 0 && digits < 6 {
			return mark + rest[:digits]
		}
	}
	return ""
}

// triple reads up to three numbers.
func triple(text string) (release, bool) {
	var v release
	for i, part := range strings.SplitN(text, ".", 3) {
		n, err := strconv.ParseUint(part, 10, 32)
		if err != nil {
			return release{}, false
		}
		v.part[i] = n
	}
	return v, true
}

// String writes all three numbers.
func (v release) String() string {
	return strconv.FormatUint(v.part[0], 10) + "." + strconv.FormatUint(v.part[1], 10) + "." +
		strconv.FormatUint(v.part[2], 10) + v.pre
}

// compare orders releases; a pre-release is older than its release.
func (v release) compare(w release) int {
	for i := range v.part {
		switch {
		case v.part[i] < w.part[i]:
			return -1
		case v.part[i] > w.part[i]:
			return 1
		}
	}
	switch {
	case v.pre == w.pre:
		return 0
	case v.pre == "":
		return 1
	case w.pre == "":
		return -1
	}
	return strings.Compare(v.pre, w.pre)
}

// holds reports whether a version is inside the range.
func (r *versionRange) holds(v release) bool {
	if r.kind == PEP440 {
		p, err := pep440.Parse(v.String())
		return err == nil && r.python.Check(p)
	}
	return r.npm.Check(semver.New(v.part[0], v.part[1], v.part[2], "", ""))
}

// side says on which side of the range a version is that it doesn't hold.
func (r *versionRange) side(v release) Fit {
	older, newer := false, false
	for _, edge := range r.edges() {
		if !r.holds(edge) {
			continue
		}
		if edge.compare(v) < 0 {
			older = true
		} else {
			newer = true
		}
	}
	switch {
	case older && newer:
		return Excluded
	case older:
		return TooNew
	case newer:
		return TooOld
	default:
		return Excluded
	}
}

// edges are versions on both sides of every number that the range names. Wherever a range begins or
// ends, one of them is just inside.
func (r *versionRange) edges() []release {
	var all []release
	for _, text := range numbers(r.text) {
		v, ok := triple(text)
		if !ok {
			continue
		}
		all = append(all, v, v.next(2), v.next(1), v.next(0), v.before(),
			release{part: [3]uint64{v.part[0], highest, highest}},
			release{part: [3]uint64{v.part[0], v.part[1], highest}})
	}
	return all
}

// next raises one part and clears those behind it.
func (v release) next(part int) release {
	w := release{part: v.part}
	w.part[part]++
	for i := part + 1; i < len(w.part); i++ {
		w.part[i] = 0
	}
	return w
}

// before is a version just below v.
func (v release) before() release {
	w := release{part: v.part}
	for i := len(w.part) - 1; i >= 0; i-- {
		if w.part[i] > 0 {
			w.part[i]--
			return w
		}
		w.part[i] = highest
	}
	return release{}
}
