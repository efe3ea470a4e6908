package substituting_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pregonero/account"
	"pregonero/deadline"
	"pregonero/institution"
	"pregonero/letter"
	"pregonero/regulation"
	"pregonero/store"
	"pregonero/substituting"
)

// notices are the letters that inform of changes of the account, the oldest first.
func (b board) notices() (all []letter.Letter) {
	b.Helper()
	b.must(b.w.Store.Read(b.Context(), func(t *store.Tx) (err error) {
		all, err = t.Letters(b.Context(), store.MatterFilter{Subject: account.SubstitutionSubject(b.acc.ID), Oldest: true})
		return err
	}))
	return all
}

// owes lists the notices that are owed.
func (b board) owes() (out []deadline.Deadline) {
	b.Helper()
	b.must(b.w.Store.Read(b.Context(), func(t *store.Tx) (err error) {
		out, err = t.Deadlines(b.Context(), store.DeadlineFilter{Kinds: []string{regulation.DeadlineAdministratorNotice}})
		return err
	}))
	return out
}

// sign does what lettering does when the head signs, and what its job tells.
func (b board) sign(l letter.Letter) {
	b.Helper()
	b.must(b.w.Store.Change(b.Context(), func(t *store.Tx) error {
		b.must(l.Sign(letter.Scan, "h", "image/png", nil, b.w.Actor("ana"), b.w.Clock.Now()))
		return t.UpdateLetter(b.Context(), l)
	}))
	for range 2 { // a job may come twice
		b.must(b.s.NoticeSigned(b.Context(), substituting.Signed{LetterID: l.KnownAs(), Number: l.Number, Subject: l.Subject}))
	}
}

// A hand-over issues the letter to who heads the press office, signed by the area's head in
// two business days; the time ends with the signature and not before.
//
//clause:test 7.v
func TestNotice(t *testing.T) {
	t.Parallel()
	each(t, func(b board) {
		b.w.Person("rebeca", "mando_superior", "cncs").Head("cncs")
		p, err := b.s.Prepare(b.Context(), b.w.Actor("paz"), b.acc.ID, b.designation("eva", "alba"))
		b.must(err)
		if p.Signer.ID != b.id("ana") || p.Letter != nil || len(b.notices()) != 0 {
			t.Errorf("the plan: %+v", p)
		}
		p, err = b.s.HandOver(b.Context(), b.w.Actor("paz"), b.acc.ID, b.designation("eva", "alba"))
		b.must(err)
		all, owed := b.notices(), b.owes()
		if len(all) != 1 || p.Letter == nil || all[0].ID != p.Letter.ID || all[0].State != letter.Issued || all[0].SignerID != b.id("ana") || all[0].Clause != "7.v" {
			t.Fatalf("letters: %+v", all)
		}
		d := all[0].Document
		if to := strings.Join(d.To, " / "); to != "Persona rebeca / Titular de Coordinación Nacional de Comunicación Social" {
			t.Errorf("to %s", to)
		}
		for name, says := range map[string]string{"Se va": "Persona leo", "Administración titular": "Persona eva, ", "Motivo": "rotación"} {
			if !slices.ContainsFunc(d.Facts, func(f [2]string) bool { return f[0] == name && strings.HasPrefix(f[1], says) }) {
				t.Errorf("%s: %v", name, d.Facts)
			}
		}
		if len(owed) != 1 || owed[0].Clause != "7.v" || !slices.Equal(owed[0].Owners, []string{string(institution.Head)}) || owed[0].Path != "/oficios/"+all[0].ID || owed[0].Due.Sub(b.w.Clock.Now()) < 24*time.Hour {
			t.Errorf("owed: %+v", owed)
		}
		b.sign(all[0])
		if e := b.w.Ledger("account.administrators_told"); len(b.owes()) != 0 || len(e) != 1 || e[0].Clause != "7.v" || e[0].Details["letter"] != all[0].Number {
			t.Errorf("after the signature: %+v, %+v", b.owes(), e)
		}
	})
}

// Of two changes in a row the second letter tells both, in the time of the first; the first
// is not signed any more.
//
//clause:test 7.v
func TestTwoChangesInARow(t *testing.T) {
	t.Parallel()
	each(t, func(b board) {
		_, err := b.s.HandOver(b.Context(), b.w.Actor("paz"), b.acc.ID, b.designation("eva", "alba"))
		b.must(err)
		due := b.owes()[0].Due
		b.w.Clock.Advance(time.Hour)
		_, err = b.s.HandOver(b.Context(), b.w.Actor("ana"), b.acc.ID, b.designation("eva", "ivo"))
		b.must(err)
		all, owed := b.notices(), b.owes()
		if len(all) != 2 || all[0].State != letter.Cancelled || !all[0].Dropped || all[1].State != letter.Issued || all[1].Values["former"] != "Persona leo; Persona alba" {
			t.Fatalf("letters: %+v", all)
		}
		if len(owed) != 1 || !owed[0].Due.Equal(due) || owed[0].Path != "/oficios/"+all[1].ID {
			t.Errorf("owed: %+v", owed)
		}
		b.must(b.s.NoticeSigned(b.Context(), substituting.Signed{LetterID: all[0].ID, Number: all[0].Number, Subject: all[0].Subject})) // late
		if len(b.owes()) != 1 {
			t.Error("the letter that was dropped ends the time")
		}
		b.sign(all[1])
		if len(b.owes()) != 0 {
			t.Error("the signature does not end the time")
		}
	})
}

// An area without a head changes its administrators all the same: it informs by mail.
//
//clause:test 7.v
func TestNoticeWithoutAHead(t *testing.T) {
	t.Parallel()
	each(t, func(b board) {
		b.must(b.o.EndGrant(b.Context(), b.w.Actor("paz"), b.w.Actor("ana").Grants[0].ID, "cambio"))
		p, err := b.s.HandOver(b.Context(), b.w.Actor("paz"), b.acc.ID, b.designation("eva", "alba"))
		b.must(err)
		if p.Letter != nil || p.Signer.ID != "" || len(b.notices()) != 0 || len(b.owes()) != 0 || !strings.Contains(b.mailed("Cambio en la administración"), "paz@") {
			t.Errorf("%+v, %+v", b.notices(), b.owes())
		}
	})
}
