// Package guide is the typed guide file: what one repository's newcomers need to know, as data.
//
// A guide is read with [Load], which refuses everything that it doesn't understand and names the
// place of each problem. A loaded guide has its defaults filled in and is valid: the names that
// it refers to exist, its needs have no circle, and its ranges and patterns parse. [LoadFile] keeps
// the text, so that [Lint] and other packages can name places too. [LoadFailures] reads the known
// failures that all guides share, and [MatchFailures] finds failures in the output of a step. [LoadSubprojects] reads the
// official sub-projects, one of which each guide names.
// [Compare] says how the version that a tool prints relates to a range. [JSONSchema] is for editors.
//
// # What is refused
//
// A file has at most [MaxBytes] bytes of UTF-8 without a byte order mark, and about 16,000 lines and
// punctuation marks, since they are what makes a YAML parser allocate. It holds one document, nested
// at most [MaxDepth] levels, without anchors, aliases, merge keys and tags. No text has control
// characters but tab and line ends, or characters that are invisible or change the direction of
// text, escaped or not. Text that YAML reads as a number or a boolean must be quoted, so that 3.10
// isn't 3.1; only true and false are booleans. Unknown and repeated keys are refused, and keys
// without a value. Refusing any of the test's bad files allocates less than 32 MiB.
//
// # Rules
//
// Each [Problem] has the id of its rule. Those of Load begin with guide/: encoding, character, admin-rights,
// too-large, syntax, documents, depth, alias, anchor, merge-key, tag and schema for the text;
// unknown-key, misplaced-key, duplicate-key, missing-key, type, unquoted, empty and bad-value for its
// form; bad-id, bad-repo, bad-branch, bad-path, bad-url, bad-env, reserved-env, bad-tool,
// bad-package, bad-pip, bad-range, bad-pattern, empty-pattern, bad-commit, bad-date, bad-time,
// bad-zone and bad-rule for single values; duplicate-id, reserved-id, default, dangling-need,
// dangling-profile, dangling-recipe, dangling-task, dangling-proof, dangling-companion, cycle, exactly-one, conflict,
// no-python, no-recipe and sample for values that don't fit each other.
//
// Those of Lint begin with lint/: no-source, unknown-fact, no-upper-bound, no-why, unused-profile,
// no-proof, proved-profile, no-done, absent-need, no-mutation, no-ready, no-first-task and no-evidence, and
// unknown-subproject is that of [LintSubproject].
//
// The package has no effects: it reads bytes that it is given and never touches the machine.
package guide
