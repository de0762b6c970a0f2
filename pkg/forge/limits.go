package forge

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	// minWait is GitHub's own advice where it doesn't say how long to wait.
	minWait = time.Minute
	// maxWait bounds what a broken clock or header can do. GitHub's windows last an hour.
	maxWait = 24 * time.Hour
	// roundUp makes up for headers that tell whole seconds.
	roundUp = time.Second
	// everything stands for all resources where a limit isn't one resource's.
	everything = "*"
)

// limits knows what GitHub still allows. It outlives the process, since GitHub counts on between two
// runs of a program. Times are kept by this machine's clock, right or wrong: they are made by adding
// what GitHub's own clock says is left.
type limits struct {
	now  func() time.Time
	save func([]byte)

	mu   sync.Mutex
	kept keptLimits
}

type keptLimits struct {
	// Set is when this was kept. If it lies in the future, the clock was changed and Until means nothing.
	Set     time.Time            `json:"set"`
	Until   map[string]time.Time `json:"until"`
	Budgets map[string]Budget    `json:"budgets"`
}

// newLimits goes on from what an earlier run kept.
func newLimits(now func() time.Time, kept []byte, save func([]byte)) *limits {
	l := &limits{now: now, save: save}
	if json.Unmarshal(kept, &l.kept) != nil || l.kept.Set.After(now()) {
		l.kept = keptLimits{}
	}
	if l.kept.Until == nil {
		l.kept.Until = map[string]time.Time{}
	}
	if l.kept.Budgets == nil {
		l.kept.Budgets = map[string]Budget{}
	}
	return l
}

// resourceOf is which of GitHub's budgets an address belongs to.
func resourceOf(path string) string {
	if strings.Contains(path, "/search/") {
		return "search"
	}
	return "core"
}

// until is when the resource may be asked again; false if it may be now.
func (l *limits) until(resource string) (time.Time, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	var last time.Time
	for _, r := range []string{resource, everything} {
		if t := l.kept.Until[r]; t.After(now) && t.Sub(now) <= maxWait+roundUp && t.After(last) {
			last = t
		}
	}
	return last, !last.IsZero()
}

// block keeps everybody from asking before a time.
func (l *limits) block(resource string, until time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.kept.Until[resource].Before(until) {
		l.kept.Until[resource] = until
	}
	l.keep()
}

// note reads the budget from an answer's headers.
func (l *limits) note(resource string, h http.Header) {
	limit, err1 := strconv.Atoi(h.Get("X-RateLimit-Limit"))
	left, err2 := strconv.Atoi(h.Get("X-RateLimit-Remaining"))
	if err1 != nil || err2 != nil || limit < 0 || left < 0 {
		return
	}
	if r := h.Get("X-RateLimit-Resource"); r != "" && within(r, letters+digits+"_") {
		resource = r
	}
	now := l.now()
	wait, ok := resetWait(h, now)
	if !ok {
		wait = minWait
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.kept.Budgets[resource] = Budget{Resource: resource, Limit: limit, Left: left, Reset: now.Add(wait)}
	if left == 0 {
		l.kept.Until[resource] = now.Add(wait)
	}
	l.keep()
}

// keep saves what is known; l.mu is held.
func (l *limits) keep() {
	now := l.now()
	l.kept.Set = now
	for r, t := range l.kept.Until {
		if !t.After(now) {
			delete(l.kept.Until, r)
		}
	}
	if data, err := json.Marshal(l.kept); err == nil {
		l.save(data)
	}
}

// budgets are those that haven't been reset since they were told.
func (l *limits) budgets() []Budget {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	var known []Budget
	for _, b := range l.kept.Budgets {
		if left := b.Reset.Sub(now); left > 0 && left <= maxWait+roundUp {
			known = append(known, b)
		}
	}
	slices.SortFunc(known, func(a, b Budget) int { return strings.Compare(a.Resource, b.Resource) })
	return known
}

// waitOf is how long an answer that says "not now" asks to wait: as retry-after says, else until the
// reset if nothing is left, else a minute.
func waitOf(h http.Header, now time.Time) time.Duration {
	if wait, ok := retryAfter(h, now); ok {
		return wait
	}
	if h.Get("X-RateLimit-Remaining") == "0" {
		if wait, ok := resetWait(h, now); ok {
			return wait
		}
	}
	return minWait
}

// retryAfter reads the header of that name: seconds, or a date by the server's clock.
func retryAfter(h http.Header, now time.Time) (time.Duration, bool) {
	value := h.Get("Retry-After")
	if value == "" {
		return 0, false
	}
	if seconds, err := strconv.ParseInt(value, 10, 64); err == nil && seconds > 0 {
		return bounded(time.Duration(min(seconds, int64(maxWait/time.Second))) * time.Second), true
	}
	if at, err := http.ParseTime(value); err == nil {
		if wait := at.Sub(serverTime(h, now)); wait > 0 {
			return bounded(wait), true
		}
	}
	return 0, false
}

// resetWait is how long it is until the reset, by the server's clock: this machine's may be wrong.
func resetWait(h http.Header, now time.Time) (time.Duration, bool) {
	at, err := strconv.ParseInt(h.Get("X-RateLimit-Reset"), 10, 64)
	if err != nil {
		return 0, false
	}
	wait := time.Unix(at, 0).Sub(serverTime(h, now))
	if wait <= 0 || wait > maxWait {
		return 0, false
	}
	return bounded(wait), true
}

// serverTime is what the server's clock showed when it answered, or this machine's where it doesn't say.
func serverTime(h http.Header, now time.Time) time.Time {
	if at, err := http.ParseTime(h.Get("Date")); err == nil {
		return at
	}
	return now
}

func bounded(wait time.Duration) time.Duration { return min(wait, maxWait) + roundUp }
