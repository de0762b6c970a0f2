// Package catalog knows where guides come from, which one wins, and whether a person has approved it.
//
// Entry points: [New] makes the catalogue of the guides in the binary and in the organisation's folder;
// [Catalog.List] shows all, [Catalog.Find] gets one, [FromFile], [FromRepository] and [FromBinary]
// read one from elsewhere, and [Catalog.Choose] applies the order of precedence. A [Trust] remembers
// what a person decided; [Trust.Admit] is the gate that a guide passes before anything of it runs.
//
// # Which guide wins
//
// One whole guide, nothing is merged: the file that was named, else the organisation's folder, else the
// repository's own file if it was approved earlier, else the binary. The repository's file is
// looked at when a run begins and never during it. A guide that can't be read doesn't give way
// to one of lower rank: the person would run something else than they were given.
//
// # What is hashed is what is shown and run
//
// An [Entry] is made by this package only and can't be changed. Its bytes are read once; the digest, the
// [Review] and the guide are made of these bytes, whatever becomes of the file meanwhile.
//
// # Trust
//
// Guides in the binary are trusted with it. For any other, an approval binds the digest to the kind of
// origin, the canonical path and, for a repository, its address: another byte, place or
// address asks again. A denial holds for the bytes wherever they turn up, and wins over
// approvals until it is revoked. What can't be read in the [Store] grants nothing. Nobody is
// asked without a terminal ([Entry.Consent]); only the word yes approves.
//
// Files are opened only if they are regular and of at most [guide.MaxBytes]; names from
// outside become paths only below an [os.Root].
package catalog
