package plan_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// ready is a checkout in which nothing stands in the way: on main, with an author and a fork as the remote origin.
func ready() plan.BranchFacts {
	return plan.BranchFacts{
		Current: "main", Upstream: "upstream", UpstreamURL: "https://github.com/jupyter/nbformat.git", Remotes: []string{"upstream", "origin"},
		Identity: plan.Identity{Name: plan.Configured{Value: "Ada", Origin: "x"}, Email: plan.Configured{Value: "ada@jupyter.org", Origin: "x"}},
		Fork:     plan.ForkFacts{Account: "ada", Repo: "ada/nbformat", URL: "https://github.com/ada/nbformat.git", Remote: "origin", Page: "https://github.com/jupyter/nbformat/fork"},
	}
}

func branchGuide() plan.Plan {
	g := &guide.Guide{ID: "nbformat", Name: "nbformat", Repo: "jupyter/nbformat"}
	g.Clone.Repo, g.Clone.Branch, g.PullRequest.Branch = "jupyter/nbformat", "main", "{issue}-{slug}"
	return plan.Plan{Guide: g, Dir: "/src/nbformat"}
}

// told are the steps of a plan as lines: id and command, done ones in brackets.
func told(b plan.BranchPlan) []string {
	var lines []string
	for _, s := range b.Steps {
		line := s.ID + ": " + strings.ReplaceAll(s.Action.Command(), "\n", "; ")
		if s.Satisfied != "" {
			line = "(" + line + ")"
		}
		lines = append(lines, line)
	}
	return lines
}

const (
	fetched  = "fetch: git fetch --no-tags upstream main"
	switched = "branch: git switch --no-track --create 7-mend-it upstream/main"
)

func pushes(remote string) string {
	return fmt.Sprintf("push: git config --local branch.7-mend-it.pushRemote %s; git config --local remote.pushDefault %s", remote, remote)
}

func TestBuildBranch(t *testing.T) {
	t.Parallel()
	none := plan.ForkFacts{Account: "ada", NewURL: "https://github.com/ada/nbformat.git", Request: `POST x {"default_branch_only":true}`, Page: "https://x/fork"}
	cases := []struct {
		name    string
		facts   func(*plan.BranchFacts)
		choices plan.BranchChoices
		want    []string
		// question is the id of the choice that is missing, warns a part of a warning.
		question, warns string
	}{
		{name: "a fork with a remote", want: []string{fetched, switched, pushes("origin")}},
		{name: "again", facts: func(f *plan.BranchFacts) {
			f.Current, f.Exists, f.PushDefault, f.PushRemote = "7-mend-it", "0123456789abcdef", "origin", "origin"
		}, want: []string{"(" + fetched + ")", "(" + switched + ")", "(push: git config --local branch.7-mend-it.pushRemote origin)"}},
		{
			name: "a fork without a remote", facts: func(f *plan.BranchFacts) { f.Remotes, f.Fork.Remote = []string{"upstream"}, "" },
			want: []string{fetched, switched, "remote: git remote add origin https://github.com/ada/nbformat.git", pushes("origin")},
		},
		{name: "origin is upstream", facts: func(f *plan.BranchFacts) { f.Upstream, f.Remotes, f.Fork.Remote = "origin", []string{"origin"}, "" }, want: []string{
			"fetch: git fetch --no-tags origin main", "branch: git switch --no-track --create 7-mend-it origin/main",
			"remote: git remote add fork https://github.com/ada/nbformat.git", pushes("fork"),
		}},
		{
			name: "both names are taken", facts: func(f *plan.BranchFacts) { f.Remotes, f.Fork.Remote = []string{"upstream", "origin", "fork"}, "" },
			want: []string{fetched, switched, "remote: git remote add ada https://github.com/ada/nbformat.git", pushes("ada")},
		},
		{name: "the two are swapped", facts: func(f *plan.BranchFacts) { f.Upstream, f.Fork.Remote = "origin", "upstream" }, want: []string{
			"fetch: git fetch --no-tags origin main", "branch: git switch --no-track --create 7-mend-it origin/main", pushes("upstream"),
		}},
		{
			name: "only the fork is a remote", facts: func(f *plan.BranchFacts) { f.Upstream, f.Remotes = "", []string{"origin"} },
			want: []string{"upstream: git remote add upstream https://github.com/jupyter/nbformat.git", fetched, switched, pushes("origin")},
		},
		{
			name: "pushes go elsewhere", facts: func(f *plan.BranchFacts) { f.PushDefault = "work" }, warns: "remote.pushDefault is work and stays so",
			want: []string{fetched, switched, "push: git config --local branch.7-mend-it.pushRemote origin"},
		},
		{name: "no fork", facts: func(f *plan.BranchFacts) { f.Fork = none }, question: "fork"},
		{name: "no fork, --fork no", facts: func(f *plan.BranchFacts) { f.Fork = none }, choices: plan.BranchChoices{Fork: "no"}, want: []string{fetched, switched}},
		{name: "no fork, --fork yes", facts: func(f *plan.BranchFacts) { f.Fork, f.Remotes = none, []string{"upstream"} }, choices: plan.BranchChoices{Fork: "yes"}, want: []string{
			fetched, switched, `fork: POST x {"default_branch_only":true}`, "remote: git remote add origin https://github.com/ada/nbformat.git", pushes("origin"),
		}},
		{name: "several forks", facts: func(f *plan.BranchFacts) { f.Fork = plan.ForkFacts{Several: []string{"a/nbformat", "b/nbformat"}} }, question: "fork"},
		{name: "one fork that may be a colleague's", facts: func(f *plan.BranchFacts) { f.Fork = plan.ForkFacts{Several: []string{"b/nbformat"}} }, question: "fork"},
		{name: "nobody signed in", facts: func(f *plan.BranchFacts) { f.Fork = plan.ForkFacts{Page: "https://x/fork"} }, warns: "Make one at https://x/fork", want: []string{fetched, switched}},
		{name: "who may push", facts: func(f *plan.BranchFacts) { f.Fork = plan.ForkFacts{Account: "ada", MayPush: true} }, warns: "may push to jupyter/nbformat itself", want: []string{fetched, switched}},
		{name: "uncommitted work", facts: func(f *plan.BranchFacts) { f.Modified = 2 }, question: "uncommitted"},
		{name: "staged work", facts: func(f *plan.BranchFacts) { f.Staged = 1 }, question: "uncommitted"},
		{name: "work to carry", facts: func(f *plan.BranchFacts) { f.Modified = 2 }, choices: plan.BranchChoices{Uncommitted: "carry"}, warns: "comes along", want: []string{fetched, switched, pushes("origin")}},
		{name: "files that git doesn't know", facts: func(f *plan.BranchFacts) { f.Untracked = 3 }, want: []string{fetched, switched, pushes("origin")}},
		{name: "no name", facts: func(f *plan.BranchFacts) { f.Identity.Name.Value = "" }, question: "name"},
		{name: "a machine's address", facts: func(f *plan.BranchFacts) { f.Identity.Email.Value = "ada@laptop.local" }, question: "email"},
		{name: "another domain", choices: plan.BranchChoices{Domain: "company.example"}, question: "email"},
		{
			name: "an address for this checkout", choices: plan.BranchChoices{AuthorEmail: "ada@company.example", Domain: "company.example"},
			want: []string{"identity: git config --local user.email ada@company.example", fetched, switched, pushes("origin")},
		},
		{
			name: "a variable wins", facts: func(f *plan.BranchFacts) { f.Identity.Email.Fixed = true }, choices: plan.BranchChoices{AuthorEmail: "ada@company.example"},
			warns: "wins over the checkout's settings", want: []string{fetched, switched, pushes("origin")},
		},
		{name: "another name for the branch", choices: plan.BranchChoices{Name: "fix/it"}, want: []string{
			fetched, "branch: git switch --no-track --create fix/it upstream/main",
			"push: git config --local branch.fix/it.pushRemote origin; git config --local remote.pushDefault origin",
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := ready()
			if c.facts != nil {
				c.facts(&f)
			}
			got, err := plan.BuildBranch(branchGuide(), plan.BranchIssue{Number: 7, Title: "Mend it!", MayTake: true}, f, c.choices)
			missing, asks := errors.AsType[*plan.ChoiceError](err)
			switch {
			case c.question != "" && (!asks || missing.Question.ID != c.question || missing.Question.Flag == "" || !missing.Missing() && c.choices.AuthorEmail == ""):
				t.Errorf("error %v, want a question %s", err, c.question)
			case c.question == "" && err != nil:
				t.Error(err)
			}
			if diff := cmp.Diff(c.want, told(got)); diff != "" && c.question == "" {
				t.Errorf("steps (-want +got):\n%s", diff)
			}
			if text := strings.Join(got.Warnings, " "); !strings.Contains(text, c.warns) || c.warns == "" && text != "" {
				t.Errorf("warnings %q, want %q", text, c.warns)
			}
		})
	}
}

// An issue that somebody may have needs a yes; a branch that is there isn't touched.
func TestBuildBranchStops(t *testing.T) {
	t.Parallel()
	taken := plan.BranchIssue{Number: 7, Title: "Mend it", State: "in review"}
	_, err := plan.BuildBranch(branchGuide(), taken, ready(), plan.BranchChoices{})
	if missing, ok := errors.AsType[*plan.ChoiceError](err); !ok || missing.Question.ID != "anyway" || !strings.Contains(missing.Question.Text, "in review") {
		t.Errorf("error %v", err)
	}
	if _, err := plan.BuildBranch(branchGuide(), taken, ready(), plan.BranchChoices{Anyway: true}); err != nil {
		t.Error(err)
	}
	f := ready()
	f.Exists = "0123456789abcdef"
	_, err = plan.BuildBranch(branchGuide(), plan.BranchIssue{Number: 7, Title: "Mend it", MayTake: true}, f, plan.BranchChoices{})
	if there, ok := errors.AsType[*plan.BranchThereError](err); !ok || there.Name != "7-mend-it" {
		t.Errorf("error %v", err)
	}
}

// A yes to a fork that nobody can make is a refusal, and not a branch without one.
func TestBuildBranchWithoutTheForkThatWasAskedFor(t *testing.T) {
	t.Parallel()
	for name, fork := range map[string]plan.ForkFacts{
		"nobody signs in": {Page: "https://x/fork"}, "GitHub is out of reach": {Page: "https://x/fork", Problem: "no answer"},
		"beside a colleague's": {Page: "https://x/fork", Several: []string{"b/nbformat"}},
	} {
		f := ready()
		f.Fork = fork
		_, err := plan.BuildBranch(branchGuide(), plan.BranchIssue{Number: 7, Title: "Mend it", MayTake: true}, f, plan.BranchChoices{Fork: "yes"})
		if none, ok := errors.AsType[*plan.NoForkError](err); !ok || none.Page != fork.Page || none.Problem != fork.Problem {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

// What is forked is what is cloned, under the name that the server says: the request that is sent is the one that was shown.
func TestBuildBranchForksWhatIsCloned(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ of, want string }{{"", "jupyter/code"}, {"elsewhere/renamed", "elsewhere/renamed"}} {
		p, f := branchGuide(), ready()
		p.Guide.Clone.Repo = "jupyter/code"
		f.Fork = plan.ForkFacts{Account: "ada", Of: c.of, NewURL: "https://github.com/ada/x.git", Request: "POST x"}
		b, err := plan.BuildBranch(p, plan.BranchIssue{Number: 7, Title: "Mend it", MayTake: true}, f, plan.BranchChoices{Fork: "yes"})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range b.Steps {
			if s.Action.Begin.Fork != nil && s.Action.Begin.Fork.Of != c.want {
				t.Errorf("a fork of %s, want %s", s.Action.Begin.Fork.Of, c.want)
			}
		}
	}
}

// What an organisation asks holds for branches, too: approval first, its addresses, its sign-off, its notes.
func TestBuildBranchForAnOrganisation(t *testing.T) {
	t.Parallel()
	issue := plan.BranchIssue{Number: 7, Title: "Mend it", MayTake: true}
	f := ready()
	f.Organisation = &overlay.Organisation{Name: "Company", Contact: "oss@company.example"}
	f.Organisation.Commits = overlay.Commits{EmailDomains: []string{"company.example"}, SignOff: true}
	f.Organisation.Notes = []overlay.OrganisationNote{{At: "push", Text: "Tell us."}, {Text: "Welcome."}}
	_, err := plan.BuildBranch(branchGuide(), issue, f, plan.BranchChoices{})
	if missing, ok := errors.AsType[*plan.ChoiceError](err); !ok || missing.Question.ID != "email" {
		t.Errorf("error %v, want the question for an address", err)
	}
	b, err := plan.BuildBranch(branchGuide(), issue, f, plan.BranchChoices{AuthorEmail: "ada@company.example"})
	if err != nil || !b.SignOff || len(b.Concerns) != 1 || b.Concerns[0].ID != "sign-off" || !slices.Contains(b.Warnings, "Company: Welcome.") {
		t.Errorf("%+v, %v", b, err)
	}
	if last := b.Steps[len(b.Steps)-1]; last.ID != "push" || last.Warning != "Company: Tell us." {
		t.Errorf("%+v", last)
	}
	f.Organisation.Allowed.Projects = []string{"jupyterlab"}
	b, err = plan.BuildBranch(branchGuide(), issue, f, plan.BranchChoices{})
	if blockers := b.Blockers(); err != nil || len(b.Steps) > 0 || len(blockers) != 1 || blockers[0].ID != plan.PolicyPrefix+"project" {
		t.Errorf("%+v, %v", b, err)
	}
}

// A domain that somebody names narrows what the organisation asks for; it doesn't take its place.
func TestBuildBranchDomains(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ chosen, email, question string }{
		{"", "ada@b.example", ""},
		{"b.example", "ada@b.example", ""},
		{"@B.example", "ada@b.example", ""},
		{"b.example", "ada@a.example", "email"},
		{"home.example", "ada@home.example", "email-domain"},
		{"home.example", "ada@a.example", "email-domain"},
		{"", "ada@home.example", "email"},
	} {
		f := ready()
		f.Organisation = &overlay.Organisation{Name: "Company", Contact: "oss@company.example", Commits: overlay.Commits{EmailDomains: []string{"a.example", "b.example"}}}
		_, err := plan.BuildBranch(branchGuide(), plan.BranchIssue{Number: 7, MayTake: true}, f, plan.BranchChoices{AuthorEmail: c.email, Domain: c.chosen})
		missing, asks := errors.AsType[*plan.ChoiceError](err)
		if asks != (c.question != "") || asks && missing.Question.ID != c.question || err != nil && !asks {
			t.Errorf("--email-domain %q with %s: %v, want %q", c.chosen, c.email, err, c.question)
		}
	}
}

// Titles are what strangers write: whatever they say, the name is a plain one.
// TestIssueOfBranch reads the number back that BranchName wrote, by whatever habit, and none from other names.
func TestIssueOfBranch(t *testing.T) {
	t.Parallel()
	for _, pattern := range []string{"", "fix/{issue}-{slug}", "issue-{issue}", "{issue}"} {
		g := *branchGuide().Guide
		g.PullRequest.Branch = pattern
		if got := plan.IssueOfBranch(&g, plan.BranchName(&g, plan.BranchIssue{Number: 4321, Title: "Mend it"})); got != 4321 {
			t.Errorf("by %q it is issue %d", pattern, got)
		}
		if got := plan.IssueOfBranch(&g, "main"); got != 0 {
			t.Errorf("by %q main is for issue %d", pattern, got)
		}
	}
}

func TestBranchName(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]string{
		"Mend it!": "7-mend-it", "": "7-change", "../../etc/passwd": "7-etc-passwd", "--force -f": "7-force-f", "\x1b[31mred": "7-31mred",
		"日本語": "7-change", strings.Repeat("a", 300): "7-change", "a.lock": "7-a-lock", "@{u}..HEAD": "7-u-head",
		"One two three four five six seven eight": "7-one-two-three-four-five-six",
	} {
		if got := plan.BranchName(branchGuide().Guide, plan.BranchIssue{Number: 7, Title: title}); got != want {
			t.Errorf("%q becomes %q, want %q", title, got, want)
		}
	}
}
