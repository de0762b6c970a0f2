package guide

import (
	"strings"
	"testing"
)

// benchGuide is the rich sample cut to about 155 lines, the size that guides have.
func benchGuide(b *testing.B) []byte {
	b.Helper()
	text := readFile(b, "testdata/good/rich.yaml")
	head, tail, ok := strings.Cut(text, "  - id: pages\n")
	if !ok {
		b.Fatal("rich.yaml has no pages")
	}
	_, tail, ok = strings.Cut(tail, "\ntasks:")
	if !ok {
		b.Fatal("rich.yaml has no tasks")
	}
	tail, _, _ = strings.Cut(tail, "\nverified:")
	text = strings.Replace(head+"\ntasks:"+tail+"\n", "\n\n", "\n", 1)
	text = strings.ReplaceAll(text, "profiles: [docs]\n    unproved", "unproved")
	if n := strings.Count(text, "\n"); n < 150 || n > 210 {
		b.Fatalf("%d lines", n)
	}
	return []byte(text)
}

// BenchmarkLoad1000 loads 1,000 guides one after another.
func BenchmarkLoad1000(b *testing.B) {
	data := benchGuide(b)
	b.ReportAllocs()
	for b.Loop() {
		for range 1_000 {
			if _, err := Load("x.yaml", data); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkLoad loads guides on all processors.
func BenchmarkLoad(b *testing.B) {
	data := benchGuide(b)
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := Load("x.yaml", data); err != nil {
				b.Error(err)
				return
			}
		}
	})
}

// BenchmarkMatchFailures matches a long output with 100 rules of which one matches.
func BenchmarkMatchFailures(b *testing.B) {
	output := strings.Repeat("Collecting a-package (from some==1.2.3)\n  Downloading it from somewhere, 12.3 MB\n", 20_000) + "No space left on device\n"
	rules := []Failure{{ID: "found", Pattern: `No space left on device`}}
	for i := range 99 {
		rules = append(rules, Failure{ID: strings.Repeat("x", i+1), Pattern: `error: command '(gcc|cc)' failed with exit (code|status) \d+`})
	}
	b.SetBytes(int64(len(output)))
	for b.Loop() {
		if n := len(MatchFailures(output, rules)); n != 1 {
			b.Fatal(n)
		}
	}
}
