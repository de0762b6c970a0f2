package author

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// TestReceiptsInText puts receipts into the texts of testdata/receipts: before, a line that begins with "==> ", after.
// Comments, order and every other byte stay. UPDATE_GOLDEN=1 writes what comes out.
func TestReceiptsInText(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/receipts/*.yaml")
	if err != nil || len(files) < 11 {
		t.Fatalf("%d cases, %v", len(files), err)
	}
	base := readFile(t, "testdata/receipts/base.txt")
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".yaml"), func(t *testing.T) {
			t.Parallel()
			before, want, _ := strings.Cut(readFile(t, file), "==> \n")
			head := base
			if strings.Contains(file, "without-end") {
				head, before = strings.TrimSuffix(head, "\n"), strings.TrimSuffix(before, "\n")
			}
			got := receiptsIn(t, head+before)
			got, kept := strings.CutPrefix(got, head)
			if !kept {
				t.Fatalf("what stands before was changed:\n%s", got)
			}
			if os.Getenv("UPDATE_GOLDEN") != "" {
				if err := os.WriteFile(file, []byte(before+"==> \n"+got), 0o600); err != nil {
					t.Fatal(err)
				}
				want = got
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if strings.HasPrefix(got[max(0, strings.LastIndex(strings.TrimSuffix(got, "\n"), "\n")+1):], "error: ") {
				return
			}
			if again := receiptsIn(t, head+got); again != head+got {
				t.Errorf("a second time it changes:\n%s", cmp.Diff(head+got, again))
			}
			crlf := func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }
			if windows := receiptsIn(t, crlf(head+before)); windows != crlf(head+got) {
				t.Errorf("with line ends of Windows:\n%s", cmp.Diff(crlf(head+got), windows))
			}
		})
	}
}

// receiptsIn is the text with two receipts, or why it has none.
func receiptsIn(t *testing.T, text string) string {
	t.Helper()
	f, err := guide.LoadFile("guides/x.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	data, err := WithReceipts(f, []guide.Receipt{testReceipt("docs"), testReceipt("python")})
	if err != nil {
		return text + "error: " + err.Error() + "\n"
	}
	return string(data)
}

func testReceipt(profile string) guide.Receipt {
	return guide.Receipt{
		Profile: profile, Recipe: "venv", OS: guide.Linux, Arch: "amd64", Commit: strings.Repeat("ab12", 10), Date: "2026-11-23",
		Tools:   map[string]string{"python": "3.11.7", "node": "22.14.0"},
		Seconds: map[string]float64{"verify-tests": 4.2, "clone": 1, "python": 10, "install": 20.5, "provide-node": 3},
		Disk:    99_000_000, Proved: []string{"tests"}, TurnedRed: []string{"tests"},
	}
}

// TestReceiptsChangeNothingElse puts receipts into the catalogue's own guides: only the list of receipts differs.
func TestReceiptsChangeNothingElse(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../guides/*.yaml")
	if err != nil || len(files) < 3 {
		t.Fatalf("%d guides, %v", len(files), err)
	}
	for _, file := range files {
		text := readFile(t, file)
		if !strings.Contains(text, "\nverify:") {
			continue // Not a guide: what all guides share.
		}
		f, err := guide.LoadFile(file, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		r := testReceipt(f.Guide.Profiles[0].ID)
		r.Recipe, r.Proved, r.TurnedRed = f.Guide.Recipes[0].ID, nil, nil
		got, err := WithReceipts(f, []guide.Receipt{r})
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		before, _, _ := strings.Cut(text, "\nverified:")
		if !strings.HasPrefix(string(got), before) {
			t.Errorf("%s: changed before verified", file)
		}
	}
}

func readFile(tb testing.TB, file string) string {
	tb.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	return string(data)
}
