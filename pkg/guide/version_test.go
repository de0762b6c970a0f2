package guide

import "testing"

func TestCompare(t *testing.T) {
	t.Parallel()
	tests := []struct {
		kind    RangeKind
		rng     string
		version string
		want    Fit
	}{
		{PEP440, ">=3.10,<3.15", "3.11.7", Fits},
		{PEP440, ">=3.10,<3.15", "Python 3.11.7", Fits},
		{PEP440, ">=3.10,<3.15", "Python 3.10.14 (75b3de9d9035, Apr 21 2024)\n[PyPy 7.3.17 with GCC 10.2.1]", Fits},
		{PEP440, ">=3.10,<3.15", "3.14.0a7+", Fits},
		{PEP440, ">=3.10,<3.15", "3.15.0a1", TooNew},
		{PEP440, ">=3.10,<3.15", "3.15.0", TooNew},
		{PEP440, ">=3.10,<3.15", "4.0", TooNew},
		{PEP440, ">=3.10,<3.15", "3.9.25", TooOld},
		{PEP440, ">=3.10,<3.15", "3.10.0rc1", TooOld},
		{PEP440, ">=3.10,<3.15", "2.7.18", TooOld},
		{PEP440, ">=3.9,!=3.9.7,<3.13", "3.9.7", Excluded},
		{PEP440, ">3.9.5,<3.13", "3.9.5", TooOld},
		{PEP440, "~=3.11", "3.14.1", Fits},
		{PEP440, "~=3.11", "4.0.0", TooNew},
		{PEP440, "~=3.11.2", "3.12.0", TooNew},
		{PEP440, "==3.12.*", "3.12.9", Fits},
		{PEP440, "==3.12.*", "3.13.0", TooNew},
		{PEP440, "==3.12.*", "3.11.0", TooOld},
		{PEP440, "<=3.12", "3.12.1", TooNew},
		{PEP440, "", "3.99", Fits},
		{PEP440, ">=3.10", "no such file", Unknown},
		{SemVer, ">=20", "v20.20.2", Fits},
		{SemVer, ">=20", "v18.20.4", TooOld},
		{SemVer, ">=20.0.0", "v20.0.0-nightly20240101", Fits},
		{SemVer, "^22 || ^24", "v23.11.0", Excluded},
		{SemVer, "^22 || ^24", "v25.1.0", TooNew},
		{SemVer, "^22 || ^24", "v20.0.0", TooOld},
		{SemVer, "24.x", "v24.19.0", Fits},
		{SemVer, "24.x", "v26.0.0", TooNew},
		{SemVer, ">=24 <25", "v25.0.0", TooNew},
		{SemVer, "18 - 20", "v20.20.2", Fits},
		{SemVer, "18 - 20", "v21.0.0", TooNew},
		{SemVer, ">=2.30", "git version 2.39.5.windows.1", Fits},
		{SemVer, ">=2.40", "git version 2.39.5 (Apple Git-154)", TooOld},
		{SemVer, ">=1.22 <2", "1.22.22", Fits},
		{SemVer, "", "pandoc 3.1.11.1", Fits},
		{SemVer, "<3", "pandoc 3.1.11.1", TooNew},
		{SemVer, ">=1.6", "jq-1.6", Fits},
		{SemVer, ">=24", "Docker version 24.0.7, build afdd53b", Fits},
		{SemVer, "*", "7", Fits},
		{SemVer, ">=3 <2", "2.5.0", Excluded},
		{SemVer, "v20", "20.20.2", Fits},
		{SemVer, "^20 ||", "7.0.0", Fits},
		{SemVer, ">= 20 < 21", "20.1.0", Fits},
		{SemVer, "^0.0.3", "0.0.4", TooNew},
		{SemVer, "~0.0.0", "0.1.0", TooNew},
		{SemVer, ">=22.0.0-rc.1 <23", "22.0.0", Fits},
		{SemVer, "<22.0.0-rc.1", "22.0.0", TooNew},
		{SemVer, "22.0.0-rc.1", "22.0.0", TooNew},
		{SemVer, "20.1.0+build.5", "20.1.0", Fits},
		{SemVer, ">*", "20.1.0", Excluded},
		{PEP440, ">=3.14.0rc1", "3.14.0a7", TooOld},
		{PEP440, ">=3.14.0a7", "3.14.0a10", Fits},
		{PEP440, "<3.15.0.dev0", "3.15.0.dev1", TooNew},
		{PEP440, "!=3.12.*", "3.12.0a1", Excluded},
	}
	for _, tt := range tests {
		got, err := Compare(tt.kind, tt.rng, tt.version)
		if err != nil || got != tt.want {
			t.Errorf("Compare(%d, %q, %q) = %v, %v; want %v", tt.kind, tt.rng, tt.version, got, err, tt.want)
		}
	}
}

func TestFitInWords(t *testing.T) {
	t.Parallel()
	for fit, want := range map[Fit]string{Unknown: "unknown", Fits: "fits", TooOld: "too old", TooNew: "too new", Excluded: "excluded", 9: "Fit(9)"} {
		if got := fit.String(); got != want {
			t.Errorf("Fit %d is %q, want %q", int(fit), got, want)
		}
	}
}

func TestMatches(t *testing.T) {
	t.Parallel()
	if ok, err := PythonMatches(">=3.10,<3.15", "Python 3.14.0a7+"); !ok || err != nil {
		t.Errorf("PythonMatches: %v, %v", ok, err)
	}
	if ok, err := NodeMatches("^22 || ^24", "v23.0.0"); ok || err != nil {
		t.Errorf("NodeMatches: %v, %v", ok, err)
	}
	if _, err := NodeMatches(">=20", "command not found"); err == nil {
		t.Error("NodeMatches finds a version where there is none")
	}
	for _, rng := range []string{"3.10", "^3.10", ">=3.10 || >=3.11", ">=3.10 <3.15", ">=", "latest", ">=3.10,", "===3.10", "~=3", ">=3.6.*", ">=3.10.x", ">=3.10rc", "==1!3.10", ">=3.1.2.4"} {
		if _, err := PythonMatches(rng, "3.11"); err == nil {
			t.Errorf("PythonMatches accepts the range %q", rng)
		}
	}
	for _, rng := range []string{">=20,<25", "lts/*", "latest", "!=20", "twenty", ">=", "1.x.2", "=>20", "20.1.0-", "20.1-rc", "1.2.3.4", "18 -20"} {
		if _, err := NodeMatches(rng, "v20.0.0"); err == nil {
			t.Errorf("NodeMatches accepts the range %q", rng)
		}
	}
}

func TestCleanVersion(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"git version 2.39.5.windows.1":   "2.39.5",
		"v20.20.2":                       "20.20.2",
		"Python 3.14.0a7+":               "3.14.0",
		"uv 0.4.5 (a1b2c3d4 2026-01-01)": "0.4.5",
		"2 programs, version 1.2":        "1.2",
		"version 7":                      "7",
		"v24.":                           "24",
		"0123456789012345678901234567890123456789": "0123456789012345678901234567890123456789",
		"none": "",
	}
	for printed, want := range tests {
		if got, ok := CleanVersion(printed); got != want || ok != (want != "") {
			t.Errorf("CleanVersion(%q) = %q, %v; want %q", printed, got, ok, want)
		}
	}
}

func TestWheelSpec(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		">=20":                        ">=24,<25",
		"*":                           ">=24,<25",
		"^22.14":                      ">=22.14,<23",
		"^22.14.2":                    ">=22.14.2,<23",
		"^22 || ^24":                  ">=24,<25",
		"^20 || ^22":                  ">=22,<23",
		"24.x":                        ">=24,<25",
		">=24 <25":                    ">=24,<25",
		"<23":                         ">=22,<23",
		"<=22":                        ">=22,<23",
		"<=22.14":                     ">=22,<22.15",
		"<=22.14.1":                   ">=22,<22.14.2",
		">22.14.0 <23":                ">=22.14.1,<23",
		"~22.14":                      ">=22.14,<22.15",
		"18 - 20":                     ">=20,<21",
		">=18 <22.12 || >=22.14 <23":  ">=22.14,<23",
		">=18 <22.12 || >=23":         ">=24,<25",
		"22.14.0":                     ">=22.14,<22.14.1",
		">=18 <22.12 || >=23 <24":     ">=22,<22.12",
		"^18.17.0 || ^20.3 || >=21.1": ">=24,<25",
	}
	for rng, want := range tests {
		if got, err := WheelSpec(rng); err != nil || got != want {
			t.Errorf("WheelSpec(%q) = %q, %v; want %q", rng, got, err, want)
		}
	}
	for _, rng := range []string{"^16", "25", "latest", ">=21 <22", "<0"} {
		if got, err := WheelSpec(rng); err == nil {
			t.Errorf("WheelSpec(%q) = %q", rng, got)
		}
	}
}
