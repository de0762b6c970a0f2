// Package overlay is the one translation of a machine's mirrors, proxies and CA bundles into the
// variables that every tool reads.
//
// A person, or an organisation, says once where packages come from. [FromMachine] collects what was said,
// in the environment and in the files of pip, uv, npm, Yarn, Bun, conda and git; [Settings.Variables]
// says it again to the tools that haven't heard it; [Settings.Where] tells where each tool goes then.
//
// [LoadOrganisation] reads an organisation's file, as strictly as a guide; [Organisation.Settings] is what it says about
// the network, to be laid below the person's own by [Settings.Over].
//
// Guarantees: everything here is pure, the same input gives the same output. A variable that the person
// has set is never among the variables that are made. Each value knows its origin. A value that holds a
// password, a token or a login is marked as secret, and no String, JSON or format verb shows it.
//
// Which tool reads what was measured; README.md beside this file has the table.
package overlay
