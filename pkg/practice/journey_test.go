package practice_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// suite is how many tests a newcomer sees pass before doing anything.
const suite = 14

func TestPartialClone(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "a folder", "for 100% of 日本語")
	repo := create(t, dir)
	parent := t.TempDir()
	out := git(t, parent, "clone", "--filter=blob:none", "--no-checkout", repo.URL, "nbglance")
	if strings.Contains(out, "warning") {
		t.Errorf("git clone warns:\n%s", out)
	}
	checkout := filepath.Join(parent, "nbglance")
	missing := strings.Count(git(t, checkout, "rev-list", "--objects", "--missing=print", "HEAD"), "?")
	if missing == 0 {
		t.Error("no file content is missing after a clone without any: the filter was ignored")
	}
	git(t, checkout, "checkout", "--quiet", "main")
	if status := git(t, checkout, "status", "--porcelain"); status != "" {
		t.Errorf("fresh checkout is not clean:\n%s", status)
	}
}

func TestStepIsNeededAndDone(t *testing.T) {
	t.Parallel()
	n := arrive(t)
	step := n.guide.Steps[0]
	if out, err := n.run(t, step.Check.Run, nil); err == nil {
		t.Errorf("the check passes before the step has run:\n%s", out)
	}
	if out, err := n.verify(t); err == nil || !strings.Contains(out, "No module named 'nbglance'") {
		t.Errorf("verify before the step: %v, want a missing module\n%s", err, out)
	}
	n.settle(t)
	if out, err := n.run(t, step.Check.Run, nil); err != nil {
		t.Errorf("the check fails after the step: %v\n%s", err, out)
	}
	site, err := n.run(t, `python -c 'import sysconfig; print(sysconfig.get_path("purelib"), end="")'`, nil)
	if err != nil {
		t.Fatalf("%v\n%s", err, site)
	}
	for _, path := range step.Creates {
		if _, err := os.Stat(strings.ReplaceAll(path, "{site}", site)); err != nil {
			t.Errorf("the step does not create what it says: %v", err)
		}
	}
	if status := git(t, n.checkout, "status", "--porcelain"); status != "" {
		t.Errorf("set-up leaves changes in the checkout:\n%s", status)
	}
}

func TestAnotherCopyIsNoticed(t *testing.T) {
	t.Parallel()
	n, other := arrive(t).settle(t), arrive(t)
	shadow := map[string]string{"PYTHONPATH": filepath.Join(other.checkout, "src")}
	if out, err := n.run(t, n.guide.Steps[0].Check.Run, shadow); err == nil {
		t.Errorf("the check passes while Python imports another checkout:\n%s", out)
	}
	out, err := n.run(t, n.guide.Verify[0].Run, shadow)
	if err == nil || !strings.Contains(out, "FAIL: test_python_imports_this_checkout") {
		t.Errorf("verify while Python imports another checkout: %v, want its own test to fail\n%s", err, out)
	}
}

func TestCheckoutMayMove(t *testing.T) {
	t.Parallel()
	n := arrive(t).settle(t)
	moved := filepath.Join(t.TempDir(), "elsewhere")
	if err := os.Rename(n.checkout, moved); err != nil {
		t.Fatal(err)
	}
	n.checkout = moved
	if out, err := n.run(t, n.guide.Steps[0].Check.Run, nil); err != nil {
		t.Errorf("the check in a checkout that was moved: %v\n%s", err, out)
	}
	if out, err := n.verify(t); err != nil {
		t.Errorf("verify in a checkout that was moved: %v\n%s", err, out)
	}
}

// Python reads .pth files in the encoding of the locale, and folders may have any name.
func TestVerifyInThePlainLocale(t *testing.T) {
	t.Parallel()
	n := arrive(t)
	plain := map[string]string{"LC_ALL": "C"}
	for _, script := range []string{n.guide.Steps[0].Run, n.guide.Steps[0].Check.Run, n.guide.Verify[0].Run} {
		if out, err := n.run(t, script, plain); err != nil {
			t.Errorf("%s with LC_ALL=C: %v\n%s", script, err, out)
		}
	}
}

func TestVerifyIsGreen(t *testing.T) {
	t.Parallel()
	n := arrive(t).settle(t)
	out, err := n.verify(t)
	if err != nil || !regexp.MustCompile(n.guide.Verify[0].Expect).MatchString(out) {
		t.Errorf("verify: %v, want a match of %s\n%s", err, n.guide.Verify[0].Expect, out)
	}
	if !strings.Contains(out, fmt.Sprintf("Ran %d tests", suite)) {
		t.Errorf("verify does not run %d tests:\n%s", suite, out)
	}
}

func TestMutationTurnsVerifyRed(t *testing.T) {
	t.Parallel()
	n := arrive(t).settle(t)
	m := n.guide.Verify[0].Mutation
	before := n.read(t, m.File)
	if count := strings.Count(before, m.Find); count != 1 {
		t.Fatalf("%s has %q %d times, want once", m.File, m.Find, count)
	}
	if line := strings.Split(before, "\n")[m.Line-1]; !strings.Contains(line, m.Find) {
		t.Errorf("%s:%d is %q, without %q", m.File, m.Line, line, m.Find)
	}
	write(t, filepath.Join(n.checkout, m.File), strings.Replace(before, m.Find, m.Replace, 1))
	out, err := n.verify(t)
	if err == nil || !regexp.MustCompile(m.Expect).MatchString(out) {
		t.Errorf("verify under the mutation: %v, want a failure that matches %s\n%s", err, m.Expect, out)
	}
	if strings.Contains(out, "ImportError") || strings.Contains(out, "SyntaxError") || strings.Contains(out, "ERROR:") {
		t.Errorf("verify under the mutation breaks down instead of failing:\n%s", out)
	}
	write(t, filepath.Join(n.checkout, m.File), before)
	if out, err := n.verify(t); err != nil {
		t.Errorf("verify after the mutation: %v\n%s", err, out)
	}
}

func TestFreeIssueCanBeSolved(t *testing.T) {
	t.Parallel()
	n := arrive(t).settle(t)
	out, err := n.task(t, "check-1")
	if err == nil || !strings.Contains(out, "FAILED (failures=2)") {
		t.Errorf("check-1 before the fix: %v, want two failures and no error\n%s", err, out)
	}
	n.solve(t)
	if stat := git(t, n.checkout, "diff", "--numstat"); stat != "1\t1\tsrc/nbglance/notebook.py" {
		t.Errorf("the solution changes %q, want one line", stat)
	}
	for _, task := range []string{"check-1", "test", "lint"} {
		if out, err := n.task(t, task); err != nil {
			t.Errorf("%s after the fix: %v\n%s", task, err, out)
		}
	}
	if out, err := n.verify(t); err != nil {
		t.Errorf("verify after the fix: %v\n%s", err, out)
	}
}

func TestLintSeesMistakes(t *testing.T) {
	t.Parallel()
	n := arrive(t).settle(t)
	if out, err := n.task(t, "lint"); err != nil || out != "" {
		t.Errorf("lint of the fresh checkout: %v\n%s", err, out)
	}
	if status := git(t, n.checkout, "status", "--porcelain"); status != "" {
		t.Errorf("lint leaves changes in the checkout:\n%s", status)
	}
	for _, mistake := range []string{"def broken(:\n", "print(len('') is 0)\n"} {
		write(t, filepath.Join(n.checkout, "src", "nbglance", "mistake.py"), mistake)
		if out, err := n.task(t, "lint"); err == nil {
			t.Errorf("lint does not see %q:\n%s", mistake, out)
		}
	}
}

func TestTasksTakeArguments(t *testing.T) {
	t.Parallel()
	n := arrive(t).settle(t)
	out, err := n.task(t, "test", "tests.test_summary")
	if err != nil || !strings.Contains(out, "Ran 6 tests") {
		t.Errorf("test tests.test_summary: %v\n%s", err, out)
	}
	out, err = n.task(t, "run", "examples/moons.ipynb", "examples/moons-as-strings.ipynb")
	if err != nil || strings.Count(out, "reading") != 2 {
		t.Errorf("run with two notebooks: %v\n%s", err, out)
	}
}

func TestEveryCommitOfTheHistoryPasses(t *testing.T) {
	t.Parallel()
	n := arrive(t).settle(t)
	commits := strings.Fields(git(t, n.checkout, "rev-list", "--reverse", "HEAD"))
	for _, commit := range commits[1:] { // The first has no tests yet.
		git(t, n.checkout, "checkout", "--quiet", commit)
		if out, err := n.verify(t); err != nil || strings.Contains(out, "Ran 0 tests") {
			t.Errorf("commit %s: %v\n%s", commit, err, out)
		}
	}
}
