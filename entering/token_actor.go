package entering

import (
	"context"
	"strings"
	"time"

	"pregonero/institution"
	"pregonero/store"
	"pregonero/vault"
)

// ActorByToken is the person of a key for programs, with what they hold at this moment,
// narrowed to the key's acts: never more than the person.
//
//clause:code 5.1.p4
func (d *Door) ActorByToken(ctx context.Context, key, from string) (institution.Actor, error) {
	now := d.Now()
	if !strings.HasPrefix(key, tokenPrefix) {
		return institution.Actor{}, errKey
	}
	var k store.Token
	var a institution.Actor
	err := d.Store.Read(ctx, func(t *store.Tx) error {
		var err error
		if k, err = t.TokenByHash(ctx, vault.HashToken(key)); err != nil {
			return notFound(err, errKey)
		}
		a, err = tokenActor(ctx, t, k, from, now)
		return err
	})
	if err != nil {
		return institution.Actor{}, err
	}
	if now.Sub(k.Used) < touchEvery {
		return a, nil
	}
	return a, d.Store.Change(ctx, func(t *store.Tx) error { return t.TouchToken(ctx, k.ID, now) })
}

func tokenActor(ctx context.Context, t *store.Tx, k store.Token, from string, now time.Time) (institution.Actor, error) {
	if !k.Revoked.IsZero() || !now.Before(k.Expires) {
		return institution.Actor{}, errKey
	}
	who, err := t.Person(ctx, k.PersonID)
	if err != nil {
		return institution.Actor{}, err
	}
	if !who.Active {
		return institution.Actor{}, errKey
	}
	a := as(who, from)
	a.Via = "api"
	if k.Acts != nil {
		a.Acts = []institution.Act{}
		for _, act := range k.Acts {
			a.Acts = append(a.Acts, institution.Act(act))
		}
	}
	a.Grants, err = t.GrantsOf(ctx, who.ID, now)
	return a, err
}
