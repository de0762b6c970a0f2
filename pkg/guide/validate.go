package guide

// validate notes what the types alone don't say.
func validate(d *decoder, g *Guide) {
	if len(g.Steps) > MaxSteps {
		d.noteAt("steps", "guide/too-large", "a guide has at most 100 steps", "")
	}
}
