package overlaytest

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha1" //nolint:gosec // The npm registry's format wants it.
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Package is what the mirror has: a Python distribution, an npm package, a conda package and a Go module of this name.
const Package = "onboard-probe"

const wheelName = "onboard_probe-1.0-py3-none-any.whl"

// mirror serves one small package in the formats of the package managers, and a git repository that
// can be listed.
func mirror() *http.ServeMux {
	wheel, tarball := wheel(), tarball()
	text := func(kind, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			_, _ = io.WriteString(w, body)
		}
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /simple/{$}", text("text/html", `<!doctype html><a href="/simple/`+Package+`/">`+Package+`</a>`))
	mux.HandleFunc("GET /simple/"+Package+"/", text("text/html", `<!doctype html><a href="/files/`+wheelName+`">`+wheelName+`</a>`))
	mux.HandleFunc("GET /files/"+wheelName, func(w http.ResponseWriter, r *http.Request) {
		http.ServeContent(w, r, wheelName, time.Time{}, bytes.NewReader(wheel))
	})
	// What every mirror has, and one that wants to know who asks.
	mux.HandleFunc("GET /simple/pip/", text("text/html", `<!doctype html><a href="/files/pip-1.0-py3-none-any.whl">pip-1.0-py3-none-any.whl</a>`))
	mux.HandleFunc("GET /npm/semver", text("application/json", "{}"))
	mux.HandleFunc("GET /private/", func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "who are you?", http.StatusUnauthorized) })
	mux.HandleFunc("GET /git/{owner}/{name}/info/refs", text("text/plain", "0123456789abcdef0123456789abcdef01234567\trefs/heads/main\n"))
	mux.HandleFunc("GET /npm/{$}", text("application/json", "{}"))
	mux.HandleFunc("GET /npm/-/ping", text("application/json", "{}"))
	mux.HandleFunc("GET /npm/"+Package, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, packument(r, tarball))
	})
	mux.HandleFunc("GET /npm/"+Package+"/-/"+Package+"-1.0.0.tgz", func(w http.ResponseWriter, r *http.Request) {
		http.ServeContent(w, r, Package+"-1.0.0.tgz", time.Time{}, bytes.NewReader(tarball))
	})
	mux.HandleFunc("GET /go/"+Name+"/probe/@v/list", text("text/plain", "v1.0.0\n"))
	mux.HandleFunc("GET /go/"+Name+"/probe/@v/v1.0.0.info", text("application/json", `{"Version":"v1.0.0","Time":"2026-01-01T00:00:00Z"}`))
	mux.HandleFunc("GET /go/"+Name+"/probe/@v/v1.0.0.mod", text("text/plain", "module "+Name+"/probe\n"))
	repodata := `{"info":{"subdir":"noarch"},"packages":{"` + Package + `-1.0-0.tar.bz2":{"name":"` + Package + `","version":"1.0","build":"0","build_number":0,"depends":[],"subdir":"noarch"}},"packages.conda":{}}`
	mux.HandleFunc("GET /conda/{channel}/{subdir}/repodata.json", text("application/json", repodata))
	mux.HandleFunc("GET /git/probe.git/info/refs", text("text/plain", "0123456789abcdef0123456789abcdef01234567\trefs/heads/main\n"))
	return mux
}

// packument is what an npm registry says of a package.
func packument(r *http.Request, tarball []byte) string {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	sha1sum, sha512sum := sha1.Sum(tarball), sha512.Sum512(tarball) //nolint:gosec // The format's checksum.
	return fmt.Sprintf(`{"name":%[1]q,"dist-tags":{"latest":"1.0.0"},"time":{"1.0.0":"2020-01-01T00:00:00.000Z"},"versions":{"1.0.0":{"name":%[1]q,"version":"1.0.0",`+
		`"dist":{"tarball":"%[2]s://%[3]s/npm/%[1]s/-/%[1]s-1.0.0.tgz","shasum":%[4]q,"integrity":"sha512-%[5]s"}}}}`,
		Package, scheme, r.Host, hex.EncodeToString(sha1sum[:]), base64.StdEncoding.EncodeToString(sha512sum[:]))
}

// tarball is an npm package.
func tarball() []byte {
	var b bytes.Buffer
	zipped := gzip.NewWriter(&b)
	archive := tar.NewWriter(zipped)
	content := `{"name":"` + Package + `","version":"1.0.0"}`
	_ = archive.WriteHeader(&tar.Header{Name: "package/package.json", Mode: 0o644, Size: int64(len(content))})
	_, _ = io.WriteString(archive, content)
	_ = archive.Close()
	_ = zipped.Close()
	return b.Bytes()
}

// wheel is the mirror's own Python distribution.
func wheel() []byte { return wheelOf(Package, "", map[string]string{"onboard_probe.py": ""}) }

// wheelOf is a Python distribution of version 1.0.
func wheelOf(name, metadata string, files map[string]string) []byte {
	var b bytes.Buffer
	archive := zip.NewWriter(&b)
	info := strings.ReplaceAll(name, "-", "_") + "-1.0.dist-info/"
	all := maps.Clone(files)
	all[info+"METADATA"] = "Metadata-Version: 2.1\nName: " + name + "\nVersion: 1.0\n" + metadata
	all[info+"WHEEL"] = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
	var record strings.Builder
	for _, name := range slices.Sorted(maps.Keys(all)) {
		record.WriteString(name + ",,\n")
		if w, err := archive.Create(name); err == nil {
			_, _ = io.WriteString(w, all[name])
		}
	}
	if w, err := archive.Create(info + "RECORD"); err == nil {
		_, _ = io.WriteString(w, record.String()+info+"RECORD,,\n")
	}
	_ = archive.Close()
	return b.Bytes()
}
