package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
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

// DropLetter ends a letter, or the one made again in its place, whose matter goes on without
// it; one that was signed stays.
func (t *Tx) DropLetter(ctx context.Context, a institution.Actor, letterID, why string, now time.Time) error {
	l, err := t.Letter(ctx, letterID)
	for err == nil && l.ReplacedBy != "" {
		l, err = t.Letter(ctx, l.ReplacedBy)
	}
	if err != nil || !l.Unsigned() {
		return err
	}
	l.Drop(why)
	if err := t.UpdateLetter(ctx, l); err != nil {
		return err
	}
	e := Entry(now, a, "letter.cancel")
	e.Subject, e.Account, e.Area, e.Clause = "letter:"+l.ID, l.AccountID, l.AreaID, l.Clause
	e.Details = map[string]any{"number": l.Number, "about": l.Subject, "reason": why}
	return t.Record(ctx, e)
}

// LetterOrder starts a letter of a kind about what on names: the area with who heads it,
// who signs, and the lines of those whom the pack addresses it to.
func (t *Tx) LetterOrder(ctx context.Context, p *regulation.Pack, kind string, on institution.On, now time.Time) (letter.Order, error) {
	o := letter.Order{Kind: kind, Subject: on.Subject, HeadTitle: institution.RoleLabel(institution.Head)}
	if len(on.AccountIDs) > 0 {
		o.AccountID = on.AccountIDs[0]
	}
	var err error
	if o.Area, err = t.Area(ctx, on.AreaID); err != nil {
		return o, err
	}
	heads, err := t.Holders(ctx, now, on, string(institution.Head))
	if err != nil {
		return o, err
	}
	if len(heads) > 0 {
		o.Head = heads[0]
	}
	for _, to := range p.Letters.Kinds[kind].To {
		people, err := t.Addressees(ctx, p, now, on, to)
		if err != nil {
			return o, err
		}
		for _, x := range people {
			o.To = append(o.To, x.Name)
		}
		o.To = append(o.To, titleOf(p, to))
	}
	return o, nil
}

// titleOf is what stands under the names of an addressee.
func titleOf(p *regulation.Pack, to string) string {
	if id, is := strings.CutPrefix(to, regulation.HeadOf); is {
		office, _ := p.Office(id)
		return "Titular de " + office.Name
	}
	return institution.RoleLabel(institution.Role(to))
}

// Addressees reads the people whom a letter goes to: those whom roles name, or who heads an
// office's area; while nobody does, the office itself.
func (t *Tx) Addressees(ctx context.Context, p *regulation.Pack, now time.Time, on institution.On, to ...string) (people []institution.Person, err error) {
	for _, x := range to {
		who, over := x, on
		id, is := strings.CutPrefix(x, regulation.HeadOf)
		if is {
			office, _ := p.Office(id)
			who, over = string(institution.Head), institution.On{AreaID: office.AreaID}
		}
		found, err := t.Holders(ctx, now, over, who)
		if err == nil && is && len(found) == 0 {
			found, err = t.Holders(ctx, now, on, id)
		}
		if err != nil {
			return nil, err
		}
		people = append(people, found...)
	}
	return people, nil
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
