package vault

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"golang.org/x/sys/unix"

	"pregonero/internal/fault"
)

// maxKeyFile bounds what is read: a thousand keys fit.
const maxKeyFile = 1 << 20

// keyFile is the JSON keyset on disk. Every write is temp, fsync, rename, fsync of the
// folder, under a lock, so that a kill at any moment leaves the old file or the new one.
type keyFile struct {
	path string
	// step, when set, is called after each step of a write; tests die there.
	step func(name string)
}

func (k keyFile) stat() (fs.FileInfo, error) {
	info, err := os.Stat(k.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.Unavailable, "No existe el archivo de llaves %s.", k.path).
			Then("Restitúyalo desde su respaldo; solo si la instalación es nueva, créelo.").Because(err)
	}
	if err != nil {
		return nil, fault.New(fault.Unavailable, "No se puede leer el archivo de llaves %s.", k.path).
			Then("Revise que la cuenta del servicio sea dueña del archivo y de su carpeta.").Because(err)
	}
	return info, nil
}

// read loads the keys and tells which file they came from.
func (k keyFile) read() (*keyset.Handle, fs.FileInfo, error) {
	if _, err := k.stat(); err != nil {
		return nil, nil, err
	}
	f, err := os.Open(k.path)
	if err != nil {
		return nil, nil, k.broken(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, nil, k.broken(err)
	}
	if err := k.private(info); err != nil {
		return nil, nil, err
	}
	text := make([]byte, info.Size())
	defer clear(text)
	if _, err := f.ReadAt(text, 0); err != nil {
		return nil, nil, k.broken(err)
	}
	keys, err := insecurecleartextkeyset.Read(keyset.NewJSONReader(bytes.NewReader(text)))
	if err != nil {
		return nil, nil, k.broken(errors.New("not a keyset")) // the cause could quote the file
	}
	return keys, info, nil
}

// private refuses a file that anybody but its owner may touch, and what is no plain file.
func (k keyFile) private(info fs.FileInfo) error {
	if !info.Mode().IsRegular() || info.Size() == 0 || info.Size() > maxKeyFile {
		return k.broken(fmt.Errorf("mode %v, %d bytes", info.Mode(), info.Size()))
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return fault.New(fault.Forbidden, "Otras personas pueden abrir el archivo de llaves %s (permisos %04o).", k.path, mode).
			Then("Ejecute «chmod 600 " + k.path + "» y, si alguien ajeno pudo leerlo, cambie la llave y las credenciales.")
	}
	return nil
}

func (k keyFile) broken(cause error) error {
	return fault.New(fault.Unavailable, "El archivo de llaves %s está dañado o no es un archivo de llaves.", k.path).
		Then("Restitúyalo desde su respaldo; sin él no se pueden abrir las credenciales guardadas.").Because(cause)
}

// create writes the first keys; it never replaces a file.
func (k keyFile) create(keys *keyset.Handle) error {
	if err := os.MkdirAll(filepath.Dir(k.path), 0o700); err != nil {
		return fault.New(fault.Unavailable, "No se puede crear la carpeta del archivo de llaves %s.", k.path).
			Then("Revise los permisos de la carpeta que la contiene.").Because(err)
	}
	unlock, err := k.lock()
	if err != nil {
		return err
	}
	defer unlock()
	if _, err := os.Lstat(k.path); err == nil {
		return fault.New(fault.Conflict, "El archivo de llaves %s ya existe.", k.path).
			Then("Úselo tal como está; si de verdad quiere otro, muévalo antes a un lugar seguro.")
	}
	return k.replace(keys)
}

// replace puts keys in place of what the file holds. The caller has the lock.
func (k keyFile) replace(keys *keyset.Handle) error {
	var text bytes.Buffer
	defer func() { clear(text.Bytes()) }()
	if err := insecurecleartextkeyset.Write(keys, keyset.NewJSONWriter(&text)); err != nil {
		return fmt.Errorf("writing the keyset: %w", err)
	}
	if err := k.swap(text.Bytes()); err != nil {
		return fault.New(fault.Unavailable, "No se pudo guardar bien el archivo de llaves %s.", k.path).
			Then("Revise el espacio libre y los permisos de la carpeta, y vuelva a intentarlo.").Because(err)
	}
	return nil
}

func (k keyFile) swap(text []byte) error {
	temp := k.path + ".new"
	// A kill may have left one behind; under the lock it is nobody's.
	if err := os.Remove(temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := k.writeTemp(temp, text); err != nil {
		_ = os.Remove(temp)
		return err
	}
	if err := os.Rename(temp, k.path); err != nil {
		_ = os.Remove(temp)
		return err
	}
	k.did("renamed")
	err := syncFolder(filepath.Dir(k.path))
	k.did("folder synced")
	return err
}

func (k keyFile) writeTemp(temp string, text []byte) error {
	f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	k.did("temp created")
	half := len(text) / 2
	_, err = f.Write(text[:half])
	k.did("half written")
	if err == nil {
		_, err = f.Write(text[half:])
	}
	k.did("written")
	if err == nil {
		err = f.Sync()
	}
	k.did("synced")
	return errors.Join(err, f.Close())
}

func (k keyFile) did(name string) {
	if k.step != nil {
		k.step(name)
	}
}

// lock holds off other processes until unlock is called.
func (k keyFile) lock() (unlock func(), err error) {
	f, err := os.OpenFile(k.path+".lock", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fault.New(fault.Unavailable, "No se puede reservar el archivo de llaves %s.", k.path).
			Then("Revise que la cuenta del servicio pueda escribir en su carpeta.").Because(err)
	}
	for {
		err = unix.Flock(int(f.Fd()), unix.LOCK_EX)
		if err == nil {
			return func() { _ = f.Close() }, nil
		}
		if !errors.Is(err, unix.EINTR) {
			return nil, errors.Join(fmt.Errorf("locking the key file: %w", err), f.Close())
		}
	}
}

func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func sameFile(a, b fs.FileInfo) bool {
	return os.SameFile(a, b) && a.ModTime().Equal(b.ModTime()) && a.Size() == b.Size() && a.Mode() == b.Mode()
}
