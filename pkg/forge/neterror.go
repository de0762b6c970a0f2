package forge

import (
	"context"
	"errors"
	"net"
	"net/url"
)

func isDNS(err error) bool {
	var dns *net.DNSError
	return errors.As(err, &dns)
}

func isTemporaryDNS(err error) bool {
	var dns *net.DNSError
	return errors.As(err, &dns) && dns.IsTemporary && !dns.IsNotFound
}

func isTimeout(err error) bool {
	var slow net.Error
	return errors.Is(err, context.DeadlineExceeded) || errors.As(err, &slow) && slow.Timeout()
}

// isProxyDial reports whether it was the proxy that couldn't be reached.
func isProxyDial(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "proxyconnect"
}

// withoutAddresses is the innermost error's text: the outer ones repeat addresses, which may hold a
// proxy's password.
func withoutAddresses(err error) string {
	var op *net.OpError
	if errors.As(err, &op) && op.Err != nil {
		return op.Err.Error()
	}
	var u *url.Error
	if errors.As(err, &u) && u.Err != nil {
		return u.Err.Error()
	}
	return err.Error()
}
