package entering_test

import (
	"strings"
	"testing"
	"time"

	"pregonero/entering"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/testworld"
	"pregonero/store"
	"pregonero/store/storetest"
)

//clause:test 5.1.p4
func TestStartRecovery(t *testing.T) {
	t.Parallel()
	each(t, func(h house) {
		ana, oscar := h.w.Actor("ana"), h.w.Actor("oscar")
		_, err := h.d.StartRecovery(h.Context(), ana, oscar.PersonID)
		h.refused(fault.Forbidden, err)
		_, err = h.d.StartRecovery(h.Context(), oscar, oscar.PersonID)
		h.refused(fault.Forbidden, err)
		_, err = h.d.StartRecovery(h.Context(), institution.System("cli"), ana.PersonID)
		h.refused(fault.Forbidden, err)
		_, err = h.d.StartRecovery(h.Context(), oscar, "nadie")
		h.refused(fault.NotFound, err)
		if h.entries("person.manage") != 3 {
			h.Errorf("%d refusals in the ledger, want 3", h.entries("person.manage"))
		}
		link, err := h.d.StartRecovery(h.Context(), oscar, ana.PersonID)
		h.must(err)
		if link.URL != "https://pregonero.test"+entering.LinkPath+link.Token || link.Expires.Sub(h.w.Clock.Now()) != time.Hour {
			h.Errorf("link %+v", link)
		}
		if h.entries("person.recover") != 1 {
			h.Error("the ledger misses the recovery")
		}
	})
}

func TestRecover(t *testing.T) {
	t.Parallel()
	each(t, func(h house) {
		m := h.enter("ana")
		key, _, err := h.d.CreateToken(h.Context(), h.actor(m.token), "informes", nil, h.w.Clock.Now().Add(24*time.Hour))
		h.must(err)
		link, err := h.d.StartRecovery(h.Context(), h.w.Actor("oscar"), h.w.Actor("ana").PersonID)
		h.must(err)
		h.actor(m.token) // nothing ends before the link is used
		h.refused(fault.Invalid, h.d.Recover(h.Context(), link.Token, "corta", here))
		h.refused(fault.Invalid, h.d.Recover(h.Context(), link.Token, "ana y sus siete barcos", here))
		h.refused(fault.Late, h.d.Recover(h.Context(), link.Token+"x", other, here))
		h.must(h.d.Recover(h.Context(), link.Token, other, here))
		h.refused(fault.Late, h.d.Recover(h.Context(), link.Token, good, here))
		_, _, err = h.d.Actor(h.Context(), m.token, here)
		h.refused(fault.Unauthenticated, err)
		_, err = h.d.ActorByToken(h.Context(), key, here)
		h.refused(fault.Unauthenticated, err)
		_, err = h.d.SignIn(h.Context(), "ana", good, here)
		h.refused(fault.Unauthenticated, err)
		half := h.signIn("ana", other, entering.Enrolling) // the second factor is to be enrolled again
		_, err = h.d.SecondFactor(h.Context(), half.Token, m.codes[0], here)
		h.refused(fault.Unauthenticated, err)
	})
}

func TestLinkExpires(t *testing.T) {
	t.Parallel()
	each(t, func(h house) {
		link, err := h.d.StartRecovery(h.Context(), h.w.Actor("oscar"), h.w.Actor("ana").PersonID)
		h.must(err)
		h.w.Clock.Advance(time.Hour)
		h.refused(fault.Late, h.d.Recover(h.Context(), link.Token, good, here))
	})
}

func TestRecoverOpensALockedAccess(t *testing.T) {
	t.Parallel()
	each(t, func(h house) {
		h.password("ana", good)
		for range 5 {
			_, _ = h.d.SignIn(h.Context(), "ana", wrong, here)
		}
		h.recover("ana", other)
		h.signIn("ana", other, entering.Enrolling)
	})
}

func TestSameLinkByEightAtOnce(t *testing.T) {
	t.Parallel()
	each(t, func(h house) {
		link, err := h.d.StartRecovery(h.Context(), h.w.Actor("oscar"), h.w.Actor("ana").PersonID)
		h.must(err)
		done, errs := h.atOnce(func(k int) error {
			return h.d.Recover(h.Context(), link.Token, good+strings.Repeat("!", k), here)
		})
		for _, err := range errs {
			h.refused(fault.Late, err)
		}
		if done != 1 || h.entries("person.recovered") != 1 {
			h.Errorf("the link served %d times, %d entries; want 1", done, h.entries("person.recovered"))
		}
	})
}

//clause:test 5.1.p4
func TestCreatePerson(t *testing.T) {
	t.Parallel()
	each(t, func(h house) {
		shell := institution.Actor{PersonID: "sistema:cli", Name: "Línea de órdenes", Via: "cli", System: true}
		luz := institution.Person{Username: "Luz", Name: "Luz  Ríos", Email: "luz@ine.mx", AreaID: "cncs", RankID: "mando_superior"}
		_, _, err := h.d.CreatePerson(h.Context(), h.w.Actor("oscar"), luz)
		h.refused(fault.Forbidden, err)
		_, _, err = h.d.CreatePerson(h.Context(), shell, luz) // no such area yet
		h.refused(fault.Invalid, err)
		h.w.Area("cncs")
		_, _, err = h.d.CreatePerson(h.Context(), shell, luz, institution.Lead)
		h.refused(fault.Invalid, err)
		bad := luz
		bad.Email = "luz@gmail.com"
		_, _, err = h.d.CreatePerson(h.Context(), shell, bad)
		h.refused(fault.Invalid, err)
		p, link, err := h.d.CreatePerson(h.Context(), shell, luz, institution.Press, institution.Head)
		h.must(err)
		h.must(h.d.Recover(h.Context(), link.Token, good, here))
		h.signIn("luz", good, entering.Enrolling)
		if a := h.w.Actor("luz"); !a.Has(institution.Press) || a.Has(institution.Operator) || a.Areas(institution.Head)[0] != "cncs" || p.Name != "Luz Ríos" {
			h.Errorf("luz holds %v", a.Grants)
		}
		_, _, err = h.d.CreatePerson(h.Context(), shell, luz)
		h.refused(fault.Conflict, err)
	})
}

func TestFirstPersonOperates(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := testworld.New(t, s)
		w.Area("unicom")
		d := &entering.Door{Store: s, Pack: w.Pack, Now: w.Clock.Now, Gate: w.Gate}
		shell := institution.Actor{PersonID: "sistema:cli", Name: "Línea de órdenes", Via: "cli", System: true}
		for _, name := range []string{"rita", "sara"} {
			p := institution.Person{Username: name, Name: name, Email: name + "@ine.mx", AreaID: "unicom", RankID: "operativo"}
			if _, _, err := d.CreatePerson(t.Context(), shell, p); err != nil {
				t.Fatal(err)
			}
		}
		if !w.Actor("rita").Has(institution.Operator) || len(w.Actor("sara").Grants) != 0 {
			t.Errorf("rita holds %v, sara %v", w.Actor("rita").Grants, w.Actor("sara").Grants)
		}
		if len(w.Ledger("person.add")) != 2 || len(w.Ledger("grant.add")) != 1 || len(w.Ledger("person.recover")) != 2 {
			t.Error("the ledger misses something")
		}
	})
}
