package journey_test

import (
	"slices"
	"testing"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
)

// The page says once why a profile was never run, and marks what belongs to it.
func TestAboutAnUnprovedProfile(t *testing.T) {
	t.Parallel()
	g := &guide.Guide{
		ID: "x", Name: "X", Repo: "jupyter/x",
		Profiles: []guide.Profile{{ID: "python", Title: "Python", Default: true}, {ID: "docker", Title: "Images", Unproved: "No Docker."}},
		Tasks: []guide.Task{
			{ID: "build", Title: "Build it", Profiles: []string{"docker"}, Unproved: "No Docker."},
			{ID: "watch", Title: "Watch it", Unproved: "It was not started."},
		},
	}
	var rows []journey.Fact
	for _, b := range journey.About(g, nil, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)).Blocks {
		if f, ok := b.(journey.Facts); ok {
			rows = append(rows, f.Rows...)
		}
	}
	for _, want := range []journey.Fact{
		{Label: "python", Text: "Python [default]"},
		{Label: "docker", Text: "Images [unproved]"},
		{Label: "build", Text: "Build it (unproved, as its profile) (profile docker)"},
		{Label: "watch", Text: "Watch it (unproved: It was not started.)"},
		{Label: "Unproved", Text: "the profile docker: No Docker."},
	} {
		if !slices.Contains(rows, want) {
			t.Errorf("the page lacks %q; it has %q", want, rows)
		}
	}
}
