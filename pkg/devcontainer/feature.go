package devcontainer

import (
	"embed"
	"fmt"
)

// FeatureDir is the folder of the Feature below .devcontainer.
const FeatureDir = "jupyter-onboard"

//go:embed feature/devcontainer-feature.json feature/install.sh
var feature embed.FS

// A File is a file of the Feature.
type File struct {
	Name string
	Data []byte
	// True if it is a program.
	Executable bool
}

// Feature returns the files of the Feature that brings this program into a container. They go into one folder
// beside the devcontainer.json.
func Feature() ([]File, error) {
	var files []File
	for _, name := range []string{"devcontainer-feature.json", "install.sh"} {
		data, err := feature.ReadFile("feature/" + name)
		if err != nil {
			return nil, fmt.Errorf("read the Feature's %s: %w", name, err)
		}
		files = append(files, File{Name: name, Data: data, Executable: name == "install.sh"})
	}
	return files, nil
}
