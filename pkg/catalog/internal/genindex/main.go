// Command genindex writes index.json, the heads of the guides, into the current folder, which is that of the guides.
package main

import (
	"log"
	"os"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
)

func main() {
	text, err := catalog.Index(os.DirFS("."))
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("index.json", text, 0o644); err != nil {
		log.Fatal(err)
	}
}
