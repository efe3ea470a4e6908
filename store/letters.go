package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"pregonero/institution"
	"pregonero/internal/id"
	"pregonero/letter"
	"pregonero/paper"
	"pregonero/regulation"
)

var letters = kind[letter.Letter]{
	name: "letter", what: "ese oficio",
	index: func(l letter.Letter) Index {
		return Index{ID: l.ID, State: string(l.State), AccountID: l.AccountID, AreaID: l.AreaID, Subject: l.Subject, At: l.IssuedAt, Version: l.Version}
	},
	set: func(l *letter.Letter, v int) { l.Version = v },
}

// Letter reads one letter.
func (t *Tx) Letter(ctx context.Context, id string) (letter.Letter, error) {
	return letters.one(ctx, t, id)
}

// Letters lists letters, the newest first.
func (t *Tx) Letters(ctx context.Context, f MatterFilter) ([]letter.Letter, error) {
	return letters.list(ctx, t, f)
}

// UpdateLetter changes a letter.
func (t *Tx) UpdateLetter(ctx context.Context, l letter.Letter) error {
	return letters.update(ctx, t, l)
}

// IssueLetter writes a letter, gives it the next number of its area and year, fixes its PDF
// by its hash and records it, all in the transaction of what asks for it: one that is
// undone leaves no gap in the numbers.
func (t *Tx) IssueLetter(ctx context.Context, p *regulation.Pack, a institution.Actor, o letter.Order, now time.Time) (letter.Letter, error) {
	draft, err := letter.Write(p, o, id.New(now), 0, now) // what is wrong with it is known before a number is taken
	if err != nil {
		return draft, err
	}
	n, err := t.NextNumber(ctx, letter.Series(p, o.Area, now))
	if err != nil {
		return draft, err
	}
	l, err := letter.Write(p, o, draft.ID, n, now)
	if err != nil {
		return l, err
	}
	file, err := paper.Render(l.Document)
	if err != nil {
		return l, err
	}
	sum := sha256.Sum256(file)
	l.Hash, l.IssuedBy = hex.EncodeToString(sum[:]), a.PersonID
	if err := letters.add(ctx, t, l); err != nil {
		return l, err
	}
	e := Entry(now, a, "letter.issue")
	e.Subject, e.Account, e.Area, e.Clause = "letter:"+l.ID, l.AccountID, l.AreaID, l.Clause
	e.Details = map[string]any{"number": l.Number, "kind": l.Kind, "about": l.Subject, "document": l.Hash}
	return l, t.Record(ctx, e)
}
