package catalog

import (
	"io/fs"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// Subprojects reads the official sub-projects that came with the binary, in the order in which guides are grouped. A
// guide of an organisation may belong to one that isn't among them.
func (c *Catalog) Subprojects() (guide.Subprojects, error) {
	origin := c.embedded.origin(guide.SubprojectsFile)
	data, err := fs.ReadFile(c.embedded.files, guide.SubprojectsFile)
	if err != nil {
		return nil, readError(origin.name(), err)
	}
	return guide.LoadSubprojects(origin.name(), data)
}
