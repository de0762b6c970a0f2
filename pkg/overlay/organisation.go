package overlay

import "github.com/jupyter-onboard/jupyter-onboard/pkg/guide"

// An Organisation is what an organisation says to its people, in one file: where packages and code come from, how
// commits are signed, what may be worked on, and whom to ask. It is data: nothing in it runs, and nothing in it can hold a
// login.
type Organisation struct {
	// Version of this format. Always 1.
	Schema int `yaml:"schema" json:"schema" jsonschema:"required,enum=1"`
	// Name of the organisation.
	Name string `yaml:"name" json:"name" jsonschema:"required" guide:"oneline"`
	// Mailbox or page of those who answer for this file and for open source.
	Contact string `yaml:"contact" json:"contact" jsonschema:"required" guide:"contact"`
	// Where packages and code come from instead of the public servers.
	Mirrors Mirrors `yaml:"mirrors,omitempty" json:"mirrors,omitzero"`
	// Proxies on the way out.
	Proxy Proxies `yaml:"proxy,omitempty" json:"proxy,omitzero"`
	// Path of a file with certificates to trust, in PEM form: absolute, or relative to the folder of this file.
	CABundle string `yaml:"ca_bundle,omitempty" json:"ca_bundle,omitempty" guide:"oneline"`
	// Certificates to trust, in PEM form, in the place of a path.
	Certificates string `yaml:"certificates,omitempty" json:"certificates,omitempty"`
	// What a commit must carry.
	Commits Commits `yaml:"commits,omitempty" json:"commits,omitzero"`
	// What may be worked on without asking.
	Allowed Allowed `yaml:"allowed,omitempty" json:"allowed,omitzero"`
	// What people are to know when they come to a step.
	Notes []OrganisationNote `yaml:"notes,omitempty" json:"notes,omitempty"`
	// How to ask for the approval of what isn't allowed.
	Approval Approval `yaml:"approval,omitempty" json:"approval,omitzero"`
}

// Mirrors are where packages and code come from instead of the public servers.
type Mirrors struct {
	// Python package index, as pip's index-url.
	Python string `yaml:"python,omitempty" json:"python,omitempty" guide:"url"`
	// Further Python package indexes.
	PythonExtra []string `yaml:"python_extra,omitempty" json:"python_extra,omitempty" guide:"url"`
	// npm registry.
	NPM string `yaml:"npm,omitempty" json:"npm,omitempty" guide:"url"`
	// Server that the names of conda channels stand for.
	Conda string `yaml:"conda,omitempty" json:"conda,omitempty" guide:"url"`
	// Channels that conda's word defaults stands for.
	CondaDefaults []string `yaml:"conda_defaults,omitempty" json:"conda_defaults,omitempty" guide:"url"`
	// Go module proxy.
	Go string `yaml:"go,omitempty" json:"go,omitempty" guide:"url"`
	// Addresses that git takes for others, as its insteadOf.
	Git []GitMirror `yaml:"git,omitempty" json:"git,omitempty"`
}

// Noun is what messages call it.
func (Mirrors) Noun() string { return "mirrors" }

// A GitMirror makes git take one beginning of an address for another.
type GitMirror struct {
	// Beginning of the addresses that are replaced, such as https://github.com/.
	From string `yaml:"from" json:"from" jsonschema:"required" guide:"url"`
	// What stands there instead.
	To string `yaml:"to" json:"to" jsonschema:"required" guide:"url"`
}

// Noun is what messages call it.
func (GitMirror) Noun() string { return "an entry of git" }

// Proxies are the proxies on the way out.
type Proxies struct {
	// Proxy for https addresses.
	HTTPS string `yaml:"https,omitempty" json:"https,omitempty" guide:"url"`
	// Proxy for http addresses. Default: that for https addresses.
	HTTP string `yaml:"http,omitempty" json:"http,omitempty" guide:"url"`
	// Hosts that are reached without a proxy, as in NO_PROXY.
	Except []string `yaml:"except,omitempty" json:"except,omitempty" guide:"oneline"`
}

// Noun is what messages call it.
func (Proxies) Noun() string { return "proxy" }

// Commits say what a commit must carry.
type Commits struct {
	// Domains of which the author's e-mail address has to be one.
	EmailDomains []string `yaml:"email_domains,omitempty" json:"email_domains,omitempty" guide:"oneline"`
	// True if every commit needs a Signed-off-by line (git commit --signoff).
	SignOff bool `yaml:"sign_off,omitempty" json:"sign_off,omitempty"`
}

// Noun is what messages call it.
func (Commits) Noun() string { return "commits" }

// Allowed says what may be worked on without asking.
type Allowed struct {
	// Licences, as SPDX ids. Default: any.
	Licences []string `yaml:"licences,omitempty" json:"licences,omitempty" guide:"oneline"`
	// Projects, as owner/name, or by the id of this program's guide. Default: any.
	Projects []string `yaml:"projects,omitempty" json:"projects,omitempty" guide:"oneline"`
	// False if projects that ask for a contributor licence agreement need an approval. Default: true.
	CLA *bool `yaml:"cla,omitempty" json:"cla,omitempty"`
}

// Noun is what messages call it.
func (Allowed) Noun() string { return "allowed" }

// An OrganisationNote is shown when somebody comes to a step.
type OrganisationNote struct {
	// Id of a step, or a kind of step: clone, python, provide, pip, run, verify. Default: before everything.
	At string `yaml:"at,omitempty" json:"at,omitempty" guide:"oneline"`
	// What to know.
	Text string `yaml:"text" json:"text" jsonschema:"required" guide:"oneline"`
}

// Noun is what messages call it.
func (OrganisationNote) Noun() string { return "a note" }

// Approval says how to ask for an approval.
type Approval struct {
	// Mailbox or page that a request goes to. Default: the contact.
	To string `yaml:"to,omitempty" json:"to,omitempty" guide:"contact"`
	// Questions that a request has to answer besides.
	Questions []string `yaml:"questions,omitempty" json:"questions,omitempty" guide:"oneline"`
}

// Noun is what messages call it.
func (Approval) Noun() string { return "approval" }

// LoadOrganisation reads an organisation's file as strictly as a guide. Name is what problems call it. The error is a
// [*guide.Error] that holds every problem with its place.
func LoadOrganisation(name string, data []byte) (*Organisation, error) {
	o := new(Organisation)
	if err := guide.Decode(name, "org", data, o, o.check); err != nil {
		return nil, err
	}
	return o, nil
}
