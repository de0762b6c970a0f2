// Package devcontainer writes a guide as a development container: a devcontainer.json, and the Feature that brings
// this program into the container.
//
// [New] says what the container needs, each setting with its reason; [Config.Encode] writes it as a file;
// [Merge] puts what is missing into a file that a project has already, and touches nothing else of it.
// Everything here is pure. The format is that of https://containers.dev/implementors/json_reference/.
package devcontainer
