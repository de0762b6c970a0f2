// Package gittest serves repositories over loopback HTTP and makes small ones,
// for tests and for measurements.
//
// [Repos] is an http.Handler around `git http-backend` that answers partial
// clones as GitHub does and counts what it sends; [Server] starts it for a
// test. [NewRepo] makes a repository with settings that depend on nobody's
// machine. [Snapshot] tells whether anything below a folder has changed.
package gittest
