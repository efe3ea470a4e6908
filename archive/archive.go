// Package archive writes a package of files that opens without this program: a zip with a
// manifest of the SHA-256 of each file in it. It streams: no file is held in memory.
package archive

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"time"
)

// Entry is one file of the manifest.
type Entry struct {
	Name   string `json:"name"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"` // hex
}

// Manifest is manifest.json, the last file of a package. It does not list itself.
type Manifest struct {
	At    time.Time `json:"at"`
	Files []Entry   `json:"files"`
}

// ManifestName is the name of the manifest in the package.
const ManifestName = "manifest.json"

// Writer writes a package, one file after another.
type Writer struct {
	zip   *zip.Writer
	sum   hash.Hash // of the whole package
	n     count
	at    time.Time
	files []Entry
	now   *file
}

type count struct {
	w io.Writer
	n int64
}

func (c *count) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}

type file struct {
	name string
	sum  hash.Hash
	out  count
}

// New begins a package; at is the time its files bear.
func New(w io.Writer, at time.Time) *Writer {
	a := &Writer{sum: sha256.New(), at: at}
	a.n.w = io.MultiWriter(w, a.sum)
	a.zip = zip.NewWriter(&a.n)
	return a
}

// File begins a file and ends the one before: write to it until the next call.
func (a *Writer) File(name string) (io.Writer, error) {
	a.end()
	w, err := a.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: a.at})
	if err != nil {
		return nil, fmt.Errorf("begin %s in the package: %w", name, err)
	}
	f := &file{name: name, sum: sha256.New()}
	f.out.w = io.MultiWriter(w, f.sum)
	a.now = f
	return &f.out, nil
}

func (a *Writer) end() {
	if f := a.now; f != nil {
		a.files = append(a.files, Entry{f.name, f.out.n, hex.EncodeToString(f.sum.Sum(nil))})
		a.now = nil
	}
}

// JSON adds a file with a value.
func (a *Writer) JSON(name string, v any) error {
	w, err := a.File(name)
	if err != nil {
		return err
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// Close writes the manifest and gives the package's hex SHA-256, its bytes and its files.
func (a *Writer) Close() (sum string, bytes int64, files int, err error) {
	a.end()
	files = len(a.files) + 1
	if err := a.JSON(ManifestName, Manifest{a.at, a.files}); err != nil {
		return "", 0, 0, err
	}
	if err := a.zip.Close(); err != nil {
		return "", 0, 0, fmt.Errorf("end the package: %w", err)
	}
	return hex.EncodeToString(a.sum.Sum(nil)), a.n.n, files, nil
}
