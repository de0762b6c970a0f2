package guide

import "slices"

// A span is every version from one place up to, but not including, another.
type span struct{ from, to release }

// spans are what a range holds: in order, with gaps between them.
type spans []span

func everything() spans { return spans{{to: never()}} }

// union is what one range or the other holds.
func (s spans) union(t spans) spans {
	all := slices.Concat(s, t)
	slices.SortFunc(all, func(a, b span) int { return a.from.compare(b.from) })
	var joined spans
	for _, next := range all {
		last := len(joined) - 1
		switch {
		case next.from.compare(next.to) >= 0:
		case last < 0 || joined[last].to.compare(next.from) < 0:
			joined = append(joined, next)
		case joined[last].to.compare(next.to) < 0:
			joined[last].to = next.to
		}
	}
	return joined
}

// both is what both ranges hold.
func (s spans) both(t spans) spans {
	var common spans
	for _, a := range s {
		for _, b := range t {
			from, to := a.from, a.to
			if b.from.compare(from) > 0 {
				from = b.from
			}
			if b.to.compare(to) < 0 {
				to = b.to
			}
			common = common.union(spans{{from, to}})
		}
	}
	return common
}

// outside is what a range doesn't hold.
func (s spans) outside() spans {
	var gaps spans
	from := release{}
	for _, in := range s {
		gaps = gaps.union(spans{{from, in.from}})
		from = in.to
	}
	return gaps.union(spans{{from, never()}})
}

// fit says how a version relates to a range.
func (s spans) fit(v release) Fit {
	older, newer := false, false
	for _, in := range s {
		switch {
		case v.compare(in.from) < 0:
			newer = true
		case v.compare(in.to) >= 0:
			older = true
		default:
			return Fits
		}
	}
	switch {
	case older && !newer:
		return TooNew
	case newer && !older:
		return TooOld
	default:
		return Excluded
	}
}
