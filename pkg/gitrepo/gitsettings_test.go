package gitrepo

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSettingsOfBothHold(t *testing.T) {
	t.Parallel()
	one := []string{"A=1", "GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=url.https://mirror.example/.insteadOf", "GIT_CONFIG_VALUE_0=https://code.example/"}
	two := []string{"GIT_CONFIG_KEY_0=x.y", "GIT_CONFIG_VALUE_0=z=1", "GIT_CONFIG_COUNT=1", "B=2"}
	for _, c := range []struct {
		name        string
		first, then []string
		want        []string
	}{
		{"both", one, two, []string{
			"A=1", "B=2", "GIT_CONFIG_COUNT=2", "GIT_CONFIG_KEY_0=url.https://mirror.example/.insteadOf", "GIT_CONFIG_KEY_1=x.y",
			"GIT_CONFIG_VALUE_0=https://code.example/", "GIT_CONFIG_VALUE_1=z=1",
		}},
		{"none", []string{"A=1"}, nil, []string{"A=1"}},
		{"a value is missing", []string{"GIT_CONFIG_COUNT=2", "GIT_CONFIG_KEY_0=a.b", "GIT_CONFIG_VALUE_0=c", "GIT_CONFIG_KEY_1=d.e"}, nil, []string{
			"GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=a.b", "GIT_CONFIG_VALUE_0=c",
		}},
		{"no number", []string{"GIT_CONFIG_COUNT=many", "GIT_CONFIG_KEY_0=a.b"}, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := joinSettings(c.first, c.then)
			slices.Sort(got)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("variables (-want +got):\n%s", diff)
			}
		})
	}
}
