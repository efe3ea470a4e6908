package publishing_test

import (
	"strings"
	"testing"
	"time"

	"pregonero/check"
	"pregonero/internal/fault"
	"pregonero/publishing"
	"pregonero/regulation"
)

func (r room) covering() publishing.Covering {
	now := r.Clock.Now()
	return publishing.Covering{Name: "Sesión ordinaria", AccountIDs: []string{r.acc.ID}, Topics: []string{"Presupuesto 2027"}, Signs: []string{"Consejo General"}, Quota: 1, From: now.Add(-time.Hour), Until: now.Add(30 * time.Hour)}
}

// pointed is what a check says of a text that goes out on the room's account.
func (r room) pointed(name, text string) (out []check.Finding) {
	r.Helper()
	d, err := r.Desk.Judge(r.Context(), r.Actor("ana"), publishing.Draft{Content: r.Content(text, r.acc)})
	r.must(err)
	for _, f := range d.Findings {
		if f.Check == name {
			out = append(out, f)
		}
	}
	return out
}

//clause:test 6.xxviii
func TestCoverage(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		many := r.covering()
		many.Topics = []string{"Uno solo", "Otro más", "El tercero", "El cuarto"}
		if f := r.refused(fault.Invalid, second(r.Desk.DeclareCoverage(r.Context(), r.Actor("ana"), many))); f.Clause != "6.xxviii" || f.Field != "topics" {
			r.Errorf("%+v", f)
		}
		c, err := r.Desk.DeclareCoverage(r.Context(), r.Actor("ana"), r.covering())
		r.must(err)
		r.tells("coverage.declare", "6.xxviii", "ana")
		r.refused(fault.Forbidden, second(r.Desk.DeclareCoverage(r.Context(), r.stranger(), r.covering())))
		if got := r.pointed(regulation.CheckSession, "El Consejo General nombró a su titular."); len(got) != 1 || !strings.Contains(got[0].Message, "Presupuesto 2027") || got[0].Severity != regulation.SeverityBlock {
			r.Errorf("outside its topics: %+v", got)
		}
		if got := r.pointed(regulation.CheckSession, "El Consejo General aprobó el presupuesto de 2027."); len(got) != 0 {
			r.Errorf("one of its topics: %+v", got)
		}
		r.scheduled("El Consejo General aprobó el presupuesto de 2027.")
		if got := r.pointed(regulation.CheckSession, "Sigue el presupuesto de 2027 en el Consejo General."); len(got) != 1 || !strings.Contains(got[0].Message, "1 de sus 1") {
			r.Errorf("past its quota: %+v", got)
		}
		all, err := r.Desk.Coverages(r.Context(), r.Actor("luis"))
		if err != nil || len(all) != 1 || all[0].Used[r.acc.ID] != 1 {
			r.Errorf("%+v %v", all, err)
		}
		_, err = r.Desk.CancelCoverage(r.Context(), r.Actor("luis"), c.ID)
		r.must(err)
		if got := r.pointed(regulation.CheckSession, "El Consejo General nombró a su titular."); len(got) != 0 {
			r.Errorf("cancelled, and it goes on: %+v", got)
		}
		r.refused(fault.Conflict, second(r.Desk.CancelCoverage(r.Context(), r.Actor("luis"), c.ID)))
	})
}

func second[T any](_ T, err error) error { return err }
