package issues

import (
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// hints are words in labels, titles and names of files that tell a skill. What isn't here is looked
// for as it is written.
func hints() map[string][]string {
	return map[string][]string{
		"python":     {"python", ".py", "pytest", "pip", "traceback", "docstring"},
		"typescript": {"typescript", ".ts", ".tsx", "lumino", "jlpm"},
		"javascript": {"javascript", ".js", ".jsx", "npm", "webpack"},
		"css":        {"css", ".scss", "style sheet", "stylesheet", "color", "colour", "padding", "font"},
		"react":      {"react", ".tsx", ".jsx"},
		"writing":    {"documentation", "docs", "typo", "readme", "changelog", ".md", ".rst"},
		"docker":     {"docker", "dockerfile", "container image"},
		"kubernetes": {"kubernetes", "helm", "k8s"},
	}
}

// skillsOf are the skills of its project that an issue's words hint at; all of the project's if they
// hint at none.
func skillsOf(f Found) []string {
	if f.Guide == nil {
		return nil
	}
	text := strings.ToLower(readable(f.Issue))
	var found []string
	for _, s := range f.Guide.Choose.Skills {
		words, ok := hints()[strings.ToLower(s)]
		if !ok {
			words = []string{strings.ToLower(s)}
		}
		if slices.ContainsFunc(words, func(w string) bool { return hasWord(text, w) }) {
			found = append(found, s)
		}
	}
	if len(found) == 0 {
		return f.Guide.Choose.Skills
	}
	return found
}

// hasWord reports whether a text has a word, or a name that ends in it if it begins with a dot.
func hasWord(text, word string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return false
		}
		start, end := from+i, from+i+len(word)
		before := word[0] == '.' || start == 0 || !isWordByte(text[start-1])
		if before && (end == len(text) || !isWordByte(text[end])) {
			return true
		}
		from = end
	}
}

func isWordByte(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '_' || b >= 0x80
}

// kindsOf are the kinds of work that an issue's labels tell; code if they tell none.
func kindsOf(f Found) []guide.Kind {
	var kinds []guide.Kind
	for _, l := range f.Issue.Labels {
		l = strings.ToLower(l)
		for _, k := range []struct {
			kind  guide.Kind
			words []string
		}{
			{guide.Docs, []string{"documentation", "docs", "doc"}},
			{guide.Accessibility, []string{"accessibility", "a11y"}},
			{guide.Translation, []string{"translation", "i18n", "l10n", "internationalization", "localization"}},
			{guide.Design, []string{"design", "ux", "ui", "ui/ux"}},
			{guide.Triage, []string{"triage", "needs reproduction"}},
			{guide.Code, []string{"bug", "enhancement", "feature", "maintenance", "performance"}},
		} {
			if !slices.Contains(kinds, k.kind) && slices.ContainsFunc(k.words, func(w string) bool { return hasWord(l, w) }) {
				kinds = append(kinds, k.kind)
			}
		}
	}
	if len(kinds) == 0 {
		return []guide.Kind{guide.Code}
	}
	return kinds
}
