package media

import (
	"bytes"
	"context"
	"io"
	"net/http"

	"pregonero/internal/fault"
)

// File is a document that is kept as it came: a signed letter, a scan, a piece of evidence.
// It is never published and never shown inside a page.
type File struct {
	Hash  string // hex SHA-256
	Type  string // the real MIME type
	Bytes int64
}

// maxFile bounds a document, in bytes.
const maxFile = 25 << 20

// PutFile keeps a document under its hash. types are the MIME types that are taken; what a
// file says it is does not count, what it is does.
func (s *Store) PutFile(ctx context.Context, r io.Reader, types ...string) (File, error) {
	content, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return File{}, fault.New(fault.Invalid, "El archivo no se pudo leer completo.").Then("Súbalo otra vez.").On("file").Because(err)
	}
	if len(content) == 0 || len(content) > maxFile {
		return File{}, fault.New(fault.Limit, "El archivo está vacío o pasa de %d MB.", maxFile>>20).Then("Elija otro archivo.").On("file")
	}
	kind := http.DetectContentType(content)
	for _, t := range types {
		if t == kind {
			return s.putFile(ctx, content, kind)
		}
	}
	return File{}, fault.New(fault.Invalid, "Ese tipo de archivo no se acepta aquí.").Then("Suba un PDF, o una imagen PNG o JPEG.").On("file")
}

func (s *Store) putFile(ctx context.Context, content []byte, kind string) (File, error) {
	f := File{Hash: hashOf(content), Type: kind, Bytes: int64(len(content))}
	name, err := nameOf(f.Hash)
	if err != nil {
		return f, err
	}
	if n, err := s.in.size(ctx, name); err == nil && n == f.Bytes {
		return f, nil
	}
	if err := s.in.put(ctx, name, bytes.NewReader(content), f.Bytes, kind); err != nil {
		return f, unavailable("guardar", err)
	}
	return f, nil
}
