//go:build unix

package system

import (
	"fmt"
	"os"
	"os/exec"
)

// gate is a shell that waits for a line on its third file and then becomes the
// program. At end of file, which comes when this process dies, it goes away.
const gate = `read -r JUPYTER_ONBOARD_GATE <&3 || exit 125; exec "$@" 3<&-`

// hold puts the gate before the command and returns what opens it. What belongs
// to the child is closed with the other pipes.
func hold(cmd *exec.Cmd, p *pipes) (release func(), err error) {
	r, w, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("hold its start: %w", err)
	}
	p.child = append(p.child, r)
	cmd.Args = append([]string{"sh", "-c", gate, "sh", cmd.Path}, cmd.Args[1:]...)
	cmd.Path = "/bin/sh"
	cmd.ExtraFiles = []*os.File{r}
	return func() {
		// If the gate is gone, so is the program: Wait tells.
		_, _ = w.WriteString("\n")
		_ = w.Close()
	}, nil
}
