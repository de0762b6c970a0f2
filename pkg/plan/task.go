package plan

import "github.com/jupyter-onboard/jupyter-onboard/pkg/guide"

// Task is a task of the guide as a step in the plan's environment. It is no part of the plan itself.
func (p Plan) Task(t guide.Task) Step {
	s := Step{
		ID: t.ID, Kind: KindRun, Title: t.Title, Dir: join(p.os, p.root(t.Companion), t.Dir), Env: t.Env, Root: p.root(t.Companion),
		Action: Action{Script: p.script(t.Run)}, Warning: t.Warning, Writes: t.Writes, Unproved: t.Unproved,
	}
	if len(t.Pip) > 0 && p.pip != nil {
		s.Action.Script = install(p.pip, t.Pip).Command() + "\n" + s.Action.Script
		s.Network = true
	}
	p.manage(&s)
	p.tell(&s)
	return s
}
