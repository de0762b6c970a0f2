// Command githubserve is a GitHub on a loopback address, without an account: issues that it makes up, for
// trials and measurements that must not need the real one.
//
// Each line of the file is a repository with the labels of its newcomer issues: owner/name: label, label.
//
//	go run ./pkg/forge/forgetest/githubserve -issues 12 testdata/issues/catalogue.txt
package main

import (
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge/forgetest"
)

func main() {
	if err := serve(); err != nil {
		fmt.Fprintln(os.Stderr, "githubserve:", err)
		os.Exit(1)
	}
}

func serve() error {
	listen := flag.String("listen", "127.0.0.1:0", "loopback address to listen on")
	issues := flag.Int("issues", 12, "issues of each repository")
	flag.Parse()
	if flag.NArg() != 1 {
		return errors.New("name one file with repositories and labels")
	}
	data, err := os.ReadFile(flag.Arg(0))
	if err != nil {
		return err
	}
	server := forgetest.NewServer()
	if err := fill(server, string(data), *issues); err != nil {
		return err
	}
	l, err := net.Listen("tcp", *listen) //nolint:noctx // it ends with the process
	if err != nil {
		return err
	}
	if tcp, ok := l.Addr().(*net.TCPAddr); !ok || !tcp.IP.IsLoopback() {
		return fmt.Errorf("%s is no loopback address", l.Addr())
	}
	fmt.Printf("http://%s\n", l.Addr())
	return (&http.Server{Handler: server, ReadHeaderTimeout: 10 * time.Second}).Serve(l)
}

// fill makes issues up, with texts as long as real ones.
func fill(server *forgetest.Server, catalogue string, n int) error {
	body := strings.Repeat("The button does nothing after a restart. See `packages/apputils/src/dialog.tsx`.\n\n```\nTypeError: undefined\n```\n\n", 12)
	for line := range strings.Lines(catalogue) {
		name, labels, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		repo, err := forge.ParseRepo(name)
		if err != nil {
			return err
		}
		all := strings.Split(labels, ", ")
		for i := range n {
			server.Add(forge.Thread{Issue: forge.Issue{
				Repo: repo, Number: i + 1, Title: fmt.Sprintf("Task %d of %s", i+1, name), Body: body, Open: true, Author: forge.Person{Login: "sam"},
				Labels: []string{all[i%len(all)], "bug"}, Created: time.Now().AddDate(0, -3, -i), Updated: time.Now().Add(-time.Duration(i) * time.Hour),
			}})
		}
	}
	return nil
}
