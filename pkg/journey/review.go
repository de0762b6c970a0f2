package journey

// Review is a guide as a person must see it before they approve it: every byte, and what of it runs.
// Its texts are raw; a view makes every character visible and cuts nothing.
type Review struct {
	// What it is, if it is no guide: an organisation's file.
	Kind           string
	ID, Name, Repo string
	Origin, Digest string
	// Text is the whole file.
	Text string
	// Commands are what runs, as it runs.
	Commands []ReviewCommand
	// Variables are set for commands; Effects change something outside the checkout.
	Variables, Effects []Fact
	// Sources are the repositories that are cloned.
	Sources []string
	// Folder and Environment are where commands run; Statement is what approving means.
	Folder, Environment, Statement string
}

// A ReviewCommand is one command of a guide.
type ReviewCommand struct {
	Place, Owner, When string
	Script             string
	Args               []string
	Dir                string
}
