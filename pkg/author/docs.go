package author

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// A Format is a form in which a guide can be published.
type Format string

// The formats.
const (
	// MyST is a page in MyST Markdown.
	MyST Format = "myst"
	// RST is a page in reStructuredText.
	RST Format = "rst"
	// Contributing is a section in Markdown, between two marks, for a CONTRIBUTING file.
	Contributing Format = "contributing"
)

// Begin and End are the lines around a section in a file that has other text, too.
const (
	Begin = "<!-- jupyter-onboard guide: begin -->"
	End   = "<!-- jupyter-onboard guide: end -->"
)

// Docs renders a guide as a page, or as a section, that a project can publish. The same guide gives the same text.
func Docs(g *guide.Guide, f Format) (string, error) {
	p := &page{g: g}
	p.write()
	switch f {
	case MyST:
		return markdown(p.blocks, 1), nil
	case RST:
		return restructured(p.blocks), nil
	case Contributing:
		return Begin + "\n\n" + strings.TrimRight(markdown(p.blocks, 2), "\n") + "\n\n" + End + "\n", nil
	}
	return "", fmt.Errorf("there is no format %q: myst, rst and contributing are", f)
}

// A MarksError says that the marks in a file don't enclose exactly one section, so that nobody can tell where it ends.
type MarksError struct {
	// Begins and Ends are the lines with a mark, from 1.
	Begins, Ends []int
}

// Error implements error.
func (e *MarksError) Error() string {
	return "the section begins " + onLines(e.Begins) + " and ends " + onLines(e.Ends)
}

func onLines(lines []int) string {
	switch len(lines) {
	case 0:
		return "nowhere"
	case 1:
		return fmt.Sprintf("on line %d", lines[0])
	}
	var all []string
	for _, l := range lines {
		all = append(all, fmt.Sprint(l))
	}
	return "on lines " + strings.Join(all, ", ")
}

// Insert puts a section into the text of a file: in the place of the one that is there, or at the end. The error is a
// [MarksError]: whatever stands below a mark that lost its counterpart is somebody's text.
func Insert(text, section string) (string, error) {
	marks := &MarksError{Begins: linesWith(text, Begin), Ends: linesWith(text, End)}
	before, rest, begun := strings.Cut(text, Begin)
	_, after, ended := strings.Cut(rest, End)
	switch {
	case len(marks.Begins)+len(marks.Ends) == 0:
		if text != "" && !strings.HasSuffix(text, "\n") {
			text += "\n"
		}
		if text != "" {
			text += "\n"
		}
		return text + section, nil
	case begun && ended && len(marks.Begins) == 1 && len(marks.Ends) == 1:
		return before + strings.TrimSuffix(section, "\n") + after, nil
	}
	return "", marks
}

// linesWith are the lines on which a mark stands, once for each time.
func linesWith(text, mark string) []int {
	var lines []int
	number := 0
	for line := range strings.Lines(text) {
		number++
		for range strings.Count(line, mark) {
			lines = append(lines, number)
		}
	}
	return lines
}

// A block is a part of a page.
type block struct {
	kind  blockKind
	level int
	text  []span
	items [][]span
	lang  string
	code  string
}

type blockKind int

const (
	heading blockKind = iota
	paragraph
	bullets
	listing
	remark // A comment that readers don't see.
)

// A span is a piece of running text: plain, code, or a link.
type span struct {
	text, url string
	code      bool
}

func plain(s string) span { return span{text: strings.Join(strings.Fields(s), " ")} }
func code(s string) span  { return span{text: s, code: true} }
func link(text, url string) span {
	return span{text: strings.Join(strings.Fields(text), " "), url: url}
}
func sentence(s string) []span       { return []span{plain(s)} }
func (p *page) add(b block)          { p.blocks = append(p.blocks, b) }
func (p *page) head(l int, s string) { p.add(block{kind: heading, level: l, text: sentence(s)}) }
func (p *page) para(spans ...span)   { p.add(block{kind: paragraph, text: spans}) }
func (p *page) list(items ...[]span) { p.add(block{kind: bullets, items: items}) }
func (p *page) show(lang, src string) {
	p.add(block{kind: listing, lang: lang, code: strings.TrimRight(src, "\n")})
}

// A page is a guide on its way to a text.
type page struct {
	g      *guide.Guide
	blocks []block
}

func (p *page) write() {
	g := p.g
	p.add(block{kind: remark, text: sentence(fmt.Sprintf("Written by jupyter-onboard guide docs %s. Change the guide, not this text.", g.ID))})
	p.head(1, "Contribute to "+g.Name)
	p.para(plain(g.Summary))
	p.setup()
	p.tasks()
	p.issues()
	p.pullRequest()
	p.people()
}

// setup tells how a checkout is set up for each purpose.
func (p *page) setup() {
	g := p.g
	p.head(2, "Set up a checkout")
	p.para(code("jupyter-onboard"), plain(" does all of this, shows why before each step, and proves that your own copy runs:"))
	p.show("bash", "jupyter-onboard setup "+g.ID)
	if len(g.Requires) > 0 {
		p.para(plain("By hand you need:"))
		var items [][]span
		for _, t := range g.Requires {
			item := []span{code(t.Tool)}
			if t.Version != "" {
				item = append(item, plain(" "+t.Version))
			}
			items = append(items, append(item, plain(": "+t.Why)))
		}
		if g.Python != nil {
			items = append(items, []span{code("python"), {text: " "}, code(g.Python.Version)})
		}
		if g.Node != nil {
			items = append(items, []span{code("node"), {text: " "}, code(g.Node.Version)})
		}
		p.list(items...)
	}
	for _, profile := range g.Profiles {
		p.profile(profile)
	}
}

// profile tells the steps of one purpose.
func (p *page) profile(profile guide.Profile) {
	g := p.g
	p.head(3, profile.Title)
	if profile.Summary != "" {
		p.para(plain(profile.Summary))
	}
	recipe := g.RecipesOf(profile.ID)[0]
	first := "git clone https://github.com/" + g.Clone.Repo + "\ncd " + g.Clone.Directory + environmentByHand(g, profile, recipe)
	if n := g.Node; n != nil && serves(n.Profiles, profile.ID) && n.Manager.File != "" {
		first += "\nalias yarn=\"node '$PWD/" + n.Manager.File + "'\""
	}
	p.show("bash", first)
	for _, s := range g.Steps {
		if !serves(s.Profiles, profile.ID) || !serves(s.Recipes, recipe.ID) {
			continue
		}
		p.para(plain(s.Title + ". " + s.Why))
		p.show("bash", byHand(s))
	}
	for _, v := range g.Verify {
		if serves(v.Profiles, profile.ID) {
			p.para(plain("The proof. " + v.Proves))
			if v.NotProved != "" {
				p.para(plain("It does not prove: " + v.NotProved))
			}
			p.show("bash", inDir(guide.Folder(v.Companion, v.Dir), v.Env, v.Run))
		}
	}
}

// environmentByHand makes the environment of a recipe, after a line end; nothing where the profile needs none.
func environmentByHand(g *guide.Guide, profile guide.Profile, recipe guide.Recipe) string {
	env := recipe.Environment
	if env == "" && g.Python != nil {
		env = g.Python.Environment
	}
	switch {
	case recipe.Kind == guide.Conda && recipe.File != "":
		return "\nconda env create --prefix ./" + env + " --file " + recipe.File + "\nconda activate ./" + env
	case g.Python != nil && serves(g.Python.Profiles, profile.ID):
		return "\npython -m venv " + env + "\nsource " + env + "/bin/activate"
	}
	return ""
}

// byHand is the command of a step.
func byHand(s guide.Step) string {
	if s.Pip == nil {
		return inDir(guide.Folder(s.Companion, s.Dir), s.Env, s.Run)
	}
	return inDir(guide.Folder(s.Companion, s.Dir), s.Env, pipByHand(s.Pip))
}

// pipByHand is an install as a person types it.
func pipByHand(pip []string) string {
	if slices.ContainsFunc(pip, guide.IsGlob) {
		return plan.InstallScript([]string{"python", "-m", "pip", "install"}, pip)
	}
	args := make([]string, len(pip))
	for i, a := range pip {
		args[i] = a
		if strings.ContainsAny(a, " []<>=;*&|!$\"") {
			args[i] = "'" + a + "'"
		}
	}
	return "python -m pip install " + strings.Join(args, " ")
}

// inDir is a command in its folder, with its variables.
func inDir(dir string, env map[string]string, run string) string {
	var b strings.Builder
	for _, k := range sortedKeys(env) {
		fmt.Fprintf(&b, "export %s='%s'\n", k, strings.ReplaceAll(env[k], "'", `'\''`))
	}
	if dir != "" {
		fmt.Fprintf(&b, "cd %s\n", dir)
	}
	return b.String() + strings.TrimRight(run, "\n")
}

func (p *page) tasks() {
	if len(p.g.Tasks) == 0 {
		return
	}
	p.head(2, "Work on it")
	for _, t := range p.g.Tasks {
		p.para(plain(t.Title+". "), code("jupyter-onboard run "+t.ID), plain(" runs:"))
		if t.Warning != "" {
			p.para(plain("Mind: " + t.Warning))
		}
		run := t.Run
		if t.Pip != nil {
			run = pipByHand(t.Pip) + "\n" + run
		}
		p.show("bash", inDir(guide.Folder(t.Companion, t.Dir), t.Env, run))
	}
}

func (p *page) issues() {
	is := p.g.Issues
	p.head(2, "Find an issue")
	var items [][]span
	for _, l := range is.Labels {
		items = append(items, []span{link(l, fmt.Sprintf("https://github.com/%s/labels/%s", p.g.Repo, strings.ReplaceAll(l, " ", "%20")))})
	}
	if len(items) > 0 {
		p.para(plain("Issues for newcomers have one of these labels:"))
		p.list(items...)
	}
	if is.NoneMeans != "" {
		p.para(plain(is.NoneMeans))
	}
	p.ruled(is.Claim.Says, is.Claim.URL)
	if is.AIPolicy != nil {
		p.ruled(is.AIPolicy.Says, is.AIPolicy.URL)
	}
	items = nil
	for _, t := range is.FirstTasks {
		item := []span{plain(t.Title + ": " + t.How)}
		if t.URL != "" {
			item = []span{link(t.Title, t.URL), plain(": " + t.How)}
		}
		items = append(items, item)
	}
	if len(items) > 0 {
		p.para(plain("Things to do first:"))
		p.list(items...)
	}
}

// ruled tells a rule with the page that says so.
func (p *page) ruled(says, url string) {
	if url == "" {
		p.para(plain(says))
		return
	}
	p.para(plain(says), plain(" ("), link("where it says so", url), plain(")"))
}

func (p *page) pullRequest() {
	pr := p.g.PullRequest
	p.head(2, "Open a pull request")
	items := [][]span{{plain("It goes to the branch "), code(pr.Target), plain(".")}}
	for _, r := range pr.Rules {
		items = append(items, sentence(r))
	}
	for _, c := range pr.Checks {
		items = append(items, []span{plain("Before: "), code("jupyter-onboard run " + c)})
	}
	for _, gate := range pr.Gates {
		items = append(items, sentence(gate.Name+": "+gate.Why))
	}
	for _, e := range pr.Extras {
		items = append(items, sentence(e))
	}
	if pr.DCO {
		items = append(items, []span{plain("Each commit has a line "), code("Signed-off-by"), plain(" ("), code("git commit -s"), plain(").")})
	}
	if pr.Licence != "" {
		items = append(items, sentence("Your contribution is under "+pr.Licence+"."))
	}
	p.list(items...)
}

func (p *page) people() {
	pe := p.g.People
	var items [][]span
	for _, c := range pe.Channels {
		if c.Status == guide.Retired {
			continue
		}
		item := []span{plain(c.Name + ": " + c.URL)}
		if strings.HasPrefix(c.URL, "http") {
			item = []span{link(c.Name, c.URL)}
		}
		if c.Use != "" {
			item = append(item, plain(": "+c.Use))
		}
		items = append(items, item)
	}
	for _, m := range pe.Meetings {
		items = append(items, []span{link(m.Title, m.URL), plain(fmt.Sprintf(": %s, %s", m.Time, m.Zone))})
	}
	for _, l := range []struct{ text, url string }{{"Who decides", pe.Council}, {"Code of conduct", pe.Conduct}, {"Security", pe.Security}} {
		if strings.HasPrefix(l.url, "http") {
			items = append(items, []span{link(l.text, l.url)})
		}
	}
	if len(items) > 0 {
		p.head(2, "Ask a person")
		p.list(items...)
	}
}
