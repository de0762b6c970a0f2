// Command unguarded is what the guard protects from: the same program without it.
package main

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"
)

func main() {
	fmt.Printf("program=%t\n", tea.NewProgram(nil) != nil)
}
