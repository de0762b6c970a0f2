// Command jupyter-onboard is a guided way into Project Jupyter's repositories.
package main

import (
	"os"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/cli"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/termguard"
)

func main() {
	termguard.Restore()
	os.Exit(cli.Main(cli.Process{
		Args: os.Args[1:], Environ: os.Environ(), In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
	}))
}
