package issues

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
)

// How people say "I take this". A claim needs somebody who acts (I, or nobody in a sentence that begins
// with the verb), a wish or a beginning, and this issue as what it is about: "I'm working on Windows" is
// none. Sentences come in small letters with straight quotes. Before the patterns see them, words that
// change nothing are left out, this issue becomes § and what one hands in ¶, so that the patterns stay
// short. They are compiled when the first comment is read, not when the program starts.

// gist is a sentence as the patterns read it.
func gist(low string) string {
	s := claims().filler.ReplaceAllString(low, "")
	s = claims().change.ReplaceAllString(s, "¶")
	s = claims().object.ReplaceAllString(s, "§")
	return strings.TrimSpace(s)
}

// act is to work on it.
const act = `(?:(?:work|start|begin)(?:ing)?(?: working)?(?: on| with| towards)? [§¶]|work(?:ing)?$` +
	`|(?:tak|pick)(?:e|ing)?(?: on| up| over| care of)? §|(?:take|pick) (?:§ )?(?:on|up|over)\b|(?:take|have|give §) (?:an? )?(?:stab|shot|crack|go|try)\b` +
	`|try again|try my hand|(?:fix|solv|tackl|handl|implement|resolv|address|do|grab|claim|attempt|try fix|try solv)(?:e|ing)? [§¶]` +
	`|contribut(?:e|ing)\b|help(?:ing)? (?:with|on|out|fix|to fix|solve|implement) §|have § assigned|be assigned|look(?:ing)? into (?:fixing |solving |implementing )?§` +
	`|(?:open|submit|send|make|creat|prepar|rais|put up|put together|fil|provid|writ|hav)(?:e|ing)? ¶)`

// couldClaim is a quick look: most of what people write names neither themselves nor a beginning.
func couldClaim(low string) bool {
	padded := " " + low + " "
	for _, cue := range []string{
		" i ", " i'", " i’", "\ni ", "\ni'", " me ", " me", " we ", " we'", "\nwe ",
		"working on", "taking", "picking up", "claim", "grabbing", "tackling", "started on", "started working", "looking into", "would love", "would like",
		"happy to", "willing to", "glad to", "keen ", "interested", "will ", "want to", "pr incoming", "pr coming", "pr is", "on its way", "on the way", "dibs", "assign", "take", "/attempt",
	} {
		if strings.Contains(padded, cue) {
			return true
		}
	}
	return false
}

// isClaim reports whether a sentence claims the issue with a number.
func isClaim(low string, number int) bool {
	if !couldClaim(low) {
		return false
	}
	if claims().notClaiming.MatchString(low) {
		return false
	}
	if m := claims().aboutAnother.FindStringSubmatch(low); m != nil && m[1] != fmt.Sprint(number) {
		return false
	}
	if claims().assigning.MatchString(low) {
		return true
	}
	s := gist(low)
	return claims().wishing.MatchString(s) || claims().beginning.MatchString(s) || claims().terse.MatchString(s)
}

// asOne makes a group speak as one: students often come in pairs. Maintainers mean the project by "we",
// so their sentences stay.
func asOne(low string) string {
	return claims().groups.ReplaceAllStringFunc(low, func(m string) string {
		return strings.NewReplacer("we're", "i'm", "we'd", "i'd", "we'll", "i'll", "we've", "i've", "we are", "i am", "i are", "i am", "we", "i").Replace(m)
	})
}

// asWritten spells out what is written as it is spoken.
func asWritten(low string) string {
	return claims().spoken.ReplaceAllStringFunc(low, func(m string) string {
		switch m {
		case "wanna":
			return "want to"
		case "gonna":
			return "going to"
		case "gotta":
			return "have to"
		}
		return "please"
	})
}

// start is where a clause begins that names nobody.
const start = `(?:^|^(?:hi|hey|hello|hello there|hi there|ok|okay|thanks|thank you|great|sure|yes|cool|perfect|awesome|nice)[ ,!-]+(?:@[\w-]+[,:]? )?|, |; | and | - |: )`

// claimPatterns tell claims.
type claimPatterns struct {
	// filler are words that change nothing.
	filler *regexp.Regexp
	// object is this issue.
	object *regexp.Regexp
	// change is what one hands in.
	change *regexp.Regexp
	// wishing is to want or to ask to do it.
	wishing *regexp.Regexp
	// beginning is to say that one is at it.
	beginning *regexp.Regexp
	// terse are sentences without a subject.
	terse *regexp.Regexp
	// assigning is to ask for the assignment, in words or as the commands that some robots take.
	assigning *regexp.Regexp
	// notClaiming are sentences that look like claims and aren't: questions about how, a condition, a way to
	// do it, another thing of the same name.
	notClaiming *regexp.Regexp
	// aboutAnother catches claims of something with another number.
	aboutAnother *regexp.Regexp
	groups       *regexp.Regexp
	spoken       *regexp.Regexp
}

// They are compiled when the first comment is read: other commands needn't wait for them.
var claims = sync.OnceValue(func() *claimPatterns {
	return &claimPatterns{
		filler: regexp.MustCompile(`\b(?:please|also|just|maybe|then|now|gladly|happily|certainly|definitely|really|very|much|still|currently|already|actively|possibly|probably|quite|personally|perhaps|kindly|soon|immediately|i think|i believe|more than|try to|try and)(?: |$)`),
		object: regexp.MustCompile(`\b(?:the|this|that|your|such an?) (?:[\w-]+ )?(?:issue|task|ticket|bug|fix|problem|feature|one|change|work|item|request|improvement|implementation)\b` +
			`|\b(?:issue )?#\d+|\b(?:one of )?(?:this|it|that|these|them)\b`),
		change: regexp.MustCompile(`\b(?:a|an|the|my|some) (?:[\w-]+ ){0,2}(?:prs?|pull requests?|patch|fix|mr|contribution|solution)\b`),
		wishing: regexp.MustCompile(`\b(?:can|could|may|might|shall|should) i (?:be )?` + act +
			`|\bi(?:'d| would)? (?:like|love|want|wish|plan|intend|hope|propose) (?:to|in) (?:be )?` + act +
			`|\bi(?:'d| would) be (?:happy|glad|interested|willing|keen|pleased|delighted|eager|able) (?:to|in) ` + act +
			`|\bi(?:'m| am) (?:going|about|planning|ready|happy|glad|willing|keen|eager|able|free|available|interested|looking forward) (?:to|in|on) ` + act +
			`|\bi(?:'m| am) interested in §|\bi(?:'ll| will| can| could) (?:be )?(?:able to |happy to |glad to )?` + act +
			`|\blet me ` + act + `|\b(?:mind|ok|okay|fine|alright|cool|possible|know|problem) if i (?:can )?` + act + `|\bpossible for me to ` + act),
		beginning: regexp.MustCompile(`\bi(?:'m| am) (?:working on|taking|picking up|fixing|solving|tackling|handling|implementing|claiming|grabbing|looking into) [§¶]` +
			`|\bi(?:'m| am) on §(?:$|[^ \w]| and)|\bi(?:'ve| have)? (?:started|begun|began) (?:work |working )?(?:on )?[§¶]` +
			`|\bi(?:'ve| have) (?:got )?(?:¶|(?:a|the|my) (?:[\w-]+ )?(?:branch|draft|prototype|implementation)\b)` +
			`|\bi(?:'ve| have)? (?:opened|submitted|raised|made|created|sent|put up) ¶|\bi(?:'ve| have)? claim(?:ed)? §`),
		terse: regexp.MustCompile(start + `(?:(?:working on|taking|picking up|claiming|grabbing|tackling|started on|started working on|looking into fixing) [§¶]|would (?:love|like) to ` + act +
			`|(?:happy|willing|glad|keen|interested) (?:to|in) ` + act + `|will (?:open|submit|send|make|create|raise|put up) ¶)` +
			`|(?:, | and )want to ` + act + `|\bpr (?:is )?(?:incoming|coming|on its way|on the way)\b|\bdibs\b`),
		assigning: regexp.MustCompile(`\bassign me\b|\bassign (?:this|it|that|the)(?: [a-z]+){0,2} to me\b|\bplease assign$` +
			`|^(?:/assign(?: me| self)?|\.?take|/claim|/take|/attempt(?: #\d+)?|@[\w-]+ (?:claim|assign|take))$`),
		notClaiming: regexp.MustCompile(`^(?:how|what|where|why|when|which)\b|\bi wish i\b|\binterested in (?:this|the) (?:feature|topic|project|change)\b|\b(?:how|where|what) (?:can|could|should|do|would) i\b|^if i (?:do|fix|try|take)\b` +
			`|\b(?:do|doing|fix|fixing|solve|solving|try|resolve|resolving|implement|address) (?:this|it|that|the (?:issue|problem|bug)) (?:by|with|in (?:vs|a |the )|using|from|via|without|through)\b` +
			`|\b(?:trying|tried) to\b|\bwork(?:ing)? on (?:this|it|that) (?:machine|notebook|computer|laptop|version|cell|file|browser)\b|\btak(?:e|ing) (?:this|it|that) (?:as|for|to mean|out|away|with)\b`),
		aboutAnother: regexp.MustCompile(`(?:work on|working on|tak(?:e|ing)|fix(?:ing)?|tackl(?:e|ing)|do(?:ing)?) (?:issue |pr |the pr |pull request )?#(\d+)`),
		groups:       regexp.MustCompile(`\bwe(?:'re|'d|'ll|'ve| are)?\b|\bi are\b`),
		spoken:       regexp.MustCompile(`\b(?:wanna|gonna|gotta|pls|plz)\b`),
	}
})
