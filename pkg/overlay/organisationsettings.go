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
	// project, source, licence or cla.
	ID string
	// What was seen, and what the organisation allows.
	Observed, Expected string
}

// A Work is what somebody wants to work on.
type Work struct {
	Guide *guide.Guide
	// Embedded is true for a guide of this program. Only then its id says which project it is: any file can borrow one.
	Embedded bool
	// From is the address or path that the code comes from, if somebody named one; Upstream where the project has it.
	From, Upstream string
}

// Refuses lists why somebody has to ask before they work on something; nothing if they may.
func (o *Organisation) Refuses(w Work) []Refusal {
	var out []Refusal
	a, g := o.Allowed, w.Guide
	allowed := "one of " + strings.Join(a.Projects, ", ")
	switch other := o.notListed(w); {
	case len(a.Projects) == 0:
	case other != "" && !w.Embedded && slices.Contains(a.Projects, g.ID):
		out = append(out, Refusal{"project", other + " isn't on the list of " + o.Name + ", and the id " + g.ID + " there means this program's own guide", allowed})
	case other != "":
		out = append(out, Refusal{"project", other + " isn't on the list of " + o.Name, allowed})
	case !o.covers(w):
		out = append(out, Refusal{
			"source", "the code comes from " + w.From + ", and the list of " + o.Name + " has " + g.Repo, w.Upstream + ", or a mirror of it that " + o.Name + " names",
		})
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

// notListed is the repository that isn't on the list of projects; empty if all are.
func (o *Organisation) notListed(w Work) string {
	if w.Embedded && slices.Contains(o.Allowed.Projects, w.Guide.ID) {
		return ""
	}
	for _, repo := range []string{w.Guide.Repo, cmp.Or(w.Guide.Clone.Repo, w.Guide.Repo)} {
		// What is cloned of this program's guides belongs to the project that they name.
		if !slices.ContainsFunc(o.Allowed.Projects, func(p string) bool { return strings.EqualFold(p, repo) }) {
			return repo
		}
		if w.Embedded {
			break
		}
	}
	return ""
}

// covers reports whether the code comes from where the project has it, or from the organisation's mirror of that.
func (o *Organisation) covers(w Work) bool {
	if w.From == "" {
		return true
	}
	from, upstream := plainSource(w.From), plainSource(w.Upstream)
	if from == upstream && upstream != "" {
		return true
	}
	for _, m := range o.Mirrors.Git {
		rest, ok := strings.CutPrefix(upstream, strings.ToLower(m.From))
		if ok && rest != "" && from == plainSource(m.To+rest) {
			return true
		}
	}
	return false
}

// plainSource is a repository's address without what makes no difference: the form for SSH, letter case, and .git.
func plainSource(address string) string {
	s := strings.ToLower(address)
	if rest, ok := strings.CutPrefix(s, "ssh://git@"); ok {
		s = "https://" + rest
	} else if host, path, ok := strings.Cut(s, ":"); ok && strings.HasPrefix(host, "git@") && !strings.Contains(host, "/") {
		s = "https://" + strings.TrimPrefix(host, "git@") + "/" + path
	}
	return strings.TrimSuffix(strings.TrimRight(s, "/"), ".git")
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
