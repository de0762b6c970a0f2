package devcontainer

import (
	"slices"
	"strconv"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// A Setting is one key of a devcontainer.json.
type Setting struct {
	Key string
	// Why it is there, for the comment above it.
	Why string
	// Value as encoding/json writes it.
	Value any
}

// A Config is what a container for a guide needs, in the order of the file.
type Config struct {
	// First line of the file, for whoever opens it.
	Title    string
	Settings []Setting
}

// Choices are what the guide leaves to the person.
type Choices struct {
	// Profile to set up; it must be one of the guide's.
	Profile string
	// Recipe to set up; empty for the guide's own choice.
	Recipe string
	// Command that sets the project up in the container; without it, [Setup] of the choices.
	Command []string
	// Folder of the Feature that [Feature] returns, as the devcontainer.json names it.
	Feature string
}

// Workspace stands for the folder of the checkout inside the container.
const Workspace = "${containerWorkspaceFolder}"

// Setup is the command that sets a project up inside its container.
func Setup(g *guide.Guide, c Choices) []string {
	argv := []string{"jupyter-onboard", "setup", g.ID, "--yes", "--dir", Workspace, "--profile", c.Profile}
	if c.Recipe != "" {
		argv = append(argv, "--recipe", c.Recipe)
	}
	return argv
}

// caches is the folder where package managers keep what they fetched. The Feature makes it for the container's user;
// a volume that is mounted there keeps it when the container is made anew.
const caches = "/var/cache/jupyter-onboard"

// New returns the container for a guide.
func New(g *guide.Guide, c Choices) Config {
	b := builder{guide: g, choices: c}
	b.add("name", "", g.Name)
	b.image()
	b.add("hostRequirements", "Codespaces chooses a machine by it.", host(g, c.Profile))
	b.add("containerEnv", "Package managers keep what they fetch in the volume below.", map[string]string{
		"PIP_CACHE_DIR": caches + "/pip", "UV_CACHE_DIR": caches + "/uv", "npm_config_cache": caches + "/npm", "YARN_CACHE_FOLDER": caches + "/yarn",
		"UV_LINK_MODE": "copy",
	})
	b.add("mounts", "", []map[string]string{{"source": "jupyter-onboard-caches", "target": caches, "type": "volume"}})
	b.ports()
	command := c.Command
	if command == nil {
		command = Setup(g, c)
	}
	b.add("postCreateCommand", "Sets the project up and proves that this checkout runs. What is done already isn't done again.", command)
	b.add("postAttachCommand", "The log of the container's creation is easily missed: this says again what failed, and what continues.",
		[]string{"jupyter-onboard", "status", g.ID, "--dir", Workspace})
	b.add("customizations", "", map[string]any{"vscode": b.editor()})
	return Config{
		Title:    "Made from the guide of " + g.Name + " by `jupyter-onboard devcontainer " + g.ID + "`. The format: https://containers.dev",
		Settings: b.settings,
	}
}

// A builder collects the settings of one guide.
type builder struct {
	guide    *guide.Guide
	choices  Choices
	settings []Setting
}

func (b *builder) add(key, why string, value any) {
	b.settings = append(b.settings, Setting{Key: key, Why: why, Value: value})
}

// serves reports whether something for these profiles is for the chosen one.
func (b *builder) serves(profiles []string) bool {
	return len(profiles) == 0 || slices.Contains(profiles, b.choices.Profile)
}

func (b *builder) wantsPython() bool {
	return b.guide.Python != nil && b.serves(b.guide.Python.Profiles)
}

func (b *builder) wantsNode() bool { return b.guide.Node != nil && b.serves(b.guide.Node.Profiles) }

// image adds the image, and the Features for what it doesn't have.
func (b *builder) image() {
	image, why := baseImage, ""
	features := map[string]any{b.choices.Feature: map[string]any{}}
	if b.wantsPython() {
		version, has := python(b.guide)
		why = "Python " + b.guide.Python.Version + " is what works."
		if has {
			image = pythonImage + version + "-bookworm"
		} else {
			features[pythonFeature] = map[string]any{"version": version, "installTools": false}
		}
	}
	b.add("image", why, image)
	why = "The first one brings jupyter-onboard."
	if b.wantsNode() {
		features[nodeFeature] = map[string]any{"version": node(b.guide)}
		why += " Node.js " + b.guide.Node.Version + " is what works."
	}
	b.add("features", why, features)
}

// host is what the machine must have. Two cores and 4 GB are the least that Codespaces offers.
func host(g *guide.Guide, profile string) map[string]any {
	r := g.Resources
	for _, p := range g.Profiles {
		if p.ID != profile {
			continue
		}
		r.Memory = max(r.Memory, p.Resources.Memory)
		r.Disk = max(r.Disk, p.Resources.Disk)
	}
	const gigabyte = 1_000_000_000
	// The container's image and tools take about as much again as a small project.
	storage := max(16, int((r.Disk+gigabyte-1)/gigabyte)+8)
	memory := max(4, int((r.Memory+gigabyte-1)/gigabyte))
	return map[string]any{"cpus": 2, "memory": strconv.Itoa(memory) + "gb", "storage": strconv.Itoa(storage) + "gb"}
}

// ports adds the ports that the guide's tasks listen on.
func (b *builder) ports() {
	var ports []int
	labels := map[string]map[string]string{}
	for _, task := range b.guide.Tasks {
		if !b.serves(task.Profiles) {
			continue
		}
		for _, port := range task.Ports {
			if !slices.Contains(ports, port) {
				ports = append(ports, port)
				labels[strconv.Itoa(port)] = map[string]string{"label": task.Title, "onAutoForward": "notify"}
			}
		}
	}
	if len(ports) == 0 {
		return
	}
	b.add("forwardPorts", "Where the guide's tasks listen.", ports)
	b.add("portsAttributes", "", labels)
}

// editor is what Visual Studio Code gets.
func (b *builder) editor() map[string]any {
	extensions, settings := []string{}, map[string]any{}
	if b.wantsPython() {
		extensions = append(extensions, "ms-python.python", "ms-toolsai.jupyter")
		settings["python.defaultInterpreterPath"] = Workspace + "/" + b.guide.Python.Environment + "/bin/python"
		settings["python.terminal.activateEnvironment"] = true
	}
	if b.wantsNode() {
		extensions = append(extensions, "dbaeumer.vscode-eslint")
	}
	out := map[string]any{"extensions": append(extensions, "redhat.vscode-yaml")}
	if len(settings) > 0 {
		out["settings"] = settings
	}
	return out
}
