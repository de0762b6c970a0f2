package journey

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// Page is what the journey shows now.
func (j *Journey) Page() Page {
	var p Page
	switch j.stage {
	case Choose:
		p = j.choosePage()
	case Look:
		p = j.lookPage()
	case Prepare:
		p = j.preparePage()
	case GetCode:
		p = j.codePage()
	case SetUp:
		p = j.setUpPage()
	case Prove:
		p = j.provePage()
	case Issues:
		p = j.issuesPage()
	case Start:
		p = j.startPage()
	}
	p.Stage = j.stage
	if j.config.Practice {
		p.Blocks = append([]Block{Note{event.Info, "This is practice: nothing leaves your machine."}}, p.Blocks...)
	}
	return p
}

// GroupTitle is the heading above the projects of the same sub-project as p.
func GroupTitle(p event.Project) string {
	switch {
	case p.SubprojectName != "":
		return p.SubprojectName
	case p.Subproject == guide.NoSubproject || p.Subproject == "":
		return "Other repositories"
	}
	return firstUpper(strings.ReplaceAll(p.Subproject, "-", " "))
}

func (j *Journey) lookPage() Page {
	p := About(j.guide, j.config.Subprojects, j.config.Now)
	if next := j.unapproved; next != "" {
		p.Blocks = append([]Block{Note{event.Warning, "This guide didn't come with the program, and nobody has approved it: nothing of it runs. To see all of it and decide: " + next}}, p.Blocks...)
		p.Question = &Question{ID: "unapproved", Text: "It must be approved first", Options: []Option{{Value: "back", Title: "back to the list"}}}
		return p
	}
	p.Blocks = before("Rules here", p.Blocks, j.onThisMachine())
	if j.pending != nil {
		return p
	}
	q := &Question{ID: "profile", Text: "What do you want to work on?"}
	for _, pr := range j.guide.Profiles {
		q.Options = append(q.Options, Option{Value: pr.ID, Title: pr.Title, Detail: cost(profileCost(j.guide, pr))})
		if pr.Default || len(j.guide.Profiles) == 1 {
			q.Default = pr.ID
		}
	}
	if j.choices.Profile != "" {
		q.Default = j.choices.Profile
	}
	p.Question = q
	return p
}

// before puts blocks before a heading.
func before(heading string, all, more []Block) []Block {
	at := slices.IndexFunc(all, func(b Block) bool { return b == Heading{heading} })
	return slices.Insert(all, max(at, 0), more...)
}

func (j *Journey) codePage() Page {
	dir := j.choices.Dir
	if pl, ok := j.Plan(); ok {
		dir = pl.Dir
	}
	p := Page{Title: "Where shall the code go?", Help: "A folder that doesn't exist yet, or a checkout of this project that you already have: it is used as it is, never reset."}
	p.Blocks = append(p.Blocks, Text{"The code of " + j.guide.Clone.Repo + " is cloned into one folder. The environment is made inside it, so everything goes when you delete the folder."})
	if rows := j.sizes(); len(rows) > 0 {
		p.Blocks = append(p.Blocks, Facts{rows})
	}
	if pl, ok := j.Plan(); ok {
		p.Blocks = append(p.Blocks, history(pl)...)
		for _, s := range pl.Steps {
			if s.Satisfied != "" {
				p.Blocks = append(p.Blocks, Note{event.Info, "In " + pl.Dir + ": " + s.Satisfied + "."})
			}
		}
	}
	p.Question = &Question{ID: "dir", Text: "Folder", Default: dir}
	return p
}

// sizes are what the choice of a folder costs.
func (j *Journey) sizes() []Fact {
	profile := j.profile()
	if profile == nil {
		return nil
	}
	var rows []Fact
	c := profileCost(j.guide, *profile)
	if c.Download != 0 {
		rows = append(rows, Fact{"Download", c.Download.String() + " in all, code and packages"})
	}
	if c.Disk != 0 {
		text := c.Disk.String() + " of disk"
		if j.inspected != nil {
			text += of(j.inspected.DiskFree, "free")
		}
		rows = append(rows, Fact{"Disk", text})
	}
	if pl, ok := j.Plan(); ok {
		var total time.Duration
		for _, s := range pl.Steps {
			if s.Satisfied == "" {
				total += s.Estimate
			}
		}
		if total >= time.Second {
			rows = append(rows, Fact{"Time", "about " + span(total) + ", by a recorded run on another machine"})
		}
	}
	return rows
}

// history says how much of the repository's past the clone brings, and how to have it otherwise.
func history(pl plan.Plan) []Block {
	for _, s := range pl.Steps {
		c := s.Action.Clone
		switch {
		case c == nil || s.Satisfied != "" || pl.From != "":
		case c.Full:
			return []Block{Text{"The whole history comes along: nothing of it needs the network later."}}
		default:
			return []Block{Text{"Old file contents stay on the server until something needs them, which makes the clone several times faster. For work without a network leave, and begin with --full."}}
		}
	}
	return nil
}

func (j *Journey) profile() *guide.Profile { return j.profileOf(j.choices.Profile) }

func (j *Journey) setUpPage() Page {
	p := Page{Title: "Set up " + j.guide.Name, Help: "Each command is shown before it runs. If something fails, the cause and the way on are shown; nothing that is done is done again."}
	switch {
	case j.inspected == nil:
		p.Blocks = append(p.Blocks, Text{"Making the plan …"})
		return p
	case j.inspected.Err != nil:
		p.Blocks = append(p.Blocks, trouble(j.inspected.Err)...)
		p.Question = retry()
		return p
	}
	pl := j.inspected.Plan
	if blockers := pl.Blockers(); len(blockers) > 0 {
		p.Blocks = append(p.Blocks, FindingList{Findings(j.inspected.Findings)})
		p.Question = retry()
		return p
	}
	if j.ran != nil && !j.ran.OK {
		return j.failedPage(p)
	}
	p.Blocks = append(p.Blocks, Facts{[]Fact{{"Folder", pl.Dir}}}, Steps{j.inspected.Shown})
	for _, w := range pl.Warnings {
		p.Blocks = append(p.Blocks, Note{event.Warning, w})
	}
	text, yes := "Carry this out?", "do it"
	if !slices.ContainsFunc(j.inspected.Steps, func(s StepState) bool { return !s.Done }) {
		text, yes = "Nothing is left to do here. Go on?", "go on"
	}
	p.Question = &Question{ID: "set-up", Text: text, Options: []Option{
		{Value: "yes", Title: yes}, {Value: "other", Title: "another folder"}, {Value: "quit", Title: "leave"},
	}}
	return p
}

func retry() *Question {
	return &Question{ID: "set-up", Text: "How do you want to go on?", Options: []Option{
		{Value: "again", Title: "try again"}, {Value: "other", Title: "another folder"}, {Value: "quit", Title: "leave"},
	}}
}

func (j *Journey) failedPage(p Page) Page {
	if f := j.ran.Failure; f != nil {
		p.Blocks = append(p.Blocks, Note{event.Blocker, "The step " + f.Step + " failed: " + f.Observed})
		for _, d := range f.Diagnoses {
			p.Blocks = append(p.Blocks, Facts{[]Fact{{"Cause", d.Cause}, {"What to do", d.Remedy}}})
		}
		p.Blocks = append(p.Blocks, Facts{[]Fact{{"Whole output", f.Log}}})
	} else if j.ran.Err != nil {
		p.Blocks = append(p.Blocks, trouble(j.ran.Err)...)
	}
	p.Question = retry()
	return p
}

func (j *Journey) answerSetUp(v string) error {
	switch v {
	case "yes":
		j.pending = Run{Plan: j.inspected.Plan}
	case "again":
		j.goTo(SetUp)
	case "other":
		j.stage, j.moving = GetCode, true
	case "quit":
		j.over = true
	}
	return nil
}

func (j *Journey) provePage() Page {
	p := Page{Title: "It works, and it is your code that runs", Help: "A proof runs the project's own tests or build on your checkout. It isn't repeated until something changes."}
	if j.ran != nil {
		p.Blocks = append(p.Blocks, List{j.ran.Proofs})
	}
	for _, v := range j.guide.Verify {
		if v.NotProved != "" && (len(v.Profiles) == 0 || slices.Contains(v.Profiles, j.choices.Profile)) {
			p.Blocks = append(p.Blocks, Note{event.Info, "Not proved: " + v.NotProved})
		}
	}
	p.Blocks = append(p.Blocks, j.proofCommands()...)
	p.Question = &Question{ID: "proved", Text: "Look for something to work on?", Default: "yes", Options: []Option{{Value: "yes", Title: "go on"}}}
	return p
}

// proofCommands are what the proofs ran.
func (j *Journey) proofCommands() []Block {
	var lines []string
	if j.inspected != nil {
		for _, s := range j.inspected.Shown {
			if own := cmp.Or(s.OwnCommand, s.Command); s.Kind == string(plan.KindVerify) && own != "" {
				lines = append(lines, own)
			}
		}
	}
	if len(lines) == 0 {
		return nil
	}
	return []Block{Heading{"What ran"}, Commands{lines}}
}
