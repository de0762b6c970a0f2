package term

import (
	"io"
	"strings"
	"testing"
)

// texts are what is cleaned most.
func texts() map[string]string {
	repeat := func(s string) string { return strings.Repeat(s, 64<<10/len(s)) }
	return map[string]string{
		"ascii":   repeat("Collecting jupyterlab>=4.0 (from notebook==7.3.0.dev0)\n"),
		"colour":  repeat("\x1b[32m✓\x1b[0m built in \x1b[1m1.2s\x1b[0m\r\n"),
		"scripts": repeat("naïve Ελλάδα 漢字仮名 한국어 हिन्दी 👨‍👩‍👧‍👦\n"),
		"hostile": repeat("\x1b]0;title\a\u202e\x1b[2J\xff\x00\u009b1m\r"),
	}
}

func BenchmarkSanitize(b *testing.B) {
	for name, s := range texts() {
		for _, f := range []struct {
			name string
			do   func(string) string
		}{{"Clean", Clean}, {"Output", Output}, {"Reveal", Reveal}} {
			b.Run(f.name+"/"+name, func(b *testing.B) {
				b.SetBytes(int64(len(s)))
				b.ReportAllocs()
				for b.Loop() {
					f.do(s)
				}
			})
		}
	}
}

func BenchmarkWriter(b *testing.B) {
	for name, s := range texts() {
		b.Run(name, func(b *testing.B) {
			w := NewWriter(io.Discard, ModeColor)
			p := []byte(s)
			b.SetBytes(int64(len(p)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := w.Write(p); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkField is a title in a list: cleaned, cut and padded.
func BenchmarkField(b *testing.B) {
	for name, s := range map[string]string{
		"ascii": "Document how to build the extension from source on Windows",
		"wide":  "ドキュメント: 拡張機能をソースからビルドする方法 👋🏽",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Pad(Truncate(Line(s), 40), 40)
			}
		})
	}
}

func BenchmarkWrap(b *testing.B) {
	s := strings.Repeat("Every fact names the upstream file it was read from. ", 40)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		Wrap(s, 72)
	}
}
