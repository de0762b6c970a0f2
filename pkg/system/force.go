package system

import "context"

type forceKey struct{}

// WithForce returns a context whose programs can be killed without their grace
// period. Cancelling parent asks them to end; calling force kills them at once,
// also when they have been asked before: what a second Ctrl-C does. The
// context's cause is then [ErrForced].
func WithForce(parent context.Context) (ctx context.Context, force func()) {
	outer, ok := parent.Value(forceKey{}).(context.Context)
	if !ok {
		outer = context.WithoutCancel(parent)
	}
	forced, cancelForced := context.WithCancel(outer)
	ctx, cancel := context.WithCancelCause(context.WithValue(parent, forceKey{}, forced))
	return ctx, func() {
		cancelForced()
		cancel(ErrForced)
	}
}

// forcedDone returns the channel that closes when ctx is forced; nil, which
// blocks for ever, when ctx can't be.
func forcedDone(ctx context.Context) <-chan struct{} {
	if forced, ok := ctx.Value(forceKey{}).(context.Context); ok {
		return forced.Done()
	}
	return nil
}
