// Package state keeps what the tool must remember between two runs, and no
// more than that: the journal of a checkout, its lock, the logs of its steps,
// the ledger of what was made, and small caches.
//
// Entry points: [Acquire] takes the lock of a checkout, [Open] its journal,
// [OpenLedger] its ledger, [NewLogs] its logs, [OpenCache] a cache. [Read] and
// [ReadLedger] look without changing anything; commands that hold no lock use them.
// [WriteFile] is the one way in which files are written, for other packages too.
//
// # Where things are
//
// The caller names every folder. The journal and the logs belong into
// jupyter-onboard inside the git directory of the checkout, so that they go
// when the checkout goes. Lock and ledger belong into the state directory of the
// person, under a name derived from the canonical path of the checkout
// ([Canonical], [Key]), because both must exist before the clone does. A journal that
// is begun before the clone moves into it with [Journal.MoveTo].
//
// # The journal decides nothing
//
// Ground truth (files, checks, git) says what is done. The journal can only
// make a step not done: [Record.Doubt] gives the reason. A lost
// journal therefore costs time and never correctness.
//
// # What is durable
//
// Journal, ledger and caches are written whole: to a temporary file, fsync,
// rename, fsync of the folder. When a call returns nil, the content survives a
// power cut (as far as the disk keeps its word); when it returns an error, or when the
// process is killed meanwhile, the file holds the old or the new content and
// nothing else. A temporary file of a writer that died is removed by the next
// writer in the same folder. A journal whose write failed keeps the change in memory
// and tries again with its next write.
//
// Not durable: the content of the lock file (it says who holds the lock and is
// worthless after a restart), and log files, which are written as the step runs.
// On Windows a folder can't be synchronised; there the rename itself may be
// lost in a power cut, which leaves the old content.
//
// # What is found is never trusted
//
// A file is opened only if it is a regular file of an acceptable size, so a
// folder, link, pipe or huge file can't hang or fill the process. A file that
// can't be used is kept aside under a dated name, never overwritten or
// deleted, and a [Notice] says in words what was found, where it is kept and
// what follows. Names that become paths pass [ValidName] and are opened through
// [os.Root].
package state
