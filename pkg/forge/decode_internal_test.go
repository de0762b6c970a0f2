package forge

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// An answer that is read piece by piece is taken and refused as one that is read whole.
func TestReadSearch(t *testing.T) {
	t.Parallel()
	const item = `{"number":%d,"title":"x","repository_url":"https://api.example.com/repos/o/r"}`
	one, two := fmt.Sprintf(item, 1), fmt.Sprintf(item, 2)
	cases := []struct {
		name, body string
		want       []int
		err        error // errAny for whichever.
	}{
		{"GitHub's order", `{"total_count":2,"incomplete_results":false,"items":[` + one + `,` + two + `]}`, []int{1, 2}, nil},
		{"another order, unknown fields", ` {"items":[` + one + `],"more":{"items":[` + two + `]},"total_count":1} `, []int{1}, nil},
		{"nothing found", `{"total_count":0,"items":[]}`, nil, nil},
		{"null", `{"total_count":0,"items":null}`, nil, nil},
		{"what is no issue", `{"total_count":4,"items":[null,{"number":3,"pull_request":{}},{"number":4,"repository_url":"x"},` + one + `]}`, []int{1}, nil},
		{"twice", `{"total_count":1,"items":[` + one + `],"items":[` + two + `]}`, []int{2}, nil},
		{"empty", ``, nil, errAny},
		{"a list", `[` + one + `]`, nil, errShape},
		{"no items", `{"total_count":1}`, nil, errShape},
		{"no total", `{"items":[]}`, nil, errShape},
		{"no list", `{"total_count":1,"items":{}}`, nil, errShape},
		{"no issues", `{"total_count":1,"items":["x"]}`, nil, errAny},
		{"no number", `{"total_count":"1","items":[]}`, nil, errAny},
		{"no comma", `{"total_count":1,"items":[` + one + one + `]}`, nil, errAny},
		{"a comma too many", `{"total_count":1,"items":[` + one + `,]}`, nil, errAny},
		{"ends in an item", `{"total_count":1,"items":[{"number":1`, nil, errAny},
		{"ends after an item", `{"total_count":1,"items":[` + one, nil, errAny},
		{"ends after the list", `{"total_count":1,"items":[` + one + `]`, nil, errAny},
		{"goes on", `{"total_count":1,"items":[]}{}`, nil, errShape},
		{"goes on with a page", `{"total_count":1,"items":[]}<html>`, nil, errAny},
		{"a limit", `{"errors":[{"type":"RATE_LIMITED"}],"total_count":1,"items":[]}`, nil, errLimitTold},
		{"another problem", `{"errors":[{"type":"OTHER"}],"total_count":1,"items":[]}`, nil, nil},
		{"as many as may be", `{"total_count":1,"items":[` + strings.Repeat("null,", maxItems-1) + one + `]}`, []int{1}, nil},
		{"too many", `{"total_count":1,"items":[` + strings.Repeat("null,", maxItems) + one + `]}`, nil, errTooMany},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			before := found{issues: []*Issue{{Number: 99}}}
			got := before
			err := readSearch(&got)(strings.NewReader(c.body))
			if c.err != nil {
				if err == nil || !errors.Is(c.err, errAny) && !errors.Is(err, c.err) {
					t.Errorf("%v, want %v", err, c.err)
				}
				if got.issues[0].Number != 99 {
					t.Error("what couldn't be read replaced what there was")
				}
				return
			}
			if err != nil || !json.Valid([]byte(c.body)) {
				t.Fatalf("%v, valid: %t", err, json.Valid([]byte(c.body)))
			}
			var numbers []int
			for _, i := range got.issues {
				numbers = append(numbers, i.Number)
			}
			if diff := cmp.Diff(c.want, numbers); diff != "" {
				t.Errorf("numbers (-want +got):\n%s", diff)
			}
		})
	}
}

var errAny = errors.New("any")

func TestReadList(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]int{
		`[]`: 0, `[null]`: 0, ` [{"login":"a"},{"login":"b"}] `: 2,
		``: -1, `null`: -1, `{}`: -1, `[{"login":"a"}`: -1, `[{"login":"a"},`: -1, `[{"login":1}]`: -1, `[]x`: -1, `[][]`: -1, `[{} {}]`: -1,
		`[` + strings.Repeat(`null,`, maxItems) + `null]`: -1,
	} {
		n := 0
		err := readList(func(*wireUser) { n++ })(strings.NewReader(body))
		if (err != nil) != (want < 0) || err == nil && n != want {
			t.Errorf("%.40q: %d, %v, want %d", body, n, err, want)
		}
	}
}

// However an answer arrives, the token isn't in it, and all else is.
func TestScrubbing(t *testing.T) {
	t.Parallel()
	const secret = "abcdabcdabcdabce"
	token, err := NewToken(secret, "GH_TOKEN", "")
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("x", 32<<10)
	for _, text := range []string{
		"", "x", secret, secret + secret, "abcd" + secret, secret[:15], secret[:15] + "x" + secret, "a" + secret + "e" + secret[:8],
		long + secret + long + secret[:9], long[:len(long)-8] + secret + "y", secret + long[:len(long)-9] + secret,
	} {
		want := strings.ReplaceAll(text, secret, "***")
		for name, way := range map[string]func(io.Reader) io.Reader{
			"whole": func(r io.Reader) io.Reader { return r }, "bytes": iotest.OneByteReader, "halves": iotest.HalfReader, "with its end": iotest.DataErrReader,
		} {
			got, err := io.ReadAll(token.scrubbing(way(strings.NewReader(text))))
			if err != nil || string(got) != want {
				t.Errorf("%s: %d bytes, %v, want %d: %.60q", name, len(got), err, len(want), got)
			}
		}
		got, err := io.ReadAll(token.scrubbing(io.MultiReader(strings.NewReader(text), iotest.ErrReader(errAny))))
		if !errors.Is(err, errAny) || string(got) != want {
			t.Errorf("before an error: %d bytes, %v, want %d", len(got), err, len(want))
		}
	}
}
