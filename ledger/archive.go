package ledger

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"strings"

	"pregonero/internal/fault"
)

const (
	maxFiles     = 1 << 20   // files in an export: some ten thousand million entries
	bombFloor    = 256 << 20 // below so many bytes an export may be as dense as it likes
	bombRatio    = 200       // above it, more bytes per byte than salts, which do not compress, allow
	maxProblems  = 100       // told one by one; after them reading stops
	maxSmallFile = 1 << 20   // the files that are read whole, but the manifest
)

// archive is the zip of an export, of which nothing is believed yet.
type archive struct {
	files map[string]*zip.File
	alien []string // names that no export has
}

// openArchive reads the directory of the zip. Its errors are faults: what cannot be an export at all.
func openArchive(r io.ReaderAt, size int64) (*archive, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fault.New(fault.Invalid, "El archivo no es un zip que se pueda leer: está dañado, incompleto o es de otro tipo.").
			Then("Pida la exportación de nuevo.").Because(err)
	}
	if len(z.File) > maxFiles {
		return nil, fault.New(fault.Limit, "El zip trae %d archivos; una exportación no tiene más de %d.", len(z.File), maxFiles)
	}
	a := &archive{files: make(map[string]*zip.File, len(z.File))}
	var total uint64
	for _, f := range z.File {
		if err := a.accept(f); err != nil {
			return nil, err
		}
		total += min(f.UncompressedSize64, 1<<50)
		if total > bombFloor && total/bombRatio > uint64(size) {
			return nil, fault.New(fault.Limit, "El zip se infla a más de %d veces su tamaño: no es una exportación y no se va a abrir.", bombRatio)
		}
	}
	return a, nil
}

func (a *archive) accept(f *zip.File) error {
	if isTrick(f.Name) {
		return fault.New(fault.Invalid, "El zip trae una ruta que sale de su carpeta (%q): no es una exportación y no se va a abrir.", f.Name)
	}
	if (f.Name == dirEntries || f.Name == dirHashes) && f.UncompressedSize64 == 0 {
		return nil // a folder, as other zip programs write it
	}
	if !isExportName(f.Name) {
		a.alien = append(a.alien, f.Name)
		return nil
	}
	if a.files[f.Name] != nil {
		return fault.New(fault.Invalid, "El zip trae dos veces el archivo %s: no se puede saber cuál vale.", f.Name)
	}
	a.files[f.Name] = f
	return nil
}

func isTrick(name string) bool {
	if strings.HasPrefix(name, "/") || strings.ContainsAny(name, "\\:\x00") {
		return true
	}
	for part := range strings.SplitSeq(name, "/") {
		if part == ".." {
			return true
		}
	}
	return false
}

// open streams a file; sum tells its size and hash once it was read to the end.
func (a *archive) open(name string) (*summedReader, error) {
	f := a.files[name]
	if f == nil {
		return nil, fmt.Errorf("missing %s", name)
	}
	rc, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", name, err)
	}
	h := sha256.New()
	return &summedReader{Reader: io.TeeReader(rc, h), Closer: rc, hash: h}, nil
}

// read gives a whole file of at most limit bytes, and its hash.
func (a *archive) read(name string, limit int64) (data []byte, sum string, err error) {
	f, err := a.open(name)
	if err != nil {
		return nil, "", err
	}
	defer f.Close()
	var buf bytes.Buffer
	n, err := io.Copy(&buf, io.LimitReader(f, limit+1))
	if err != nil {
		return nil, "", fmt.Errorf("reading %s: %w", name, err)
	}
	if n > limit {
		return nil, "", fmt.Errorf("reading %s: %w", name, errTooLarge)
	}
	return buf.Bytes(), f.sum(), nil
}

var errTooLarge = errors.New("the file is too large")

// summedReader hashes what passes through it.
type summedReader struct {
	io.Reader
	io.Closer
	hash hash.Hash
}

func (s *summedReader) sum() string { return hex.EncodeToString(s.hash.Sum(nil)) }
