package author

import (
	"fmt"
	"strings"
)

// A WorkflowPlan says what a workflow of GitHub Actions keeps true.
type WorkflowPlan struct {
	// Own is the path of a repository's own guide; empty for a folder of guides, whose tests are spread over a matrix.
	Own string
	// Folder of the guides, if there is one; empty for the catalogue in the program.
	Folder string
	// Version of the program, as Go's tools take it: v1.2.3 or latest.
	Version string
}

// Workflow is a workflow of GitHub Actions: lint on each push and pull request, and every week lint, test and drift. It
// reads the repository and writes nothing.
func Workflow(p WorkflowPlan) []byte {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("# Written by jupyter-onboard guide ci; change it as you like.")
	line("name: Guides")
	line("")
	line("on:")
	line("  push:")
	line("    paths: [%s]", paths(p))
	line("  pull_request:")
	line("    paths: [%s]", paths(p))
	line("  schedule:")
	line("    - cron: '23 4 * * 1'")
	line("  workflow_dispatch:")
	line("")
	line("permissions:")
	line("  contents: read")
	line("")
	line("jobs:")
	lintJob(line, p)
	testJob(line, p)
	driftJob(line, p)
	return []byte(b.String())
}

func paths(p WorkflowPlan) string {
	if p.Own != "" {
		return p.Own
	}
	return "'" + folder(p) + "/*.yaml'"
}

func folder(p WorkflowPlan) string {
	if p.Folder != "" {
		return p.Folder
	}
	return "guides"
}

// job begins a job with the program installed.
func job(line func(string, ...any), id, condition, needs string) {
	line("  %s:", id)
	if needs != "" {
		line("    needs: %s", needs)
	}
	if condition != "" {
		line("    if: %s", condition)
	}
	line("    runs-on: ubuntu-latest")
}

// begin are the first steps of each job.
func begin(line func(string, ...any), p WorkflowPlan) {
	line("    steps:")
	line("      - uses: actions/checkout@v7")
	line("        with:")
	line("          persist-credentials: false")
	line("      - uses: actions/setup-go@v7")
	line("        with:")
	line("          go-version: stable")
	line("          cache: false")
	line("      - name: Install jupyter-onboard")
	line("        run: go install github.com/jupyter-onboard/jupyter-onboard/cmd/jupyter-onboard@%s", p.Version)
}

const weekly = "github.event_name == 'schedule' || github.event_name == 'workflow_dispatch'"

func lintJob(line func(string, ...any), p WorkflowPlan) {
	job(line, "lint", "", "")
	if p.Own == "" {
		line("    outputs:")
		line("      ids: ${{ steps.list.outputs.ids }}")
	}
	begin(line, p)
	if p.Own != "" {
		line("      - name: Lint the guide against this checkout")
		line("        run: jupyter-onboard guide lint %s --repo . --format github", p.Own)
		line("")
		return
	}
	line("      - name: Lint the guides")
	line("        run: jupyter-onboard guide lint %s/*.yaml --format github", folder(p))
	line("      - name: List the guides")
	line("        id: list")
	line("        env:")
	line("          JUPYTER_ONBOARD_GUIDES: ${{ github.workspace }}/%s", folder(p))
	line("        run: |")
	line("          ids=$(jupyter-onboard guide list --json | jq -c --slurp '[.[] | select(.type == \"project\") | .id]')")
	line("          for id in $(jq -r '.[]' <<<\"$ids\"); do")
	line("            [ -e \"%s/$id.yaml\" ] || ids=$(jq -c --arg id \"$id\" '. - [$id]' <<<\"$ids\")", folder(p))
	line("          done")
	line("          echo \"ids=$ids\" >> \"$GITHUB_OUTPUT\"")
	line("")
}

func testJob(line func(string, ...any), p WorkflowPlan) {
	job(line, "test", weekly, "lint")
	file, from := p.Own, " --from ."
	if p.Own == "" {
		line("    strategy:")
		line("      fail-fast: false")
		line("      matrix:")
		line("        id: ${{ fromJSON(needs.lint.outputs.ids) }}")
		file, from = "\""+folder(p)+"/$ID.yaml\"", ""
	}
	begin(line, p)
	line("      - name: Run the guide from nothing, and see its proofs red and green")
	if p.Own == "" {
		line("        env:")
		line("          ID: ${{ matrix.id }}")
	}
	line("        # The digest approves exactly the bytes of this checkout.")
	line("        run: |")
	line("          jupyter-onboard guide test %s%s --no-write \\", file, from)
	line("            --trust \"sha256:$(sha256sum %s | cut -d ' ' -f 1)\"", file)
	line("")
}

func driftJob(line func(string, ...any), p WorkflowPlan) {
	job(line, "drift", weekly, "")
	begin(line, p)
	line("      - name: Look for what upstream changed")
	if p.Own != "" {
		line("        run: jupyter-onboard guide drift %s", p.Own)
		return
	}
	line("        run: |")
	line("          shopt -s extglob # Two files serve all guides.")
	line("          jupyter-onboard guide drift %s/!(known-failures|subprojects).yaml", folder(p))
}
