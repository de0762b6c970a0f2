package devcontainer

import (
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// Images and Features as github.com/devcontainers publishes them.
const (
	baseImage     = "mcr.microsoft.com/devcontainers/base:bookworm"
	pythonImage   = "mcr.microsoft.com/devcontainers/python:"
	pythonFeature = "ghcr.io/devcontainers/features/python:1"
	nodeFeature   = "ghcr.io/devcontainers/features/node:1"
)

// imagePythons are the Pythons that there are images for, the best first: the newest one comes last, because
// wheels for it are still missing here and there (devcontainers/images, src/python/manifest.json at bed3eb26).
func imagePythons() []string { return []string{"3.13", "3.12", "3.11", "3.10", "3.14"} }

// nodeMajors are the majors with long-term support, the newest first (nodejs.org/en/about/previous-releases).
func nodeMajors() []string { return []string{"24", "22", "20", "18"} }

// python is the minor version that the container gets: one that a receipt of the guide names, else the best in the
// range. The second value is false if none of the images' versions is in the range.
func python(g *guide.Guide) (version string, image bool) {
	in := func(minor string) bool {
		ok, err := guide.PythonMatches(g.Python.Version, minor+".99")
		return err == nil && ok
	}
	var candidates []string
	for _, r := range g.Verified {
		if parts := strings.SplitN(r.Tools["python"], ".", 3); len(parts) > 1 {
			candidates = append(candidates, parts[0]+"."+parts[1])
		}
	}
	for _, v := range slices.Concat(candidates, imagePythons()) {
		if in(v) && slices.Contains(imagePythons(), v) {
			return v, true
		}
	}
	for _, v := range []string{"3.15", "3.9", "3.8", "3.7"} {
		if in(v) {
			return v, false
		}
	}
	return "latest", false
}

// node is the major version that the container gets, from the range of the guide.
func node(g *guide.Guide) string {
	for _, major := range nodeMajors() {
		if ok, err := guide.NodeMatches(g.Node.Version, major+".99.0"); err == nil && ok {
			return major
		}
	}
	return "lts"
}
