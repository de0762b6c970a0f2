package system

import (
	"context"
	"errors"
	"net"
	"strconv"
)

// PortTaken reports whether a program listens on a TCP port of this machine's loopback addresses already, so that
// another one can't. What can't be told, as for a port that needs admin rights, counts as free.
func PortTaken(ctx context.Context, port int) bool {
	for _, host := range []string{"127.0.0.1", "::1"} {
		l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", net.JoinHostPort(host, strconv.Itoa(port)))
		if err == nil {
			_ = l.Close()
			continue
		}
		if errors.Is(err, addressInUse) {
			return true
		}
	}
	return false
}
