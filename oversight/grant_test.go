package oversight_test

import (
	"testing"

	"pregonero/institution"
	"pregonero/internal/fault"
)

//clause:test 5.1.p4
func TestAddGrant(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		by, to string
		role   institution.Role
		area   string
		kind   fault.Kind // "" when it is given
	}{
		"the press office gives a head":       {"paz", "leo", institution.Head, "jle-jal", ""},
		"the press office gives an endorser":  {"paz", "leo", institution.Endorser, "cncs", ""},
		"the press office gives an office":    {"paz", "leo", institution.Auditor, "", ""},
		"a head gives their area's endorser":  {"ana", "leo", institution.Endorser, "jle-jal", ""},
		"a head in another area":              {"ana", "leo", institution.Endorser, "cncs", fault.Forbidden},
		"a head gives a head":                 {"ana", "leo", institution.Head, "jle-jal", fault.Forbidden},
		"a head gives an office":              {"ana", "leo", institution.Press, "", fault.Forbidden},
		"a head gives an office over an area": {"ana", "leo", institution.Press, "jle-jal", fault.Forbidden},
		"the operator":                        {"oscar", "leo", institution.Head, "jle-jal", fault.Forbidden},
		"somebody who holds nothing":          {"leo", "alba", institution.Endorser, "jle-jal", fault.Forbidden},
		"to oneself, the press office":        {"paz", "paz", institution.Auditor, "", fault.Forbidden},
		"to oneself, a head":                  {"ana", "ana", institution.Endorser, "jle-jal", fault.Forbidden},
		"lead comes with the account":         {"paz", "leo", institution.Lead, "jle-jal", fault.Invalid},
		"alternate comes with the account":    {"paz", "leo", institution.Alternate, "jle-jal", fault.Invalid},
		"no such role":                        {"paz", "leo", "rey", "", fault.Invalid},
		"a head over nothing":                 {"paz", "leo", institution.Head, "", fault.Invalid},
		"over no such area":                   {"paz", "leo", institution.Head, "narnia", fault.Invalid},
		"to nobody":                           {"paz", "", institution.Auditor, "", fault.NotFound},
		"twice":                               {"paz", "ana", institution.Head, "jle-jal", fault.Conflict},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(b bureau) {
				to := "nadie"
				if c.to != "" {
					to = b.id(c.to)
				}
				g, err := b.o.AddGrant(b.Context(), b.w.Actor(c.by), to, c.role, c.area)
				if c.kind == "" {
					b.must(err)
					if held := b.w.Actor(c.to); len(b.w.Ledger("grant.add")) != 1 || len(held.Grants) != 1 || held.Grants[0].ID != g.ID {
						b.Errorf("holds %v", held.Grants)
					}
					return
				}
				b.refused(c.kind, err)
				if refused := len(b.w.Ledger("grant.manage")); (c.kind == fault.Forbidden) != (refused == 1) || len(b.w.Ledger("grant.add")) != 0 {
					b.Errorf("%d refusals in the ledger", refused)
				}
			})
		})
	}
}

func TestAddGrantToWhoLeft(t *testing.T) {
	t.Parallel()
	each(t, func(b bureau) {
		leo := b.id("leo")
		b.must(b.o.DisablePerson(b.Context(), b.w.Actor("oscar"), leo, "se fue"))
		_, err := b.o.AddGrant(b.Context(), b.w.Actor("paz"), leo, institution.Head, "jle-jal")
		b.refused(fault.Conflict, err)
	})
}

//clause:test 7.v
func TestEndGrant(t *testing.T) {
	t.Parallel()
	each(t, func(b bureau) {
		endorser, err := b.o.AddGrant(b.Context(), b.w.Actor("ana"), b.id("leo"), institution.Endorser, "jle-jal")
		b.must(err)
		head := b.w.Actor("ana").Grants[0]
		b.refused(fault.Forbidden, b.o.EndGrant(b.Context(), b.w.Actor("ana"), head.ID, "no"))
		b.refused(fault.Forbidden, b.o.EndGrant(b.Context(), b.w.Actor("leo"), head.ID, "no"))
		b.must(b.o.EndGrant(b.Context(), b.w.Actor("ana"), endorser.ID, "cambio"))
		b.refused(fault.Conflict, b.o.EndGrant(b.Context(), b.w.Actor("ana"), endorser.ID, "cambio"))
		b.must(b.o.EndGrant(b.Context(), b.w.Actor("paz"), head.ID, "cambio"))
		if n := len(b.w.Actor("ana").Grants) + len(b.w.Actor("leo").Grants); n != 0 || len(b.w.Ledger("grant.end")) != 2 {
			b.Errorf("%d grants outlive their end", n)
		}
		b.account()
		b.refused(fault.Invalid, b.o.EndGrant(b.Context(), b.w.Actor("paz"), b.w.Actor("leo").Grants[0].ID, "no"))
		b.refused(fault.NotFound, b.o.EndGrant(b.Context(), b.w.Actor("paz"), "nada", "no"))
	})
}
