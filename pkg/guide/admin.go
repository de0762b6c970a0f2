package guide

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
)

// adminCommand finds a program that asks for admin rights where a command begins. It errs on the side of refusing.
var adminCommand = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile("(?m)(^|[;&|({`!]|\\$\\(|\\b(then|else|do|exec|command|env|time|nohup|xargs)\\s)\\s*(\\w+=\\S*\\s+)*(\\S*/)?(sudo|doas|pkexec|su|runas|gsudo)(\\s|$)")
})

// adminRights refuses scripts that would ask for admin rights: what needs them is only ever shown, under fixes.
func (v *validator) adminRights() {
	refuse := func(path, script string) {
		m := adminCommand().FindStringSubmatch(script)
		if m == nil {
			return
		}
		v.note(path, "guide/admin-rights", fmt.Sprintf("%q needs admin rights, which are never used", strings.TrimSpace(m[5])),
			`put it into "fixes" of a tool, with "admin: true": then it is shown for the person to run`)
	}
	for i, s := range v.g.Steps {
		refuse(fmt.Sprintf("steps[%d].run", i), s.Run)
		refuse(fmt.Sprintf("steps[%d].undo", i), s.Undo)
		if s.Check != nil {
			refuse(fmt.Sprintf("steps[%d].check.run", i), s.Check.Run)
		}
	}
	for i, p := range v.g.Verify {
		refuse(fmt.Sprintf("verify[%d].run", i), p.Run)
		if p.Mutation != nil {
			refuse(fmt.Sprintf("verify[%d].mutation.rebuild", i), p.Mutation.Rebuild)
		}
	}
	for i, t := range v.g.Tasks {
		refuse(fmt.Sprintf("tasks[%d].run", i), t.Run)
	}
	for i, t := range v.g.Requires {
		if t.Detect != nil {
			refuse(fmt.Sprintf("requires[%d].detect.command", i), strings.Join(t.Detect.Command, " "))
		}
	}
}
