package guide

// Values are the kinds of contribution.
func (Kind) Values() []string {
	return []string{string(Code), string(Docs), string(Design), string(Accessibility), string(Translation), string(Triage)}
}

// Values are the package managers.
func (ManagerName) Values() []string {
	return []string{string(NPM), string(JLPM), string(Yarn), string(PNPM), string(Bun), string(Vendored)}
}

// Values are the kinds of recipe.
func (RecipeKind) Values() []string {
	return []string{string(Venv), string(Conda), string(Pixi), string(Devcontainer), string(NoneNeeded)}
}

// Values are the operating systems.
func (OS) Values() []string { return []string{string(Linux), string(Darwin), string(Windows)} }

// Values are the claim rules.
func (ClaimRule) Values() []string {
	return []string{string(ClaimDraft), string(ClaimComment), string(ClaimAsk), string(ClaimNeverAsk), string(ClaimNone)}
}

// Values are the kinds of channel.
func (ChannelKind) Values() []string {
	return []string{string(Chat), string(Forum), string(Tracker), string(Mail), string(Video)}
}

// Values are the states of a channel.
func (ChannelStatus) Values() []string { return []string{string(Active), string(Retired)} }
