package manifest

import (
	"regexp"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"
)

// parseYAML returns the root of YAML or JSON text; nil if it is neither. Aliases aren't followed.
func parseYAML(data []byte) *yaml.Node {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil || len(doc.Content) == 0 {
		return nil
	}
	return doc.Content[0]
}

// at goes down into mappings; key and value are nil where there is none.
func at(n *yaml.Node, keys ...string) (key, val *yaml.Node) {
	val = n
	for _, k := range keys {
		key, val = child(val, k)
		if val == nil {
			return nil, nil
		}
	}
	return key, val
}

func child(n *yaml.Node, name string) (key, val *yaml.Node) {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil, nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == name {
			return n.Content[i], n.Content[i+1]
		}
	}
	return nil, nil
}

// scalars are the texts of a scalar, or of the scalars of a list.
func scalars(n *yaml.Node) []*yaml.Node {
	switch {
	case n == nil:
		return nil
	case n.Kind == yaml.ScalarNode:
		return []*yaml.Node{n}
	case n.Kind == yaml.SequenceNode:
		var out []*yaml.Node
		for _, item := range n.Content {
			if item.Kind == yaml.ScalarNode {
				out = append(out, item)
			}
		}
		return out
	}
	return nil
}

func joined(n *yaml.Node) string {
	var parts []string
	for _, s := range scalars(n) {
		parts = append(parts, s.Value)
	}
	return strings.Join(parts, ", ")
}

// packageJSON reads package.json.
func packageJSON(data []byte) []Value {
	root := parseYAML(data)
	var out []Value
	add := func(kind Kind, n *yaml.Node, text string) {
		if n != nil && text != "" {
			out = append(out, Value{Kind: kind, Text: text, Line: n.Line})
		}
	}
	_, name := at(root, "name")
	add(Package, name, joined(name))
	_, engine := at(root, "engines", "node")
	add(NodeRange, engine, joined(engine))
	_, licence := at(root, "license")
	add(Licence, licence, joined(licence))
	_, spaces := at(root, "workspaces")
	if spaces != nil && spaces.Kind == yaml.MappingNode {
		_, spaces = at(spaces, "packages")
	}
	add(Workspaces, spaces, joined(spaces))
	if _, manager := at(root, "packageManager"); manager != nil {
		name, version, _ := strings.Cut(manager.Value, "@")
		version, _, _ = strings.Cut(version, "+")
		out = append(out, Value{Kind: Manager, Name: name, Text: version, Line: manager.Line})
	}
	if _, scripts := at(root, "scripts"); scripts != nil && scripts.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(scripts.Content); i += 2 {
			out = append(out, Value{Kind: Script, Name: scripts.Content[i].Value, Text: scripts.Content[i+1].Value, Line: scripts.Content[i].Line})
		}
	}
	return out
}

// preCommit reads the hooks, with the version of the repository that they come from.
func preCommit(data []byte) []Value {
	_, repos := at(parseYAML(data), "repos")
	var out []Value
	if repos == nil {
		return nil
	}
	for _, repo := range repos.Content {
		_, rev := at(repo, "rev")
		_, hooks := at(repo, "hooks")
		if hooks == nil {
			continue
		}
		for _, hook := range hooks.Content {
			if _, id := at(hook, "id"); id != nil {
				out = append(out, Value{Kind: Hook, Name: id.Value, Text: strings.TrimPrefix(joined(rev), "v"), Line: id.Line})
			}
		}
	}
	return out
}

// A versionKey is a key whose value names versions.
type versionKey struct {
	key  string
	kind Kind
}

// readTheDocs reads what the documentation is built with.
func readTheDocs(data []byte) []Value {
	root := parseYAML(data)
	var out []Value
	for _, tool := range []versionKey{{"python", PythonVersion}, {"nodejs", NodeVersion}} {
		if _, n := at(root, "build", "tools", tool.key); n != nil {
			out = append(out, Value{Kind: tool.kind, Text: n.Value, Line: n.Line})
		}
	}
	return out
}

// condaEnvironment reads the packages of an environment file.
func condaEnvironment(data []byte) []Value {
	_, deps := at(parseYAML(data), "dependencies")
	var out []Value
	for _, n := range scalars(deps) {
		end := strings.IndexAny(n.Value, "=<>! ")
		if end < 0 {
			end = len(n.Value)
		}
		out = append(out, Value{Kind: CondaPackage, Name: n.Value[:end], Text: strings.TrimSpace(n.Value[end:]), Line: n.Line})
	}
	return out
}

var jsonComment = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?m)^\s*//.*$`) })

// devcontainer reads a container's image and the command after its creation.
func devcontainer(data []byte) []Value {
	root := parseYAML(jsonComment().ReplaceAll(data, nil))
	var out []Value
	if _, n := at(root, "image"); n != nil {
		out = append(out, Value{Kind: Image, Text: n.Value, Line: n.Line})
	}
	if _, n := at(root, "postCreateCommand"); n != nil && n.Kind == yaml.ScalarNode {
		out = append(out, Value{Kind: Command, Name: "postCreateCommand", Text: n.Value, Line: n.Line})
	}
	return out
}

// workflow reads which versions a workflow of GitHub Actions tries, and its commands.
func workflow(data []byte) []Value {
	_, jobs := at(parseYAML(data), "jobs")
	var out []Value
	if jobs == nil || jobs.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(jobs.Content); i += 2 {
		out = append(out, job(jobs.Content[i].Value, jobs.Content[i+1])...)
	}
	return out
}

// job reads one job: the versions of its matrix and of its steps.
func job(name string, n *yaml.Node) []Value {
	var out []Value
	versions := func(kind Kind, n *yaml.Node) {
		for _, s := range scalars(n) {
			if v := strings.TrimSpace(s.Value); v != "" && !strings.Contains(v, "${{") {
				out = append(out, Value{Kind: kind, Text: strings.TrimPrefix(v, "v"), Line: s.Line})
			}
		}
	}
	both := func(n *yaml.Node) {
		for _, k := range []versionKey{
			{"python-version", PythonVersion},
			{"python", PythonVersion},
			{"python_version", PythonVersion},
			{"node-version", NodeVersion},
			{"node", NodeVersion},
			{"node_version", NodeVersion},
		} {
			_, v := at(n, k.key)
			versions(k.kind, v)
		}
	}
	_, matrix := at(n, "strategy", "matrix")
	both(matrix)
	if _, include := at(matrix, "include"); include != nil {
		for _, item := range include.Content {
			both(item)
		}
	}
	_, steps := at(n, "steps")
	if steps == nil {
		return out
	}
	for _, step := range steps.Content {
		_, with := at(step, "with")
		both(with)
		if _, run := at(step, "run"); run != nil {
			first, _, _ := strings.Cut(strings.TrimSpace(run.Value), "\n")
			out = append(out, Value{Kind: Command, Name: name, Text: first, Line: run.Line})
		}
	}
	return out
}
