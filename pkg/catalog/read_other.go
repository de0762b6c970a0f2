//go:build !unix

package catalog

// dontWait is for systems that have named pipes among files.
const dontWait = 0
