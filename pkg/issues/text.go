package issues

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
)

// plain is what a person said himself: without hidden comments, code, quotes, boxes that weren't
// ticked, and the mail that is answered.
func plain(body string) string {
	s := strings.ReplaceAll(body, "\r\n", "\n")
	s = texts().hiddenText.ReplaceAllString(s, " ")
	s = texts().fenced.ReplaceAllString(s, "\n")
	s = texts().inlineCode.ReplaceAllString(s, " ")
	if at := texts().mailHeader.FindStringIndex(s); at != nil {
		s = s[:at[0]]
	}
	var kept []string
	for line := range strings.Lines(s) {
		if strings.HasPrefix(strings.TrimSpace(line), ">") || texts().emptyBox.MatchString(line) {
			continue
		}
		kept = append(kept, texts().emphasis.ReplaceAllString(texts().bulletMark.ReplaceAllString(line, ""), ""))
	}
	return strings.Join(kept, "")
}

// A sentence is one of somebody's, as it was written, and in small letters with straight quotes. A
// question keeps its mark.
type sentence struct{ said, low string }

// sentencesOf splits what somebody said.
func sentencesOf(body string) []sentence {
	s := plain(body)
	var sentences []sentence
	for s != "" {
		at := texts().endOfWords.FindStringIndex(s)
		if at == nil {
			at = []int{len(s), len(s)}
		}
		said := strings.Join(strings.Fields(s[:at[0]]), " ")
		if said != "" {
			if strings.Contains(s[at[0]:at[1]], "?") {
				said += "?"
			}
			low := strings.NewReplacer("’", "'", "‘", "'", "ʼ", "'", "\u00a0", " ").Replace(strings.ToLower(said))
			low = asWritten(low)
			sentences = append(sentences, sentence{said, low})
		}
		s = s[at[1]:]
	}
	return sentences
}

// Words that are frequent in a language and rare or absent in English.
const (
	foreignWords = " que de la el los las por para con una uno en este esta esto puedo me gustaría trabajar hola gracias est je le les des une dans ce cette pour sur peux voudrais bonjour merci" +
		" eu não um uma em nesta neste posso gostaria olá obrigado ich und der die das nicht ist ein eine einen mit auf für würde gern hallo wenn noch danke kann di il che per non sono vorrei posso ciao grazie" +
		" ik een het niet van met graag jag och att det som vill bir ve bu için üzerinde istiyorum czy jest na się nie chciałbym "
	englishWords = " the a an i is are to of and in on this that it for with you can be as at or not have from was but if we do will would like work issue my there here what how "
)

// isForeign reports whether a text is in another language than English: in another script, or with
// more of the small words of other languages. Names, numbers and very short texts aren't.
func isForeign(text string) bool {
	latin, other := 0, 0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Latin, r):
			latin++
		case unicode.IsLetter(r):
			other++
		}
	}
	if other >= 2 && 2*other >= latin {
		return true
	}
	foreign, english := 0, 0
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		switch {
		case strings.Contains(englishWords, " "+w+" "):
			english++
		case strings.Contains(foreignWords, " "+w+" "):
			foreign++
		}
	}
	return foreign >= 2 && foreign > english
}

// textPatterns take texts apart.
type textPatterns struct {
	hiddenText *regexp.Regexp
	code       *regexp.Regexp
	fenced     *regexp.Regexp
	inlineCode *regexp.Regexp
	emptyBox   *regexp.Regexp
	bulletMark *regexp.Regexp
	mailHeader *regexp.Regexp
	emphasis   *regexp.Regexp
	endOfWords *regexp.Regexp
}

// They are compiled when the first comment is read: other commands needn't wait for them.
var texts = sync.OnceValue(func() *textPatterns {
	return &textPatterns{
		code:       regexp.MustCompile(namesCode),
		hiddenText: regexp.MustCompile(`(?s)<!--.*?(?:-->|$)`),
		fenced:     regexp.MustCompile("(?ms)^[ \\t]*(?:```|~~~).*?(?:^[ \\t]*(?:```|~~~)[ \\t]*$|\\z)"),
		inlineCode: regexp.MustCompile("`[^`\n]*`"),
		emptyBox:   regexp.MustCompile(`^\s*[-*+] \[ \]`),
		bulletMark: regexp.MustCompile(`^\s*(?:[-*+]|\d+[.)])\s+(?:\[[xX]\]\s*)?|^#+\s+`),
		mailHeader: regexp.MustCompile(`(?m)^(?:On .{5,200} wrote:|-{2,} ?Original Message ?-{2,}|From: .+@.+)\s*$`),
		emphasis:   regexp.MustCompile(`\*{1,3}|~~|__`),
		endOfWords: regexp.MustCompile(`[.!?]+(?:\s+|$)|\n+`),
	}
})
