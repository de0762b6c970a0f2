package cli

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// orgFetchTime is how long an organisation's server may take to give its file.
const orgFetchTime = 15 * time.Second

// fetchOrganisation returns what is at an address, from the cache if it was there before: the digest says what it is. The
// address must be https, or of this machine, and nothing is followed elsewhere.
func (a *app) fetchOrganisation(ctx context.Context, address, digest, by string) (*catalog.Entry, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" || u.User != nil || u.Scheme != "https" && (u.Scheme != "http" || !isLoopback(u)):
		return nil, &problem{code: exitUsage, message: "The address in " + by + " can't be used.", observed: system.Redact(address), expected: "an https address without a user", next: "copy the address as your organisation gives it"}
	case digest == "":
		return nil, &problem{
			code: exitUsage, message: "The address in " + by + " says nothing of its content.", observed: address,
			expected: address + "#sha256=…, with the digest of the file's bytes", next: "copy the address as your organisation gives it",
		}
	}
	wanted, err := catalog.ParseDigest(digest)
	if err != nil {
		return nil, err
	}
	dir, name := filepath.Join(a.directory(cacheFolder()), "org"), wanted.Hex()+".yaml"
	if data, err := os.ReadFile(filepath.Join(dir, name)); err == nil && catalog.DigestOf(data) == wanted {
		return catalog.OverlayFromAddress(address, data), nil
	}
	data, err := getOrganisation(ctx, address)
	if err != nil {
		return nil, &problem{
			code: exitNetwork, message: "Your organisation's file can't be fetched.", observed: system.Redact(err.Error()), expected: "the file at " + address,
			next: "check the connection, or save the file and name it with --org FILE", cause: err,
		}
	}
	entry := catalog.OverlayFromAddress(address, data)
	if entry.Digest() != wanted {
		return nil, &catalog.DigestError{Origin: entry.Origin(), Named: digest, Digest: entry.Digest()}
	}
	return entry, keepFile(dir, name, data)
}

func getOrganisation(ctx context.Context, address string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, orgFetchTime)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, fmt.Errorf("ask for %s: %w", address, err)
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }() // It was only read.
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answers %s", address, response.Status)
	}
	data, err := io.ReadAll(io.LimitReader(response.Body, guide.MaxBytes+1))
	if err == nil && len(data) > guide.MaxBytes {
		err = fmt.Errorf("%s has more than %d bytes", address, guide.MaxBytes)
	}
	return data, err
}

// isLoopback reports whether an address is this machine's own.
func isLoopback(u *url.URL) bool {
	ip, err := netip.ParseAddr(u.Hostname())
	return u.Hostname() == "localhost" || err == nil && ip.IsLoopback()
}
