package guide

import "testing"

// TestAdminRights: what needs admin rights is found wherever a command begins, and nowhere else (TRUST C4).
func TestAdminRights(t *testing.T) {
	t.Parallel()
	refused := []string{
		"sudo apt-get install x", "echo a; sudo x", "a && sudo x", "a || sudo x", "a | sudo tee y", "(sudo x)", "{ sudo x; }", "$(sudo x)",
		"`sudo x`", "! sudo x", "if true; then sudo x; fi", "for i in 1; do sudo x; done", "A=1 sudo x", "env sudo x", "exec sudo x",
		"/usr/bin/sudo x", "doas x", "pkexec x", "su -c x", "echo hi\n  sudo x", "sudo", "time sudo x", "command sudo x", "runas /user:x y",
	}
	for _, script := range refused {
		t.Run(script, func(t *testing.T) {
			t.Parallel()
			if !adminCommand().MatchString(script) {
				t.Errorf("%q is let through", script)
			}
		})
	}
	for _, script := range []string{
		"echo sudo", "pip install sudoku", "cat sudo.txt", "git log --grep=sudo", "python -m pseudo", "npm run sudo-test", "sum x", "make sugar",
		"echo 'no sudo here'", "grep -q su file", "./sudoku", "results=1 python x",
	} {
		t.Run(script, func(t *testing.T) {
			t.Parallel()
			if adminCommand().MatchString(script) {
				t.Errorf("%q is refused", script)
			}
		})
	}
}
