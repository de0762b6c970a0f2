// Package guide is the typed guide file: what one repository's newcomers need to know, as data.
//
// A guide is read with [Load], which refuses everything that it doesn't understand and names the
// position of each problem. A loaded guide has its defaults filled in and is valid: the names that
// it refers to exist and its ranges and patterns parse. The package has no effects: it reads bytes
// that it is given and never touches the machine.
package guide
