package media

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"net/url"

	"pregonero/internal/fault"
)

// ErrCorrupt tells that what is kept no longer has the hash that it is kept by.
var ErrCorrupt = errors.New("the kept bytes do not match their hash")

// Store keeps clean files by the hex SHA-256 of their bytes, at ab/cd/<hash>. A file is
// written once, whole or not at all, and never changed. It is safe for concurrent use by
// several processes.
type Store struct{ in bucket }

// bucket is a place for named bytes. A folder and S3 are the two there are.
type bucket interface {
	// size is fs.ErrNotExist for what is not there.
	size(ctx context.Context, name string) (int64, error)
	// put makes all the bytes appear at once; what is there already is left alone.
	put(ctx context.Context, name string, r io.Reader, size int64, mimeType string) error
	open(ctx context.Context, name string) (io.ReadSeekCloser, error)
	remove(ctx context.Context, name string) error
}

// Keys are the credentials of an S3 store. They never stand in its address.
type Keys struct{ Access, Secret string }

// Open opens a store by its address:
//
//	file:///var/lib/pregonero/media?create=true
//	s3://bucket/prefix?endpoint=https://s3.example.org&region=us-east-1
//
// create makes the folder when it is missing. endpoint defaults to Amazon's; an http one is
// for tests and for a server on the same host.
func Open(ctx context.Context, address string, keys Keys) (*Store, error) {
	u, err := url.Parse(address)
	if err != nil || u.User != nil {
		return nil, badAddress("no se entiende")
	}
	switch u.Scheme {
	case "file":
		in, err := openFolder(u)
		if err != nil {
			return nil, err
		}
		return &Store{in}, nil
	case "s3":
		in, err := openS3(ctx, u, keys)
		if err != nil {
			return nil, err
		}
		return &Store{in}, nil
	}
	return nil, badAddress("debe comenzar con file:// o s3://")
}

func badAddress(why string) error {
	return fault.New(fault.Invalid, "La dirección del almacén de archivos %s.", why).
		Then("Corrija «media» en la configuración, por ejemplo file:///var/lib/pregonero/media?create=true.").On("media")
}

// unknownOptions refuses what is not an option of an address: a typo would pass unseen.
func unknownOptions(q url.Values, known ...string) error {
	for _, k := range known {
		q.Del(k)
	}
	for k := range q {
		return badAddress(fmt.Sprintf("tiene una opción que no existe, «%s»", k))
	}
	return nil
}

// Put keeps a clean file. What is kept already is not written again.
func (s *Store) Put(ctx context.Context, c *Cleaned) error {
	name, err := nameOf(c.Hash)
	if err != nil {
		return err
	}
	if n, err := s.in.size(ctx, name); err == nil && n == c.Bytes {
		return nil
	}
	if err := s.in.put(ctx, name, c.Reader(), c.Bytes, c.Type); err != nil {
		return unavailable("guardar", err)
	}
	return nil
}

// Size is the number of bytes kept under a hash; a fault of kind NotFound when there are none.
func (s *Store) Size(ctx context.Context, hash string) (int64, error) {
	name, err := nameOf(hash)
	if err != nil {
		return 0, err
	}
	n, err := s.in.size(ctx, name)
	return n, unavailable("consultar", err)
}

// Open reads what is kept under a hash; the caller closes it.
func (s *Store) Open(ctx context.Context, hash string) (io.ReadSeekCloser, error) {
	name, err := nameOf(hash)
	if err != nil {
		return nil, err
	}
	r, err := s.in.open(ctx, name)
	if err != nil {
		return nil, unavailable("leer", err)
	}
	return r, nil
}

// OpenVerified is Open for reading from beginning to end: the end is ErrCorrupt instead of
// io.EOF if what was read does not have the hash.
func (s *Store) OpenVerified(ctx context.Context, hash string) (io.ReadCloser, error) {
	r, err := s.Open(ctx, hash)
	if err != nil {
		return nil, err
	}
	return &verified{r: r, want: hash, sum: sha256.New()}, nil
}

// Verify reads everything kept under a hash and returns ErrCorrupt if it was altered.
func (s *Store) Verify(ctx context.Context, hash string) error {
	r, err := s.OpenVerified(ctx, hash)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, cancelled{ctx, r})
	return errors.Join(err, r.Close())
}

// Delete removes what is kept under a hash; what is not there is no error.
func (s *Store) Delete(ctx context.Context, hash string) error {
	name, err := nameOf(hash)
	if err != nil {
		return err
	}
	if err := s.in.remove(ctx, name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return unavailable("borrar", err)
	}
	return nil
}

// nameOf is where a hash is kept; anything but a hash never reaches the disk.
func nameOf(hash string) (string, error) {
	if b, err := hex.DecodeString(hash); err != nil || len(b) != sha256.Size || hex.EncodeToString(b) != hash {
		return "", fault.New(fault.NotFound, "El archivo no existe.").Because(errors.New("not a hash"))
	}
	return hash[:2] + "/" + hash[2:4] + "/" + hash, nil
}

func unavailable(doing string, err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, fs.ErrNotExist) {
		return fault.New(fault.NotFound, "El archivo ya no está en el almacén.").
			Then("Quite el archivo de la publicación y vuelva a subirlo.").Because(err)
	}
	return fault.New(fault.Unavailable, "El almacén de archivos no respondió al %s.", doing).
		Then("Vuelva a intentarlo en unos minutos; si sigue igual, avise a quien administra el sistema.").Because(err)
}

// verified sums up what passes.
type verified struct {
	r    io.ReadCloser
	want string
	sum  hash.Hash
}

func (v *verified) Read(p []byte) (int, error) {
	n, err := v.r.Read(p)
	v.sum.Write(p[:n])
	if err == io.EOF && hex.EncodeToString(v.sum.Sum(nil)) != v.want {
		err = ErrCorrupt
	}
	return n, err
}

func (v *verified) Close() error { return v.r.Close() }
