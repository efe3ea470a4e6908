package publishing_test

import (
	"strings"
	"testing"

	"pregonero/deliberation"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/post"
	"pregonero/publishing"
	"pregonero/regulation"
	"pregonero/store"
)

func (r room) deliberate(who, name string, words ...string) deliberation.Matter {
	r.Helper()
	m, err := r.Desk.Deliberate(r.Context(), r.Actor(who), deliberation.Matter{Name: name, AreaID: area, Words: words})
	r.must(err)
	return m
}

// mailed lists the subjects of the mails about a thread, and to whom they go.
func (r room) mailed(thread string) (subjects, to []string) {
	r.Helper()
	r.must(r.Store.Read(r.Context(), func(t *store.Tx) error {
		all, err := t.Mails(r.Context(), store.MailFilter{Limit: 100})
		for _, m := range all {
			if m.Message.Thread == thread {
				subjects, to = append(subjects, m.Message.Subject), append(to, m.To.Email)
			}
		}
		return err
	}))
	return subjects, to
}

// What speaks of a matter under deliberation is not sent to review, by whatever words.
//
//clause:test 6.v
func TestWhatIsDeliberatedIsNotSubmitted(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		m := r.deliberate("eva", "Redistritación de Jalisco", "nueva distritación")
		for text, blocked := range map[string]bool{
			"En Jalisco se va a redistritar pronto.": true,
			"La nueva distritación ya viene.":        true,
			"En Jalisco hay módulos abiertos.":       false,
		} {
			p := r.Draft("ana", text, r.acc)
			_, err := r.Desk.Submit(r.Context(), r.Actor("ana"), p.ID)
			if blocked != fault.Is(err, fault.Invalid) {
				r.Errorf("%q: %v", text, err)
			}
		}
		v, err := r.Desk.Read(r.Context(), r.Actor("ana"), r.Draft("ana", "Redistritación de Jalisco.", r.acc).ID)
		r.must(err)
		if len(v.Dictamen.Findings) == 0 || !v.Dictamen.Blocks() || v.Dictamen.Findings[0].Clause != "6.v" {
			r.Errorf("%+v", v.Dictamen.Findings)
		}
		_, err = r.Desk.Lift(r.Context(), r.Actor("eva"), m.ID, "INE/CG45/2027", "https://ine.mx/cg45")
		r.must(err)
		p := r.Draft("ana", "Concluyó la redistritación de Jalisco.", r.acc)
		_, err = r.Desk.Submit(r.Context(), r.Actor("ana"), p.ID)
		r.must(err)
		if e := r.entry("deliberation.lift"); e.Clause != "6.v" || e.Area != area || e.Details["reference"] != "INE/CG45/2027" {
			r.Errorf("%+v", e)
		}
	})
}

// What was scheduled waits and its people are told; lifted in time, it goes out.
//
//clause:test 6.v
func TestWhatWasScheduledWaits(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		_, pub := r.scheduled("La redistritación de Jalisco se explica aquí.")
		_, other := r.scheduled("Consulte los módulos abiertos.")
		m := r.deliberate("eva", "Redistritación de Jalisco")
		pub = r.Publication(pub.ID)
		r.because(pub, "deliberation")
		if p := r.Publication(other.ID); p.Problem != nil {
			r.Errorf("another publication is held: %+v", p.Problem)
		}
		if e := r.entry("deliberation.declare"); e.Clause != "6.v" {
			r.Errorf("%+v", e)
		}
		r.tells("publication.deliberated", "6.v", "")
		if _, to := r.mailed("publication:" + pub.ID); len(to) != 3 {
			r.Errorf("told to %v, want ana, luis and eva", to)
		}
		_, err := r.Desk.Lift(r.Context(), r.Actor("eva"), m.ID, "Oficio INE/DERFE/1/2027", "")
		r.must(err)
		if pub = r.Publication(pub.ID); pub.Problem != nil {
			r.Errorf("still held: %+v", pub.Problem)
		}
		if subjects, _ := r.mailed("publication:" + pub.ID); len(subjects) != 6 {
			r.Errorf("mails: %v", subjects)
		}
		r.Clock.Set(pub.DueAt)
		r.is(r.send(pub), post.Published)
	})
}

// Under deliberation at its hour, it does not go out, and the reason is said.
//
//clause:test 6.v
func TestWhatIsDeliberatedDoesNotGoOut(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		_, pub := r.due("La redistritación de Jalisco se explica aquí.")
		r.deliberate("eva", "Redistritación de Jalisco")
		pub = r.send(r.Publication(pub.ID))
		r.is(pub, post.Missed)
		r.because(pub, "deliberation")
		r.public(0)
	})
}

// What was endorsed before is not approved.
//
//clause:test 6.v
func TestWhatIsDeliberatedIsNotApproved(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		p := r.Endorsed("ana", "eva", "La redistritación de Jalisco se explica aquí.", r.acc)
		r.deliberate("eva", "Redistritación de Jalisco")
		_, err := r.Desk.Approve(r.Context(), r.Actor("eva"), p.ID, p.Content.Hash(), "")
		r.refused(fault.Conflict, err)
	})
}

// Who may not is refused, and the refusal is recorded; a matter is lifted once, with its
// decision.
//
//clause:test 6.v
func TestWhoMayDeliberate(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r.Person("marisol", "mando_medio", "cncs").Grant(institution.Press, "")
		_, err := r.Desk.Deliberate(r.Context(), r.Actor("ana"), deliberation.Matter{Name: "Redistritación de Jalisco", AreaID: area})
		r.refused(fault.Forbidden, err)
		if e := r.entry("deliberation.declare"); e.Outcome != "refused" {
			r.Errorf("%+v", e)
		}
		m := r.deliberate("marisol", "Redistritación de Jalisco")
		_, err = r.Desk.Lift(r.Context(), r.Actor("marisol"), m.ID, "INE/CG45/2027", "")
		r.refused(fault.Forbidden, err)
		_, err = r.Desk.Lift(r.Context(), r.Actor("eva"), m.ID, " ", "")
		r.refused(fault.Invalid, err)
		r.one(atOnce(func(int) error {
			_, err := r.Desk.Lift(r.Context(), r.Actor("eva"), m.ID, "INE/CG45/2027", "")
			return err
		}))
		all, err := r.Desk.Deliberations(r.Context(), r.Actor("luis"))
		r.must(err)
		if len(all) != 1 || all[0].State != deliberation.Lifted || all[0].Decision.Reference != "INE/CG45/2027" {
			r.Errorf("%+v", all)
		}
	})
}

//clause:test 6.iii
func TestReservedTerms(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		eva, ana := r.Actor("eva"), r.Actor("ana")
		terms, own, err := r.Desk.ReservedTerms(r.Context(), ana)
		r.must(err)
		if own || len(terms) == 0 {
			r.Errorf("the pack's terms: %v %v", own, terms)
		}
		r.refused(fault.Forbidden, r.Desk.ReserveTerm(r.Context(), ana, area, "fideicomiso azul"))
		r.refused(fault.Invalid, r.Desk.ReserveTerm(r.Context(), eva, area, " x "))
		r.must(r.Desk.ReserveTerm(r.Context(), eva, area, "fideicomiso  azul"))
		r.refused(fault.Conflict, r.Desk.ReserveTerm(r.Context(), eva, area, "Fideicomiso Azul"))
		if !r.points("Se firmó el Fideicomiso Azul.") {
			r.Error("a reserved term is not pointed at")
		}
		r.refused(fault.Invalid, r.Desk.ReserveTerm(r.Context(), eva, area, strings.Repeat("a", publishing.MaxTerm+1)))
		r.must(r.Desk.ReleaseTerm(r.Context(), eva, area, "fideicomiso azul"))
		r.refused(fault.NotFound, r.Desk.ReleaseTerm(r.Context(), eva, area, "fideicomiso azul"))
		if r.points("Se firmó el Fideicomiso Azul.") {
			r.Error("a released term is pointed at")
		}
	})
}

// points tells whether the check of reserved information points at a text.
func (r room) points(text string) bool {
	r.Helper()
	d, err := r.Desk.Judge(r.Context(), r.Actor("ana"), publishing.Draft{Content: r.Content(text, r.acc), SourceArea: area})
	r.must(err)
	for _, f := range d.Findings {
		if f.Check == regulation.CheckReserved {
			return true
		}
	}
	return false
}
