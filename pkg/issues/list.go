package issues

import (
	"cmp"
	"slices"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// A Row is an issue of a project before its place in a list is known. [Listed] and [Known] make one.
type Row struct {
	guide  *guide.Guide
	listed *forge.Issue // As a search told it, unless
	known  *Found       // more is known.
}

// Listed is an issue as a search told it. It is judged when it is needed, and mustn't be changed until then.
func Listed(g *guide.Guide, i *forge.Issue) Row { return Row{guide: g, listed: i} }

// Known is an issue that was judged already.
func Known(f Found) Row { return Row{guide: f.Guide, known: &f} }

// found judges the issue, unless somebody did.
func (r Row) found(now time.Time) Found {
	if r.known != nil {
		return *r.known
	}
	i := FromList(*r.listed)
	return Found{Guide: r.guide, Issue: i, Verdict: Judge(r.guide.Issues, i, now)}
}

// key is what decides between issues of one weight.
func (r Row) key() (updated time.Time, repo string, number int) {
	if r.known != nil {
		return r.known.Issue.Updated, r.known.Issue.Repo, r.known.Issue.Number
	}
	return r.listed.Updated, r.listed.Repo.String(), r.listed.Number
}

func (r Row) number() int {
	if r.known != nil {
		return r.known.Issue.Number
	}
	return r.listed.Number
}

// A List is issues in the order in which a person should look at them: first those that may be taken, the best
// first, then the hidden ones. A long one keeps what their places rest on; verdicts and reasons are told anew for each
// that is asked for, since they take more room than all that a search tells. It isn't safe for concurrent use.
type List struct {
	me     Person
	now    time.Time
	places []ranked
	free   int // How many may be taken.
	hidden Hidden
}

const (
	// fewRows are so many that what is told of them may be kept. A search gives no more.
	fewRows = 1000
	// longText is how many bytes a text has whose issue takes a millisecond to judge. An answer can't have so many of
	// them that what is told of them mustn't be kept.
	longText = 4 << 10
)

// A ranked row has its place in the list.
type ranked struct {
	Row

	told   *Suggestion // In a short list, or of a long text.
	weight int32
	state  uint8 // Its index in States.
}

// Len is how many issues there are; none in a nil list.
func (l *List) Len() int {
	if l == nil {
		return 0
	}
	return len(l.places)
}

// Free is how many of them may be taken: the first ones.
func (l *List) Free() int { return l.free }

// Hidden counts the others.
func (l *List) Hidden() Hidden { return l.hidden }

// At tells everything of the issue at a place; of those that can't be taken there are no reasons for the place.
func (l *List) At(i int) Suggestion {
	if told := l.places[i].told; told != nil {
		return *told
	}
	f := l.places[i].found(l.now)
	if i >= l.free {
		return Suggestion{Found: f}
	}
	return suggest(l.me, f, l.now)
}

// A Brief is what a line says of an issue.
type Brief struct {
	Guide  *guide.Guide
	Number int
	Title  string
	Labels []string
	// State and Until are its verdict's.
	State State
	Until time.Time
}

// Brief tells what a line says of the issue at a place. It takes much less than [List.At].
func (l *List) Brief(i int) Brief {
	p := l.places[i]
	b := Brief{Guide: p.guide, Number: p.number(), State: States()[p.state]}
	if p.known != nil {
		b.Title, b.Labels = p.known.Issue.Title, p.known.Issue.Labels
	} else {
		b.Title, b.Labels = p.listed.Title, p.listed.Labels
	}
	if b.State == Taken { // No other has an end.
		b.Until = p.found(l.now).Verdict.Until
	}
	return b
}

// Find tells what is known of the issue with a number.
func (l *List) Find(number int) (Found, bool) {
	for i := range l.Len() {
		if l.places[i].number() == number {
			return l.places[i].found(l.now), true
		}
	}
	return Found{}, false
}

// Learn takes what was found out about an issue. It keeps its place.
func (l *List) Learn(f Found) {
	for i := range l.Len() {
		if p := &l.places[i]; p.number() == f.Issue.Number {
			p.Row, p.told, p.state = Known(f), nil, stateIndex(f.Verdict.State)
		}
	}
}

// Rank orders issues for a person, the best first, by reasons that each suggestion tells. It hides those that somebody
// has, that aren't ready, or that ask for other skills or kinds than the person named, and counts them.
func Rank(me Person, rows []Row, now time.Time) *List {
	l := &List{me: me, now: now, places: make([]ranked, 0, len(rows))}
	var hidden []ranked
	for _, r := range rows {
		f := r.found(now)
		p := ranked{Row: r, state: stateIndex(f.Verdict.State)}
		s := Suggestion{Found: f}
		why := hide(me, f)
		if why == "" {
			s = suggest(me, f, now)
		}
		p.weight = s.weight
		if len(rows) <= fewRows || len(f.Issue.Body) > longText {
			p.told = &s
		}
		if why != "" {
			l.hidden.add(why)
			hidden = append(hidden, p)
		} else {
			l.places = append(l.places, p)
		}
	}
	slices.SortStableFunc(l.places, func(a, b ranked) int {
		atA, repoA, numberA := a.key()
		atB, repoB, numberB := b.key()
		return cmp.Or(cmp.Compare(b.weight, a.weight), atB.Compare(atA), cmp.Compare(repoA, repoB), cmp.Compare(numberA, numberB))
	})
	l.hidden.sort()
	l.free = len(l.places)
	l.places = append(l.places, hidden...)
	return l
}

func stateIndex(s State) uint8 {
	return uint8(max(0, slices.Index(States(), s))) //nolint:gosec // There are eight.
}
