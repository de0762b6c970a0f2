package author

import (
	"fmt"
	"path"
	"regexp"
	"strings"
	"sync"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/manifest"
)

// proofs finds the commands of the tests, and the purposes that the project can be set up for.
func (r *draftReader) proofs() {
	var profiles []string
	if r.d.value("steps.install-docs.pip") != "" {
		profiles = append(profiles, "docs")
	}
	if r.d.value("python.version") != "" || r.d.value("steps.install.pip") != "" {
		profiles = append(profiles, "python")
	}
	if r.d.value("node.manager") != "" {
		profiles = append(profiles, "full")
	}
	if len(profiles) > 0 {
		r.d.Answers = append(r.d.Answers, Answer{"profiles", strings.Join(profiles, ", "), Likely, "what can be installed"})
	}
	for _, file := range []string{"pyproject.toml", "pytest.ini", "setup.cfg", "tox.ini", "conftest.py"} {
		text := r.read(file)
		if strings.Contains(text, "pytest") {
			r.answer("verify.tests.run", "python -m pytest -q --color=no", Likely, file, lineWith(text, "pytest"))
			return
		}
	}
	r.ask("verify.tests.run", "Which command runs the project's tests, or its code?", "")
}

// packages finds what the project is called where it is installed, and where it is imported.
func (r *draftReader) packages() {
	name, source := "", ""
	for _, file := range []string{"pyproject.toml", "setup.cfg", "setup.py"} {
		if v, ok := r.first(file, manifest.Distribution); ok {
			name, source = v.Text, fmt.Sprintf("%s:%d", file, v.Line)
			break
		}
	}
	if name == "" {
		return
	}
	r.d.Answers = append(r.d.Answers, Answer{"steps.install.check", name, Likely, source})
	wanted := strings.ReplaceAll(name, "-", "_")
	for _, file := range r.names {
		module := strings.TrimPrefix(strings.TrimSuffix(strings.TrimSuffix(file, "/__init__.py"), ".py"), "src/")
		if module != file && strings.EqualFold(module, wanted) {
			r.d.Answers = append(r.d.Answers, Answer{"verify.tests.from_checkout", module, Likely, file})
			return
		}
	}
	r.ask("verify.tests.from_checkout", "Which package does a program import to get this code?", "")
}

// lineWith is the first line, from 1, that has a text.
func lineWith(text, want string) int {
	before, _, ok := strings.Cut(text, want)
	if !ok {
		return 0
	}
	return strings.Count(before, "\n") + 1
}

// tasks finds commands for later work.
func (r *draftReader) tasks() {
	if r.d.value("verify.tests.run") != "" {
		a, _ := r.d.Answer("verify.tests.run")
		file, _, _ := strings.Cut(a.Source, ":")
		r.answer("tasks.test.run", `python -m pytest "$@"`, Likely, file, 0)
	}
	for _, file := range []string{".pre-commit-config.yaml", ".pre-commit-config.yml"} {
		if r.has(file) {
			r.answer("tasks.lint.run", "pre-commit run --all-files", Likely, file, 0)
		}
	}
	for _, v := range r.manifest("docs/Makefile") {
		if v.Kind == manifest.Target && v.Name == "html" {
			r.answer("tasks.docs.run", "make -C docs html", Likely, "docs/Makefile", v.Line)
			return
		}
	}
	if strings.Contains(r.read("docs/Makefile"), "sphinx-build -M") || strings.Contains(r.read("docs/Makefile"), "-M $@") {
		r.answer("tasks.docs.run", "make -C docs html", Likely, "docs/Makefile", 0)
	}
}

// documents are the pages that tell how to contribute.
func (r *draftReader) documents() []string {
	var out []string
	for _, name := range r.names {
		base := strings.ToLower(path.Base(name))
		page := strings.HasSuffix(base, ".md") || strings.HasSuffix(base, ".rst") || strings.HasSuffix(base, ".txt")
		if page && (strings.Contains(base, "contributing") || strings.Contains(name, "/contributing/") || base == "readme.md" || base == "readme.rst" || strings.Contains(base, "pull_request_template")) {
			out = append(out, name)
		}
	}
	return out
}

// seen is the first line of the documents that a pattern matches, as a hint with its place.
func (r *draftReader) seen(re *regexp.Regexp) (hint, file string) {
	for _, name := range r.documents() {
		for i, line := range strings.Split(r.read(name), "\n") {
			if re.MatchString(line) {
				return fmt.Sprintf("%s:%d: %s", name, i+1, tail(strings.Join(strings.Fields(line), " "), 160)), name
			}
		}
	}
	return "", ""
}

var (
	claimWords = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)\b(assign(ed)? (to )?(you|me|yourself|issues)|claim|work(ing)? on (an|the|this) issue|ask (first|before)|take an issue)\b`)
	})
	policyWords = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)\b(generative AI|AI[- ](tools?|assist|generated|policy)|LLMs?|copilot|chatgpt|coding agents?)\b`)
	})
	labelWords = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)\bgood[ -]first[ -]issues?\b`) })
	channelURL = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`https?://(?:jupyter\.zulipchat\.com|discourse\.jupyter\.org|gitter\.im|groups\.google\.com)[\w./#-]*`)
	})
	conductURL = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`https?://[\w./-]*code[_-]of[_-]conduct[\w./-]*`) })
)

// people finds where the project's people are.
func (r *draftReader) people() {
	channels := map[string]bool{}
	var found []string
	for _, name := range r.documents() {
		for _, url := range channelURL().FindAllString(r.read(name), -1) {
			if url = strings.TrimRight(url, "./"); !channels[url] {
				channels[url] = true
				found = append(found, url+" ("+name+")")
			}
		}
	}
	r.ask("people.channels", "Where do people talk, and is each place still alive?", strings.Join(found, ", "))
	for _, name := range r.documents() {
		text := r.read(name)
		if url := conductURL().FindString(text); url != "" {
			r.answer("people.conduct", strings.TrimRight(url, "."), Likely, name, lineWith(text, url))
			break
		}
	}
}

// questions are what no file can answer.
func (r *draftReader) questions() {
	r.ask("subproject", `Which official sub-project does it belong to ("none" if it has no seat on a council)?`, "jupyter-onboard list --json names them")
	r.ask("summary", "What is it, in one or two sentences that a newcomer understands? In your own words.", "")
	r.ask("choose.areas", "Which parts of the Jupyter world does it work on?", "notebooks, server, kernels, interface, documentation …")
	r.ask("choose.skills", "What does a contributor know, or learn?", r.languages())
	r.ask("choose.difficulty", "How hard is it, from 1 (an afternoon) to 5 (large and many-layered)?", "")
	hint, _ := r.seen(labelWords())
	r.ask("issues.labels", "Which labels have newcomer issues? Look at the list of labels on GitHub.", hint)
	hint, file := r.seen(claimWords())
	r.rests(file, "issues.claim")
	r.ask("issues.claim", "May one just begin, or must one say or ask something first? What do the documents say?", hint)
	if hint, file := r.seen(policyWords()); hint != "" {
		r.rests(file, "issues.ai_policy")
		r.ask("issues.ai_policy", "What does the repository say on work made with AI?", hint)
	}
	r.ask("verify.tests.mutation", "Which change of one line must turn the tests red? Choose a line that they really run, and try it.", "")
}

// languages names what the files are written in.
func (r *draftReader) languages() string {
	var out []string
	for _, l := range []struct{ suffix, name string }{{".py", "python"}, {".ts", "typescript"}, {".tsx", "react"}, {".css", "css"}, {".go", "go"}, {".rs", "rust"}} {
		for _, name := range r.names {
			if strings.HasSuffix(name, l.suffix) {
				out = append(out, l.name)
				break
			}
		}
	}
	return strings.Join(out, ", ")
}

var (
	pythonWords = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)\bPython\s*(?:version\s*)?(?:>=\s*)?(3\.\d+)\s*(?:\+|or (?:later|newer|above|higher)|and (?:later|above|up)|>=)`)
	})
	nodeWords = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)\bnode(?:\.?js)?\s*(?:version\s*)?(?:>=?\s*|v)?(\d+)(?:\.\d+|\.x)*\s*(?:\+|or (?:later|newer|above|higher)|\bLTS\b)?`)
	})
)

// conflicts compares what documents say of versions with the manifests.
func (r *draftReader) conflicts() {
	for _, file := range []string{"pyproject.toml", "setup.cfg", "setup.py"} {
		if v, ok := r.first(file, manifest.PythonRange); ok {
			r.conflict("the oldest Python", pythonWords(), func(said string) bool {
				m := lowerBound().FindStringSubmatch(v.Text)
				return m == nil || said == "3."+m[1]
			}, ConflictClaim{fmt.Sprintf("%s:%d", file, v.Line), "Python " + v.Text})
			break
		}
	}
	if v, ok := r.first("package.json", manifest.NodeRange); ok {
		r.conflict("the version of Node.js", nodeWords(), func(said string) bool { return strings.Contains(v.Text, said) },
			ConflictClaim{fmt.Sprintf("package.json:%d", v.Line), "Node.js " + v.Text})
	}
}

// conflict notes the first line of a document that names another version than a manifest.
func (r *draftReader) conflict(topic string, re *regexp.Regexp, agrees func(said string) bool, against ConflictClaim) {
	for _, name := range r.documents() {
		for i, line := range strings.Split(r.read(name), "\n") {
			m := re.FindStringSubmatch(line)
			if m == nil || agrees(m[1]) {
				continue
			}
			r.d.Conflicts = append(r.d.Conflicts, Conflict{Topic: topic, Claims: []ConflictClaim{
				{fmt.Sprintf("%s:%d", name, i+1), oneLine(strings.TrimSpace(m[0]))}, against,
			}})
			return
		}
	}
}
