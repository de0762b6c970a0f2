package cli

// watchSuspend has nothing to watch: Windows has no such signal.
func watchSuspend() (asked <-chan struct{}, suspend, stop func()) { return nil, nil, func() {} }
