// Package author is the maintainer's side of guides: it drafts, checks, runs and renders them, and finds what upstream
// changed since.
//
// A [Trial] runs a guide in a fresh folder with nothing of the person's settings, and makes each proof fail on purpose:
// a proof that stays green proves nothing. [WithReceipts] writes what was seen into the guide's text without touching
// anything else of it. [Lint] finds what a guide lacks by itself, [LintRepo] what disagrees with a checkout.
// [Drift] tells which upstream files have changed since the guide's facts were read. [NewDraft] begins a guide from a
// checkout. [Docs] renders a guide as pages, [Workflow] keeps it true in CI.
//
// The package never prints, and asks nothing of the network but git.
package author
