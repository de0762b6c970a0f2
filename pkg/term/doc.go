// Package term is the one door to a terminal: what may be written to it, how wide that is, and
// what the terminal at hand can do.
//
// Text comes from guides, repositories, tools, GitHub and errors, so it is hostile until cleaned:
//
//   - [Clean] is for text of several lines, [Line] for a field of one line, [Output] and
//     [PlainOutput] for what a step prints, [Writer] for the same as a stream, [Reveal] for a text
//     that a person has to judge byte by byte, [JSON] for JSON that may end up on a screen,
//     [Address] for an address, and [Markdown] for what people write on GitHub.
//   - [Width], [Truncate], [Pad] and [Wrap] measure and cut in cells.
//   - [Decide] turns flags, environment and terminals into a [Profile]; [Open] does so for the
//     files of a process. The package never asks the terminal anything.
//   - [Palette] holds the few styles, each with a mark, so that colour is never the only signal.
//
// What the cleaners guarantee, and [Safe] and [SafeColor] check:
//
//   - the result is valid UTF-8; a bad byte becomes U+FFFD and the text after it is still there;
//   - whole CSI, OSC, DCS, APC, PM and SOS sequences are gone, in their 7-bit form and in the form
//     of U+0080 to U+009F; one that is not complete hides nothing, it is shown as text;
//   - no other control, bidirectional or invisible format character is left: each is shown as
//     <U+202E>, which is also how a lone ESC or CR looks;
//   - text is never dropped, only cut with a visible "…": a field at [MaxLine] cells, a text at
//     [MaxText] bytes, and combining characters at eight for one base character.
package term
