package issues

import (
	"slices"
	"strings"
)

// Bots are programs that use accounts of people: the forge doesn't mark them, and their names don't
// end in [bot]. In small letters.
func Bots() []string {
	return []string{
		"allcontributors", "codecov-commenter", "codecov-io", "conda-forge-admin", "dependabot", "dependabot-preview", "github-actions",
		"gitter-badger", "henchbot", "jupyter-jsc-bot", "jupyterlab-bot", "jupyterlab-probot", "lumberbot-app", "meeseeksdev", "meeseeksmachine",
		"mergify", "pre-commit-ci", "renovate", "review-notebook-app", "snyk-bot", "stale", "vercel", "welcome",
	}
}

// IsBot reports whether an account is a program's, as the forge says or by its name.
func IsBot(login string, marked bool) bool {
	login = strings.ToLower(login)
	return marked || strings.HasSuffix(login, "[bot]") || slices.Contains(Bots(), login)
}
