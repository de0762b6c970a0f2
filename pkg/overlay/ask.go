package overlay

import "regexp"

// Question is the command that makes a tool tell its address if nobody told it anything; nil if there is none.
// Its output is for [Answer].
//
// Ask it outside of any repository, because Yarn runs code that a .yarnrc.yml names; and ask it without the
// variables that [Reads] knows, because their values are known already.
func Question(tool Tool) []string {
	switch tool {
	case Pip:
		return []string{"python", "-m", "pip", "install", "--help"}
	case UV:
		return []string{"uv", "pip", "install", "--help"}
	case NPM:
		return []string{"npm", "config", "get", "registry"}
	case Yarn3:
		return []string{"jlpm", "config", "get", "npmRegistryServer"}
	case Yarn4:
		return []string{"yarn", "config", "get", "npmRegistryServer"}
	case Yarn1:
		return []string{"yarn", "config", "get", "registry"}
	case Conda:
		return []string{"conda", "config", "--show", "channel_alias"}
	case Go:
		return []string{"go", "env", "GOPROXY"}
	default:
		return nil
	}
}

// The help of pip and uv names the default among other addresses, broken into lines; the others answer with
// the address, or with a list of them.
const (
	inHelp  = `(?s)index(?:-url)?[ =<].{0,400}?default:?\s+<?(https?://[^\s<>)]+)`
	inReply = `(?m)^(?:channel_alias: )?(https?://[^\s,|]+)`
)

// Answer is the address in what a tool said; empty if there is none.
func Answer(tool Tool, said string) string {
	text := inReply
	if tool == Pip || tool == UV {
		text = inHelp
	}
	// Compiled here: the first one takes half a millisecond, which every command would pay for.
	pattern := regexp.MustCompile(text)
	if m := pattern.FindStringSubmatch(said); m != nil {
		return m[1]
	}
	return ""
}
