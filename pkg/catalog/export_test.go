package catalog

import "github.com/jupyter-onboard/jupyter-onboard/pkg/guide"

// ReviewOf collects what runs of a guide that no file need hold.
func ReviewOf(g *guide.Guide) *Review {
	r := &Review{}
	r.collect(g)
	return r
}
