//go:build !unix

package author

import "io/fs"

// taken is the size of a file.
func taken(info fs.FileInfo) (int64, fileID) {
	if info.IsDir() {
		return 0, fileID{}
	}
	return info.Size(), fileID{}
}
