package issues

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// The patterns below read English sentences in small letters with straight quotes, as sentencesOf
// makes them.

const (
	modal  = `(?:please |also |just |maybe |then |now |gladly |happily |certainly |definitely |really |very much |still |currently |already |actively |possibly )*`
	thing  = `(?:this|it|that|these|on|up|over|care|the (?:issue|task|ticket|bug|fix|feature|work)|issue|an? (?:fix|patch|pr|pull|shot|try|go|stab|crack))`
	doing  = `(?:work (?:on|at|towards)|take ` + thing + `|pick ` + thing + `|give (?:this|it|that) an?\b|try (?:again|to|this|it|my hand|out|and fix|fixing)|do (?:this|it|that)|fix|solve|tackle|handle|implement|resolve|address|contribute|have a (?:go|try|crack)|grab|start (?:on|with|working)|attempt|look into (?:fixing|this|it)|(?:open|submit|send|make|create|prepare|raise|put up|provide|file) (?:a|an|the) (?:draft )?(?:pr|pull|patch|fix|mr)|help (?:with|on|out|fix|to)|be assigned|have (?:this|it) assigned|be interested|get (?:this|it) (?:done|assigned)|claim)`
	gerund = `(?:working (?:on|at)|taking (?:this|it|that|on|up|over|care|the)|picking (?:this|it|up)|fixing|solving|tackling|handling|implementing|contributing|claiming|grabbing|giving (?:this|it))`
)

// claiming are the ways to say "I take this".
var claiming = regexp.MustCompile(`\b(?:can|could|may|might) i ` + modal + `(?:try to )?` + doing +
	`|\bi(?:'d| would| should)? ` + modal + `(?:like|love|want|wish|plan|intend|hope|propose)(?:ed)? (?:to|in) ` + modal + doing +
	`|\bi(?:'d| would) ` + modal + `be ` + modal + `(?:happy|glad|interested|willing|keen|pleased|delighted|eager) (?:to|in) ` + modal + `(?:` + doing + `|` + gerund + `)` +
	`|\bi(?:'ll| will| can| could) ` + modal + `(?:try to |be )?(?:` + doing + `|` + gerund + `)` +
	`|\bi(?:'m| am) ` + modal + `(?:going|about|planning|trying|ready|happy|glad|willing|keen|eager|able|free|available) to ` + modal + doing +
	`|\bi(?:'m| am) ` + modal + `(?:interested|keen) (?:in|on|to) ` + modal + `(?:` + gerund + `|` + doing + `|this (?:issue|one|task))` +
	`|\bi(?:'m| am) ` + modal + `(?:looking forward to )?` + gerund +
	`|\bi(?:'m| am) on (?:it|this)\b` +
	`|\blet me ` + modal + doing +
	`|\bif i ` + modal + doing +
	`|\bpossible for me to ` + doing +
	`|\bassign me\b|\bassign (?:this|it|that|the)(?: [a-z]+){0,2} to me\b|\bbe assigned (?:to )?(?:this|it)\b` +
	`|\bdibs\b` +
	`|(?:^|, |; |and |- )(?:now |currently |already )?(?:working on|taking|picking up|claiming|grabbing|tackling) (?:this|it|that|a fix|the fix)\b` +
	`|(?:^|, )(?:very |more than )?(?:happy|willing|glad|keen) to (?:open|submit|send|make|create|work|fix|contribute|do (?:this|it)|take (?:this|it))`)

// aboutAnother catches claims of something with another number.
var aboutAnother = regexp.MustCompile(`(?:work on|working on|tak(?:e|ing)|fix(?:ing)?|tackl(?:e|ing)|do(?:ing)?) (?:issue |pr |the pr |pull request )?#(\d+)`)

// releasing are the ways to say "I don't, or don't any more".
var releasing = regexp.MustCompile(`\bi (?:can't|cannot|can not|couldn't|won't|will not|wouldn't|am unable to|don't think i)(?: be able to| find the time to| manage to| can)? ?(?:work|take|do|continue|finish|have|find|help|get|make|go on|commit|complete|spend|keep|look|give|currently|right now|anymore|any more)\b` +
	`|\bi(?:'m| am) (?:not|no longer) (?:currently |actively |really )?(?:working|able|going|taking|available)` +
	`|\bi(?:'m| am) unable to\b|\bno longer (?:working|able|interested|available|planning)\b|\bnot working on (?:this|it) (?:any ?more|now)\b` +
	`|\b(?:do not|don't|didn't|won't|will not|do n't) (?:currently )?(?:have|find|get)(?: enough| the| any| much)? (?:time|capacity|bandwidth)\b` +
	`|\bunassign(?:ing|ed)? (?:me|myself)\b|\b(?:drop|dropping|giv(?:e|ing) up(?: on)?|abandon(?:ing)?|releas(?:e|ing)) (?:this|it|my)\b` +
	`|\b(?:someone|somebody|anyone|anybody) else (?:can|may|should|could|is welcome)\b`)

// handing over are words that give something back only if one has it.
var handover = regexp.MustCompile(`\b(?:go ahead|feel free|up for grabs|all yours|it's yours|is yours|take it over|take over)\b`)

func isClaim(s string, number int) bool {
	if !claiming.MatchString(s) {
		return false
	}
	if m := aboutAnother.FindStringSubmatch(s); m != nil && m[1] != fmt.Sprint(number) {
		return false
	}
	return true
}

func isRelease(s string) bool { return releasing.MatchString(s) }

func isHandover(s string) bool { return handover.MatchString(s) }

// holding are a maintainer's ways to say "not now".
var holding = regexp.MustCompile(`\bhold(?:ing)? off\b|\bon hold\b|\bblocked (?:by|on|until|for)\b` +
	`|\b(?:don't|do not|shouldn't|not to) (?:yet )?(?:start|begin|work on (?:this|it)|open a p)` +
	`|\b(?:need|needs|have|has) to (?:be )?(?:agree|decide|discuss|settle|think|figure|triage)` +
	`|\b(?:need|needs|requires?) (?:a |an |some |more |further |to have )*(?:design|discussion|decision|consensus|triage|thought|clarification|investigation)\b` +
	`|\bnot (?:yet )?ready\b|\b(?:don't|do not) (?:think|believe) we (?:want|should|need|can)\b|\bwe (?:don't|do not|won't|will not) (?:really )?want\b` +
	`|\bout of scope\b|\bwon't ?fix\b|\bleave (?:this|it)(?: one| issue)? (?:for|to) the\b|\breserved? (?:this |it )?for\b|\b(?:let's|should|please|better) wait\b|\bwait until\b` +
	`|\b(?:was|has been|have been|been|got|already) (?:already )?(?:fixed|resolved|implemented|solved|addressed|done) (?:in|by|with|on|via|already)\b` +
	`|\b(?:is|are) (?:now |already )?(?:fixed|resolved|implemented|solved) (?:in|by|on|with) (?:v?\d|#|main|master|the (?:latest|next|new))` +
	`|\b(?:can|should|will|to) (?:close|be closed)\b|\bduplicate of\b|\bclosing (?:this|as|in favou?r)\b`)

// opening are a maintainer's ways to say "whoever wants".
var opening = regexp.MustCompile(`\b(?:prs?|pull requests?|contributions?|patches|help)(?: is| are| would be)? (?:very |more than |always |most )?(?:welcome|appreciated)\b` +
	`|\b(?:welcome|appreciate|accept|happy to (?:accept|take|review)) (?:a |any )?(?:prs?|pull requests?|contributions?)\b` +
	`|\bup for grabs\b|\bfeel free to (?:take|pick|work|open|submit|send|give|tackle|claim|contribute|grab|go|make|try)\b` +
	`|\b(?:anyone|everyone|anybody|everybody|whoever|someone) (?:is welcome|can (?:take|pick|work)|may (?:take|pick|work)|interested)\b` +
	`|\bopen (?:for|to) (?:anyone|everyone|anybody|all|contributions?|grabs|others|prs?)\b|\bno need to ask\b|\bunblocked\b|\bno longer blocked\b` +
	`|\bready (?:to be worked|for (?:someone|somebody|anyone|contribution|work|implementation|a pr))`)

// relieving are a maintainer's ways to take an issue back from who has it.
var relieving = regexp.MustCompile(`\b(?:remov\w*|clear\w*|drop\w*) (?:the |your |this )?assign\w*|\bunassign(?:ing|ed)?\b|\bdue to (?:inactivity|no activity|lack of (?:activity|response))\b|\bup for grabs\b|\bopen (?:for|to) (?:anyone|everyone|others) again\b`)

// agreeing are a maintainer's ways to say yes to somebody.
var agreeing = regexp.MustCompile(`^(?:@[\w-]+[,:!]? ?)?(?:hi|hey|hello)?[,!]? ?(?:yes|yep|yeah|yup|sure|of course|absolutely|definitely|certainly|ok|okay|great|thanks|thank you|please do|sounds (?:good|great)|perfect|awesome|go for it|by all means)\b` +
	`|\bgo ahead\b|\bgo for it\b|\b(?:all|it's|it is|is) yours\b|\bassigned (?:it |this |the issue )?to you\b|\bi(?:'ve| have) assigned\b|\bfeel free\b|\blooking forward to (?:your|the|a) (?:pr|pull|contribution)`)

// naming is a maintainer's way to say who works on it.
var naming = regexp.MustCompile(`@([a-z\d](?:[a-z\d-]*[a-z\d])?)(?:'s| is| has been| was) (?:already |currently |actively |now |also )*(?:working|on it|on this|taking (?:this|it|care)|assigned|looking into)` +
	`|@([a-z\d](?:[a-z\d-]*[a-z\d])?) has (?:already |just )*(?:claimed|taken|started|a pr|a branch|volunteered|offered|picked)` +
	`|\b(?:assigned|assigning|giving) (?:this |it |the issue )?to @([a-z\d](?:[a-z\d-]*[a-z\d])?)`)

func isHold(s string) bool {
	return holding.MatchString(s) && !strings.Contains(s, "no longer blocked")
}
func isOpening(s string) bool { return opening.MatchString(s) }
func isRelieve(s string) bool { return relieving.MatchString(s) }
func isYes(s string) bool     { return agreeing.MatchString(s) }

// saysTaken is the login of who works on it, in a maintainer's words. Questions say nothing.
func saysTaken(s string) string {
	m := naming.FindStringSubmatch(s)
	if m == nil || strings.HasSuffix(s, "?") {
		return ""
	}
	return m[1] + m[2] + m[3]
}

// waitingLabel are labels that mean the same everywhere: look first, then work.
var waitingLabel = regexp.MustCompile(`(?i)^(?:(?:status|state|resolution|type|triage|meta)[: /-]+)?(?:needs?[ _:-]+(?:triage|info\w*|more[ -]info\w*|discussion|design|decision|clarification|reproduc\w*|repro|investigation|consensus|feedback)|triage|on[ -]hold|blocked|won'?t[ -]?fix|duplicate|invalid|awaiting[ -]\w+|do[ -]not[ -]merge)$`)

// Marks at either end of a title.
var (
	takenMark = regexp.MustCompile(`(?i)^\s*[\[(](?:taken|claimed|wip|in progress|assigned|work in progress|reserved|being worked on)\b[^\])]*[\])]|[\[(](?:taken|claimed|assigned|in progress|being worked on)\b[^\])]*[\])]\s*$`)
	holdMark  = regexp.MustCompile(`(?i)^\s*(?:[\[(](?:on hold|blocked|rfc|discussion|discuss|proposal|meta|epic|tracking|umbrella|question|do not merge|needs? \w+|postponed|deferred)\b[^\])]*[\])]|(?:on hold|rfc|discussion|proposal|meta|epic|tracking|umbrella|tracking issue|question):)`)
)

func titleTaken(title string) string { return strings.TrimSpace(takenMark.FindString(title)) }
func titleHold(title string) string  { return strings.TrimSpace(holdMark.FindString(title)) }

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
