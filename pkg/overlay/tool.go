package overlay

// A Tool is a program that fetches something.
type Tool string

// The tools that settings are translated for. Yarn is three tools: its majors read different settings, and
// 3 and 4 stop at a setting of each other. jlpm is Yarn 3.
const (
	Pip      Tool = "pip"
	UV       Tool = "uv"
	NPM      Tool = "npm"
	Yarn1    Tool = "yarn1"
	Yarn3    Tool = "yarn3"
	Yarn4    Tool = "yarn4"
	Bun      Tool = "bun"
	Node     Tool = "node"
	Conda    Tool = "conda"
	Git      Tool = "git"
	Go       Tool = "go"
	Curl     Tool = "curl"
	Requests Tool = "requests"
)

// Tools lists the tools that have an address of their own, in the order in which a person meets them.
func Tools() []Tool { return []Tool{Git, Pip, UV, Conda, NPM, Yarn3, Yarn4, Yarn1, Bun, Go} }

// Title is the tool's name for people.
func (t Tool) Title() string {
	switch t {
	case Yarn1:
		return "Yarn 1"
	case Yarn3:
		return "jlpm (Yarn 3)"
	case Yarn4:
		return "Yarn 4"
	case Bun:
		return "Bun"
	case Node:
		return "Node"
	case Go:
		return "Go"
	case Requests:
		return "Python's requests"
	default:
		return string(t)
	}
}
