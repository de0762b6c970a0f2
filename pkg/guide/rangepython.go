package guide

import (
	"fmt"
	"strings"
)

// pythonRange reads a range of PEP 440 (its section "Version specifiers"): comparisons with commas between them, all
// of which must hold. Of PEP 440's versions it knows those of three numbers at most and their pre-releases, which is
// what Python and its tools are released as: no epoch, no post-release, no local label, and no comparison "===".
func pythonRange(text string) (spans, error) {
	all := everything()
	for clause := range strings.SplitSeq(text, ",") {
		clause = strings.TrimSpace(clause)
		number := strings.TrimLeft(clause, "<>=!~")
		operator := clause[:len(clause)-len(number)]
		one, err := pythonClause(operator, strings.TrimSpace(number))
		if err != nil {
			return nil, fmt.Errorf("%q %w", cut(clause), err)
		}
		all = all.both(one)
	}
	return all, nil
}

// pythonClause is what one comparison holds.
func pythonClause(operator, number string) (spans, error) {
	number, star := strings.CutSuffix(number, ".*")
	digits := len(number) - len(strings.TrimLeft(number, "0123456789."))
	digits = len(strings.TrimRight(number[:digits], "."))
	v, parts, ok := triple(number[:digits])
	if !ok {
		return nil, errNoVersion
	}
	if rest := number[digits:]; rest != "" {
		if v.stage, rest, ok = preStage(rest); !ok || rest != "" || star {
			return nil, errNoVersion
		}
	}
	if star && operator != "==" && operator != "!=" {
		return nil, errStar
	}
	switch operator {
	case ">=":
		return spans{{v, never()}}, nil
	case ">":
		return spans{{v.after(), never()}}, nil
	case "<=":
		return spans{{to: v.after()}}, nil
	case "<":
		if v.stage == final { // A pre-release of the version itself isn't below it, by PEP 440.
			v = v.start()
		}
		return spans{{to: v}}, nil
	case "==", "!=":
		same := spans{{v, v.after()}}
		if star {
			same = spans{{v.start(), v.next(parts - 1)}}
		}
		if operator == "!=" {
			same = same.outside()
		}
		return same, nil
	case "~=":
		if parts < 2 {
			return nil, errCompatible
		}
		return spans{{v, v.next(parts - 2)}}, nil
	default:
		return nil, errNoComparison
	}
}
