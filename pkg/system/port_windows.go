package system

import "golang.org/x/sys/windows"

// addressInUse is the system's word for a port that is taken.
const addressInUse = windows.WSAEADDRINUSE
