package overlay

import (
	"cmp"
	"strings"
)

// A Site is what has to be known, beside the machine's settings, to tell where tools go.
type Site struct {
	// The repository's own files, in the order of [RepositoryFiles].
	Files []File
	// What each tool says its address is if nobody told it anything: the answers to [Question]. Nothing here
	// is known of a tool that isn't in it.
	Defaults map[Tool]string
	// Address of the repository that git fetches.
	Remote string
	// The project's tools.
	Project Project
}

// An Endpoint is where a tool really goes. No field holds credentials; [Endpoint.Request] has them.
type Endpoint struct {
	Tool Tool
	// Address, and who said so. It is empty if only the tool knows.
	Address string
	Origin  Origin
	// Proxy on the way, and who said so; empty if there is none.
	Via       string
	ViaOrigin Origin
	// File with the certificates that the tool trusts, and who said so; empty if it trusts its own list. Adds
	// is true if the tool trusts its own list besides.
	CA       string
	CAOrigin Origin
	Adds     bool
	// What a person should know about it.
	Notes []string

	request Request
}

// A Request is what to ask to see whether an endpoint answers. It may hold credentials: it is for the request,
// and for nothing else.
type Request struct {
	// Address of something small, with the user and password that the setting has.
	URL string
	// Value of the Authorization header; empty for none.
	Authorization string
	// Value of the Accept header.
	Accept string
	// Text that a page in HTML must have to be the tool's answer; empty if no page can be.
	Page string
	// Proxy with its user and password.
	Proxy string
	// Files with certificates: instead of the system's, or besides.
	CABundle, ExtraCA string
}

// Request is what to ask the endpoint; ok is false if its address isn't known.
func (e Endpoint) Request() (r Request, ok bool) { return e.request, e.request.URL != "" }

// Where tells where a tool goes once [Settings.Variables] are in its environment, all its addresses in the
// order in which it asks them.
func (s Settings) Where(tool Tool, site Site) []Endpoint {
	w := route{settings: s, tool: tool, rules: rulesOf(tool), env: s.env.with(s.Variables(site.Project))}
	for _, f := range site.Files {
		w.repo = append(w.repo, fromFile(f, FromRepository, environment{})...)
	}
	var out []Endpoint
	for i, address := range w.addresses(site) {
		out = append(out, w.endpoint(address, i == 0))
	}
	return out
}

// A route is the way of one tool.
type route struct {
	settings Settings
	tool     Tool
	rules    rules
	env      environment
	repo     []statement
}

// addresses lists where the tool goes: what the environment says, the repository, the person's files, the
// tool itself.
func (w *route) addresses(site Site) []Value {
	if w.tool == Git {
		return []Value{w.rewritten(site.Remote)}
	}
	own := cmp.Or(
		w.variable(w.rules.address...),
		first(w.repo, w.rules.setting, w.rules.files...),
		w.settings.own(w.rules.setting, w.rules.files...),
		Value{site.Defaults[w.tool], Origin{Kind: FromTool, Tool: w.tool}},
	)
	if w.tool == Go {
		// The list ends where Go asks the version control itself.
		own.Text, _, _ = strings.Cut(strings.ReplaceAll(own.Text, "|", ","), ",")
		if schemeOf(own.Text) == "" {
			own.Text = ""
		}
	}
	return append([]Value{own}, w.extras()...)
}

// extras are further indexes.
func (w *route) extras() []Value {
	switch w.tool {
	case Pip:
		return w.settings.ExtraPythonIndexes
	case UV:
		if v := w.variable("UV_INDEX", "UV_EXTRA_INDEX_URL"); v.IsSet() {
			var out []Value
			for _, text := range texts(extraIndex, v.Text) {
				// A name may stand before the address.
				if name, address, ok := strings.Cut(text, "="); ok && !strings.Contains(name, "://") {
					text = address
				}
				out = append(out, Value{text, v.Origin})
			}
			return out
		}
		return append(all(w.repo, extraIndex, UV), all(w.settings.said, extraIndex, UV)...)
	default:
		return nil
	}
}

// variable is the first of the variables that is set, with the origin that its value has.
func (w *route) variable(names ...string) Value {
	for _, name := range names {
		if text, _ := w.env.get(name); text != "" {
			return Value{text, w.origin(name, text)}
		}
	}
	return Value{}
}

// origin is the person's variable, or what the variable was made from.
func (w *route) origin(name, text string) Origin {
	if w.settings.env.set(name) {
		return Origin{Kind: FromVariable, Name: name}
	}
	s := w.settings
	for _, v := range []Value{s.HTTPSProxy, s.HTTPProxy, s.CABundle, s.ExtraCA, s.PythonIndex, s.NPMRegistry, s.CondaAlias, s.GoProxy} {
		if plain, _ := parts(v.Text); v.Text == text || plain == text {
			return v.Origin
		}
	}
	for _, st := range s.said {
		if plain, _ := parts(st.value.Text); plain == text || st.value.Text == text {
			return st.value.Origin
		}
	}
	return Origin{Kind: FromVariable, Name: name}
}

// rewritten is what git makes of an address: the longest beginning that is replaced wins.
func (w *route) rewritten(remote string) Value {
	out := Value{remote, Origin{Kind: FromRepository, Key: "remote", Tool: Git}}
	longest := 0
	for _, r := range w.settings.GitInsteadOf {
		if len(r.From) > longest && strings.HasPrefix(remote, r.From) {
			longest = len(r.From)
			out = Value{r.To.Text + strings.TrimPrefix(remote, r.From), r.Origin()}
		}
	}
	return out
}

func (w *route) endpoint(address Value, main bool) Endpoint {
	e := Endpoint{Tool: w.tool, Address: address.String(), Origin: address.Origin}
	if scheme := schemeOf(address.Text); scheme != "http" && scheme != "https" {
		return e
	}
	proxy, ca := w.proxy(address.Text), w.certificates()
	e.Via, e.ViaOrigin = proxy.String(), proxy.Origin
	e.CA, e.CAOrigin, e.Adds = ca.Text, ca.Origin, w.adds(ca)
	e.request = w.rules.request(address.Text)
	e.request.Proxy = proxy.Text
	if w.tool == Yarn3 {
		e.request.Proxy, _ = parts(proxy.Text) // As it asks itself.
	}
	if e.Adds {
		e.request.ExtraCA = ca.Text
	} else {
		e.request.CABundle = ca.Text
	}
	if main && w.rules.setting == npmRegistry {
		e.request.Authorization = cmp.Or(e.request.Authorization, login(w.settings.said, address.Text).Text)
	}
	e.Notes = w.notes(address, proxy)
	return e
}

// notes says what surprises people.
func (w *route) notes(address, proxy Value) []string {
	var out []string
	if w.tool == Yarn3 && proxy.Secret() {
		out = append(out, "Yarn 3.5.0 doesn't send the user and password of a proxy's address, so a proxy that asks for them refuses it (407)")
	}
	if address.Origin.Kind == FromRepository && w.tool != Git {
		out = append(out, "the repository's own file says so; "+w.rules.address[0]+" would win over it")
	}
	if schemeOf(address.Text) == "http" {
		out = append(out, "without TLS anybody on the way can change what arrives")
	}
	return out
}
