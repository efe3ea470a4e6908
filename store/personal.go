package store

import (
	"context"

	"pregonero/account"
)

const (
	personalListed = "listed"
	personalGone   = "gone"
)

// personals have their owner as subject.
var personals = kind[account.Personal]{
	name: "personal", what: "esa cuenta personal",
	index: func(p account.Personal) Index {
		state := personalListed
		if !p.Gone.IsZero() {
			state = personalGone
		}
		return Index{ID: p.ID, State: state, Subject: p.OwnerID, At: p.ListedAt, Version: p.Version}
	},
	set: func(p *account.Personal, v int) { p.Version = v },
}

// Personal reads one personal account that is or was listed.
func (t *Tx) Personal(ctx context.Context, id string) (account.Personal, error) {
	return personals.one(ctx, t, id)
}

// Personals lists the personal accounts shown to the public; ownerID "" is everybody's.
func (t *Tx) Personals(ctx context.Context, ownerID string) ([]account.Personal, error) {
	return personals.list(ctx, t, MatterFilter{States: []string{personalListed}, Subject: ownerID, Oldest: true})
}

// AddPersonal keeps a personal account to be listed.
func (t *Tx) AddPersonal(ctx context.Context, p account.Personal) error {
	return personals.add(ctx, t, p)
}

// UpdatePersonal changes one.
func (t *Tx) UpdatePersonal(ctx context.Context, p account.Personal) error {
	return personals.update(ctx, t, p)
}
