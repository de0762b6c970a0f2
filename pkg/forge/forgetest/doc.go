// Package forgetest is a GitHub for tests: a [Server] with issues, threads, pull requests, a search
// and limits, and a [Spec] that holds requests and answers to GitHub's own OpenAPI description.
//
// A Server is an [http.Handler], so a test chooses how it is reached: by httptest, or inside a
// synctest bubble by [Pipe], where minutes of waiting take no time.
package forgetest
