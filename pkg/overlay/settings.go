package overlay

import "slices"

// Settings is what a machine, or an organisation, says about mirrors, proxies and certificates.
//
// Each field is the value for every tool: the first one that was said by anybody. Beside the fields, settings
// that came from [FromMachine] remember what was said to which tool, so that a tool keeps its own value.
type Settings struct {
	// Proxies for http and https addresses, and the hosts that need none.
	HTTPProxy, HTTPSProxy, NoProxy Value
	// File with all the certificates to trust, the public authorities' included: it takes the place of what a
	// tool trusts.
	CABundle Value
	// File with certificates to trust besides; it is no bundle to be used alone.
	ExtraCA Value
	// "true" if tools shall trust what the operating system trusts.
	SystemCA Value
	// Python's package index, and further ones in the order that was given.
	PythonIndex        Value
	ExtraPythonIndexes []Value
	// npm registry, and the login that it asks for: "Bearer …" or "Basic …".
	NPMRegistry, NPMLogin Value
	// Server that conda's channel names stand for, and the channels that "defaults" stands for.
	CondaAlias    Value
	CondaChannels []Value
	// Go's module proxies, in the form of GOPROXY.
	GoProxy Value
	// Addresses that git replaces, the ones to use by the beginning that they replace.
	GitInsteadOf []Rewrite

	said []statement
	env  environment
}

// A Rewrite makes git take one beginning of an address for another.
type Rewrite struct {
	// Beginning that is replaced, such as https://github.com/.
	From string
	// What is there instead.
	To Value
}

// A setting is one field of Settings, or something that only one tool is told.
type setting string

const (
	httpProxy     setting = "http proxy"
	httpsProxy    setting = "https proxy"
	noProxy       setting = "no proxy"
	caBundle      setting = "CA bundle"
	extraCA       setting = "extra CA"
	systemCA      setting = "system CA"
	pythonIndex   setting = "Python index"
	extraIndex    setting = "extra Python index"
	npmRegistry   setting = "npm registry"
	npmLogin      setting = "npm login" // The key is in Origin.Key: //host/path/.
	condaAlias    setting = "conda alias"
	condaChannels setting = "conda channels"
	goProxy       setting = "Go proxy"
	trustedHost   setting = "trusted host"
	condaVerify   setting = "conda's ssl_verify"
	insteadOf     setting = "insteadOf" // The text is the beginning that is replaced and, after a NUL, what replaces it.
)

// A statement is one thing that was said.
type statement struct {
	setting setting
	value   Value
}

// first is what was said first about a setting to any of the tools; to anybody without tools.
func first(said []statement, s setting, tools ...Tool) Value {
	for _, st := range said {
		if st.setting == s && (len(tools) == 0 || slices.Contains(tools, st.value.Origin.Tool)) {
			return st.value
		}
	}
	return Value{}
}

// all is everything that one place said about a setting: the first place that said something.
func all(said []statement, s setting, tools ...Tool) []Value {
	var out []Value
	for _, st := range said {
		if st.setting != s || len(tools) > 0 && !slices.Contains(tools, st.value.Origin.Tool) {
			continue
		}
		if len(out) > 0 && st.value.Origin != out[0].Origin {
			break
		}
		out = append(out, st.value)
	}
	return out
}

// own is what the person told one tool, by its variables or its files.
func (s Settings) own(what setting, tools ...Tool) Value { return first(s.said, what, tools...) }

// Origins lists the places where somebody said something, each once, in the order in which they count.
func (s Settings) Origins() []Origin {
	var out []Origin
	add := func(o Origin) {
		if o != (Origin{}) && !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	for _, st := range s.said {
		add(st.value.Origin)
	}
	for _, v := range []Value{
		s.HTTPProxy, s.HTTPSProxy, s.NoProxy, s.CABundle, s.ExtraCA, s.SystemCA, s.PythonIndex, s.NPMRegistry, s.CondaAlias, s.GoProxy,
	} {
		add(v.Origin)
	}
	for _, v := range slices.Concat(s.ExtraPythonIndexes, s.CondaChannels) {
		add(v.Origin)
	}
	for _, r := range s.GitInsteadOf {
		add(r.Origin())
	}
	return out
}

// Over lays s over what is below it, an organisation's settings for instance: what s doesn't say is taken
// from there.
func (s Settings) Over(below Settings) Settings {
	for _, f := range []struct{ to, from *Value }{
		{&s.HTTPProxy, &below.HTTPProxy},
		{&s.HTTPSProxy, &below.HTTPSProxy},
		{&s.NoProxy, &below.NoProxy},
		{&s.CABundle, &below.CABundle},
		{&s.ExtraCA, &below.ExtraCA},
		{&s.SystemCA, &below.SystemCA},
		{&s.PythonIndex, &below.PythonIndex},
		{&s.CondaAlias, &below.CondaAlias},
		{&s.GoProxy, &below.GoProxy},
	} {
		if !f.to.IsSet() {
			*f.to = *f.from
		}
	}
	if !s.NPMRegistry.IsSet() {
		s.NPMRegistry, s.NPMLogin = below.NPMRegistry, below.NPMLogin
	}
	if len(s.ExtraPythonIndexes) == 0 {
		s.ExtraPythonIndexes = below.ExtraPythonIndexes
	}
	if len(s.CondaChannels) == 0 {
		s.CondaChannels = below.CondaChannels
	}
	s.GitInsteadOf = slices.Clone(s.GitInsteadOf)
	for _, r := range below.GitInsteadOf {
		if !slices.ContainsFunc(s.GitInsteadOf, func(mine Rewrite) bool { return mine.From == r.From }) {
			s.GitInsteadOf = append(s.GitInsteadOf, r)
		}
	}
	s.said = append(slices.Clone(s.said), below.said...)
	return s
}
