// Package tui is the journey on screen: a view over [journey.Journey] and the events of a run.
//
// [Run] shows a journey until the person leaves it. The rules of this package:
//
//   - It touches no file, process, network or signal. What must happen in the world is a
//     [journey.Effect], given to a [Doer] inside a command of the framework; its events come back one
//     batch at a time, in order.
//   - Update never waits: a slow network delays a result, never a key.
//   - Every text goes through package term before it is styled, so nothing that a stranger wrote can
//     act on the terminal.
//   - What colour says is also said by a mark or a word; the selection is marked with ">" and the
//     hardware cursor sits on it.
//   - Nothing is cut without a mark, and what is cut can be reached with a key that the key line names.
//   - The screens say what the linear form says: both show the blocks of the same page.
//   - However the program ends, the terminal is restored, and effects have ended before Run returns.
package tui
