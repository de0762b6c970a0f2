//go:build !race

package guide

// slower is how much longer a test may take under the race detector.
const slower = 1
