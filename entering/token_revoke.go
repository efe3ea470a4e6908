package entering

import (
	"context"
	"slices"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/store"
)

// RevokeToken ends one of the actor's keys for programs.
func (d *Door) RevokeToken(ctx context.Context, a institution.Actor, tokenID string) error {
	now := d.Now()
	if err := inSession(a); err != nil {
		return err
	}
	return d.change(ctx, a.PersonID, func(t *store.Tx, _ *store.Login) error {
		all, err := t.TokensOf(ctx, a.PersonID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(k store.Token) bool { return k.ID == tokenID })
		if i < 0 {
			return fault.New(fault.NotFound, "No se encontró esa llave.").Then("Vuelva a la lista de sus llaves.")
		}
		if !all[i].Revoked.IsZero() {
			return fault.New(fault.Conflict, "Esa llave ya estaba cancelada.")
		}
		if err := t.RevokeToken(ctx, a.PersonID, tokenID, now); err != nil {
			return err
		}
		return d.record(ctx, t, now, a, "token.revoke", a.PersonID, map[string]any{"token": tokenID, "name": all[i].Name})
	})
}

// ListTokens lists the actor's keys for programs, newest first, those that ended too.
func (d *Door) ListTokens(ctx context.Context, a institution.Actor) (out []Token, err error) {
	if err := inSession(a); err != nil {
		return nil, err
	}
	err = d.Store.Read(ctx, func(t *store.Tx) error {
		all, err := t.TokensOf(ctx, a.PersonID)
		for _, k := range all {
			tok := Token{ID: k.ID, Name: k.Name, Created: k.Created, Expires: k.Expires, Revoked: k.Revoked, Used: k.Used}
			for _, act := range k.Acts {
				tok.Acts = append(tok.Acts, institution.Act(act))
			}
			out = append(out, tok)
		}
		return err
	})
	return out, err
}
