package media

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path"

	"pregonero/internal/fault"
)

// folder is a bucket on disk. Nothing leaves its root, whatever links lie in it.
type folder struct{ root *os.Root }

// incoming holds what is being written; a kill may leave a file in it, never a half one
// under its own name.
const incoming = "incoming"

func openFolder(u *url.URL) (*folder, error) {
	q := u.Query()
	create := q.Get("create") == "true"
	if err := unknownOptions(q, "create"); err != nil {
		return nil, err
	}
	if u.Host != "" || !path.IsAbs(u.Path) {
		return nil, badAddress("debe llevar la ruta completa de la carpeta, con tres diagonales: file:///…")
	}
	if create {
		if err := os.MkdirAll(u.Path, 0o750); err != nil {
			return nil, noFolder(u.Path, err)
		}
	}
	root, err := os.OpenRoot(u.Path)
	if err != nil {
		return nil, noFolder(u.Path, err)
	}
	if err := root.MkdirAll(incoming, 0o750); err != nil {
		return nil, noFolder(u.Path, err)
	}
	return &folder{root}, nil
}

func noFolder(name string, err error) error {
	return fault.New(fault.Unavailable, "No se puede usar la carpeta de archivos %s.", name).
		Then("Revise que exista y que la cuenta del servicio pueda escribir en ella.").Because(err)
}

func (f *folder) size(_ context.Context, name string) (int64, error) {
	info, err := f.root.Stat(name)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func (f *folder) open(_ context.Context, name string) (io.ReadSeekCloser, error) {
	return f.root.Open(name)
}

func (f *folder) remove(_ context.Context, name string) error { return f.root.Remove(name) }

// put writes to a temporary name, makes sure that the bytes are on the disk and renames.
func (f *folder) put(ctx context.Context, name string, r io.Reader, size int64, _ string) error {
	temp := incoming + "/" + rand.Text()
	if err := f.write(ctx, temp, r, size); err != nil {
		return errors.Join(err, ignoreMissing(f.root.Remove(temp)))
	}
	dir := path.Dir(name)
	if err := f.root.MkdirAll(dir, 0o750); err != nil {
		return err
	}
	if err := f.root.Rename(temp, name); err != nil {
		return errors.Join(err, ignoreMissing(f.root.Remove(temp)))
	}
	for ; ; dir = path.Dir(dir) { // each folder up to the root may be new
		if err := f.sync(dir); err != nil || dir == "." {
			return err
		}
	}
}

func (f *folder) write(ctx context.Context, name string, r io.Reader, size int64) error {
	out, err := f.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o640)
	if err != nil {
		return err
	}
	n, err := io.Copy(out, cancelled{ctx, r})
	if err == nil && n != size {
		err = io.ErrUnexpectedEOF
	}
	if err == nil {
		err = out.Sync()
	}
	return errors.Join(err, out.Close())
}

func (f *folder) sync(dir string) error {
	d, err := f.root.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
