// Command gitserve serves bare repositories over loopback HTTP as GitHub does, partial clones
// included, so that set-ups of real repositories can be run and measured without GitHub.
//
// GET /-/stats tells how many bytes of repositories were sent so far.
//
//	go run ./pkg/gitrepo/gittest/gitserve -listen 127.0.0.1:8741 jupyter/nbformat=/path/to/nbformat.git
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

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo/gittest"
)

func main() {
	if err := serve(); err != nil {
		fmt.Fprintln(os.Stderr, "gitserve:", err)
		os.Exit(1)
	}
}

func serve() error {
	listen := flag.String("listen", "127.0.0.1:0", "loopback address to listen on")
	flag.Parse()
	roots := map[string]string{}
	for _, arg := range flag.Args() {
		name, dir, ok := strings.Cut(arg, "=")
		if !ok {
			return fmt.Errorf("%q: want owner/name=folder", arg)
		}
		roots[name] = dir
	}
	if len(roots) == 0 {
		return errors.New("no repository given: owner/name=folder")
	}
	l, err := net.Listen("tcp", *listen) //nolint:noctx // it ends with the process
	if err != nil {
		return err
	}
	if tcp, ok := l.Addr().(*net.TCPAddr); !ok || !tcp.IP.IsLoopback() {
		return fmt.Errorf("%s is no loopback address", l.Addr())
	}
	fmt.Printf("http://%s\n", l.Addr())
	service := gittest.Repos(roots)
	mux := http.NewServeMux()
	mux.Handle("/", service)
	mux.HandleFunc("GET /-/stats", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(w, service.Stats().Sent)
	})
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	return server.Serve(l)
}
