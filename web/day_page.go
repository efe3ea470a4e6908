package web

import (
	"net/http"
	"time"

	"github.com/a-h/templ"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/id"
	"pregonero/web/lang"
)

// dayPath is where each block of Mi día is loaded again.
const dayPath = "/mi-dia/"

// home is Mi día for who is logged in, and the public page for everybody else.
func (s *Site) home(w http.ResponseWriter, r *http.Request, v visit) error {
	if !v.in() {
		return s.publicHome(w, r, v)
	}
	return s.day(w, r, v)
}

// dayBlock is a part of Mi día. It is shown to who its acts are for, and fails alone.
type dayBlock struct {
	key  string
	side bool
	acts []institution.Act
	make func(s *Site, d *dayReading) (dayShown, error)
}

// dayShown is what a block shows.
type dayShown struct {
	title string // of the page, when the block tells the load
	body  templ.Component
}

// dayBlocks are all of them, in their order.
func dayBlocks() []dayBlock {
	return []dayBlock{
		{key: "tareas", acts: []institution.Act{institution.PostDraft, institution.PostEndorse}, make: (*Site).dayTasks},
		{key: "area", acts: []institution.Act{institution.PostApprove}, make: (*Site).dayArea},
		{key: "registro", acts: []institution.Act{institution.AccountRegister, institution.PublishingStopAll}, make: (*Site).dayRegistry},
		{key: "sistema", acts: []institution.Act{institution.SystemRead}, make: (*Site).daySystem},
		{key: "bitacora", acts: []institution.Act{institution.LedgerAll}, make: (*Site).dayLedger},
		{key: "cuentas", side: true, acts: []institution.Act{institution.PostDraft}, make: (*Site).dayAccounts},
		{key: "proximas", side: true, acts: []institution.Act{institution.PostDraft}, make: (*Site).dayNext},
	}
}

// day gathers the blocks that are the person's.
func (s *Site) day(w http.ResponseWriter, r *http.Request, v visit) error {
	title, reading := "", s.readDay(r, v)
	var main, side []templ.Component
	for _, b := range dayBlocks() {
		if !s.dayFor(v, b) {
			continue
		}
		shown := s.makeBlock(reading, b)
		if title == "" {
			title = shown.title
		}
		if b.side {
			side = append(side, shown.body)
		} else {
			main = append(main, shown.body)
		}
	}
	p := s.pageWith(r, v, "dia", lang.T(r.Context(), "Mi día"), reading.counts())
	p.Notice = reading.stoppedNotice(p.Notice)
	if title == "" {
		title = p.Title
	}
	return s.show(w, r, http.StatusOK, p, dayView(title, lang.Day(r.Context(), s.Now()), main, side))
}

func (s *Site) dayFor(v visit, b dayBlock) bool {
	for _, act := range b.acts {
		if institution.Allowed(s.Now(), v.actor, act, institution.On{}) && (b.key != "area" || v.actor.Has(institution.Head)) {
			return true
		}
	}
	return false
}

// makeBlock makes a block, or says in its place that it could not be made.
func (s *Site) makeBlock(d *dayReading, b dayBlock) dayShown {
	shown, err := b.make(s, d)
	if err == nil {
		shown.body = dayFrame(b.key, shown.body)
		return shown
	}
	ref := id.New(s.Now())
	if d.ctx.Err() != nil { // whoever asked has gone
		return dayShown{body: dayFrame(b.key, dayFailed(b.key, ref))}
	}
	s.Log.ErrorContext(d.ctx, "make a block of Mi día", "block", b.key, "reference", ref, "error", err)
	return dayShown{body: dayFrame(b.key, dayFailed(b.key, ref))}
}

// dayPart loads one block again.
func (s *Site) dayPart(w http.ResponseWriter, r *http.Request, v visit) error {
	for _, b := range dayBlocks() {
		if b.key != r.PathValue("block") || !s.dayFor(v, b) {
			continue
		}
		if r.Header.Get("HX-Request") == "" {
			http.Redirect(w, r, "/", http.StatusSeeOther)
			return nil
		}
		return s.part(w, r, http.StatusOK, s.makeBlock(s.readDay(r, v), b).body)
	}
	return fault.New(fault.NotFound, "Esta parte de Mi día no existe.").Then("Vuelva a Mi día.")
}

// endOfDay is the midnight after now, in the person's zone.
func endOfDay(now time.Time, zone *time.Location) time.Time {
	y, m, d := now.In(zone).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, zone)
}

// endOfWeek is the midnight after the next Sunday, today's when today is one.
func endOfWeek(now time.Time, zone *time.Location) time.Time {
	return endOfDay(now, zone).AddDate(0, 0, (7-int(now.In(zone).Weekday()))%7)
}
