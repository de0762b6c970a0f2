package plan

import (
	"slices"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// A graph is what the guide's steps need of each other, once those that aren't for this profile, recipe
// and machine are taken out. Steps are named by their place in the guide.
type graph struct {
	all    []guide.Step
	index  map[string]int
	chosen []bool
	needs  [][]int
}

// graph takes the steps that aren't included out: who needs one needs what it needs.
func (b *builder) graph() *graph {
	g := &graph{all: b.guide.Steps, index: map[string]int{}}
	g.chosen, g.needs = make([]bool, len(g.all)), make([][]int, len(g.all))
	for i, st := range g.all {
		g.index[st.ID] = i
		g.chosen[i] = b.included(st)
	}
	for i, st := range g.all {
		if g.chosen[i] {
			for _, id := range st.Needs {
				g.require(i, id, map[int]bool{})
			}
		}
	}
	for i, st := range g.all {
		if g.chosen[i] && st.Needs == nil {
			g.followAbove(i)
		}
	}
	return g
}

// require makes step i need the step called id, or what that one needs if it isn't chosen.
func (g *graph) require(i int, id string, seen map[int]bool) {
	j, ok := g.index[id]
	if !ok || seen[j] {
		return
	}
	seen[j] = true
	switch {
	case g.chosen[j]:
		if !slices.Contains(g.needs[i], j) {
			g.needs[i] = append(g.needs[i], j)
		}
	case g.all[j].Needs != nil:
		for _, further := range g.all[j].Needs {
			g.require(i, further, seen)
		}
	case j > 0:
		g.require(i, g.all[j-1].ID, seen)
	}
}

// followAbove makes a step that leaves its needs out need the next chosen one above it that doesn't
// itself come after it.
func (g *graph) followAbove(i int) {
	for j := i - 1; j >= 0; j-- {
		if g.chosen[j] && !g.after(j, i, map[int]bool{}) {
			g.needs[i] = append(g.needs[i], j)
			return
		}
	}
}

// after reports whether step i comes after step j.
func (g *graph) after(i, j int, seen map[int]bool) bool {
	if i == j {
		return true
	}
	if seen[i] {
		return false
	}
	seen[i] = true
	return slices.ContainsFunc(g.needs[i], func(n int) bool { return g.after(n, j, seen) })
}

// order is the chosen steps, each behind those it needs, else as the guide has them.
func (g *graph) order() []int {
	var out []int
	done := make([]bool, len(g.all))
	var visit func(int)
	visit = func(i int) {
		if done[i] {
			return
		}
		done[i] = true
		for _, n := range slices.Sorted(slices.Values(g.needs[i])) {
			visit(n)
		}
		out = append(out, i)
	}
	for i := range g.all {
		if g.chosen[i] {
			visit(i)
		}
	}
	return out
}
