package overlay

import (
	"cmp"
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// Settings is what the organisation says of mirrors, proxies and certificates, from the file that is called name. Bundle
// is the path of its certificates on this machine; empty for none.
func (o *Organisation) Settings(name, bundle string) Settings {
	value := func(key, text string) Value {
		if text == "" {
			return Value{}
		}
		return Value{text, Origin{Kind: FromOrganisation, Name: name, Key: key}}
	}
	all := func(key string, texts []string) []Value {
		var out []Value
		for _, text := range texts {
			out = append(out, value(key, text))
		}
		return out
	}
	m := o.Mirrors
	key := "ca_bundle"
	if o.Certificates != "" {
		key = "certificates"
	}
	s := Settings{
		HTTPSProxy: value("proxy.https", cmp.Or(o.Proxy.HTTPS, o.Proxy.HTTP)), HTTPProxy: value("proxy.http", cmp.Or(o.Proxy.HTTP, o.Proxy.HTTPS)),
		NoProxy: value("proxy.except", strings.Join(o.Proxy.Except, ",")), CABundle: value(key, bundle),
		PythonIndex: value("mirrors.python", m.Python), ExtraPythonIndexes: all("mirrors.python_extra", m.PythonExtra),
		NPMRegistry: value("mirrors.npm", m.NPM), GoProxy: value("mirrors.go", m.Go),
		CondaAlias: value("mirrors.conda", m.Conda), CondaChannels: all("mirrors.conda_defaults", m.CondaDefaults),
	}
	for _, g := range m.Git {
		s.GitInsteadOf = append(s.GitInsteadOf, Rewrite{From: g.From, To: value("mirrors.git", g.To)})
	}
	return s
}

// A Refusal is why an organisation wants to be asked before somebody works on a project.
type Refusal struct {
	// project, licence or cla.
	ID string
	// What was seen, and what the organisation allows.
	Observed, Expected string
}

// Refuses lists why somebody has to ask before they work on a guide's project; nothing if they may.
func (o *Organisation) Refuses(g *guide.Guide) []Refusal {
	var out []Refusal
	a := o.Allowed
	if len(a.Projects) > 0 && !slices.ContainsFunc(a.Projects, func(p string) bool { return p == g.ID || strings.EqualFold(p, g.Repo) }) {
		out = append(out, Refusal{"project", g.Repo + " isn't on the list of " + o.Name, "one of " + strings.Join(a.Projects, ", ")})
	}
	licence := g.PullRequest.Licence
	switch {
	case len(a.Licences) == 0 || slices.ContainsFunc(a.Licences, func(l string) bool { return strings.EqualFold(l, licence) }):
	case licence == "":
		out = append(out, Refusal{"licence", "the guide of " + g.Name + " names no licence", "one of " + strings.Join(a.Licences, ", ")})
	default:
		out = append(out, Refusal{"licence", "contributions to " + g.Name + " come under " + licence, "one of " + strings.Join(a.Licences, ", ")})
	}
	if a.CLA != nil && !*a.CLA && g.PullRequest.CLA {
		out = append(out, Refusal{"cla", g.Name + " asks for a contributor licence agreement", "a project without one"})
	}
	return out
}

// To is where a request goes.
func (o *Organisation) To() string { return cmp.Or(o.Approval.To, o.Contact) }

// NotesAt lists what is to be known at a step, by its id or its kind; with neither, before everything.
func (o *Organisation) NotesAt(id, kind string) []string {
	var out []string
	for _, n := range o.Notes {
		if n.At == "" && id == "" || n.At != "" && (n.At == id || n.At == kind) {
			out = append(out, o.Name+": "+n.Text)
		}
	}
	return out
}

// KnowsEmail reports whether an e-mail address is of one of the domains that commits must have, if there are any.
func (o *Organisation) KnowsEmail(email string) bool {
	_, domain, _ := strings.Cut(email, "@")
	return len(o.Commits.EmailDomains) == 0 || slices.ContainsFunc(o.Commits.EmailDomains, func(d string) bool { return strings.EqualFold(d, domain) })
}
