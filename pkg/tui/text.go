package tui

import (
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// A textPane is text to read, with a question below it if there is one.
type textPane struct {
	title   string
	write   func(k *ink)
	ask     *question
	actions []journey.Action
	extra   []key.Binding // keys that something outside handles, shown in the key line
	closes  bool          // it lies on top of another pane
	columns bool          // may flow in two columns where there is room

	place  string // the first line in sight, until the text is made: what is known meanwhile may stand above it
	scroll scroll
	made   []string
	of     theme
	wide   int
	high   int
	airy   bool
	ruled  bool
}

// newTextPane shows the blocks of a page.
func newTextPane(p journey.Page, ask *question) *textPane {
	return &textPane{title: p.Title, ask: ask, actions: p.Actions, columns: true, write: func(k *ink) {
		k.blocks(p.Blocks)
	}}
}

func (p *textPane) typing() bool { return p.ask != nil && p.ask.typing() }

func (p *textPane) keys() []key.Binding {
	var all []key.Binding
	if p.ask != nil {
		all = append(all, p.ask.keys()...)
	}
	if !p.scroll.fits() {
		if !p.arrows() {
			all = append(all, bindAs("↑/↓", "scroll", "up", "down"))
		}
		all = append(all, keyScroll())
	}
	for _, a := range p.actions {
		all = append(all, actionKey(a))
	}
	all = append(all, p.extra...)
	if p.closes {
		all = append(all, keyClose())
	}
	return all
}

// arrows reports whether up and down belong to the question.
func (p *textPane) arrows() bool {
	return p.ask != nil && len(p.ask.q.Options) > 1
}

func (p *textPane) press(k tea.KeyMsg) (intent, bool) {
	if p.ask != nil {
		at := p.ask.at
		if want, used := p.ask.press(k); used {
			if p.ask.at != at {
				p.showSection()
			}
			return want, true
		}
	}
	if p.closes && (k.String() == "esc" || k.String() == "q") {
		return closed{}, true
	}
	if by := step(k); by != 0 && !p.scroll.fits() {
		p.scroll.move(by)
		return nil, true
	}
	if by, used := glide(k, &p.scroll); used && !p.typing() || used && len(k.String()) > 1 {
		p.scroll.move(by)
		return nil, true
	}
	if p.typing() {
		return nil, false
	}
	for _, a := range p.actions {
		if key.Matches(k, actionKey(a)) {
			return acted{a.ID, p.selected()}, true
		}
	}
	return nil, false
}

// selected is the value of the selected option; empty if there is none.
func (p *textPane) selected() string {
	if p.ask == nil || p.ask.typing() {
		return ""
	}
	return p.ask.q.Options[p.ask.at].Value
}

// showSection scrolls to the part of the text that the selected option heads, if there is one.
func (p *textPane) showSection() {
	title := p.ask.q.Options[p.ask.at].Title
	for i, l := range p.made {
		if title != "" && strings.TrimSpace(term.PlainOutput(l)) == term.Line(title) {
			p.scroll.top = max(min(i, p.scroll.total-p.scroll.height), 0)
			return
		}
	}
}

// actionKey is the key of an action: the first letter that is free.
func actionKey(a journey.Action) key.Binding {
	switch a.ID {
	case journey.ActCompare:
		return bind("compare two", "v")
	case journey.ActSuggest:
		return bind("suggest", "s")
	case journey.ActAll:
		return bind("all projects", "a")
	}
	return bind(a.Title, a.ID[:1])
}

// body is the text in lines, made anew when the size or the theme changes; ruled says that a line of the height is for
// the rule below it.
func (p *textPane) body(t theme, width, height int, airy, ruled bool) []string {
	if p.made != nil && p.wide == width && p.high == height && p.airy == airy && p.ruled == ruled && p.of.palette == t.palette {
		return p.made
	}
	p.wide, p.high, p.airy, p.ruled, p.of = width, height, airy, ruled, t
	p.scroll.whole = false
	columns := p.columns && width >= 2*72+4
	k := newInk(t, min(width, widest))
	if columns {
		k = newInk(t, min((width-4)/2, widest))
	}
	k.airy = airy
	k.head(p.title)
	p.write(k)
	p.made = k.lines
	if columns && len(k.lines) > height {
		p.made = p.twoColumns(k, max(height, 1), ruled)
		p.scroll.whole = len(p.made) > height
	}
	p.placed()
	return p.made
}

// keepPlace begins where old, an earlier state of the same page, was scrolled to.
func (p *textPane) keepPlace(old *textPane) {
	if top := old.scroll.top; top > 0 && top < len(old.made) {
		p.place, p.scroll.top = old.made[top], top
	}
}

// placed scrolls the text that was just made to the line that was in sight, or to what stands nearest to its place.
func (p *textPane) placed() {
	if p.place == "" || p.scroll.whole {
		return
	}
	for by := range p.made {
		for _, at := range []int{p.scroll.top + by, p.scroll.top - by} {
			if at >= 0 && at < len(p.made) && p.made[at] == p.place {
				p.scroll.top, p.place = at, ""
				return
			}
		}
	}
	p.place = ""
}

// twoColumns lays long text out as a newspaper does: down the left column, then down the right one, page after
// page.
func (p *textPane) twoColumns(k *ink, height int, ruled bool) []string {
	column := k.width
	all := k.together(height)
	if ruled || len(all) > 2*height {
		height = max(height-1, 1) // A line below says which part this is.
		all = k.together(height)
	}
	var lines []string
	for from := 0; from < len(all); from += 2 * height {
		for i := from; i < from+height; i++ {
			var a, b string
			if i < len(all) {
				a = all[i]
			}
			if i+height < len(all) {
				b = all[i+height]
			}
			if b != "" {
				a = term.Pad(a, column+4) + b
			}
			lines = append(lines, a)
		}
	}
	for len(lines) > 0 && lines[len(lines)-1] == "" && len(all) <= 2*height {
		lines = lines[:len(lines)-1]
	}
	return lines
}

func (p *textPane) draw(t theme, width, height int) frame {
	airy := height >= airyFrom
	if p.ask == nil {
		return frame{p.window(t, p.body(t, width, height, airy, false), width, height), -1, 0}
	}
	whole, _, _ := p.ask.lines(t, min(width, widest))
	if body := p.body(t, width, height-1-len(whole), airy, false); len(body)+1+len(whole) <= height {
		p.scroll.fit(len(body), len(body))
		f := p.ask.draw(t, min(width, widest), len(whole))
		return frame{append(append(slices.Clip(body), ""), f.lines...), len(body) + 1 + f.row, f.col}
	}
	// The question is always in sight; it takes what it needs up to half of the room, or what the text leaves.
	room := min(len(whole), max(height/2, height-1-len(p.body(t, width, height, airy, true)), 3))
	shown := p.window(t, p.body(t, width, height-room, airy, true), width, height-room)
	f := p.ask.draw(t, min(width, widest), room)
	return frame{append(shown, f.lines...), len(shown) + f.row, f.col}
}

// window is the part of the text that is in sight, with a rule below that says which.
func (p *textPane) window(t theme, body []string, width, height int) []string {
	if len(body) <= height && p.ask == nil {
		p.scroll.fit(len(body), height)
		return body
	}
	p.scroll.fit(len(body), height-1) // Once: a larger height before would keep the last line out of reach.
	shown := body[p.scroll.top:min(p.scroll.top+p.scroll.height, len(body))]
	text := p.scroll.where()
	if text != "" && p.scroll.top+p.scroll.height < len(body) {
		text += ", more: pgdn"
	}
	return append(slices.Clip(shown), t.rule(width, text))
}
