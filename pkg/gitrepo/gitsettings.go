package gitrepo

import (
	"slices"
	"strconv"
	"strings"
)

// The variables that give git settings: how many, and the key and value of each.
const (
	settingsCount = "GIT_CONFIG_COUNT="
	settingKey    = "GIT_CONFIG_KEY_"
	settingValue  = "GIT_CONFIG_VALUE_"
)

// joinSettings puts one list of variables behind another. Git's settings among them are numbered anew, so that
// those of both hold.
func joinSettings(first, then []string) []string {
	var settings, rest []string
	for _, set := range [][]string{first, then} {
		keys, others := splitSettings(set)
		settings, rest = append(settings, keys...), append(rest, others...)
	}
	for i := 0; i+1 < len(settings); i += 2 {
		n := strconv.Itoa(i / 2)
		rest = append(rest, settingKey+n+"="+settings[i], settingValue+n+"="+settings[i+1])
	}
	if len(settings) > 0 {
		rest = append(rest, settingsCount+strconv.Itoa(len(settings)/2))
	}
	return rest
}

// splitSettings takes git's settings, as keys and values by turns, out of a list of variables.
func splitSettings(set []string) (settings, rest []string) {
	count := 0
	for _, entry := range set {
		if text, ok := strings.CutPrefix(entry, settingsCount); ok {
			count, _ = strconv.Atoi(text) // What is no number counts nothing, as for git.
		} else if !strings.HasPrefix(entry, settingKey) && !strings.HasPrefix(entry, settingValue) {
			rest = append(rest, entry)
		}
	}
	for i := range min(count, 1000) {
		n := strconv.Itoa(i) + "="
		for _, prefix := range []string{settingKey + n, settingValue + n} {
			at := slices.IndexFunc(set, func(entry string) bool { return strings.HasPrefix(entry, prefix) })
			if at < 0 {
				return settings[:i*2], rest
			}
			settings = append(settings, strings.TrimPrefix(set[at], prefix))
		}
	}
	return settings, rest
}
