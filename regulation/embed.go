package regulation

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

//go:embed *.yaml practice
var files embed.FS

// EmbeddedIDs are the packs that come with the program.
func EmbeddedIDs() []string {
	names, _ := fs.Glob(files, "*.yaml")
	for i, n := range names {
		names[i] = strings.TrimSuffix(n, ".yaml")
	}
	slices.Sort(names)
	return names
}

// Embedded loads a pack that comes with the program, by its id.
func Embedded(id string) (*Pack, error) {
	if !slices.Contains(EmbeddedIDs(), id) {
		return nil, fmt.Errorf("el paquete normativo %q no viene con el programa: hay %s", id, join(EmbeddedIDs()))
	}
	p, err := Load(embedded(id + ".yaml"))
	if err != nil {
		return nil, named(err, id+".yaml")
	}
	if p.ID != id {
		return nil, &PackError{Name: id + ".yaml", Problems: []Problem{{Path: "id", Message: fmt.Sprintf("debe ser %q, como el archivo", id)}}}
	}
	return p, nil
}

// embedded opens a file that is known to be there.
func embedded(name string) *bytes.Reader {
	data, _ := files.ReadFile(path.Clean(name))
	return bytes.NewReader(data)
}

// named tells a pack's error which file it is about.
func named(err error, name string) error {
	var wrong *PackError
	if errors.As(err, &wrong) {
		c := *wrong
		c.Name = name
		return &c
	}
	return fmt.Errorf("%s: %w", name, err)
}
