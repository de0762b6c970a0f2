package guide

import "time"

// A Duration is a length of time, written as 90s, 10m or 48h.
type Duration time.Duration

// A Size is a number of bytes, written with a decimal unit: 300MB, 1.5GB.
type Size int64
