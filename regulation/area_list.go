package regulation

import (
	"errors"
	"fmt"
	"io/fs"
)

// EmbeddedAreaList is a list of areas to try the import with, as CSV, for the packs that
// bring one; nil for the others.
func EmbeddedAreaList(id string) ([]byte, error) {
	data, err := files.ReadFile("practice/" + id + "_district_boards.csv")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the list of areas: %w", err)
	}
	return data, nil
}
