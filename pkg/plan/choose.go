package plan

import (
	"fmt"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// Choices is what a person decides. Each field is a flag when scripted and a question in the journey.
type Choices struct {
	// Absolute folder of the checkout; empty for the guide's name below Work.
	Dir string
	// Folder that checkouts go to when Dir is empty.
	Work string
	// Ids; empty for the guide's default.
	Profile, Recipe string
	// Practice says that the project is the sample: its code and its author's name come from this program itself.
	Practice bool
	// Address or path to clone from instead of upstream.
	From string
	// Full asks for every tag and file content, for work without network.
	Full bool
	// NoFix forbids to bring missing tools into the environment or the checkout.
	NoFix bool
	// Origin of the guide.
	Origin Origin
}

// A Question is a choice that is missing and can't be guessed.
type Question struct {
	ID   string
	Text string
	// Flag that answers it.
	Flag    string
	Options []Option
}

// An Option is one answer to a question.
type Option struct {
	Value, Title string
}

// A ChoiceError says that a choice is missing or isn't one of the options.
type ChoiceError struct {
	Question Question
	// Value that isn't an option; empty if the choice is missing.
	Value string
}

// Error implements error.
func (e *ChoiceError) Error() string {
	var names []string
	for _, o := range e.Question.Options {
		names = append(names, o.Value)
	}
	if e.Value == "" {
		return fmt.Sprintf("%s: no answer, and nothing may be guessed; answer with %s: %s",
			e.Question.ID, e.Question.Flag, strings.Join(names, ", "))
	}
	return fmt.Sprintf("%s %q: no such %s; there are: %s", e.Question.Flag, e.Value, e.Question.ID, strings.Join(names, ", "))
}

// Missing reports whether the choice is missing, rather than wrong.
func (e *ChoiceError) Missing() bool { return e.Value == "" }

// ChooseProfile returns the profile with the id, or the guide's own choice if id is empty. The error is a
// [ChoiceError].
func ChooseProfile(g *guide.Guide, id string) (guide.Profile, error) {
	q := ProfileQuestion(g)
	for _, p := range g.Profiles {
		if p.ID == id || id == "" && (p.Default || len(g.Profiles) == 1) {
			return p, nil
		}
	}
	return guide.Profile{}, &ChoiceError{Question: q, Value: id}
}

// ProfileQuestion asks for the purpose of the set-up.
func ProfileQuestion(g *guide.Guide) Question {
	q := Question{ID: "profile", Text: "What do you want to work on?", Flag: "--profile"}
	for _, p := range g.Profiles {
		q.Options = append(q.Options, Option{Value: p.ID, Title: p.Title})
	}
	return q
}

// EnvironmentFolder is the folder of the environment in the checkout for the choices, with forward slashes; "" for one out
// of sight, or if the choices aren't the guide's.
func EnvironmentFolder(g *guide.Guide, c Choices) string {
	profile, err := ChooseProfile(g, c.Profile)
	if err != nil {
		return ""
	}
	recipe, err := ChooseRecipe(g, profile.ID, c.Recipe)
	if err != nil {
		return ""
	}
	return environmentFolder(g, recipe)
}

func environmentFolder(g *guide.Guide, r guide.Recipe) string {
	switch {
	case r.Kind == guide.Pixi:
		return ".pixi/envs/default"
	case r.Environment != "":
		return r.Environment
	case g.Python != nil:
		return g.Python.Environment
	}
	return ""
}

// ChooseRecipe returns the recipe with the id, or the guide's own choice if id is empty, of those that are for the profile.
// The error is a [ChoiceError].
func ChooseRecipe(g *guide.Guide, profile, id string) (guide.Recipe, error) {
	recipes := g.RecipesOf(profile)
	if len(recipes) == 0 {
		recipes = []guide.Recipe{{ID: "venv", Kind: guide.Venv}}
	}
	q := Question{ID: "recipe", Text: "How shall the environment be made?", Flag: "--recipe"}
	for _, r := range recipes {
		q.Options = append(q.Options, Option{Value: r.ID, Title: r.Title})
	}
	if id == "" {
		return recipes[0], nil
	}
	for _, r := range recipes {
		if r.ID == id {
			return r, nil
		}
	}
	return guide.Recipe{}, &ChoiceError{Question: q, Value: id}
}
