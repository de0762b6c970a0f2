package journey_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
)

func TestSuggest(t *testing.T) {
	t.Parallel()
	small := event.Project{ID: "small", Skills: []string{"python", "writing"}, Kinds: []string{"code", "docs"}, Areas: []string{"notebooks"}, Difficulty: 1}
	large := event.Project{ID: "large", Skills: []string{"typescript", "python"}, Kinds: []string{"code", "design"}, Areas: []string{"interface"}, Difficulty: 4}
	for name, tt := range map[string]struct {
		wish journey.Wish
		want map[string][2][]string // reasons and what to mind
		ids  []string
	}{
		"nothing wished for": {journey.Wish{}, map[string][2][]string{}, nil},
		"nothing in common":  {journey.Wish{Know: []string{"rust"}}, map[string][2][]string{}, nil},
		"more reasons first": {journey.Wish{Know: []string{"typescript", "python"}, Do: []string{"design"}}, nil, []string{"large", "small"}},
		"equal: as listed":   {journey.Wish{Know: []string{"python"}}, nil, []string{"small", "large"}},
		"what to mind is said": {journey.Wish{Know: []string{"python"}, Time: journey.Afternoon}, map[string][2][]string{
			"small": {{"it uses python, which you know", "its code base is 1 of 5 (an afternoon), which fits the time that you have"}, nil},
			"large": {{"it uses python, which you know"}, {"its code base is 4 of 5 (large), which is much for the time that you have"}},
		}, []string{"small", "large"}},
		"at work": {journey.Wish{Use: []string{"interface"}}, map[string][2][]string{"large": {{"it is about interface, which you use at work"}, nil}}, []string{"large"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var ids []string
			said := map[string][2][]string{}
			for _, s := range journey.Suggest([]event.Project{small, large}, tt.wish) {
				ids = append(ids, s.Project.ID)
				said[s.Project.ID] = [2][]string{s.Reasons, s.Mind}
			}
			if diff := cmp.Diff(tt.ids, ids); diff != "" {
				t.Errorf("suggested (-want +got):\n%s", diff)
			}
			if tt.want != nil {
				if diff := cmp.Diff(tt.want, said); diff != "" {
					t.Errorf("said (-want +got):\n%s", diff)
				}
			}
		})
	}
}

func TestTraits(t *testing.T) {
	t.Parallel()
	all := []event.Project{{Skills: []string{"python", "css"}}, {Skills: []string{"python", "bash"}}}
	got := journey.Traits(all, func(p event.Project) []string { return p.Skills })
	want := []journey.Trait{{Value: "python", Count: 2}, {Value: "bash", Count: 1}, {Value: "css", Count: 1}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("traits (-want +got):\n%s", diff)
	}
}
