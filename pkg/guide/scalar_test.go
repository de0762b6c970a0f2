package guide

import (
	"testing"
	"time"
)

func TestDuration(t *testing.T) {
	t.Parallel()
	good := map[string]string{
		"90s": "1m30s", "10m": "10m", "48h": "48h", "1h30m": "1h30m", "1s": "1s", "1.5h": "1h30m", "8760h": "8760h", "60m": "1h",
		"10h0m": "10h", "100m": "1h40m", "20h10s": "20h0m10s",
	}
	for text, want := range good {
		d, err := ParseDuration(text)
		if err != nil || d.String() != want {
			t.Errorf("ParseDuration(%q) = %v, %v; want %s", text, d, err, want)
		}
		if again, err := ParseDuration(d.String()); err != nil || again != d {
			t.Errorf("%v is read again as %v, %v", d, again, err)
		}
	}
	for _, text := range []string{"", "10", "0s", "-5m", "+5m", "500ms", "1us", "1ns", "2d", "10 m", "m", "8761h", "1.5s", "1e3s"} {
		if d, err := ParseDuration(text); err == nil {
			t.Errorf("ParseDuration(%q) = %v", text, d)
		}
	}
	if Duration(90*time.Second).Std() != 90*time.Second {
		t.Error("Std changes the duration")
	}
}

func TestSize(t *testing.T) {
	t.Parallel()
	good := map[string]int64{
		"300MB": 300e6, "1.5GB": 1.5e9, "1B": 1, "12345B": 12345, "0.5kB": 500, "2TB": 2e12, "1.234MB": 1_234_000, "1000TB": 1e15, "1500MB": 1.5e9,
	}
	for text, want := range good {
		s, err := ParseSize(text)
		if err != nil || int64(s) != want {
			t.Errorf("ParseSize(%q) = %d, %v; want %d", text, s, err, want)
		}
		if again, err := ParseSize(s.String()); err != nil || again != s {
			t.Errorf("%d is written as %q and read again as %d, %v", int64(s), s, int64(again), err)
		}
	}
	for _, text := range []string{
		"", "0MB", "300", "300 MB", "300mb", "300MiB", "-1MB", "+1MB", "1.2345MB", "1.MB", ".MB", "MB", "1.5B", "1e3MB", "1001TB",
		"9999999MB", "1_0MB", "١MB",
	} {
		if s, err := ParseSize(text); err == nil {
			t.Errorf("ParseSize(%q) = %d", text, int64(s))
		}
	}
	for s, want := range map[Size]string{1: "1B", 999: "999B", 1000: "1kB", 1234: "1.234kB", 1_234_567: "1234.567kB", 1_500_000: "1.5MB", 0: "0B"} {
		if got := s.String(); got != want {
			t.Errorf("Size(%d) is written as %q, want %q", int64(s), got, want)
		}
	}
}
