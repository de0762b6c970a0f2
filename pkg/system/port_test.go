package system

import (
	"net"
	"testing"
)

func TestPortTaken(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"127.0.0.1:0", "[::1]:0", "0.0.0.0:0"} {
		l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", address)
		if err != nil {
			t.Logf("%s isn't to be had on this machine: %v", address, err)
			continue
		}
		tcp, ok := l.Addr().(*net.TCPAddr)
		if !ok {
			t.Fatalf("%T", l.Addr())
		}
		port := tcp.Port
		if !PortTaken(t.Context(), port) {
			t.Errorf("%s: nobody seems to listen on port %d", address, port)
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		if PortTaken(t.Context(), port) {
			t.Errorf("%s: somebody still seems to listen on port %d", address, port)
		}
	}
}
