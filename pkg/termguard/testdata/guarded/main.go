// Command guarded links Bubble Tea behind the guard and prints the TERM that main sees.
package main

import (
	"fmt"
	"os"

	tea "github.com/charmbracelet/bubbletea"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/termguard"
)

func main() {
	termguard.Restore()
	term, set := os.LookupEnv("TERM")
	fmt.Printf("TERM=%q set=%t program=%t\n", term, set, tea.NewProgram(nil) != nil)
}
