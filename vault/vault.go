// Package vault keeps secrets: it seals credentials so that the database alone is worth
// nothing, hashes passwords, and makes and checks second factors and tokens.
//
// Sealing is envelope encryption by Tink (AES-256-GCM): every value has a data key of its
// own, wrapped by the primary key of a key file that lives outside the database. A value
// opens only under the context that it was sealed with, such as
// "account:01J…/credential", so a ciphertext moved to another row stays shut.
//
// The key file is read again whenever it changes on disk, so that a process keeps
// working while another one rotates. Nothing here prints, logs or marshals a key.
package vault

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"sync"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/tink"

	"pregonero/internal/fault"
)

// Causes, for errors.Is.
var (
	ErrNotSealed  = errors.New("not a sealed value")
	ErrUnknownKey = errors.New("key not in the key file")
	ErrTampered   = errors.New("altered value, or another context")
)

// Vault seals and opens values with the keys of one file. It is safe for concurrent use.
type Vault struct {
	file keyFile

	mu       sync.RWMutex
	keys     *keyset.Handle
	envelope tink.AEAD
	seen     fs.FileInfo // the file that keys was read from
}

// Create makes a new key file with one key, readable by its owner only, and opens it. A
// file that is there already is a fault: a key is never overwritten.
func Create(path string) (*Vault, error) {
	file := keyFile{path: path}
	keys, err := keyset.NewHandle(aead.AES256GCMKeyTemplate())
	if err != nil {
		return nil, fmt.Errorf("making the first key: %w", err)
	}
	if err := file.create(keys); err != nil {
		return nil, err
	}
	return Open(path)
}

// Open reads the key file. A missing file, and one that anybody but its owner may read,
// are faults that say what to do.
func Open(path string) (*Vault, error) {
	v := &Vault{file: keyFile{path: path}}
	if err := v.reload(); err != nil {
		return nil, err
	}
	return v, nil
}

// Seal encrypts plaintext under the primary key and binds it to context, which must be
// given again to Open. The plaintext stays the caller's, to clear.
func (v *Vault) Seal(ctx context.Context, context string, plaintext []byte) (Sealed, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	if context == "" {
		return "", errors.New("sealing: empty context")
	}
	if err := v.refresh(); err != nil {
		return "", err
	}
	v.mu.RLock()
	defer v.mu.RUnlock()
	box, err := v.envelope.Encrypt(plaintext, []byte(context))
	if err != nil {
		return "", fmt.Errorf("sealing %s: %w", context, err)
	}
	return newSealed(box)
}

// Open decrypts what Seal made with the same context. The caller clears the result.
// Faults wrap ErrNotSealed, ErrUnknownKey or ErrTampered.
func (v *Vault) Open(ctx context.Context, context string, sealed Sealed) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	key, box, err := sealed.split()
	if err != nil {
		return nil, fault.New(fault.Internal, "El valor guardado no tiene la forma de un valor cifrado.").
			Then("Vuelva a capturar la credencial y avise a quien administra el sistema.").Because(err)
	}
	if err := v.refresh(); err != nil && !v.holds(key) {
		return nil, err
	}
	if !v.holds(key) {
		return nil, fault.New(fault.Unavailable, "No se puede abrir el valor cifrado: la llave %s no está en el archivo de llaves.", key).
			Then("Restituya el archivo de llaves desde su respaldo, o vuelva a capturar la credencial.").Because(ErrUnknownKey)
	}
	v.mu.RLock()
	defer v.mu.RUnlock()
	plaintext, err := v.envelope.Decrypt(box, []byte(context))
	if err != nil {
		return nil, fault.New(fault.Internal, "El valor cifrado no se puede abrir: fue alterado o pertenece a otro registro.").
			Then("Vuelva a capturar la credencial y avise al área de seguridad informática.").Because(fmt.Errorf("%w: %s", ErrTampered, context))
	}
	return plaintext, nil
}

// Reseal returns the value sealed under the primary key; one that already is comes back
// unchanged.
func (v *Vault) Reseal(ctx context.Context, context string, sealed Sealed) (Sealed, error) {
	plaintext, err := v.Open(ctx, context, sealed)
	if err != nil {
		return "", err
	}
	defer clear(plaintext)
	if sealed.KeyID() == v.Primary() {
		return sealed, nil
	}
	return v.Seal(ctx, context, plaintext)
}

// refresh reads the key file again if another process has replaced it.
func (v *Vault) refresh() error {
	now, err := v.file.stat()
	if err != nil {
		return err
	}
	v.mu.RLock()
	same := sameFile(v.seen, now)
	v.mu.RUnlock()
	if same {
		return nil
	}
	return v.reload()
}

func (v *Vault) reload() error {
	keys, seen, err := v.file.read()
	if err != nil {
		return err
	}
	wrap, err := aead.New(keys)
	if err != nil {
		return v.file.broken(err)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.keys, v.seen = keys, seen
	v.envelope = aead.NewKMSEnvelopeAEAD2(aead.AES256GCMKeyTemplate(), wrap)
	return nil
}

// Format hides the keys from every verb of fmt.
func (*Vault) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("[reservado]")) }

// LogValue hides the keys from slog.
func (*Vault) LogValue() slog.Value { return slog.StringValue("[reservado]") }

// MarshalJSON hides the keys from JSON.
func (*Vault) MarshalJSON() ([]byte, error) { return []byte(`"[reservado]"`), nil }
