package runner

import (
	"fmt"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
)

// Trying again mends a connection, never a refusal.
func TestNetworkToBlame(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		line string
		err  error
		want bool
	}{
		{err: fmt.Errorf("clone: %w", ErrNetwork), want: true},
		{err: fmt.Errorf("clone: %w", ErrRefused)},
		{line: "RequestError: getaddrinfo ENOTFOUND registry.example", want: true},
		{line: "WARNING: Retrying after connection broken by 'ReadTimeoutError", want: true},
		{line: "fatal: early EOF", want: true},
		{line: "RequestError: tunneling socket could not be established, cause=connect ECONNREFUSED", want: true},
		{line: "➤ YN0001: │ RequestError: self-signed certificate in certificate chain"},
		{line: "npm error code SELF_SIGNED_CERT_IN_CHAIN"},
		{line: "npm error code UNABLE_TO_VERIFY_LEAF_SIGNATURE"},
		{line: "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed"},
		{line: "error: invalid peer certificate: UnknownIssuer"},
		{line: "Received HTTP code 407 from proxy after CONNECT"},
		{line: "Tunnel connection failed: 403 Forbidden"},
		{line: `Request "https://registry.example/embedme" returned a 403`},
		{line: "npm error code E401"},
		{line: "git@host: Permission denied (publickey)."},
	} {
		f := event.Failure{}
		if c.line != "" {
			f.Diagnoses = []event.Diagnosis{{Network: true, Line: c.line}}
		}
		if got := networkToBlame(f, c.err); got != c.want {
			t.Errorf("%s%v: again is %v, want %v", c.line, c.err, got, c.want)
		}
	}
}
