package engine

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/state"
)

// certificateBegins is the line before each certificate of a file in PEM form.
const certificateBegins = "-----BEGIN CERTIFICATE-----"

// systemBundles are the files with the public authorities, where Linux distributions, BSDs and macOS keep them.
func systemBundles() []string {
	return []string{
		"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
		"/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/cert.pem",
	}
}

// wholeBundle makes a file that can be used alone from a company's own few certificates: most tools can only be
// told to trust a file instead of their list, not besides. The others come from the bundle that was set, or from the
// system's file; where there is neither, the few certificates stay what they are.
func (e *Engine) wholeBundle(s overlay.Settings) overlay.Settings {
	own, ok := readText(s.ExtraCA.Text, maxCertificates)
	if !ok || !strings.Contains(own, certificateBegins) {
		return s
	}
	places := systemBundles()
	if s.CABundle.IsSet() {
		places = []string{s.CABundle.Text}
	}
	for _, path := range places {
		others, ok := readText(path, maxCertificates)
		if !ok || !strings.Contains(others, certificateBegins) {
			continue
		}
		if strings.Contains(others, strings.TrimSpace(own)) {
			return s
		}
		if file, err := e.keepBundle(strings.TrimRight(others, "\n") + "\n" + own); err == nil {
			s.CABundle = overlay.Value{Text: file, Origin: s.ExtraCA.Origin}
		}
		return s
	}
	return s
}

// keepBundle writes the bundle into the cache under a name that is made from its content.
func (e *Engine) keepBundle(text string) (string, error) {
	sum := sha256.Sum256([]byte(text))
	path := filepath.Join(e.CacheDir, "certificates", hex.EncodeToString(sum[:8])+".pem")
	if there, ok := readText(path, maxCertificates); ok && there == text {
		return path, nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", fmt.Errorf("make a folder for certificates: %w", err)
	}
	root, err := os.OpenRoot(filepath.Dir(path))
	if err != nil {
		return "", fmt.Errorf("open the folder for certificates: %w", err)
	}
	defer func() { _ = root.Close() }() // It is only the folder's handle.
	return path, state.WriteFile(root, filepath.Base(path), []byte(text), 0o600)
}
