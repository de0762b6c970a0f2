package forgetest

import (
	"net"
	"slices"
	"sync"
	"time"
)

// A buffered is a connection whose writes don't wait for the other end to read, as those of a real
// one don't: two ends that both write, as in a handshake that fails, would wait for each other.
type buffered struct {
	net.Conn
	queue chan []byte
	gone  chan struct{}
	once  sync.Once
}

const (
	// maxQueue is how many writes are under way before they wait after all.
	maxQueue = 64
	// lastWords is how long a closed connection still tries to deliver.
	lastWords = 100 * time.Millisecond
)

// newBuffered begins to deliver; delivering counts it until it has ended.
func newBuffered(conn net.Conn, delivering *sync.WaitGroup) *buffered {
	b := &buffered{Conn: conn, queue: make(chan []byte, maxQueue), gone: make(chan struct{})}
	delivering.Go(b.deliver)
	return b
}

func (b *buffered) deliver() {
	defer b.Conn.Close()
	for {
		select {
		case data := <-b.queue:
			if _, err := b.Conn.Write(data); err != nil {
				b.leave()
				return
			}
		case <-b.gone:
			for len(b.queue) > 0 {
				if _, err := b.Conn.Write(<-b.queue); err != nil {
					return
				}
			}
			return
		}
	}
}

// Write implements net.Conn.
func (b *buffered) Write(data []byte) (int, error) {
	select {
	case <-b.gone:
		return 0, net.ErrClosed
	default:
	}
	select {
	case b.queue <- slices.Clone(data):
		return len(data), nil
	case <-b.gone:
		return 0, net.ErrClosed
	}
}

// Close implements net.Conn.
func (b *buffered) Close() error {
	b.leave()
	return b.SetDeadline(time.Now().Add(lastWords))
}

func (b *buffered) leave() { b.once.Do(func() { close(b.gone) }) }
