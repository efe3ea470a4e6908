package media

import (
	"context"
	"io"
)

// Keep keeps a document of any size that this program made, under the hash that the caller
// counted while it was written. Nothing of it is held in memory.
func (s *Store) Keep(ctx context.Context, r io.Reader, f File) error {
	name, err := nameOf(f.Hash)
	if err != nil {
		return err
	}
	if n, err := s.in.size(ctx, name); err == nil && n == f.Bytes {
		return nil
	}
	return unavailable("guardar", s.in.put(ctx, name, r, f.Bytes, f.Type))
}
