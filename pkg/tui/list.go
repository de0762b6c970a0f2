package tui

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// An item is one line of a list.
type item struct {
	value string // what choosing it answers
	name  string // shown in a column
	text  string // shown behind it
	group string // heading above its first; empty for none
	find  string // what a filter looks into, in lower case
	show  func(k *ink)
	does  string // what Enter does with it; empty to look at it
}

// lines are the lines of a list. A line is made when it is shown: there may be many thousands.
type lines interface {
	len() int
	line(i int) item
	// find is what a filter looks into, in lower case.
	find(i int) string
}

// items are lines that are there already.
type items []item

func (all items) len() int          { return len(all) }
func (all items) line(i int) item   { return all[i] }
func (all items) find(i int) string { return all[i].find }

// A listPane is a list to choose from, with what there is to know of the selected line beside or below.
type listPane struct {
	title   string
	intro   []journey.Block
	rest    []journey.Block // further blocks of the page, reached with a key
	noun    string
	lines   lines
	names   int // width of the names' column
	shown   []int
	at      int // in shown
	scroll  scroll
	filter  input
	query   string // the filter as it was last applied
	editing bool
	actions []journey.Action
	facets  []item
	detail  scroll
	picks   func(value string) intent
	closes  bool
}

func newList(title, noun string, all lines, last string) *listPane {
	p := &listPane{title: title, noun: noun, lines: all, picks: func(v string) intent { return answered{v} }}
	p.apply()
	for i := range all.len() {
		line := all.line(i)
		p.names = max(p.names, min(term.Width(line.name), 24))
		if line.value == last {
			p.at = i
		}
	}
	return p
}

func (p *listPane) typing() bool { return p.editing }

// apply filters: each word of the filter must be in the item. A longer filter looks only at what the
// shorter one left.
func (p *listPane) apply() {
	query := strings.ToLower(p.filter.value())
	terms := strings.Fields(query)
	selected := -1
	if p.at < len(p.shown) {
		selected = p.shown[p.at]
	}
	if p.shown == nil || p.query == "" || !strings.HasPrefix(query, p.query) {
		p.shown = slices.Grow(p.shown[:0], p.lines.len())
		for i := range p.lines.len() {
			p.shown = append(p.shown, i)
		}
	}
	p.query = query
	if len(terms) > 0 {
		p.shown = slices.DeleteFunc(p.shown, func(i int) bool {
			for _, t := range terms {
				if !strings.Contains(p.lines.find(i), t) {
					return true
				}
			}
			return false
		})
	}
	p.at = max(0, slices.Index(p.shown, selected))
	p.detail = scroll{}
}

func (p *listPane) keys() []key.Binding {
	if p.editing {
		var all []key.Binding
		if len(p.shown) > 1 {
			all = append(all, bindAs("↑/↓", "choose", "up", "down"))
		}
		if len(p.shown) > 0 {
			all = append(all, bind(p.does(), "enter"), bind("keep the filter", "tab"))
		}
		return append(all, bind("clear", "esc"))
	}
	var all []key.Binding
	if len(p.shown) > 1 {
		all = append(all, keyUp())
	}
	if len(p.shown) > 0 {
		all = append(all, bind(p.does(), "enter"))
	}
	all = append(all, bind("filter", "/"))
	if len(p.facets) > 0 {
		all = append(all, bind("by area, skill …", "f"))
	}
	for _, a := range p.actions {
		all = append(all, actionKey(a))
	}
	if len(p.rest) > 0 {
		all = append(all, bind("rules", "r"))
	}
	if !p.detail.fits() {
		all = append(all, bindAs("[/]", "scroll details", "[", "]"))
	}
	if p.filter.value() != "" {
		all = append(all, bind("clear filter", "esc"))
	} else if p.closes {
		all = append(all, keyClose())
	}
	return all
}

func (p *listPane) press(k tea.KeyMsg) (intent, bool) {
	if p.editing {
		return p.pressEditing(k)
	}
	switch k.String() {
	case "enter":
		if len(p.shown) == 0 {
			return nil, false
		}
		return p.pick(), true
	case "/":
		p.editing = true
		return nil, true
	case "esc":
		if p.filter.value() != "" {
			p.filter = newInput("")
			p.apply()
			return nil, true
		}
		if p.closes {
			return closed{}, true
		}
		return nil, false
	case "q":
		if p.closes {
			return closed{}, true
		}
		return nil, false
	case "f":
		if len(p.facets) > 0 {
			return opened{p.facetPane()}, true
		}
	case "r":
		if len(p.rest) > 0 {
			return opened{restPane(p.title, slices.Concat(p.intro, p.rest))}, true
		}
	case "[", "]":
		by := max(min(3, p.detail.height), 1)
		p.detail.move(map[string]int{"[": -by, "]": by}[k.String()])
		return nil, true
	}
	if p.moved(k) {
		return nil, true
	}
	for _, a := range p.actions {
		if key.Matches(k, actionKey(a)) {
			return acted{a.ID, p.value()}, true
		}
	}
	return nil, false
}

// moved moves the selection.
func (p *listPane) moved(k tea.KeyMsg) bool {
	by := step(k)
	if by == 0 {
		var used bool
		if by, used = glide(k, &p.scroll); !used {
			return false
		}
		if k.String() == "end" || k.String() == "G" || k.String() == "home" || k.String() == "g" {
			by *= p.lines.len()
		}
	}
	p.at = max(0, min(p.at+by, len(p.shown)-1))
	p.detail = scroll{}
	return true
}

func (p *listPane) pressEditing(k tea.KeyMsg) (intent, bool) {
	switch k.String() {
	case "enter":
		if len(p.shown) == 0 {
			return nil, true
		}
		p.editing = false
		return p.pick(), true
	case "tab":
		p.editing = false
		return nil, true
	case "esc":
		p.editing = false
		p.filter = newInput("")
		p.apply()
		return nil, true
	case "up", "down", "pgup", "pgdown":
		return nil, p.moved(k)
	}
	if !p.filter.press(k) {
		return nil, false
	}
	if strings.ToLower(p.filter.value()) != p.query {
		p.apply()
	}
	return nil, true
}

// value is the selected line's; empty if there is none.
func (p *listPane) value() string {
	if p.at >= len(p.shown) {
		return ""
	}
	return p.lines.line(p.shown[p.at]).value
}

// pick chooses the selected line.
func (p *listPane) pick() intent { return p.picks(p.value()) }

// does says what Enter does with the selected line.
func (p *listPane) does() string {
	if does := p.lines.line(p.shown[p.at]).does; does != "" {
		return does
	}
	return "look at it"
}

// facetPane lists the traits to filter by; choosing one sets the filter.
func (p *listPane) facetPane() pane {
	f := newList("Show only what has …", "traits", items(p.facets), "")
	f.closes = true
	f.picks = func(v string) intent {
		p.filter = newInput(v)
		p.apply()
		return closed{}
	}
	return f
}

func restPane(title string, rest []journey.Block) pane {
	t := newTextPane(journey.Page{Title: title, Blocks: rest}, nil)
	t.closes = true
	return t
}

// counted says how many there are, in words: "12 of 50000 issues".
func (p *listPane) counted() string {
	if n := p.lines.len(); len(p.shown) != n {
		return fmt.Sprintf("%d of %d %s", len(p.shown), n, p.noun)
	}
	return fmt.Sprintf("%d %s", len(p.shown), p.noun)
}
