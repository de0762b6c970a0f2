package term

// Level is how many colours may be used.
type Level uint8

// The levels, in order: a larger one includes the smaller.
const (
	LevelNone Level = iota // no styling at all
	Level16                // the terminal's own 16 colours
	Level256               // the fixed palette of 256
	LevelTrue              // any 24-bit colour
)

// Background is what is known of the terminal's background without asking it.
type Background uint8

// The backgrounds. On an unknown one only the default colours, and pairs that bring their own
// background, can be read for certain.
const (
	BackgroundUnknown Background = iota
	BackgroundDark
	BackgroundLight
)

// Options are what a person chooses on the command line, and where the environment is read.
type Options struct {
	NoColor bool                // --no-color
	Plain   bool                // --plain: lines only, which also means no colour
	Getenv  func(string) string // os.Getenv; nil is an empty environment
}

// Inputs is all that [Decide] looks at.
type Inputs struct {
	Options
	In, Out, Err bool // which of the three standard files are terminals
	Columns      int  // width of the terminal in cells, 0 if unknown
	Console      bool // a Windows console that understands sequences, where TERM says nothing
}

// Profile is what may be written to this terminal and how one may talk to the person at it.
type Profile struct {
	Color    Level // on standard output
	ErrColor Level // on standard error

	Background Background // as far as COLORFGBG tells
	Unicode    bool       // characters outside ASCII can be shown

	// Motion allows what moves or redraws: spinners, progress bars.
	Motion bool
	// Interactive allows the full-screen view: a terminal on standard input and output, and nothing
	// that asks for lines instead (--plain, ACCESSIBLE, CI, TERM=dumb).
	Interactive bool
	// Ask allows questions, one line each. Without it a question has to be answered by a flag, and an
	// approval is a no.
	Ask bool

	// Width is the number of cells in a line: of the terminal, else of COLUMNS, else 80.
	Width int
}

// Mode returns the Mode for a step's output on a stream of this level.
func (l Level) Mode() Mode {
	if l == LevelNone {
		return ModeOutput
	}
	return ModeColor
}
