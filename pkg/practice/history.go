package practice

import "time"

// A revision is one commit of the history: who wrote which files when, and why.
type revision struct {
	author  Person
	when    time.Time
	message string
	// files that the commit adds or changes. Each has the content of the tip, unless early names it.
	files []string
	// early names those of the files that a later commit changes.
	early []string
}

// history is the story of nbglance, oldest first. The test suite passes at each of its commits.
func history() []revision {
	robin := Person{"Robin Practice", "robin@practice.example"}
	noor := Person{"Noor Example", "noor@practice.example"}
	sam := Person{"Sam Sample", "sam@practice.example"}
	berlin := time.FixedZone("", 1*60*60)
	kolkata := time.FixedZone("", 5*60*60+30*60)
	chicago := time.FixedZone("", -6*60*60)

	return []revision{{
		author: robin,
		when:   time.Date(2026, time.January, 12, 9, 41, 7, 0, berlin),
		message: "Start nbglance\n\n" +
			"Before I open a notebook I want to know whether a coffee is enough for it.\n",
		files: []string{".gitignore", "LICENSE", "README.md", "pyproject.toml", "src/nbglance/__init__.py"},
		early: []string{"README.md"},
	}, {
		author: robin,
		when:   time.Date(2026, time.January, 12, 17, 5, 52, 0, berlin),
		message: "Read the cells of a notebook\n\n" +
			"A notebook is JSON, so the standard library is enough. The example is\n" +
			"about the moons of Jupiter, what else.\n",
		files: []string{
			"src/nbglance/notebook.py", "examples/moons.ipynb", "tests/__init__.py", "tests/test_notebook.py",
		},
	}, {
		author: noor,
		when:   time.Date(2026, time.January, 15, 21, 18, 30, 0, kolkata),
		message: "Count words and lines, and estimate the reading time\n\n" +
			"Code is read more slowly than prose: a line counts as ten words. Raw\n" +
			"cells aren't shown to readers, so they count for nothing.\n",
		files: []string{"src/nbglance/summary.py", "tests/test_summary.py"},
	}, {
		author: sam,
		when:   time.Date(2026, time.January, 20, 8, 2, 44, 0, chicago),
		message: "Add the command\n\n" +
			"python -m nbglance prints the summary of each notebook it is given. The\n" +
			"README shows how, and where things are.\n",
		files: []string{"README.md", "src/nbglance/__main__.py", "tests/test_command.py"},
	}, {
		author: noor,
		when:   time.Date(2026, time.February, 3, 20, 56, 11, 0, kolkata),
		message: "Test that Python imports this checkout\n\n" +
			"I changed a file for half an hour before I saw that Python was reading\n" +
			"another copy. Now the first failing test says so.\n",
		files: []string{"tests/test_setup.py"},
	}, {
		author: robin,
		when:   time.Date(2026, time.February, 9, 10, 30, 0, 0, berlin),
		message: "Say how to contribute, and write the first issue's test\n\n" +
			"Newcomers shouldn't have to guess who has an issue or when it is done.\n" +
			"So the rule for taking one is written down, and each good first issue\n" +
			"gets its test before it is opened.\n",
		files: []string{"CONTRIBUTING.md", "examples/moons-as-strings.ipynb", "tests/issue_1.py"},
	}}
}
