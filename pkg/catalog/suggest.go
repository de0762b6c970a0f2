package catalog

import (
	"cmp"
	"slices"
	"strings"
)

// suggestions are the ids that a person most likely meant, the likeliest first, at most three.
func suggestions(name string, entries []*Entry) []string {
	const most = 3
	word := strings.ToLower(strings.TrimSpace(name))
	if i := strings.LastIndexAny(strings.TrimRight(word, "/"), "/:"); i >= 0 {
		word = strings.TrimRight(word[i+1:], "/")
	}
	word = strings.TrimSuffix(word, ".git")
	type candidate struct {
		id   string
		away int
	}
	var all []candidate
	for _, e := range entries {
		_, repo, _ := strings.Cut(strings.ToLower(e.head.Repo), "/")
		away := min(unlike(word, e.head.ID), unlike(word, repo), unlike(word, strings.ToLower(e.head.Name)))
		if away <= max(1, len(word)/3) {
			all = append(all, candidate{e.head.ID, away})
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.away, b.away), strings.Compare(a.id, b.id))
	})
	ids := make([]string, 0, most)
	for _, c := range all[:min(len(all), most)] {
		ids = append(ids, c.id)
	}
	return ids
}

// unlike is how far two words are apart; a word that is a part of the other is near.
func unlike(word, other string) int {
	const (
		longest  = 64      // Words of a person; more would only cost time.
		shortest = 3       // Less is a part of too much.
		far      = 1 << 20 // More than any two words of that length.
	)
	switch {
	case word == "" || len(word) > longest || len(other) > longest:
		return far
	case len(word) >= shortest && strings.Contains(other, word), len(other) >= shortest && strings.Contains(word, other):
		return 1
	}
	return edits(word, other)
}

// edits counts the letters to insert, delete, change or swap with their neighbour.
func edits(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range len(a) {
		row[0] = i + 1
		for j := range len(b) {
			change := last[j]
			if a[i] != b[j] {
				change++
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, change)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
