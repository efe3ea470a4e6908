package custody_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pregonero/account"
	"pregonero/custody"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/ledger"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
)

const (
	inUse    = "Cebra-lenta_bajo4puentes"
	seedText = "JBSW Y3DP EHPK 3PXP JBSW Y3DP"
)

// rightCode lets in whoever gives this code, as the door would.
const rightCode = "123456"

func (r room) vault() *custody.Custodian {
	r.Custodian.Confirm = func(_ context.Context, _ institution.Actor, code string) error {
		if code != rightCode {
			return fault.New(fault.Invalid, "El código no es correcto.").On("code")
		}
		return nil
	}
	return r.Custodian
}

// inside is the person with a session in the browser.
func (r room) inside(name string) institution.Actor {
	a := r.Actor(name)
	a.SessionID = "sesion-de-" + name
	return a
}

func (r room) hand(part account.Part, value string) {
	r.Helper()
	r.must(r.vault().HandOver(r.Context(), r.Actor("ana"), r.acc.ID, part, value))
}

func (r room) file() custody.File {
	r.Helper()
	f, err := r.vault().File(r.Context(), r.Actor("ana"), r.acc.ID)
	r.must(err)
	return f
}

func (r room) see(part account.Part) (string, error) {
	r.Helper()
	s, err := r.vault().Reveal(r.Context(), r.inside("ana"), r.acc.ID, custody.Ask{Part: part, Reason: "Entrar a la red", Code: rightCode})
	return s.Expose(), err
}

func (r room) mails() []store.Mail {
	r.Helper()
	var out []store.Mail
	r.must(r.Store.Read(r.Context(), func(tx *store.Tx) (err error) {
		out, err = tx.Mails(r.Context(), store.MailFilter{})
		return err
	}))
	return out
}

// told lists who was written to with that in the subject.
func (r room) told(subject string) (out []string) {
	r.Helper()
	for _, m := range r.mails() {
		if strings.Contains(m.Message.Subject, subject) {
			name, _, _ := strings.Cut(m.To.Email, "@")
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

func TestHandOver(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		v := r.vault()
		for _, c := range []struct {
			part  account.Part
			value string
			says  string
		}{
			{account.PartPassword, "", "Escriba lo que va a guardar"}, {account.PartPassword, "corta", "necesita al menos 14"}, {account.PartPassword, "Cuenta-jal_bajo4puentes", "contiene"},
			{account.PartSeed, "no es una clave", "no es la de un segundo factor"}, {account.PartCodes, " , ;\n", "entre 1 y 50"}, {account.PartEmail, "ana@gmail.example", "dirección institucional"},
			{account.PartPhone, "llámame", "diez dígitos"}, {account.PartPending, "x", "No se sabe qué guardar"},
		} {
			err := v.HandOver(r.Context(), r.Actor("ana"), r.acc.ID, c.part, c.value)
			if f := r.refused(fault.Invalid, err); !strings.Contains(f.Sentence(), c.says) || c.part == account.PartPassword && c.value != "" && f.Clause != "5.2.g" {
				r.Errorf("%s %q: %v (clause %s)", c.part, c.value, f, f.Clause)
			}
		}
		if k := r.file().Custody; len(k.Kept) != 0 {
			r.Errorf("something refused was kept: %+v", k.Kept)
		}
		r.hand(account.PartPassword, inUse)
		r.hand(account.PartSeed, seedText)
		r.hand(account.PartCodes, "uno-uno\ndos-dos, tres-tres\nuno-uno")
		r.hand(account.PartEmail, "cuenta.jal@"+r.Pack.Institution.MailDomains[0])
		r.hand(account.PartPhone, "33 1234 5678")
		f := r.file()
		if len(f.Custody.Kept) != 5 || f.Custody.CodesLeft != 3 || len(f.Custodians) != 3 || f.Owed == nil {
			r.Fatalf("kept %+v, %d codes, %d custodians, owed %+v", f.Custody.Kept, f.Custody.CodesLeft, len(f.Custodians), f.Owed)
		}
		if due := f.Owed.Due.Sub(r.Clock.Now()); due < 58*24*time.Hour || due > 63*24*time.Hour || f.Owed.Clause != "6.xxxiv" {
			r.Errorf("the renewal is due in %s under %s", due, f.Owed.Clause)
		}
		if e := r.Ledger("credential.handed_over"); len(e) != 5 {
			r.Errorf("%d entries", len(e))
		}
	})
}

// Only with the second factor given now and a reason, once, recorded, and told to the others.
//
//clause:test 5.1.p4
func TestReveal(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r.hand(account.PartPassword, inUse)
		r.hand(account.PartSeed, seedText)
		r.hand(account.PartCodes, "uno-uno\ndos-dos")
		v := r.vault()
		for _, c := range []struct {
			kind fault.Kind
			ask  custody.Ask
		}{
			{fault.Invalid, custody.Ask{Part: account.PartPassword, Reason: "Entrar a la red", Code: "000000"}},
			{fault.Invalid, custody.Ask{Part: account.PartPassword, Reason: " x ", Code: rightCode}},
			{fault.Invalid, custody.Ask{Part: account.PartPassword, Reason: strings.Repeat("m", 301), Code: rightCode}},
			{fault.NotFound, custody.Ask{Part: account.PartPhone, Reason: "Entrar a la red", Code: rightCode}},
			{fault.Forbidden, custody.Ask{Part: account.PartPassword, Reason: "Entrar a la red", Code: rightCode, Phone: true}},
		} {
			s, err := v.Reveal(r.Context(), r.inside("ana"), r.acc.ID, c.ask)
			if r.refused(c.kind, err); s.Expose() != "" {
				r.Error("shown all the same")
			}
		}
		_, err := v.Reveal(r.Context(), r.Actor("ana"), r.acc.ID, custody.Ask{Part: account.PartPassword, Reason: "Desde un programa", Code: rightCode})
		r.refused(fault.Forbidden, err) // no session: a key for programs
		if n := len(r.Ledger("credential.reveal")); n != 0 {
			r.Fatalf("%d entries before anything was shown", n)
		}

		shown, err := v.Reveal(r.Context(), r.inside("ana"), r.acc.ID, custody.Ask{Part: account.PartPassword, Reason: "Entrar a la red", Code: rightCode})
		r.must(err)
		if shown.Expose() != inUse || shown.For != 30*time.Second || strings.Contains(fmt.Sprintf("%v %+v", shown, shown), inUse) {
			r.Error("the password is not what is shown, or it prints")
		}
		e := r.Ledger("credential.reveal")
		if len(e) != 1 || e[0].Details["part"] != "password" || e[0].Details["reason"] != "Entrar a la red" || e[0].Clause != "5.1.p4" || e[0].Actor != r.Actor("ana").PersonID {
			r.Errorf("the ledger says %+v", e)
		}
		if told := r.told("Alguien vio un acceso"); !slices.Equal(told, []string{"eva", "luis"}) {
			r.Errorf("told to %v", told)
		}
		if views := r.file().Custody.Views; len(views) != 1 || views[0].Part != account.PartPassword {
			r.Errorf("the page says %+v", views)
		}

		code, err := v.Reveal(r.Context(), r.inside("eva"), r.acc.ID, custody.Ask{Part: account.PartSeed, Reason: "Entrar a la red", Code: rightCode})
		r.must(err)
		if len(code.Expose()) != 6 || code.Left <= 0 || code.Left > 30*time.Second || strings.Contains(seedText, code.Expose()) {
			r.Errorf("the second factor shows %d signs, good for %s", len(code.Expose()), code.Left)
		}
		for i, want := range []string{"uno-uno", "dos-dos"} {
			if got, err := r.see(account.PartCodes); err != nil || got != want {
				r.Errorf("recovery code %d: %v", i, err)
			}
		}
		_, err = r.see(account.PartCodes)
		r.refused(fault.NotFound, err)
		if k := r.file().Custody; k.CodesLeft != 0 || len(k.CodesUsed) != 2 {
			r.Errorf("%d codes left, %d used", k.CodesLeft, len(k.CodesUsed))
		}
		v.Confirm = nil
		if _, err := v.Reveal(r.Context(), r.inside("ana"), r.acc.ID, custody.Ask{Part: account.PartPassword, Reason: "Entrar a la red", Code: rightCode}); err == nil {
			r.Error("shown without anybody asking for the second factor")
		}
	})
}

// Not the operator, the press office, UNICOM, the auditor, nor an administrator of another
// account: each is refused with the clause, and that is in the ledger.
//
//clause:test 5.1.p4
func TestNobodyElseTouchesTheVault(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r.hand(account.PartPassword, inUse)
		r.Person("olga", "operativo", "unicom").Grant(institution.Operator, "")
		r.Person("nora", "mando_medio", "cncs").Grant(institution.Press, "")
		r.Person("iris", "mando_medio", "unicom").Grant(institution.IT, "")
		r.Person("aldo", "mando_medio", "oic").Grant(institution.Auditor, "")
		r.Person("pilar", "mando_medio", "jle-yuc")
		r.Person("paco", "operativo", "jle-yuc")
		r.Person("petra", "mando_superior", "jle-yuc").Head("jle-yuc")
		r.Account("yuc", "jle-yuc", "pilar", "paco")
		v := r.vault()
		for _, who := range []string{"olga", "nora", "iris", "aldo", "pilar", "petra"} {
			a := r.inside(who)
			_, see := v.Reveal(r.Context(), a, r.acc.ID, custody.Ask{Part: account.PartPassword, Reason: "Quiero verla", Code: rightCode})
			_, begin := v.BeginRotation(r.Context(), a, r.acc.ID, "")
			_, goOn := v.ContinueRotation(r.Context(), a, r.acc.ID)
			_, decide := v.DecideRotation(r.Context(), a, r.acc.ID, custody.KeepOld)
			for what, err := range map[string]error{"reveal": see, "begin": begin, "continue": goOn, "decide": decide,
				"hand over": v.HandOver(r.Context(), a, r.acc.ID, account.PartPassword, inUse), "accept": v.AcceptSettings(r.Context(), a, r.acc.ID),
				"review": v.ReviewSettings(r.Context(), a, r.acc.ID, custody.Look{})} {
				if f := r.refused(fault.Forbidden, err); f.Clause != "5.1.p4" {
					r.Errorf("%s by %s: clause %q", what, who, f.Clause)
				}
			}
			n := 0
			for _, e := range r.Ledger("credential.reveal") {
				if e.Actor == a.PersonID && e.Outcome == ledger.Refused && e.Clause == "5.1.p4" {
					n++
				}
			}
			if n != 1 {
				r.Errorf("%d refusals of %s in the ledger", n, who)
			}
			rows, err := v.List(r.Context(), a)
			if reviews := who != "olga"; reviews != (err == nil) || reviews && who < "p" && len(rows) != 2 || who >= "p" && len(rows) != 1 {
				r.Errorf("%s sees %d rows, %v", who, len(rows), err)
			}
		}
	})
}

// The old password works until the network has shown that the new one is there; publishing
// waits and goes on by itself; of the old one only a mark remains.
//
//clause:test 6.xxxiv
//clause:test 5.2.g
func TestRotation(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r.hand(account.PartPassword, inUse)
		v := r.vault()
		_, err := v.ContinueRotation(r.Context(), r.Actor("ana"), r.acc.ID)
		r.refused(fault.Conflict, err)

		p := r.Scheduled("ana", "eva", "Sale dentro de la ventana.", r.acc)
		pub := r.Publications(p.ID)[0]
		r.Clock.Set(pub.DueAt.Add(-10 * time.Minute))
		_, err = v.BeginRotation(r.Context(), r.Actor("luis"), r.acc.ID, "")
		if f := r.refused(fault.Conflict, err); !strings.Contains(f.Sentence(), "Sale dentro de la ventana") || f.Clause != "6.xxxiv" {
			r.Errorf("refused with %v under %q", f, f.Clause)
		}
		if f := r.file(); len(f.Under) != 1 || f.Under[0].ID != pub.ID {
			r.Errorf("the page tells %d publications in the window", len(f.Under))
		}
		r.Clock.Set(pub.DueAt.Add(-21 * time.Minute)) // outside of the window
		k, err := v.BeginRotation(r.Context(), r.Actor("luis"), r.acc.ID, "")
		r.must(err)
		if k.Rotation == nil || k.Rotation.Step != account.StepGenerated || !r.now().Held(r.Clock.Now()) {
			r.Fatalf("the renewal is %+v", k.Rotation)
		}
		_, err = v.BeginRotation(r.Context(), r.Actor("ana"), r.acc.ID, "")
		r.refused(fault.Conflict, err)
		if old, err := r.see(account.PartPassword); err != nil || old != inUse {
			r.Errorf("the old password is not kept: %v", err)
		}
		fresh, err := r.see(account.PartPending)
		if err != nil || len(fresh) != r.Pack.Passwords.Length || fresh == inUse {
			r.Errorf("the new password has %d signs, %v", len(fresh), err)
		}

		// It comes due while the renewal lasts: it waits.
		hurried := r.Many(r.acc, r.Clock.Now().Add(5*time.Minute), 1, 1, func(int) string { return "Salió con la contraseña nueva." })[0]
		r.Clock.Set(hurried.DueAt)
		r.must(r.Desk.Send(r.Context(), hurried.ID))
		r.must(r.Desk.Sweep(r.Context()))
		if got := r.publication(hurried.ID); got.Stage != post.Waiting || got.Problem == nil || got.Problem.Kind != "held" || len(r.Ledger("publication.held")) != 1 {
			r.Fatalf("while the password is renewed it is %s: %+v", got.Stage, got.Problem)
		}
		k, err = v.ContinueRotation(r.Context(), r.Actor("luis"), r.acc.ID)
		r.must(err)
		if k.Rotation != nil || k.RenewedAt != r.Clock.Now() || len(k.Former) != 1 || r.now().Held(r.Clock.Now()) {
			r.Fatalf("after the probe: %+v", k)
		}
		if got, err := r.see(account.PartPassword); err != nil || got != fresh {
			r.Errorf("the current password is not the new one: %v", err)
		}
		_, err = r.see(account.PartPending)
		r.refused(fault.NotFound, err)
		r.Clock.Advance(30 * time.Second)
		r.must(r.Desk.Sweep(r.Context()))
		if got := r.publication(hurried.ID); got.Stage != post.Published {
			r.Errorf("afterwards it is %s: %+v", got.Stage, got.Problem)
		}
		if told := r.told("Se renovó la contraseña"); !slices.Equal(told, []string{"ana", "eva"}) {
			r.Errorf("told to %v", told)
		}
		if owed := r.file().Owed; owed == nil || owed.Due.Before(r.Clock.Now().AddDate(0, 1, 27)) {
			r.Errorf("the next renewal is %+v", owed)
		}
		if e := r.Ledger("credential.rotated"); len(e) != 1 || e[0].Details["verified_by"] != "prueba" || e[0].Clause != "6.xxxiv" {
			r.Errorf("the ledger says %+v", e)
		}
	})
}

func (r room) publication(id string) (p post.Publication) {
	r.Helper()
	r.must(r.Store.Read(r.Context(), func(tx *store.Tx) (err error) { p, err = tx.Publication(r.Context(), id); return err }))
	return p
}

// A password is used once, here and anywhere in the institution, and another figure at its
// end makes it no other password.
//
//clause:test 5.2.g
func TestReusedPasswordsAreRefused(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		other := r.Account("otra", area, "ana", "luis")
		r.hand(account.PartPassword, inUse)
		v := r.vault()
		for _, typed := range []string{inUse, "cebra-lenta_bajo4puentes", inUse + "7", "¡" + inUse} {
			_, err := v.BeginRotation(r.Context(), r.Actor("ana"), r.acc.ID, typed)
			if f := r.refused(fault.Invalid, err); f.Clause != "5.2.g" {
				r.Errorf("%q: clause %q", typed, f.Clause)
			}
			if err := v.HandOver(r.Context(), r.Actor("ana"), other.ID, account.PartPassword, typed); !fault.Is(err, fault.Invalid) {
				r.Errorf("taken on another account: %v", err)
			}
		}
		const second = "Faro-verde_sobre9olas"
		_, err := v.BeginRotation(r.Context(), r.Actor("ana"), r.acc.ID, second)
		r.must(err)
		_, err = v.DecideRotation(r.Context(), r.Actor("ana"), r.acc.ID, "quizá")
		r.refused(fault.Invalid, err)
		k, err := v.DecideRotation(r.Context(), r.Actor("ana"), r.acc.ID, custody.KeepOld)
		r.must(err)
		if k.Rotation != nil || k.Has(account.PartPending) || r.now().Held(r.Clock.Now()) || k.Due.IsZero() {
			r.Errorf("abandoned: %+v", k)
		}
		_, err = v.BeginRotation(r.Context(), r.Actor("ana"), r.acc.ID, second) // somebody may have written it down
		r.refused(fault.Invalid, err)
		_, err = v.BeginRotation(r.Context(), r.Actor("ana"), r.acc.ID, "")
		r.must(err)
		_, err = v.DecideRotation(r.Context(), r.Actor("ana"), r.acc.ID, custody.KeepNew)
		r.must(err)
		_, err = v.BeginRotation(r.Context(), r.Actor("ana"), r.acc.ID, inUse)
		r.refused(fault.Invalid, err)
	})
}

// A renewal that stops half way keeps both passwords, lets publishing go on when its time
// is over, and is told once; whoever comes next, after a restart too, finishes it.
//
//clause:test 6.xxxiv
func TestRotationLeftHalfWay(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r.hand(account.PartPassword, inUse)
		_, err := r.vault().BeginRotation(r.Context(), r.Actor("luis"), r.acc.ID, "")
		r.must(err)
		pub := r.Many(r.acc, r.Clock.Now().Add(time.Minute), 1, 1, func(int) string { return "Sale aunque la renovación quedó a medias." })[0]
		r.Clock.Advance(21 * time.Minute)
		again := *r.Custodian // another process, after a crash
		for range 3 {
			r.must(again.ProbeAll(r.Context()))
		}
		if told := r.told("quedó a medias"); !slices.Equal(told, []string{"ana", "eva", "luis"}) || len(r.Ledger("credential.rotation_left")) != 1 {
			r.Errorf("told to %v, %d entries", told, len(r.Ledger("credential.rotation_left")))
		}
		r.must(r.Desk.Sweep(r.Context()))
		if got := r.publication(pub.ID); got.Stage != post.Published {
			r.Errorf("it is %s: %+v", got.Stage, got.Problem)
		}
		if old, err := r.see(account.PartPassword); err != nil || old != inUse {
			r.Errorf("the old password is gone: %v", err)
		}
		fresh, err := r.see(account.PartPending)
		r.must(err)
		_, err = again.ContinueRotation(r.Context(), r.Actor("ana"), r.acc.ID)
		r.must(err)
		if got, err := r.see(account.PartPassword); err != nil || got != fresh {
			r.Errorf("the new one is not current: %v", err)
		}
	})
}

// An order to renew makes it due at once and lets it begin whatever is scheduled; given
// twice it is one.
func TestForcedRotation(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r.Person("nora", "mando_medio", "cncs").Grant(institution.Press, "")
		r.hand(account.PartPassword, inUse)
		r.Many(r.acc, r.Clock.Now().Add(time.Minute), 1, 1, func(int) string { return "Programada." })
		order := custody.ForceOrder{AccountID: r.acc.ID, Why: "Entró alguien ajeno", Incident: "incidente-1"}
		for range 2 {
			r.must(r.vault().ForceRotation(r.Context(), order))
		}
		if told := r.told("Hay que renovar ya"); !slices.Equal(told, []string{"ana", "eva", "luis", "nora"}) || len(r.Ledger("credential.rotation_forced")) != 1 {
			r.Errorf("told to %v", told)
		}
		f := r.file()
		if !f.Custody.Overdue(r.Clock.Now().Add(time.Second)) || f.Owed == nil || !f.Owed.Due.Equal(r.Clock.Now()) || !strings.Contains(f.Owed.Detail, "ajeno") {
			r.Errorf("owed %+v", f.Owed)
		}
		_, err := r.vault().BeginRotation(r.Context(), r.Actor("eva"), r.acc.ID, "")
		r.must(err)
		k, err := r.vault().ContinueRotation(r.Context(), r.Actor("eva"), r.acc.ID)
		r.must(err)
		if k.Forced != nil || k.Overdue(r.Clock.Now().Add(time.Hour)) {
			r.Errorf("still forced: %+v", k.Forced)
		}
	})
}

// Two months pass: the renewal is overdue, and the head and the press office see it.
//
//clause:test 6.xxxiv
func TestOverdueRenewalsAreSeen(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r.Person("nora", "mando_medio", "cncs").Grant(institution.Press, "")
		fresh := r.Account("fresca", area, "ana", "luis")
		r.hand(account.PartPassword, inUse)
		r.Clock.Advance(62 * 24 * time.Hour)
		r.must(r.vault().HandOver(r.Context(), r.Actor("ana"), fresh.ID, account.PartPassword, "Faro-verde_sobre9olas"))
		for _, who := range []string{"nora", "eva"} {
			rows, err := r.vault().List(r.Context(), r.Actor(who))
			r.must(err)
			if len(rows) != 2 || rows[0].Account.ID != r.acc.ID || !rows[0].Custody.Overdue(r.Clock.Now()) || rows[1].Custody.Overdue(r.Clock.Now()) {
				r.Errorf("%s sees %+v", who, rows)
			}
			if d := rows[0].Owed; d == nil || !slices.Contains(d.Escalate, "head") || !slices.Contains(d.Escalate, "press_office") || len(d.Notices) != 5 {
				r.Errorf("the deadline is %+v", d)
			}
		}
	})
}

// A password that nobody ever handed over is owed too, once.
//
//clause:test 6.xxxiv
func TestNeverHandedOver(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		for range 2 {
			r.must(r.vault().ProbeAll(r.Context()))
		}
		first := r.file().Owed
		if first == nil || first.Due.Before(r.Clock.Now().AddDate(0, 1, 28)) {
			r.Fatalf("owed %+v", first)
		}
		r.Clock.Advance(63 * 24 * time.Hour)
		r.must(r.vault().ProbeAll(r.Context()))
		if f := r.file(); !f.Custody.Overdue(r.Clock.Now()) || f.Owed == nil || f.Owed.ID != first.ID {
			r.Errorf("after two months: %+v", f.Owed)
		}
	})
}

// Nothing is left, and the ledger proves what was destroyed.
func TestDestroyAll(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r.hand(account.PartPassword, inUse)
		r.hand(account.PartSeed, seedText)
		_, err := r.vault().BeginRotation(r.Context(), r.Actor("ana"), r.acc.ID, "")
		r.must(err)
		_, err = r.vault().DestroyAll(r.Context(), r.Actor("ana"), r.acc.ID)
		r.refused(fault.Forbidden, err) // a closing is the head's
		d, err := r.vault().DestroyAll(r.Context(), r.Actor("eva"), r.acc.ID)
		r.must(err)
		if len(d.Parts) != 4 || len(d.Parts["network"]) != 64 || d.Parts["pending"] == "" {
			r.Errorf("destroyed %v", d.Parts)
		}
		again, err := r.vault().DestroyAll(r.Context(), institution.System("cierre"), r.acc.ID)
		if err != nil || len(again.Parts) != 0 || len(r.Ledger("credential.destroy")) != 1 {
			r.Errorf("again: %+v, %v", again, err)
		}
		var left []store.Secret
		r.must(r.Store.Read(r.Context(), func(tx *store.Tx) (err error) { left, err = tx.SecretsNotUnder(r.Context(), "", 100); return err }))
		for _, s := range left {
			if strings.Contains(s.Context, r.acc.ID) {
				r.Errorf("%s is still there", s.Context)
			}
		}
		f := r.file()
		if len(f.Custody.Kept) != 0 || f.Custody.Current.Whole != "" || f.Owed != nil || f.Custody.DestroyedAt.IsZero() || r.now().Credential.Present {
			r.Errorf("left %+v", f.Custody)
		}
	})
}

// A new key reseals the vault's parts too, and they open as before.
func TestRotateKeyReseals(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r.hand(account.PartPassword, inUse)
		r.hand(account.PartCodes, "uno-uno")
		n, err := r.vault().RotateKey(r.Context())
		if err != nil || n != 4 { // with the network's token and the key of the marks
			r.Fatalf("resealed %d, %v", n, err)
		}
		if got, err := r.see(account.PartPassword); err != nil || got != inUse {
			r.Errorf("the password does not open: %v", err)
		}
		_, err = r.vault().BeginRotation(r.Context(), r.Actor("ana"), r.acc.ID, inUse)
		r.refused(fault.Invalid, err) // still known as used
	})
}

// What the network shows is compared with what was accepted; a difference is told once,
// and accepted by a person. What it does not show, a person looks at.
func TestSettingsWatch(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		v := r.vault()
		probe := func() {
			r.Helper()
			_, err := v.Probe(r.Context(), r.Actor("ana"), r.acc.ID)
			r.must(err)
		}
		probe()
		if w := r.file().Custody.Watch; len(w.Accepted) != 3 || !w.ChangedAt.IsZero() || len(r.file().ToLook) == 0 {
			r.Fatalf("first seen: %+v", w)
		}
		r.refused(fault.Conflict, v.AcceptSettings(r.Context(), r.Actor("ana"), r.acc.ID)) // nothing to accept
		r.must(r.Network.Open(r.Context(), "jal", "Sorteos y premios", "Gane hoy", "token-de-jal"))
		probe()
		probe()
		e := r.Ledger("account.settings_changed")
		if len(e) != 1 || fmt.Sprint(e[0].Details["name"]) == "" {
			r.Fatalf("the ledger says %+v", e)
		}
		if told := r.told("Cambió la configuración"); !slices.Equal(told, []string{"ana", "eva", "luis"}) {
			r.Errorf("told to %v", told)
		}
		if c := r.file().Custody.Watch.Changes(); len(c) != 2 || c[0].Is != "Sorteos y premios" {
			r.Errorf("changes %+v", c)
		}
		r.must(v.AcceptSettings(r.Context(), r.Actor("luis"), r.acc.ID))
		probe()
		if w := r.file().Custody.Watch; !w.ChangedAt.IsZero() || w.AcceptedBy == "" || len(r.Ledger("account.settings_changed")) != 1 {
			r.Errorf("accepted: %+v", w)
		}
		r.refused(fault.Invalid, v.ReviewSettings(r.Context(), r.Actor("ana"), r.acc.ID, custody.Look{})) // looked at nothing
		look := r.file().ToLook
		r.refused(fault.Invalid, v.ReviewSettings(r.Context(), r.Actor("ana"), r.acc.ID, custody.Look{Fine: look[1:], Not: look[:1]})) // no word on what is wrong
		r.must(v.ReviewSettings(r.Context(), r.Actor("ana"), r.acc.ID, custody.Look{Fine: look[1:], Not: look[:1], Note: "El segundo factor estaba apagado"}))
		if f := r.file(); len(f.Custody.Watch.Checks) != 1 || !f.LookBy.Equal(r.Clock.Now().Add(30*24*time.Hour)) {
			r.Errorf("looked at: %+v until %s", f.Custody.Watch.Checks, f.LookBy)
		}
	})
}

// Who does not look is asked, once a term.
func TestAskedToLook(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		days := func(n int) {
			r.Clock.Advance(time.Duration(n) * 24 * time.Hour)
			for range 2 {
				r.must(r.vault().ProbeAll(r.Context()))
			}
		}
		for i, want := range []int{0, 3, 3, 6} { // after 29, 31, 59 and 62 days: three people each time
			days([]int{29, 2, 28, 3}[i])
			if got := len(r.told("Toca revisar")); got != want {
				r.Errorf("step %d: %d mails, want %d", i, got, want)
			}
		}
		r.must(r.vault().ReviewSettings(r.Context(), r.Actor("ana"), r.acc.ID, custody.Look{Fine: r.file().ToLook}))
		days(29)
		if got := len(r.told("Toca revisar")); got != 6 {
			r.Errorf("after a look: %d mails", got)
		}
	})
}

// Of eight who begin at once one does, and what is kept is the one's.
func TestBeginAtOnce(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r.hand(account.PartPassword, inUse)
		v, who := r.vault(), []institution.Actor{r.Actor("ana"), r.Actor("luis"), r.Actor("eva")}
		errs := make([]error, 8)
		var wait sync.WaitGroup
		for i := range errs {
			wait.Go(func() { _, errs[i] = v.BeginRotation(r.Context(), who[i%3], r.acc.ID, "") })
		}
		wait.Wait()
		done := 0
		for _, err := range errs {
			if err == nil {
				done++
			} else if !fault.Is(err, fault.Conflict) {
				r.Errorf("another error: %v", err)
			}
		}
		fresh, err := r.see(account.PartPending)
		if done != 1 || len(r.Ledger("credential.rotation_begin")) != 1 || err != nil {
			r.Fatalf("%d of 8 began, %d entries, %v", done, len(r.Ledger("credential.rotation_begin")), err)
		}
		_, err = v.ContinueRotation(r.Context(), who[0], r.acc.ID)
		r.must(err)
		_, err = v.BeginRotation(r.Context(), who[0], r.acc.ID, fresh)
		r.refused(fault.Invalid, err) // the mark kept is of the password kept
	})
}

// The secrets stand nowhere in the clear: not in the ledger, mail, log, documents, jobs,
// nor in the database itself.
func TestNoSecretStandsAnywhere(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		var log bytes.Buffer
		r.vault().Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
		codes := "zulu-4711\nyanqui-0815"
		r.hand(account.PartPassword, inUse)
		r.hand(account.PartSeed, seedText)
		r.hand(account.PartCodes, codes)
		r.hand(account.PartEmail, "secreta.jal@"+r.Pack.Institution.MailDomains[0])
		r.hand(account.PartPhone, "3312345678")
		_, err := r.vault().BeginRotation(r.Context(), r.Actor("ana"), r.acc.ID, "")
		r.must(err)
		fresh, err := r.see(account.PartPending)
		r.must(err)
		code, err := r.see(account.PartSeed)
		r.must(err)
		_, err = r.see(account.PartCodes)
		r.must(err)
		_, err = r.vault().ContinueRotation(r.Context(), r.Actor("ana"), r.acc.ID)
		r.must(err)
		secrets := map[string]string{"password": inUse, "new password": fresh, "seed": strings.ReplaceAll(seedText, " ", ""), "digits": code,
			"code": "zulu-4711", "another code": "yanqui-0815", "address": "secreta.jal@", "phone": "3312345678"}
		for where, text := range r.everything(log.String()) {
			for name, s := range secrets {
				if name != "digits" && strings.Contains(text, s) {
					r.Errorf("the %s stands in %s", name, where)
				}
			}
			if where != "database" && where != "secrets" && strings.Contains(text, code) {
				r.Errorf("the digits stand in %s", where)
			}
		}
	})
}

// everything is all that is kept, by where.
func (r room) everything(log string) map[string]string {
	r.Helper()
	out := map[string]string{"log": log}
	add := func(where string, v any) {
		b, err := json.Marshal(v)
		r.must(err)
		out[where] = string(b)
	}
	add("ledger", r.Ledger(""))
	add("mail", r.mails())
	r.must(r.Store.Read(r.Context(), func(tx *store.Tx) error {
		k, err := tx.Custodies(r.Context())
		add("custody", k)
		if err != nil {
			return err
		}
		d, err := tx.Deadlines(r.Context(), store.DeadlineFilter{Ended: true, Kinds: []string{regulation.DeadlinePasswordRotation}})
		add("deadlines", d)
		if err != nil {
			return err
		}
		s, err := tx.SecretsNotUnder(r.Context(), "", 1000)
		add("secrets", s)
		return err
	}))
	add("account", r.now())
	if !r.Store.Postgres() {
		path := filepath.Join(r.TempDir(), "copia.db")
		r.must(r.Store.BackupSQLite(r.Context(), path))
		b, err := os.ReadFile(path)
		r.must(err)
		out["database"] = string(b)
	}
	return out
}
