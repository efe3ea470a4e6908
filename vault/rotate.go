package vault

import (
	"context"
	"fmt"
	"strconv"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/keyset"
	tinkpb "github.com/tink-crypto/tink-go/v2/proto/tink_go_proto"

	"pregonero/internal/fault"
)

// Rotate adds a new primary key and returns its id. The older keys keep opening what was
// sealed under them until they are retired. Processes that rotate at once take turns.
func (v *Vault) Rotate(ctx context.Context) (keyID string, err error) {
	err = v.change(ctx, func(m *keyset.Manager) error {
		id, err := m.Add(aead.AES256GCMKeyTemplate())
		if err != nil {
			return fmt.Errorf("adding a key: %w", err)
		}
		keyID = formatKeyID(id)
		return m.SetPrimary(id)
	})
	if err != nil {
		return "", err
	}
	return keyID, nil
}

// Retire destroys a key for good. It is refused for the primary key and while count, which
// tells how many stored values stand under the key, says that any remain. Values that a
// transaction under way at the time of the rotation has yet to commit are not counted:
// wait until those are over.
func (v *Vault) Retire(ctx context.Context, keyID string, count func(ctx context.Context, keyID string) (int, error)) error {
	return v.change(ctx, func(m *keyset.Manager) error {
		id, err := strconv.ParseUint(keyID, 16, 32)
		if err != nil || !v.holds(keyID) {
			return fault.New(fault.NotFound, "La llave %s no está en el archivo de llaves.", keyID).
				Then("Consulte la lista de llaves vigentes.")
		}
		if keyID == v.Primary() {
			return fault.New(fault.Conflict, "La llave %s es la vigente y no se puede retirar.", keyID).
				Then("Genere primero una llave nueva y vuelva a cifrar los valores con ella.")
		}
		left, err := count(ctx, keyID)
		if err != nil {
			return fmt.Errorf("counting the values under key %s: %w", keyID, err)
		}
		if left > 0 {
			return fault.New(fault.Conflict, "Quedan %d valores cifrados con la llave %s.", left, keyID).
				Then("Vuelva a cifrarlos con la llave vigente y repita el retiro.")
		}
		return m.Delete(uint32(id))
	})
}

// Primary is the id of the key that Seal uses.
func (v *Vault) Primary() string {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return formatKeyID(v.keys.KeysetInfo().GetPrimaryKeyId())
}

// Keys lists the ids in the order in which they were added.
func (v *Vault) Keys() []string {
	v.mu.RLock()
	defer v.mu.RUnlock()
	var ids []string
	for _, k := range v.keys.KeysetInfo().GetKeyInfo() {
		ids = append(ids, formatKeyID(k.GetKeyId()))
	}
	return ids
}

func (v *Vault) holds(keyID string) bool {
	v.mu.RLock()
	defer v.mu.RUnlock()
	for _, k := range v.keys.KeysetInfo().GetKeyInfo() {
		if formatKeyID(k.GetKeyId()) == keyID && k.GetStatus() == tinkpb.KeyStatusType_ENABLED {
			return true
		}
	}
	return false
}

// change edits the keys as the file has them now, not as this process last saw them.
func (v *Vault) change(ctx context.Context, edit func(*keyset.Manager) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	unlock, err := v.file.lock()
	if err != nil {
		return err
	}
	defer unlock()
	if err := v.reload(); err != nil {
		return err
	}
	v.mu.RLock()
	m := keyset.NewManagerFromHandle(v.keys)
	v.mu.RUnlock()
	if err := edit(m); err != nil {
		return err
	}
	keys, err := m.Handle()
	if err != nil {
		return fmt.Errorf("making the new keyset: %w", err)
	}
	if err := v.file.replace(keys); err != nil {
		return err
	}
	return v.reload()
}
