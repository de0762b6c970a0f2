package author

import (
	"errors"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// A script is a text of a guide that bash will run.
type script struct {
	// Path in the guide, folder below the checkout, text.
	path, dir, text string
	// Commands that it runs, as far as they are written out; nil if it can't be parsed.
	commands []shellCommand
	fault    *syntax.ParseError
}

// A shellCommand is one simple command of a script.
type shellCommand struct {
	// Words as they are written where they are plain text; "" for one that the shell works out.
	words []string
	// Dir is the folder that it runs in, below the checkout, if that is known.
	dir string
	// Line and column in the script, from 1.
	line, col int
	// into is the name of the command that its output is piped into.
	into string
	// targets are the files that its output is written to.
	targets []string
}

// name is the program; "" if the shell works it out.
func (c shellCommand) name() string {
	if len(c.words) == 0 {
		return ""
	}
	return c.words[0][strings.LastIndexByte(c.words[0], '/')+1:]
}

// has reports whether one of the words is the one given.
func (c shellCommand) has(word string) bool { return contains(c.words, word) }

// scripts are all texts of a guide that bash will run.
func scripts(g *guide.Guide) []script {
	var out []script
	add := func(path, dir, text string) {
		if text != "" {
			out = append(out, parseScript(path, dir, text))
		}
	}
	for i, s := range g.Steps {
		at := index("steps", i)
		dir := lintDir(s.Companion, s.Dir)
		add(at+".run", dir, s.Run)
		add(at+".undo", dir, s.Undo)
		if s.Check != nil {
			add(at+".check.run", dir, s.Check.Run)
		}
	}
	for i, v := range g.Verify {
		at := index("verify", i)
		add(at+".run", lintDir(v.Companion, v.Dir), v.Run)
		if v.Mutation != nil {
			add(at+".mutation.rebuild", "", v.Mutation.Rebuild)
		}
	}
	for i, t := range g.Tasks {
		add(index("tasks", i)+".run", lintDir(t.Companion, t.Dir), t.Run)
	}
	return out
}

// lintDir is the folder of a script in the checkout; what is in a companion can't be looked at.
func lintDir(companion, dir string) string {
	if companion != "" {
		return unknownDir
	}
	return dir
}

// parseScript parses a script; nothing is run.
func parseScript(path, dir, text string) script {
	s := script{path: path, dir: dir, text: text}
	file, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(strings.NewReader(text), "")
	if err != nil {
		fault := syntax.ParseError{Text: err.Error()}
		if errors.As(err, &fault) {
			s.fault = &fault
		} else {
			s.fault = &syntax.ParseError{Text: err.Error()}
		}
		return s
	}
	c := &collector{dir: dir}
	for _, stmt := range file.Stmts {
		c.statement(stmt, "")
	}
	s.commands = c.commands
	return s
}

// A collector walks through a script in the order in which it runs.
type collector struct {
	dir      string
	commands []shellCommand
}

// statement collects the commands of a statement; into is what its output is piped into.
func (c *collector) statement(stmt *syntax.Stmt, into string) {
	if stmt == nil {
		return
	}
	switch cmd := stmt.Cmd.(type) {
	case *syntax.CallExpr:
		c.call(stmt, cmd, into)
	case *syntax.BinaryCmd:
		if cmd.Op == syntax.Pipe || cmd.Op == syntax.PipeAll {
			c.statement(cmd.X, firstName(cmd.Y))
		} else {
			c.statement(cmd.X, "")
		}
		c.statement(cmd.Y, into)
	case *syntax.Subshell:
		before := c.dir
		c.statements(cmd.Stmts)
		c.dir = before
	case nil:
	default:
		c.nested(cmd)
	}
}

func (c *collector) statements(list []*syntax.Stmt) {
	for _, s := range list {
		c.statement(s, "")
	}
}

// nested collects what is inside of loops, conditions, functions and their like.
func (c *collector) nested(n syntax.Node) {
	syntax.Walk(n, func(n syntax.Node) bool {
		if s, ok := n.(*syntax.Stmt); ok {
			c.statement(s, "")
			return false
		}
		return true
	})
}

// call collects a simple command, and the commands inside of its words.
func (c *collector) call(stmt *syntax.Stmt, call *syntax.CallExpr, into string) {
	for _, a := range call.Assigns {
		c.nested(a)
	}
	if len(call.Args) == 0 {
		return
	}
	command := shellCommand{dir: c.dir, line: int(call.Args[0].Pos().Line()), col: int(call.Args[0].Pos().Col()), into: into}
	for _, w := range call.Args {
		command.words = append(command.words, literal(w))
		c.nested(w)
	}
	for _, r := range stmt.Redirs {
		if r.Word != nil && (r.Op == syntax.RdrOut || r.Op == syntax.AppOut || r.Op == syntax.RdrAll) {
			command.targets = append(command.targets, literal(r.Word))
		}
	}
	c.commands = append(c.commands, command)
	if command.name() == "cd" && len(command.words) == 2 {
		c.dir = joinDir(c.dir, command.words[1])
	}
}

// unknownDir is a folder that can't be told from the text.
const unknownDir = "\x00"

func joinDir(dir, to string) string {
	switch {
	case dir == unknownDir || to == "" || strings.HasPrefix(to, "/") || strings.ContainsAny(to, "~$") || strings.Contains(to, ".."):
		return unknownDir
	case dir == "":
		return strings.TrimPrefix(strings.TrimSuffix(to, "/"), "./")
	default:
		return dir + "/" + strings.TrimPrefix(strings.TrimSuffix(to, "/"), "./")
	}
}

// firstName is the program that a statement begins with.
func firstName(stmt *syntax.Stmt) string {
	switch cmd := stmt.Cmd.(type) {
	case *syntax.CallExpr:
		if len(cmd.Args) > 0 {
			return shellCommand{words: []string{literal(cmd.Args[0])}}.name()
		}
	case *syntax.BinaryCmd:
		return firstName(cmd.X)
	}
	return ""
}

// literal is the text of a word that has nothing for the shell to work out but a home folder or a plain variable, which
// are kept as $NAME; else "".
func literal(w *syntax.Word) string {
	var b strings.Builder
	for _, part := range w.Parts {
		if !literalPart(&b, part) {
			return ""
		}
	}
	return b.String()
}

func literalPart(b *strings.Builder, part syntax.WordPart) bool {
	switch part := part.(type) {
	case *syntax.Lit:
		b.WriteString(strings.ReplaceAll(part.Value, `\`, ""))
	case *syntax.SglQuoted:
		b.WriteString(part.Value)
	case *syntax.DblQuoted:
		for _, inner := range part.Parts {
			if !literalPart(b, inner) {
				return false
			}
		}
	case *syntax.ParamExp:
		if part.Param == nil || part.Exp != nil || part.Slice != nil {
			return false
		}
		b.WriteString("$" + part.Param.Value)
	default:
		return false
	}
	return true
}
