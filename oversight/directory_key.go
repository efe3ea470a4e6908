package oversight

import (
	"context"
	"strings"
	"time"

	"pregonero/directory"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/id"
	"pregonero/mail"
	"pregonero/regulation"
	"pregonero/store"
	"pregonero/vault"
)

var errDirectoryKey = fault.New(fault.Unauthenticated, "La llave del directorio no es válida.").Then("Cree otra en Administración, en «Directorio».")

// touchEvery is how often a key's last use is noted.
const touchEvery = time.Minute

// DirectoryActor is who comes in with a directory's key: the directory itself, which may
// say who there is and nothing else. from is the address, for the ledger.
//
//clause:code 5.1.p4
func (o *Office) DirectoryActor(ctx context.Context, key, from string) (a institution.Actor, err error) {
	now := o.Now()
	if !strings.HasPrefix(key, directory.KeyPrefix) {
		return a, errDirectoryKey
	}
	var k directory.Key
	err = o.Store.Read(ctx, func(t *store.Tx) error {
		found, err := t.DirectoryKeys(ctx, vault.HashToken(key))
		if err != nil {
			return err
		}
		if len(found) != 1 || !found[0].Good(now) {
			return errDirectoryKey
		}
		k = found[0]
		return nil
	})
	if err != nil {
		return a, err
	}
	a = institution.FromDirectory(k.ID, k.Name, from)
	if now.Sub(k.Used) < touchEvery {
		return a, nil
	}
	return a, o.Store.Change(ctx, func(t *store.Tx) error { return t.TouchDirectoryKey(ctx, k, now) })
}

// CreateDirectoryKey makes a key for the institution's directory, good until expires, at
// most a year. It is returned this once; the press office and who runs the system are told,
// since whoever has it says who there is and who endorses.
func (o *Office) CreateDirectoryKey(ctx context.Context, a institution.Actor, name string, expires time.Time) (key string, k directory.Key, err error) {
	now := o.Now()
	if err := o.permitKeys(ctx, now, a); err != nil {
		return "", k, err
	}
	key = directory.KeyPrefix + vault.Token(32)
	k = directory.Key{ID: id.New(now), Name: strings.Join(strings.Fields(name), " "), Hash: vault.HashToken(key), By: a.PersonID, Created: now, Expires: expires, Version: 1}
	if err := k.Check(now); err != nil {
		return "", directory.Key{}, err
	}
	err = o.Store.Change(ctx, func(t *store.Tx) error {
		if err := t.AddDirectoryKey(ctx, k); err != nil {
			return err
		}
		if err := o.tellKey(ctx, t, now, a, k, "creó una llave con la que el directorio institucional da de alta, cambia y da de baja a personas"); err != nil {
			return err
		}
		details := map[string]any{"name": k.Name, "expires": expires.UTC().Format(time.RFC3339)}
		return t.Record(ctx, o.directoryEntry(now, a, "directory.key_create", "directory:"+k.ID, details))
	})
	if err != nil {
		return "", directory.Key{}, err
	}
	return key, k, nil
}

// RevokeDirectoryKey ends a key at this moment.
func (o *Office) RevokeDirectoryKey(ctx context.Context, a institution.Actor, keyID string) error {
	now := o.Now()
	if err := o.permitKeys(ctx, now, a); err != nil {
		return err
	}
	return o.settle(ctx, func(t *store.Tx) error {
		k, err := t.DirectoryKey(ctx, keyID)
		if err != nil {
			return err
		}
		if !k.Revoked.IsZero() {
			return fault.New(fault.Conflict, "Esa llave ya estaba cancelada.")
		}
		k.Revoked = now
		if err := t.UpdateDirectoryKey(ctx, k); err != nil {
			return err
		}
		if err := o.tellKey(ctx, t, now, a, k, "canceló una llave del directorio institucional"); err != nil {
			return err
		}
		return t.Record(ctx, o.directoryEntry(now, a, "directory.key_revoke", "directory:"+k.ID, map[string]any{"name": k.Name}))
	})
}

// permitKeys: a key is made by a person in a full session, never by a program.
func (o *Office) permitKeys(ctx context.Context, now time.Time, a institution.Actor) error {
	on := institution.On{Subject: "directory"}
	if err := o.Gate.Permit(ctx, now, a, institution.DirectoryManage, on); err != nil {
		return err
	}
	if a.SessionID == "" {
		return o.deny(ctx, now, a, institution.DirectoryManage, on, fault.New(fault.Forbidden, "Esto solo se puede hacer con la sesión abierta en el navegador.").
			Then("Entre con su usuario y repita la acción."))
	}
	return nil
}

func (o *Office) tellKey(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, k directory.Key, did string) error {
	return o.tell(ctx, t, now, institution.On{}, []institution.Role{institution.Press, institution.IT, institution.Operator}, mail.Message{
		Subject: "Llave del directorio institucional: " + k.Name, Thread: "directory:" + k.ID, Greeting: "Buen día:", Clause: o.Pack.ClauseFor(regulation.RuleAccess),
		Paragraphs: []string{a.Name + " " + did + ".", "Si no lo esperaba, cancele la llave y avise a quien opera el sistema."},
		Facts:      [][2]string{{"Directorio", k.Name}, {"Vence", regulation.DateSentence(k.Expires, o.Pack.Location())}},
		Action:     &mail.Link{Label: "Ver el directorio", Path: "/administracion/directorio"}})
}
