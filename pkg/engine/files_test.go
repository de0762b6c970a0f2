package engine

import (
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo/gittest"
)

// What was seen of the checkout before the run is said of the checkout only, not of a companion.
func TestWorkTreeOfACompanion(t *testing.T) {
	t.Parallel()
	r := gittest.NewRepo(t)
	r.Write("a.txt", "a")
	r.Commit("first")
	git := (&Engine{}).git()
	own, err := git.WorkTreeDigest(t.Context(), r.Dir)
	if err != nil {
		t.Fatal(err)
	}
	f := files{git: git, tree: func() (string, error) { return "seen before", nil }, checkout: "/checkout", ran: &atomic.Bool{}}
	for dir, want := range map[string]string{"/checkout": "seen before", r.Dir: own} {
		if got, err := f.workTree(t.Context(), dir); got != want || err != nil {
			t.Errorf("work tree of %s: %q, %v; want %q", dir, got, err, want)
		}
	}
}

// Addresses for SSH are read as those of the server, GitHub's own and those of the server alike.
func TestHTTPSForSSH(t *testing.T) {
	t.Parallel()
	for server, want := range map[string][]string{
		"https://github.com": {
			"GIT_CONFIG_KEY_0=url.https://github.com/.insteadOf", "GIT_CONFIG_VALUE_0=git@github.com:",
			"GIT_CONFIG_KEY_1=url.https://github.com/.insteadOf", "GIT_CONFIG_VALUE_1=ssh://git@github.com/",
			"GIT_CONFIG_COUNT=2",
		},
		"https://mirror.example/": {
			"GIT_CONFIG_KEY_0=url.https://mirror.example/.insteadOf", "GIT_CONFIG_VALUE_0=git@github.com:",
			"GIT_CONFIG_KEY_1=url.https://mirror.example/.insteadOf", "GIT_CONFIG_VALUE_1=ssh://git@github.com/",
			"GIT_CONFIG_KEY_2=url.https://mirror.example/.insteadOf", "GIT_CONFIG_VALUE_2=git@mirror.example:",
			"GIT_CONFIG_KEY_3=url.https://mirror.example/.insteadOf", "GIT_CONFIG_VALUE_3=ssh://git@mirror.example/",
			"GIT_CONFIG_COUNT=4",
		},
	} {
		if diff := cmp.Diff(want, httpsForSSH(server)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", server, diff)
		}
	}
}
