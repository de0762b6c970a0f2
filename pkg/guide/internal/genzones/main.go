// Command genzones writes the names of the IANA time zones that this Go knows to zones.txt.
package main

import (
	"archive/zip"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	if err := write("zones.txt"); err != nil {
		log.Fatal(err)
	}
}

// write lists the zones of Go's own copy of the time zone database.
func write(file string) error {
	root, err := exec.Command("go", "env", "GOROOT").Output() //nolint:noctx // Nothing cancels a generator.
	if err != nil {
		return fmt.Errorf("go env GOROOT: %w", err)
	}
	r, err := zip.OpenReader(filepath.Join(strings.TrimSpace(string(root)), "lib", "time", "zoneinfo.zip"))
	if err != nil {
		return err
	}
	names := make([]string, 0, len(r.File))
	for _, f := range r.File {
		if !strings.HasSuffix(f.Name, "/") && f.Name != "Factory" {
			names = append(names, f.Name)
		}
	}
	if err := r.Close(); err != nil {
		return err
	}
	slices.Sort(names)
	return os.WriteFile(file, []byte("\n"+strings.Join(names, "\n")+"\n"), 0o644)
}
