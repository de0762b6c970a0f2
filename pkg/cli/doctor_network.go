package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/doctor"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/engine"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// network asks where the tools of the project go, or those of the machine without one, and puts what came of it
// before the findings of the same gravity.
func (a *app) network(ctx context.Context, e *engine.Engine, x *examination) error {
	ways, needed := a.ways(ctx, x)
	if len(ways.Tools) == 0 {
		a.say(event.Info, "Nothing of this project is fetched from the network, so nobody was asked.")
		return nil
	}
	var names []string
	for _, tool := range ways.Tools {
		names = append(names, tool.Title())
	}
	a.say(event.Info, fmt.Sprintf("Asking where %s go, side by side, at most 10 s …", strings.Join(names, ", ")))
	var results []doctor.NetworkResult
	for _, r := range e.Routes(ctx, ways) {
		results = append(results, networkResult(r, slices.Contains(needed, r.Endpoint.Tool)))
	}
	if err := context.Cause(ctx); err != nil {
		return err
	}
	findings := append(doctor.Network(results, x.facts.OS), x.findings...)
	slices.SortStableFunc(findings, func(a, b doctor.Finding) int { return int(a.Severity) - int(b.Severity) })
	x.findings = findings
	return nil
}

// ways says which tools are asked, and which of them a set-up can't do without: those of the plan. Without a project
// it is what the machine has, and every set-up needs git and a way to Python's packages.
func (a *app) ways(ctx context.Context, x *examination) (ways engine.Ways, needed []overlay.Tool) {
	if p := x.plan; p != nil {
		ways = engine.Ways{Tools: p.Fetchers(), Remote: cloneAddress(*p), Yarn: p.Yarn()}
		if x.facts.Checkout.State == plan.Cloned {
			ways.Checkout = p.Dir
		}
		if !p.Environment.IsZero() {
			ways.Path = []string{p.Environment.Bin}
		}
		return ways, ways.Tools
	}
	has := func(name string) bool { return x.facts.Tools[name].Path != "" }
	ways.Tools, ways.Remote = []overlay.Tool{overlay.Git}, a.someRepository(ctx)
	if len(x.facts.Pythons) > 0 {
		ways.Tools = append(ways.Tools, overlay.Pip)
	}
	if has("uv") {
		ways.Tools = append(ways.Tools, overlay.UV)
	}
	needed = slices.Clone(ways.Tools)
	for _, tool := range []overlay.Tool{overlay.NPM, overlay.Conda} {
		if has(string(tool)) {
			ways.Tools = append(ways.Tools, tool)
		}
	}
	return ways, needed
}

// cloneAddress is where the plan clones from.
func cloneAddress(p plan.Plan) string {
	for _, s := range p.Steps {
		if s.Action.Clone != nil {
			return s.Action.Clone.URL
		}
	}
	return ""
}

// someRepository is the address of a repository of the catalogue.
func (a *app) someRepository(ctx context.Context) string {
	entries, _ := a.catalog().List(ctx)
	if len(entries) == 0 {
		return ""
	}
	return a.server() + "/" + entries[0].Head().Repo
}

// networkResult is a route in the words of the doctor.
func networkResult(r engine.Route, needed bool) doctor.NetworkResult {
	e, got := r.Endpoint, r.Result
	return doctor.NetworkResult{
		Tool: string(e.Tool), Title: e.Tool.Title(), Address: e.Address, Origin: e.Origin.String(), Via: e.Via, ViaOrigin: e.ViaOrigin.String(),
		CA: e.CA, CAOrigin: e.CAOrigin.String(), Notes: e.Notes, Needed: needed,
		Kind: doctor.NetworkKind(got.Kind), Status: got.Status, Issuer: got.Issuer, Location: got.Location, Detail: got.Detail, Elapsed: got.Elapsed,
	}
}
