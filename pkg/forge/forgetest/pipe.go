package forgetest

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge"
)

// A Pipe is a network of one server, in memory: the real client and server of net/http with nothing
// between them that a synctest bubble doesn't know.
type Pipe struct {
	// Transport reaches the server under every name, by http and https.
	Transport *http.Transport
	conns     chan net.Conn
	closed    chan struct{}
	// delivering counts the ends of connections that still deliver.
	delivering sync.WaitGroup
}

// NewPipe serves a handler until the test ends. Certificates are for the names given, by an authority
// that the Transport trusts.
func NewPipe(tb testing.TB, handler http.Handler, names ...string) *Pipe {
	tb.Helper()
	p := &Pipe{Transport: forge.NewTransport(), conns: make(chan net.Conn), closed: make(chan struct{})}
	certificate, pool := newCertificate(tb, names)
	server := &http.Server{Handler: handler, ErrorLog: log.New(io.Discard, "", 0), ReadHeaderTimeout: time.Hour}
	p.Transport.Proxy = nil
	p.Transport.DialContext = p.dial
	p.Transport.TLSClientConfig = &tls.Config{RootCAs: pool, Time: certificateTime}
	p.Transport.DialTLSContext = func(ctx context.Context, network, addr string) (net.Conn, error) {
		host, _, err := net.SplitHostPort(addr)
		if err != nil {
			return nil, err
		}
		conn, err := p.dial(ctx, network, "tls:"+addr)
		if err != nil {
			return nil, err
		}
		config := p.Transport.TLSClientConfig.Clone()
		config.ServerName = host
		secure := tls.Client(conn, config)
		if err := secure.HandshakeContext(ctx); err != nil {
			return nil, errors.Join(err, conn.Close())
		}
		return secure, nil
	}
	done := make(chan error, 1)
	go func() {
		done <- server.Serve(&listener{p, &tls.Config{Certificates: []tls.Certificate{certificate}, Time: certificateTime}})
	}()
	tb.Cleanup(func() {
		p.Transport.CloseIdleConnections()
		close(p.closed)
		if err := server.Close(); err != nil {
			tb.Errorf("close the server: %v", err)
		}
		if err := <-done; !errors.Is(err, http.ErrServerClosed) && !errors.Is(err, net.ErrClosed) {
			tb.Errorf("serve: %v", err)
		}
		// Inside a bubble time stands still once the test is over: closed connections end first.
		p.delivering.Wait()
	})
	return p
}

// dial connects a client's end with the server's.
func (p *Pipe) dial(ctx context.Context, _, addr string) (net.Conn, error) {
	client, server := net.Pipe()
	far := newBuffered(server, &p.delivering)
	var err error
	select {
	case p.conns <- &namedConn{far, addr}:
		return newBuffered(client, &p.delivering), nil
	case <-p.closed:
		err = net.ErrClosed
	case <-ctx.Done():
		err = ctx.Err()
	}
	return nil, errors.Join(err, far.Close(), client.Close())
}

// A namedConn knows which address was called.
type namedConn struct {
	net.Conn
	called string
}

type listener struct {
	pipe   *Pipe
	config *tls.Config
}

// Accept implements net.Listener.
func (l *listener) Accept() (net.Conn, error) {
	select {
	case conn := <-l.pipe.conns:
		if named, ok := conn.(*namedConn); ok && len(named.called) > 4 && named.called[:4] == "tls:" {
			return tls.Server(conn, l.config), nil
		}
		return conn, nil
	case <-l.pipe.closed:
		return nil, net.ErrClosed
	}
}

// Close implements net.Listener.
func (l *listener) Close() error { return nil }

// Addr implements net.Listener.
func (l *listener) Addr() net.Addr { return &net.UnixAddr{Name: "pipe", Net: "pipe"} }

// certificateTime is when certificates are valid, whatever the bubble's clock shows.
func certificateTime() time.Time { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) }

func newCertificate(tb testing.TB, names []string) (tls.Certificate, *x509.CertPool) {
	tb.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		tb.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, DNSNames: names, IsCA: true, BasicConstraintsValid: true,
		NotBefore: certificateTime().AddDate(-1, 0, 0), NotAfter: certificateTime().AddDate(1, 0, 0), KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		tb.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		tb.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(leaf)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}, pool
}
