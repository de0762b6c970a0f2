package main

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/cli"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo/gittest"
)

// The scripts in testdata/script are the manual of the program: each runs the real main as a command of
// its own. Besides testscript's own commands they have
//
//	gitserve owner/name=folder …   serve repositories over loopback HTTP and make that the GitHub server
//	exitcode n                     the command before ended with n
//	approve guide                  approve the guide's bytes by their digest
//	waitfor file                   wait until a file is there, at most half a minute
//	company [user:password]        be in a company: CORP_PROXY is the address of its proxy, which asks for a user if one is
//	                               named (CORP_SIGNED has it), and CORP_CA the certificate of the authority that opens all
//	                               connections; https://mirror.example is only known to the proxy
//	needs program …                skip, and say so, without these programs; under CI=true fail instead
func TestMain(m *testing.M) {
	if os.Getenv("JUPYTER_ONBOARD_TEST_MAIN") != "" {
		// Started by a test that needs the program as a process of its own.
		main()
	}
	testscript.Main(m, map[string]func(){"jupyter-onboard": noteExit})
}

// noteExit is main, with its exit code noted for the command exitcode: testscript itself tells only whether
// there was one.
func noteExit() {
	file := os.Getenv("EXIT_CODE_FILE")
	os.Exit(exitOf(file)) //nolint:forbidigo // it stands for main, which ends the process
}

func exitOf(file string) int {
	code := cli.Main(cli.Process{Args: os.Args[1:], Environ: os.Environ(), In: os.Stdin, Out: os.Stdout, Err: os.Stderr})
	if file != "" {
		if err := os.WriteFile(file, []byte(strconv.Itoa(code)), 0o600); err != nil {
			return 125
		}
	}
	return code
}

func TestScripts(t *testing.T) {
	t.Parallel()
	companies := newCompanies(t)
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("..", "..", "testdata", "script"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		Setup:               setup,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"gitserve": gitserve,
			"needs":    needs,
			"approve":  approve,
			"waitfor":  waitFor,
			"exitcode": exitCode,
			"company":  companies.enter,
		},
	})
}

// keyT is where a script's testing value is kept.
type keyT struct{}

// skipScript skips the script and says why.
func skipScript(ts *testscript.TestScript, why string) {
	t, ok := ts.Value(keyT{}).(testscript.T)
	if !ok {
		ts.Fatalf("the script has no testing value")
	}
	t.Skip(why)
}

// setup gives each script a home of its own and nothing of the person's settings.
func setup(env *testscript.Env) error {
	home := filepath.Join(env.WorkDir, "home")
	if err := os.MkdirAll(home, 0o755); err != nil {
		return err
	}
	env.Values[keyT{}] = env.T()
	set := map[string]string{
		"HOME": home, "USERPROFILE": home, "XDG_STATE_HOME": filepath.Join(home, "state"),
		"XDG_CACHE_HOME": filepath.Join(home, "cache"), "XDG_CONFIG_HOME": filepath.Join(home, "config"),
		"GIT_CONFIG_GLOBAL": filepath.Join(home, "gitconfig"), "GIT_CONFIG_NOSYSTEM": "1",
		"NO_COLOR": "1", "COLUMNS": "100", "EXIT_CODE_FILE": filepath.Join(home, "exit-code"), "CI": "", "TERM": "dumb", "LC_ALL": "C.UTF-8",
	}
	for k, v := range set {
		env.Setenv(k, v)
	}
	// A script about the network says itself where things are.
	if strings.HasSuffix(env.WorkDir, "_network") {
		env.Setenv("PIP_CONFIG_FILE", os.DevNull)
		return nil
	}
	// In the others what installs packages goes where it goes on this machine.
	for _, kv := range os.Environ() {
		if name, value, _ := strings.Cut(kv, "="); strings.HasPrefix(name, "PIP_") || name == "PYENV_ROOT" || name == "SSL_CERT_FILE" {
			env.Setenv(name, value)
		}
	}
	return nil
}

// gitserve serves repositories for the rest of the script.
func gitserve(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: gitserve owner/name=folder …")
	}
	repos := map[string]string{}
	for _, arg := range args {
		name, dir, ok := strings.Cut(arg, "=")
		if !ok {
			ts.Fatalf("gitserve %s: want owner/name=folder", arg)
		}
		repos[name] = ts.MkAbs(dir)
	}
	server := httptest.NewServer(gittest.Repos(repos))
	ts.Defer(server.Close)
	ts.Setenv("GITHUB_SERVER_URL", server.URL)
}

// approve approves a guide by its digest.
func approve(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: approve guide")
	}
	sum := sha256.Sum256([]byte(ts.ReadFile(args[0])))
	ts.Check(ts.Exec("jupyter-onboard", "trust", args[0], "--digest", "sha256:"+hex.EncodeToString(sum[:])))
}

// waitFor waits for a condition that another command brings about.
func waitFor(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: waitfor file")
	}
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	late := time.After(30 * time.Second)
	for {
		if _, err := os.Stat(ts.MkAbs(args[0])); err == nil {
			return
		}
		select {
		case <-tick.C:
		case <-late:
			ts.Fatalf("%s isn't there after half a minute", args[0])
		}
	}
}

// exitCode compares the exit code of the command before.
func exitCode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: exitcode n")
	}
	data, err := os.ReadFile(ts.Getenv("EXIT_CODE_FILE"))
	ts.Check(err)
	if got := strings.TrimSpace(string(data)); got != args[0] {
		ts.Fatalf("exit code %s, want %s", got, args[0])
	}
}

// needs says what a script can't run without.
func needs(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("usage: needs program …")
	}
	for _, program := range args {
		if _, err := exec.LookPath(program); err == nil {
			continue
		}
		if os.Getenv("CI") == "true" {
			ts.Fatalf("%s is not installed on %s, and CI must have it", program, runtime.GOOS)
		}
		skipScript(ts, program+" is not installed")
	}
}
