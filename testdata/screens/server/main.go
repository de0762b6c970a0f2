// Command server is a GitHub on loopback for trying the screens: repositories to clone from folders of this
// machine, and issues that are made up.
//
//	go run ./testdata/screens/server [-listen 127.0.0.1:0] [-many N] [-hang] owner/name=FOLDER …
//
// It prints the address for GITHUB_SERVER_URL. With -many the first repository has so many issues, all in one
// answer, which GitHub never gives; with -hang questions for issues are never answered.
package main

import (
	"encoding/json"
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
	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo/gittest"
)

func main() {
	if err := serve(); err != nil {
		fmt.Fprintln(os.Stderr, "server:", err)
		os.Exit(1)
	}
}

func serve() error {
	listen := flag.String("listen", "127.0.0.1:0", "loopback address to listen on")
	many := flag.Int("many", 0, "so many issues in one answer")
	hang := flag.Bool("hang", false, "never answer a question for issues")
	flag.Parse()
	roots := map[string]string{}
	api := forgetest.NewServer()
	api.Prefix = "/api/v3"
	for i, arg := range flag.Args() {
		name, dir, ok := strings.Cut(arg, "=")
		if !ok {
			return fmt.Errorf("%q: want owner/name=folder", arg)
		}
		roots[name] = dir
		repo, err := forge.ParseRepo(name)
		if err != nil {
			return err
		}
		api.Add(threads(repo)...)
		if i == 0 && *many > 0 {
			api.Answer = func(w http.ResponseWriter, r *http.Request) bool { return search(w, r, repo, *many) }
		}
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
	mux := http.NewServeMux()
	mux.Handle("/", gittest.Repos(roots))
	mux.HandleFunc(api.Prefix+"/", func(w http.ResponseWriter, r *http.Request) {
		if *hang {
			<-r.Context().Done()
			return
		}
		api.ServeHTTP(w, r)
	})
	return (&http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}).Serve(l)
}

// threads are issues of each kind: free, claimed, stale, not ready.
func threads(repo forge.Repo) []forge.Thread {
	now := time.Now()
	day := func(n int) time.Time { return now.AddDate(0, 0, -n) }
	issue := func(number int, title, body, author string, created, updated int) forge.Issue {
		return forge.Issue{
			Repo: repo, Number: number, Title: title, Body: body, Author: forge.Person{Login: author}, Open: true,
			Labels: []string{"good first issue"}, Created: day(created), Updated: day(updated),
			URL: fmt.Sprintf("https://github.com/%s/issues/%d", repo, number),
		}
	}
	clear := forge.Thread{Issue: issue(101, "The message about a missing nbformat_minor names the wrong key",
		"Reading a notebook without `nbformat_minor` says that `nbformat` is missing.\n\n## Expected\n\nIt names the key that is missing.\n\n## Where\n\n`nbformat/reader.py`, function `get_version`.", "sam", 20, 3)}
	claimed := forge.Thread{Issue: issue(102, "Document what validate() does with extra keys", "The page says nothing about keys that the schema doesn't know. `docs/api.rst` is the place.", "noor", 40, 2)}
	claimed.Issue.Comments = 1
	claimed.Comments = []forge.Comment{{Author: forge.Person{Login: "lee"}, Body: "I'd like to work on this, I will open a pull request this week.", Created: day(2), Updated: day(2), URL: claimed.Issue.URL + "#issuecomment-1"}}
	assigned := forge.Thread{Issue: issue(103, "Warn once, not for every cell, about missing ids", "A notebook of 500 cells gives 500 warnings.", "kim", 400, 200)}
	assigned.Issue.Assignees = []string{"ana"}
	assigned.Changes = []forge.Change{{Kind: forge.Assigned, Actor: "maintainer", Assignee: "ana", At: day(200)}}
	support := forge.Thread{Issue: issue(104, "How do I convert a notebook of 2011?", "It has no version at all.", "ola", 9, 8)}
	support.Issue.Labels = append(support.Issue.Labels, "question")
	return []forge.Thread{clear, claimed, assigned, support}
}

// search answers a search with many issues at once. It reports whether it was one.
func search(w http.ResponseWriter, r *http.Request, repo forge.Repo, many int) bool {
	if !strings.HasSuffix(r.URL.Path, "/search/issues") {
		return false
	}
	type label struct {
		Name string `json:"name"`
	}
	items := make([]map[string]any, many)
	first := time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC)
	for i := range items {
		labels := []label{{"good first issue"}}
		if i%7 == 0 {
			labels = append(labels, label{fmt.Sprintf("area: %d", i%40)})
		}
		items[i] = map[string]any{ // No more than is needed: the program reads answers of at most 16 MiB.
			"number": i + 1, "title": fmt.Sprintf("Cell %d loses its output when kernel %d restarts", i, i%97), "state": "open",
			"labels": labels, "user": map[string]any{"login": fmt.Sprintf("person-%d", i%20011)},
			"repository_url": "https://api.github.com/repos/" + repo.String(),
			"created_at":     first.Add(time.Duration(i) * time.Hour), "updated_at": first.Add(time.Duration(i)*time.Hour).AddDate(0, 2, 0),
		}
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"total_count": many, "incomplete_results": false, "items": items})
	return true
}
