package issues

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

// The patterns below read English sentences in small letters with straight quotes, as sentencesOf
// makes them.

func isRelease(s string) bool {
	for _, cue := range []string{"can't", "cannot", "can not", "n't ", "will not", "unable", "not ", "no longer", "assign", "drop", "giv", "abandon", "releas", " else "} {
		if strings.Contains(s, cue) {
			return words().releasing.MatchString(s)
		}
	}
	return false
}

func isHandover(s string) bool { return words().handover.MatchString(s) }

func isHold(s string) bool {
	return words().holding.MatchString(s) && !strings.Contains(s, "no longer blocked")
}
func isOpening(s string) bool { return words().opening.MatchString(s) }
func isRelieve(s string) bool { return words().relieving.MatchString(s) }
func isYes(s string) bool     { return words().agreeing.MatchString(s) }

// saysTaken is the login of who works on it, in a maintainer's words. Questions say nothing.
func saysTaken(s string) string {
	m := words().naming.FindStringSubmatch(s)
	if m == nil || strings.HasSuffix(s, "?") {
		return ""
	}
	return m[1] + m[2] + m[3]
}

func titleTaken(title string) string { return strings.TrimSpace(words().takenMark.FindString(title)) }

func titleHold(title string) string { return strings.TrimSpace(words().holdMark.FindString(title)) }

const maxQuote = 120

// excerpt is the beginning of what somebody said, in a line.
func excerpt(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= maxQuote {
		return s
	}
	short := string([]rune(s)[:maxQuote])
	if i := strings.LastIndexByte(short, ' '); i > maxQuote/2 {
		short = short[:i]
	}
	return short + " …"
}

// wordPatterns tell what else is said of who works on an issue.
type wordPatterns struct {
	// releasing are the ways to say "I don't, or don't any more".
	releasing *regexp.Regexp
	// handing over are words that give something back only if one has it.
	handover *regexp.Regexp
	// holding are a maintainer's ways to say "not now".
	holding *regexp.Regexp
	// opening are a maintainer's ways to say "whoever wants".
	opening *regexp.Regexp
	// relieving are a maintainer's ways to take an issue back from who has it.
	relieving *regexp.Regexp
	// agreeing are a maintainer's ways to say yes to somebody.
	agreeing *regexp.Regexp
	// naming is a maintainer's way to say who works on it.
	naming *regexp.Regexp
	// waitingLabel are labels that mean the same everywhere: look first, then work.
	waitingLabel *regexp.Regexp
	takenMark    *regexp.Regexp
	holdMark     *regexp.Regexp
}

// They are compiled when the first comment is read: other commands needn't wait for them.
var words = sync.OnceValue(func() *wordPatterns {
	return &wordPatterns{
		releasing: regexp.MustCompile(`\bi (?:can't|cannot|can not|couldn't|won't|will not|wouldn't|am unable to|don't think i)(?: be able to| find the time to| manage to| can)? ?(?:work|take|do|continue|finish|have|find|help|get|make|go on|commit|complete|spend|keep|look|give|currently|right now|anymore|any more)\b` +
			`|\bi(?:'m| am) (?:not|no longer) (?:currently |actively |really )?(?:working|able|going|taking|available)` +
			`|\bi(?:'m| am) unable to\b|\bno longer (?:working|able|interested|available|planning)\b|\bnot working on (?:this|it) (?:any ?more|now)\b` +
			`|\b(?:do not|don't|didn't|won't|will not|do n't) (?:currently )?(?:have|find|get)(?: enough| the| any| much)? (?:time|capacity|bandwidth)\b` +
			`|\bunassign(?:ing|ed)? (?:me|myself)\b|\b(?:drop|dropping|giv(?:e|ing) up(?: on)?|abandon(?:ing)?|releas(?:e|ing)) (?:this|it|my)\b` +
			`|\b(?:someone|somebody|anyone|anybody) else (?:can|may|should|could|is welcome)\b`),
		handover: regexp.MustCompile(`\b(?:go ahead|feel free|up for grabs|all yours|it's yours|is yours|take it over|take over)\b`),
		holding: regexp.MustCompile(`\bhold(?:ing)? off\b|\bon hold\b|\bblocked (?:by|on|until|for)\b` +
			`|\b(?:don't|do not|shouldn't|not to) (?:yet )?(?:start|begin|work on (?:this|it)|open a p)` +
			`|\b(?:need|needs|have|has) to (?:be )?(?:agree|decide|discuss|settle|think|figure|triage)` +
			`|\b(?:need|needs|requires?) (?:a |an |some |more |further |to have )*(?:design|discussion|decision|consensus|triage|thought|clarification|investigation)\b` +
			`|\bnot (?:yet )?ready\b|\b(?:don't|do not) (?:think|believe) we (?:want|should|need|can)\b|\bwe (?:don't|do not|won't|will not) (?:really )?want\b` +
			`|\bout of scope\b|\bwon't ?fix\b|\bleave (?:this|it)(?: one| issue)? (?:for|to) the\b|\breserved? (?:this |it )?for\b|\b(?:let's|should|please|better) wait\b|\bwait until\b` +
			`|\b(?:was|has been|have been|been|got|already) (?:already )?(?:fixed|resolved|implemented|solved|addressed|done) (?:in|by|with|on|via|already)\b` +
			`|\b(?:is|are) (?:now |already )?(?:fixed|resolved|implemented|solved) (?:in|by|on|with) (?:v?\d|#|main|master|the (?:latest|next|new))` +
			`|\b(?:can|should|will|to) (?:close|be closed)\b|\bduplicate of\b|\bclosing (?:this|as|in favou?r)\b`),
		opening: regexp.MustCompile(`\b(?:prs?|pull requests?|contributions?|patches|help)(?: is| are| would be)? (?:very |more than |always |most )?(?:welcome|appreciated)\b` +
			`|\b(?:welcome|appreciate|accept|happy to (?:accept|take|review)) (?:a |any )?(?:prs?|pull requests?|contributions?)\b` +
			`|\bup for grabs\b|\bfeel free to (?:take|pick|work|open|submit|send|give|tackle|claim|contribute|grab|go|make|try)\b` +
			`|\b(?:anyone|everyone|anybody|everybody|whoever|someone) (?:is welcome|can (?:take|pick|work)|may (?:take|pick|work)|interested)\b` +
			`|\bopen (?:for|to) (?:anyone|everyone|anybody|all|contributions?|grabs|others|prs?)\b|\bno need to ask\b|\bunblocked\b|\bno longer blocked\b` +
			`|\bready (?:to be worked|for (?:someone|somebody|anyone|contribution|work|implementation|a pr))`),
		relieving: regexp.MustCompile(`\b(?:remov\w*|clear\w*|drop\w*) (?:the |your |this )?assign\w*|\bunassign(?:ing|ed)?\b|\bdue to (?:inactivity|no activity|lack of (?:activity|response))\b|\bup for grabs\b|\bopen (?:for|to) (?:anyone|everyone|others) again\b`),
		agreeing: regexp.MustCompile(`^(?:@[\w-]+[,:!]? ?)?(?:hi|hey|hello)?[,!]? ?(?:yes|yep|yeah|yup|sure|of course|absolutely|definitely|certainly|ok|okay|great|(?:thanks|thank you)(?:[,!]|$| @| so much| a lot| for (?:taking|volunteering|offering|working|picking|looking))|please do|sounds (?:good|great)|perfect|awesome|go for it|by all means)(?:\W|$)` +
			`|\bgo ahead\b|\bgo for it\b|\b(?:all|it's|it is|is) yours\b|\bassigned (?:it |this |the issue )?to you\b|\bi(?:'ve| have) assigned\b|\bfeel free\b|\blooking forward to (?:your|the|a) (?:pr|pull|contribution)`),
		naming: regexp.MustCompile(`@([a-z\d](?:[a-z\d-]*[a-z\d])?)(?:'s| is| has been| was) (?:already |currently |actively |now |also )*(?:working|on it|on this|taking (?:this|it|care)|assigned|looking into)` +
			`|@([a-z\d](?:[a-z\d-]*[a-z\d])?) has (?:already |just )*(?:claimed|taken|started|a pr|a branch|volunteered|offered|picked)` +
			`|\b(?:assigned|assigning|giving) (?:this |it |the issue )?to @([a-z\d](?:[a-z\d-]*[a-z\d])?)`),
		waitingLabel: regexp.MustCompile(`(?i)^(?:(?:status|state|resolution|type|triage|meta)[: /-]+)?(?:needs?[ _:-]+(?:triage|info\w*|more[ -]info\w*|discussion|design|decision|clarification|reproduc\w*|repro|investigation|consensus|feedback)|triage|on[ -]hold|blocked|won'?t[ -]?fix|duplicate|invalid|awaiting[ -]\w+|do[ -]not[ -]merge)$`),
		takenMark:    regexp.MustCompile(`(?i)^\s*[\[(](?:taken|claimed|wip|in progress|assigned|work in progress|reserved|being worked on)\b[^\])]*[\])]|[\[(](?:taken|claimed|assigned|in progress|being worked on)\b[^\])]*[\])]\s*$`),
		holdMark:     regexp.MustCompile(`(?i)^\s*(?:[\[(](?:on hold|blocked|rfc|discussion|discuss|proposal|meta|epic|tracking|umbrella|question|do not merge|needs? \w+|postponed|deferred)\b[^\])]*[\])]|(?:on hold|rfc|discussion|proposal|meta|epic|tracking|umbrella|tracking issue|question):)`),
	}
})
