// Package forge reads newcomer issues from GitHub: a search, one issue with its thread, and the open
// pull requests that may answer it.
//
// [New] makes a [Client]; its methods return plain types of this package with a [Freshness] that says
// how old an answer is and, where nothing newer could be had, why. It reads; the one method that changes something
// on GitHub is [Client.MakeFork], and [Client.Text] tells beforehand what it sends.
//
// Guarantees: a token goes to the one origin it belongs to, over https (loopback excepted), never
// along a redirect to somewhere else, and into no file, log or error text; owner and repository are
// checked before they become part of an address; after a limit was met, nothing is sent before GitHub
// allows it, not by the next run of the program either; an answer, fresh or kept, or an error that
// says what to do comes within [Options.Patience]; an answer is read item by item and kept compressed, and one of more
// than 16 MB or 50,000 items is refused.
package forge
