package guide

// Issues is how newcomer issues are found in the repository, and who may take one.
type Issues struct {
	// Labels of newcomer issues, as the repository writes them.
	Labels []string `yaml:"labels,omitempty" json:"labels,omitempty"`
	// What it means that there is no such label.
	NoneMeans string `yaml:"none_means,omitempty" json:"none_means,omitempty"`
	// Things to do first where there is no label or no free issue.
	FirstTasks []FirstTask `yaml:"first_tasks,omitempty" json:"first_tasks,omitempty"`
	// Labels that say that an issue isn't for newcomers or isn't ready.
	Exclude []string `yaml:"exclude,omitempty" json:"exclude,omitempty"`
	// What an issue must have here to be ready.
	Ready []Criterion `yaml:"ready,omitempty" json:"ready,omitempty"`
	// Who may take an issue, and how.
	Claim Claim `yaml:"claim" json:"claim" jsonschema:"required"`
	// What the repository says on work made with AI.
	AIPolicy *Policy `yaml:"ai_policy,omitempty" json:"ai_policy,omitempty"`
}

// A FirstTask is something to do where no labelled issue is free.
type FirstTask struct {
	// What to do.
	Title string `yaml:"title" json:"title" jsonschema:"required" guide:"oneline"`
	// How to begin.
	How string `yaml:"how" json:"how" jsonschema:"required"`
	// Page where such work is found.
	URL string `yaml:"url,omitempty" json:"url,omitempty" guide:"url"`
	// Kind of work.
	Kind Kind `yaml:"kind,omitempty" json:"kind,omitempty"`
}

// A Criterion is something that makes an issue ready to work on.
type Criterion struct {
	// Short name.
	ID string `yaml:"id" json:"id" jsonschema:"required" guide:"id"`
	// What is asked for.
	Title string `yaml:"title" json:"title" jsonschema:"required" guide:"oneline"`
	// Regular expression (RE2) that the issue's text matches when it is met; without one a person decides.
	Pattern string `yaml:"pattern,omitempty" json:"pattern,omitempty" guide:"regexp"`
	// Labels of which an issue has none when it is met, such as one that a triager takes away.
	Without []string `yaml:"without,omitempty" json:"without,omitempty"`
}

// A Claim is the repository's own rule for taking an issue.
type Claim struct {
	// The rule: draft (open a draft pull request, no question), comment (say so first), ask (wait for an answer),
	// never-ask (asking is unwelcome: just do it), none (nothing is written).
	Rule ClaimRule `yaml:"rule" json:"rule" jsonschema:"required"`
	// Time without an answer or a pull request after which an issue is free again, as 48h or 336h. Left out: nothing is written.
	FreeAfter Duration `yaml:"free_after,omitempty" json:"free_after,omitempty"`
	// The rule in our words.
	Says string `yaml:"says" json:"says" jsonschema:"required"`
	// Page that says so.
	URL string `yaml:"url,omitempty" json:"url,omitempty" guide:"url"`
}

// A ClaimRule is how an issue is taken.
type ClaimRule string

// The claim rules seen in Jupyter's repositories.
const (
	ClaimDraft    ClaimRule = "draft"
	ClaimComment  ClaimRule = "comment"
	ClaimAsk      ClaimRule = "ask"
	ClaimNeverAsk ClaimRule = "never-ask"
	ClaimNone     ClaimRule = "none"
)

// A Policy is a rule of the community with its page.
type Policy struct {
	// The rule in our words.
	Says string `yaml:"says" json:"says" jsonschema:"required"`
	// Page that says so.
	URL string `yaml:"url,omitempty" json:"url,omitempty" guide:"url"`
	// True if the use of AI must be told in the pull request.
	Disclose bool `yaml:"disclose,omitempty" json:"disclose,omitempty"`
}

// PullRequest is what a pull request needs in the repository.
type PullRequest struct {
	// Branch it goes to. Default: the clone's branch.
	Target string `yaml:"target,omitempty" json:"target,omitempty" guide:"branch"`
	// How branches are named; {issue} and {slug} are filled in.
	Branch string `yaml:"branch,omitempty" json:"branch,omitempty" guide:"naming"`
	// Rules for its title and text.
	Rules []string `yaml:"rules,omitempty" json:"rules,omitempty"`
	// Tasks of this guide to run before it is opened.
	Checks []string `yaml:"checks,omitempty" json:"checks,omitempty"`
	// Checks that a newcomer can't turn green alone.
	Gates []Gate `yaml:"gates,omitempty" json:"gates,omitempty"`
	// Files that go with the change: a changeset, a whatsnew entry.
	Extras []string `yaml:"extras,omitempty" json:"extras,omitempty"`
	// True if each commit needs a Signed-off-by line.
	DCO bool `yaml:"dco,omitempty" json:"dco,omitempty"`
	// True if a contributor licence agreement is asked for.
	CLA bool `yaml:"cla,omitempty" json:"cla,omitempty"`
	// Licence of contributions, as an SPDX id.
	Licence string `yaml:"licence,omitempty" json:"licence,omitempty"`
}

// A Gate is a check on pull requests that isn't the newcomer's to fix.
type Gate struct {
	// Name of the check.
	Name string `yaml:"name" json:"name" jsonschema:"required"`
	// Who turns it green, and what to do meanwhile.
	Why string `yaml:"why" json:"why" jsonschema:"required"`
}

// People is who to talk to, where and when.
type People struct {
	// Where the people who decide are listed.
	Council string `yaml:"council,omitempty" json:"council,omitempty" guide:"url"`
	// Where to talk.
	Channels []Channel `yaml:"channels,omitempty" json:"channels,omitempty"`
	// Open calls.
	Meetings []Meeting `yaml:"meetings,omitempty" json:"meetings,omitempty"`
	// Code of conduct.
	Conduct string `yaml:"conduct,omitempty" json:"conduct,omitempty" guide:"url"`
	// Where vulnerabilities are told.
	Security string `yaml:"security,omitempty" json:"security,omitempty" guide:"contact"`
}

// A Channel is a place to talk.
type Channel struct {
	// Name of the place.
	Name string `yaml:"name" json:"name" jsonschema:"required" guide:"oneline"`
	// Kind: chat, forum, issues, mail, video.
	Kind ChannelKind `yaml:"kind" json:"kind" jsonschema:"required"`
	// Address.
	URL string `yaml:"url" json:"url" jsonschema:"required" guide:"contact"`
	// active, or retired where old documents still name it. Default: active.
	Status ChannelStatus `yaml:"status,omitempty" json:"status,omitempty"`
	// What it is good for.
	Use string `yaml:"use,omitempty" json:"use,omitempty"`
}

// A ChannelKind is the kind of a place to talk.
type ChannelKind string

// The kinds of channel.
const (
	Chat    ChannelKind = "chat"
	Forum   ChannelKind = "forum"
	Tracker ChannelKind = "issues"
	Mail    ChannelKind = "mail"
	Video   ChannelKind = "video"
)

// A ChannelStatus says whether a place is still in use.
type ChannelStatus string

// The states of a channel.
const (
	Active  ChannelStatus = "active"
	Retired ChannelStatus = "retired"
)

// A Meeting is an open call that repeats.
type Meeting struct {
	// Name of the call.
	Title string `yaml:"title" json:"title" jsonschema:"required" guide:"oneline"`
	// Repetition as an iCalendar RRULE: FREQ=WEEKLY;BYDAY=WE or FREQ=MONTHLY;BYDAY=1TU,3TU.
	Rule string `yaml:"rule" json:"rule" jsonschema:"required" guide:"rrule"`
	// Time of day, as 09:00.
	Time string `yaml:"time" json:"time" jsonschema:"required" guide:"time"`
	// IANA time zone of that time: America/Los_Angeles.
	Zone string `yaml:"zone" json:"zone" jsonschema:"required" guide:"zone"`
	// Page with the address of the call and its notes.
	URL string `yaml:"url" json:"url" jsonschema:"required" guide:"url"`
	// Where this was read.
	Source string `yaml:"source,omitempty" json:"source,omitempty"`
}
