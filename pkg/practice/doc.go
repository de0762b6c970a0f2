// Package practice is the sample project inside the binary: a newcomer's first hour and a workshop's
// first exercise, without a network.
//
// [Create] writes the upstream of nbglance, a small Python package with one deliberate bug, as a bare
// git repository that any git can clone. [Guide] says how to set it up, [Issues] are its newcomer
// issues (one is free, one is claimed, one isn't ready), and [Solution] is the patch that ends the free one.
//
// The history is the same everywhere: its authors, dates and files are part of the program, so its
// commit ids are too. No git program is needed, and no git configuration of the person or the machine is
// read. Nothing here uses the network.
package practice
