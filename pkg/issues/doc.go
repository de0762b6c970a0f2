// Package issues judges whether an issue is free, ready and for you, by the repository's own rules.
//
// [Judge] says whether it is free: a guide's rules, what is known of an issue and the time go in, a
// [Verdict] with its reasons, their links and the next action comes out. [Review] holds the text to
// the repository's criteria, [Rank] orders issues for a person and counts those it hides, [PlanSearches]
// finds the newcomer issues of many repositories with few questions.
//
// Everything is pure: the same input gives the same output. What wasn't looked at is said, and what is
// only assumed is called an assumption. The rules for comments read English; a comment in another
// language makes the verdict [Unknown] as long as it could be a claim.
package issues
