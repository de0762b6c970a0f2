package engine

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// defaultTime is how long a tool may take to tell the address that it uses if nobody says another.
const defaultTime = 5 * time.Second

// Ways say whose routes are looked for.
type Ways struct {
	// The tools.
	Tools []overlay.Tool
	// Address that git fetches from.
	Remote string
	// Folder of the checkout, whose own files may say where tools go; empty if there is none.
	Checkout string
	// Folders before PATH, where tools may be.
	Path []string
	// Major version of Yarn, 0 if it isn't known.
	Yarn int
}

// A Route is where a tool really goes, and what came of asking there.
type Route struct {
	Endpoint overlay.Endpoint
	// What came of asking; its kind is empty if the address isn't known.
	Result system.NetResult
}

// Routes asks every address that the tools go to once, all side by side: each for at most 5 s after the tool has had
// at most 5 s to tell its own address. Nothing is fetched but what shows that there is an answer.
func (e *Engine) Routes(ctx context.Context, w Ways) []Route {
	settings := e.Network(ctx)
	site := overlay.Site{Remote: w.Remote, Project: overlay.Project{Yarn: w.Yarn}, Files: repositoryFiles(w.Checkout)}
	cache := e.openCache()
	defer cache.save()
	found := make([][]Route, len(w.Tools))
	var group sync.WaitGroup
	for i, tool := range w.Tools {
		group.Go(func() {
			own := site
			if slices.ContainsFunc(settings.Where(tool, site), func(p overlay.Endpoint) bool { return p.Address == "" }) {
				own.Defaults = map[overlay.Tool]string{tool: e.defaultAddress(ctx, tool, w.Path, cache)}
			}
			found[i] = ask(ctx, settings.Where(tool, own))
		})
	}
	group.Wait()
	return slices.Concat(found...)
}

// ask asks endpoints side by side.
func ask(ctx context.Context, endpoints []overlay.Endpoint) []Route {
	out := make([]Route, len(endpoints))
	var group sync.WaitGroup
	for i, endpoint := range endpoints {
		out[i].Endpoint = endpoint
		request, known := endpoint.Request()
		if !known {
			continue
		}
		group.Go(func() {
			out[i].Result = system.NetProbe(ctx, system.NetTarget{
				URL: request.URL, Accept: request.Accept, Authorization: request.Authorization, Page: request.Page,
				Proxy: request.Proxy, CABundle: request.CABundle, ExtraCA: request.ExtraCA,
			})
		})
	}
	group.Wait()
	return out
}

// repositoryFiles are the files of a checkout that tools take settings from.
func repositoryFiles(checkout string) []overlay.File {
	var out []overlay.File
	if checkout == "" {
		return nil
	}
	for _, place := range overlay.RepositoryFiles() {
		if text, ok := readText(filepath.Join(checkout, place.Path), maxSettings); ok {
			out = append(out, overlay.File{Kind: place.Kind, Path: place.Path, Text: text})
		}
	}
	return out
}

// defaultAddress makes a tool tell its own address, in an empty folder and home and without the variables that would
// say another. It is empty if there is no such tool or it doesn't tell.
func (e *Engine) defaultAddress(ctx context.Context, tool overlay.Tool, path []string, cache *probeCache) string {
	argv := overlay.Question(tool)
	if argv == nil {
		return ""
	}
	empty, err := os.MkdirTemp("", "jupyter-onboard-")
	if err != nil {
		return ""
	}
	defer func() { _ = os.RemoveAll(empty) }() // It is empty, and in the folder for temporary files.
	prober := system.Prober{Machine: system.Machine{}, Environ: untold(e.Environ, path), Cache: cache, Timeout: defaultTime}
	set := []string{"HOME=" + empty, "USERPROFILE=" + empty, "PIP_CONFIG_FILE=" + os.DevNull}
	said := prober.Ask(ctx, system.Query{Argv: argv, Dir: empty, Set: set})
	if said == "" && argv[0] == "python" {
		said = prober.Ask(ctx, system.Query{Argv: append([]string{"python3"}, argv[1:]...), Dir: empty, Set: set})
	}
	return overlay.Answer(tool, said)
}

// untold is an environment without what says where packages come from, and with folders before PATH.
func untold(environ, path []string) []string {
	out := []string{"PATH=" + strings.Join(append(slices.Clone(path), system.Getenv(environ, "PATH")), string(filepath.ListSeparator))}
	for _, entry := range environ {
		name, _, _ := strings.Cut(entry, "=")
		if !overlay.Reads(name) && !strings.EqualFold(name, "PATH") {
			out = append(out, entry)
		}
	}
	return out
}
