package guide

import (
	"cmp"
	"strconv"
	"strings"
)

// A release is a version as ranges compare it: three numbers, and how far it is from being final.
type release struct {
	part  [3]uint64
	stage uint64
}

// The stages of a release in the order of PEP 440: X.Y.dev1 < X.Ya1 < X.Yb1 < X.Yrc1 < X.Y. The number of a
// pre-release is added to its kind's stage; unborn is before all of them.
const (
	unborn    uint64 = 0
	stageStep uint64 = 1_000_000
	alpha            = 1 * stageStep
	beta             = 2 * stageStep
	candidate        = 3 * stageStep
	final            = 4 * stageStep
)

// never is above every version.
func never() release { return release{part: [3]uint64{1 << 40}} }

// triple reads up to three numbers as a final release, and says how many there were.
func triple(text string) (v release, parts int, ok bool) {
	v.stage = final
	for part := range strings.SplitSeq(text, ".") {
		n, err := strconv.ParseUint(part, 10, 32)
		if err != nil || parts == len(v.part) {
			return release{}, 0, false
		}
		v.part[parts] = n
		parts++
	}
	return v, parts, true
}

// preStage is the stage that a text such as a7, rc2 or .dev0 begins with, as Python's tools write it.
func preStage(text string) (stage uint64, rest string, ok bool) {
	for _, kind := range []struct {
		mark string
		from uint64
	}{{".dev", unborn}, {"a", alpha}, {"b", beta}, {"rc", candidate}} {
		after, found := strings.CutPrefix(text, kind.mark)
		digits := len(after) - len(strings.TrimLeft(after, "0123456789"))
		if found && digits > 0 && digits < 6 {
			n, err := strconv.ParseUint(after[:digits], 10, 32)
			return kind.from + n, after[digits:], err == nil
		}
	}
	return final, text, false
}

// compare orders releases.
func (v release) compare(w release) int {
	for i := range v.part {
		if c := cmp.Compare(v.part[i], w.part[i]); c != 0 {
			return c
		}
	}
	return cmp.Compare(v.stage, w.stage)
}

// start is the place in front of a release's pre-releases.
func (v release) start() release { return release{part: v.part} }

// next is the place in front of the first release, with its pre-releases, in which one part is higher.
func (v release) next(part int) release {
	w := release{}
	copy(w.part[:part+1], v.part[:part+1])
	w.part[part]++
	return w
}

// after is the first place above a release.
func (v release) after() release {
	if v.stage >= final {
		return v.next(2)
	}
	return release{part: v.part, stage: v.stage + 1}
}
