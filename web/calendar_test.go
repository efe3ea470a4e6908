package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/id"
	"pregonero/network/practice"
	"pregonero/post"
	"pregonero/publishing"
	"pregonero/regulation"
	"pregonero/store"
)

// newsroom is a house with an area of three people and one account: ana leads it, luis is
// its alternate, eva heads the area. It is Tuesday, 1 September 2026, 10:00.
func newsroom(t *testing.T) (*house, account.Account) {
	t.Helper()
	h := newHouse(t)
	h.w.Person("ana", "mando_medio", "jle-jal")
	h.w.Person("luis", "operativo", "jle-jal")
	h.w.Person("eva", "mando_superior", "jle-jal").Head("jle-jal")
	return h, h.account("jal", h.w.Pack.Attendance)
}

// account adds an active account on the practice network, led by ana with luis.
func (h *house) account(handle string, hours regulation.Hours) account.Account {
	h.Helper()
	now := h.w.Clock.Now()
	a := account.Account{ID: id.New(now), Network: practice.Name, Handle: handle, Name: "Cuenta " + handle, AreaID: "jle-jal", State: account.Active,
		LeadID: h.w.Actor("ana").PersonID, AlternateID: h.w.Actor("luis").PersonID, Hours: hours, RegisteredAt: now, Version: 1,
		Credential: account.Credential{Present: true, ProbeOK: true, ProbedAt: now}}
	h.must(h.w.Store.Change(h.Context(), func(tx *store.Tx) error {
		if err := tx.AddAccount(h.Context(), a); err != nil {
			return err
		}
		for person, role := range map[string]institution.Role{a.LeadID: institution.Lead, a.AlternateID: institution.Alternate} {
			if err := tx.AddGrant(h.Context(), institution.Grant{ID: id.New(now), PersonID: person, Role: role, AreaID: "jle-jal", AccountID: a.ID, From: now}); err != nil {
				return err
			}
		}
		return nil
	}))
	return a
}

// mexico is that moment of September 2026 on the clock of the Centre.
func mexico(day, hour, minute int) time.Time {
	return time.Date(2026, 9, day, hour+6, minute, 0, 0, time.UTC)
}

// draft is a draft by ana for the account.
func (h *house) draft(text string, due time.Time, a account.Account) post.Post {
	h.Helper()
	p, err := h.site.Desk.Create(h.Context(), h.w.Actor("ana"), publishing.Draft{Content: post.Content{Text: text, Purposes: []string{h.w.Pack.Purposes[0].ID},
		Subject: "Lista nominal", DueAt: due, ReviewOn: due.AddDate(0, 1, 0), Sources: []post.Source{{Title: "Acuerdo del Consejo General"}},
		Variants: []post.Variant{{AccountID: a.ID}}}})
	h.must(err)
	return p
}

// scheduled is a post by ana that eva endorsed and approved.
func (h *house) scheduled(text string, due time.Time, a account.Account) post.Post {
	h.Helper()
	p := h.draft(text, due, a)
	eva := h.w.Actor("eva")
	p, err := h.site.Desk.Submit(h.Context(), h.w.Actor("ana"), p.ID)
	h.must(err)
	p, err = h.site.Desk.Endorse(h.Context(), eva, p.ID, p.Content.Hash(), "")
	h.must(err)
	p, err = h.site.Desk.Approve(h.Context(), eva, p.ID, p.Content.Hash(), "")
	h.must(err)
	return p
}

func (a *answer) card(id string) *goquery.Selection { return a.Find("#post-" + id) }

func moveForm(p post.Post, day, clock string, more ...string) []string {
	return append([]string{"due_day", day, "due_time", clock, "version", versionOf(p)}, more...)
}

func TestCalendarWeek(t *testing.T) {
	t.Parallel()
	h, acc := newsroom(t)
	p := h.scheduled("La credencial se tramita sin costo.", mexico(3, 11, 0), acc)
	next := h.draft("La semana que viene.", mexico(9, 12, 0), acc)
	a := h.as("ana").get("/calendario")
	if a.status != http.StatusOK || !strings.Contains(a.text(".page-header__lead"), "Semana del 31 ago al 6 de septiembre de 2026") {
		t.Fatalf("status %d, %q", a.status, a.text(".page-header__lead"))
	}
	card := a.card(p.ID)
	if card.Find(".post__time").Text() != "11:00" || card.Find(".post__title").AttrOr("href", "") != "/publicaciones/"+p.ID ||
		!strings.Contains(card.Text(), "@jal") || !strings.Contains(card.Find(".tag").Text(), "Programada") {
		t.Errorf("the card says %q", card.Text())
	}
	if a.card(next.ID).Length() != 0 {
		t.Error("what is due next week stands in this one")
	}
	if got := a.Find(".day__new").Last().AttrOr("href", ""); got != "/redactar?dia=2026-09-06" {
		t.Errorf("a new publication on Sunday leads to %q", got)
	}
	if n := a.Find(".day__new").Length(); n != 6 {
		t.Errorf("%d days take something new, want the six from today on", n)
	}
	if a = h.as("ana").get("/calendario?semana=2026-W37"); a.card(next.ID).Length() != 1 {
		t.Error("the next week does not show what is due in it")
	}
}

// The hours shaded are those of the account, in the reader's clock, and a holiday says why.
//
//clause:test 5.1.p5
func TestCalendarShowsAttendance(t *testing.T) {
	t.Parallel()
	h, _ := newsroom(t)
	a := h.as("ana").get("/calendario?semana=2026-W38")
	shaded := func(date, hour string) bool {
		return a.Find(".slot.is-attended[data-slot-date='"+date+"'][data-slot-hour='"+hour+"']").Length() == 1
	}
	if !shaded("2026-09-15", "09") || !shaded("2026-09-15", "17") || shaded("2026-09-15", "18") || shaded("2026-09-19", "10") || shaded("2026-09-16", "10") {
		t.Error("the attendance hours are not those of the account")
	}
	if got := a.text(".day__bands"); !strings.Contains(got, "Día inhábil: Día de la Independencia") {
		t.Errorf("the bands say %q", got)
	}
}

func TestCalendarFilterAndViews(t *testing.T) {
	t.Parallel()
	h, acc := newsroom(t)
	other := h.account("otra", h.w.Pack.Attendance)
	p, q := h.draft("En una.", mexico(3, 11, 0), acc), h.draft("En la otra.", mexico(3, 12, 0), other)
	ana := h.as("ana")
	a := ana.get("/calendario?semana=2026-W36&cuenta=" + other.ID)
	if a.card(p.ID).Length() != 0 || a.card(q.ID).Length() != 1 || a.Find("#cuenta option[selected]").AttrOr("value", "") != other.ID {
		t.Error("the filter by account does not hold")
	}
	if got := a.Find(".tabs__link").Eq(1).AttrOr("href", ""); !strings.Contains(got, "cuenta="+other.ID) || !strings.Contains(got, "mes=2026-08") {
		t.Errorf("the month loses the filter or the day: %s", got)
	}
	a = ana.get("/calendario?vista=mes&mes=2026-09")
	if got := a.text("a[href*='W36'] .month__count"); !strings.Contains(got, "2") {
		t.Errorf("the month counts %q", got)
	}
	a = ana.get("/calendario?vista=lista&semana=2026-W36")
	if n := a.Find(".task").Length(); n != 2 {
		t.Errorf("the list has %d rows: %s", n, a.text("main"))
	}
	for _, path := range []string{"?semana=2026-W99", "?semana=x", "?mes=0000-13&vista=mes", "?vista=nada"} {
		if a := ana.get("/calendario" + path); a.status != http.StatusOK {
			t.Errorf("%s: status %d", path, a.status)
		}
	}
}

func TestEmptyWeek(t *testing.T) {
	t.Parallel()
	h, _ := newsroom(t)
	a := h.as("ana").get("/calendario?semana=2026-W40")
	if !a.has(".empty a[href='/calendario?semana=2026-W39']") {
		t.Errorf("an empty week says %q", a.text(".empty"))
	}
}

// A scheduled post that moves waits for its endorsement again; undone in time, all is as it was.
//
//clause:test 6.xx
func TestMoveAndUndo(t *testing.T) {
	t.Parallel()
	h, acc := newsroom(t)
	p := h.scheduled("La credencial se tramita sin costo.", mexico(3, 11, 0), acc)
	ana := h.as("ana")
	a := ana.get("/publicaciones/" + p.ID + "/mover")
	if a.value("#due_at-time option[selected]") != "11:00" || a.Find("input[name=due_day][checked]").AttrOr("value", "") != "2026-09-03" {
		t.Error("the form does not begin with the hour as it is")
	}
	a = ana.post("/publicaciones/"+p.ID+"/mover", moveForm(p, "2026-09-10", "12:15")...)
	if a.status != http.StatusSeeOther || a.to() != "/calendario?semana=2026-W37" {
		t.Fatalf("status %d, to %q: %s", a.status, a.to(), a.text(".errors"))
	}
	if got := h.w.Post(p.ID); !got.Content.DueAt.Equal(mexico(10, 12, 15)) || got.State != post.Review {
		t.Errorf("moved to %s, %s", got.Content.DueAt, got.State)
	}
	a = ana.get(a.to())
	bar := a.Find("#undo form")
	if !strings.Contains(bar.Text(), "12:15") || !strings.Contains(bar.Text(), "aval") || bar.AttrOr("action", "") != "/publicaciones/"+p.ID+"/deshacer" {
		t.Errorf("the bar says %q", bar.Text())
	}
	if h.as("luis").get("/calendario?semana=2026-W37").has("#undo form") {
		t.Error("somebody else is offered to undo it")
	}
	a = ana.post("/publicaciones/" + p.ID + "/deshacer")
	if got := h.w.Post(p.ID); a.to() != "/calendario?semana=2026-W36" || got.State != post.Scheduled || !got.Content.DueAt.Equal(mexico(3, 11, 0)) {
		t.Errorf("undone: to %q, %s at %s", a.to(), got.State, got.Content.DueAt)
	}
	ana.post("/publicaciones/"+p.ID+"/mover", moveForm(h.w.Post(p.ID), "2026-09-10", "12:15")...)
	h.w.Clock.Advance(31 * time.Second)
	if a := ana.post("/publicaciones/" + p.ID + "/deshacer"); a.status != http.StatusConflict {
		t.Errorf("undone after 31 seconds: status %d", a.status)
	}
	if ana.get("/calendario?semana=2026-W37").has("#undo form") {
		t.Error("undoing is offered after its time")
	}
}

func TestMoveRefusals(t *testing.T) {
	t.Parallel()
	h, acc := newsroom(t)
	p := h.draft("La credencial se tramita sin costo.", mexico(3, 11, 0), acc)
	ana := h.as("ana")
	to := "/publicaciones/" + p.ID + "/mover"
	for name, c := range map[string]struct {
		form   []string
		status int
		says   string
	}{
		"past":    {moveForm(p, "2026-08-31", "11:00"), http.StatusConflict, "ya pasó"},
		"no hour": {moveForm(p, "2026-09-04", ""), http.StatusUnprocessableEntity, "Elija el día y la hora"},
		"stale":   {[]string{"due_day", "2026-09-04", "due_time", "11:00", "version", "77"}, http.StatusConflict, "cambió"},
	} {
		a := ana.post(to, c.form...)
		if a.status != c.status || !strings.Contains(a.text(".errors"), c.says) {
			t.Errorf("%s: status %d, %q", name, a.status, a.text(".errors"))
		}
		if name != "no hour" && a.value("#due_at-time option[selected]") != "11:00" {
			t.Errorf("%s: the hour chosen is lost", name)
		}
	}
	h.w.Person("ines", "operativo", "cncs").Grant(institution.Endorser, "cncs")
	if a := h.as("ines").post(to, moveForm(p, "2026-09-04", "11:00")...); a.status != http.StatusForbidden || !a.has(".notice a[href^='/criterios#']") {
		t.Errorf("somebody of another area: status %d", a.status)
	}
	if got := h.w.Post(p.ID); !got.Content.DueAt.Equal(mexico(3, 11, 0)) {
		t.Errorf("it moved to %s", got.Content.DueAt)
	}
}

// Outside attendance hours a second word is asked for.
//
//clause:test 5.1.p5
func TestMoveOutsideHoursAsks(t *testing.T) {
	t.Parallel()
	h, acc := newsroom(t)
	p := h.draft("La credencial se tramita sin costo.", mexico(3, 11, 0), acc)
	ana := h.as("ana")
	a := ana.post("/publicaciones/"+p.ID+"/mover", moveForm(p, "2026-09-05", "21:30", "cuenta", acc.ID)...)
	if a.status != http.StatusUnprocessableEntity || !strings.Contains(a.text(".interruption"), "@jal") || !h.w.Post(p.ID).Content.DueAt.Equal(mexico(3, 11, 0)) {
		t.Fatalf("status %d: %s", a.status, a.text("main"))
	}
	form := a.Find(".interruption form")
	var pairs []string
	form.Find("input[type=hidden]").Each(func(_ int, in *goquery.Selection) {
		pairs = append(pairs, in.AttrOr("name", ""), in.AttrOr("value", ""))
	})
	a = ana.post(form.AttrOr("action", ""), pairs...)
	if a.to() != "/calendario?cuenta="+acc.ID+"&semana=2026-W36" || !h.w.Post(p.ID).Content.DueAt.Equal(mexico(5, 21, 30)) {
		t.Errorf("status %d, to %q", a.status, a.to())
	}
}

func TestDrag(t *testing.T) {
	t.Parallel()
	h, acc := newsroom(t)
	p := h.draft("La credencial se tramita sin costo.", mexico(3, 11, 0), acc)
	ana := h.as("ana")
	card := ana.get("/calendario").card(p.ID)
	to := card.AttrOr("data-move", "")
	drag := func(date, clock string) *answer {
		return ana.post(to, "id", p.ID, "version", versionOf(h.w.Post(p.ID)), "date", date, "time", clock)
	}
	a := drag("2026-09-04", "10:00")
	if a.status != http.StatusOK || !a.has("#week #post-"+p.ID) || !a.has("#undo form[action$='/deshacer']") || !h.w.Post(p.ID).Content.DueAt.Equal(mexico(4, 10, 0)) {
		t.Fatalf("status %d: %s", a.status, a.body)
	}
	a = drag("2026-08-31", "10:00")
	if a.status != http.StatusConflict || !strings.Contains(a.text("#undo"), "ya pasó") || a.card(p.ID).Length() != 1 {
		t.Errorf("into the past: status %d, %q", a.status, a.text("#undo"))
	}
	a = drag("2026-09-05", "21:00")
	if a.status != http.StatusConflict || a.Find("#undo form input[name=seguro]").Length() != 1 || !h.w.Post(p.ID).Content.DueAt.Equal(mexico(4, 10, 0)) {
		t.Errorf("outside attendance hours: status %d, %q", a.status, a.text("#undo"))
	}
	h.w.Person("nora", "auditoria", "oic").Grant(institution.Auditor, "")
	if c := h.as("nora").get("/calendario").card(p.ID); c.Length() != 1 || c.Find(".post__move").Length() != 0 || c.AttrOr("draggable", "") != "" {
		t.Error("an auditor is offered to move it, or does not see it")
	}
}

// What has gone out does not move.
func TestPublishedDoesNotMove(t *testing.T) {
	t.Parallel()
	h, acc := newsroom(t)
	p := h.scheduled("La credencial se tramita sin costo.", mexico(3, 11, 0), acc)
	h.must(h.w.Store.Change(t.Context(), func(tx *store.Tx) error {
		pub := h.w.Publications(p.ID)[0]
		pub.Done(post.Ref{ID: "1"}, mexico(3, 11, 0))
		return tx.UpdatePublication(t.Context(), pub)
	}))
	card := h.as("ana").get("/calendario").card(p.ID)
	if card.Length() != 1 || card.Find(".post__move").Length() != 0 {
		t.Error("what is public is offered to be moved")
	}
}

// The hour is told on the reader's clock, with that of the account when it differs.
func TestCalendarZones(t *testing.T) {
	t.Parallel()
	h, _ := newsroom(t)
	hours := h.w.Pack.Attendance
	hours.Zone = "America/Hermosillo"
	far := h.account("sonora", hours)
	p := h.draft("En Sonora.", mexico(3, 11, 0), far)
	ana := h.as("ana")
	a := ana.get("/calendario?cuenta=" + far.ID + "&semana=2026-W36")
	if got := a.card(p.ID).Find(".post__accounts").Text(); !strings.Contains(got, "10:00") || a.card(p.ID).Find(".post__time").Text() != "11:00" {
		t.Errorf("the card says %q", got)
	}
	if a.has(".slot.is-attended[data-slot-date='2026-09-03'][data-slot-hour='09']") || !a.has(".slot.is-attended[data-slot-date='2026-09-03'][data-slot-hour='18']") {
		t.Error("the hours of Sonora are shaded on another clock than the reader's")
	}
	s := ana.post("/publicaciones/"+p.ID+"/mover/frase", "due_day", "2026-09-04", "due_time", "12:00")
	if got := s.text(".sentence"); !strings.Contains(got, "12:00 (hora del Centro)") || !strings.Contains(got, "11:00") {
		t.Errorf("the sentence says %q", got)
	}
}

func TestWeeksOfISO(t *testing.T) {
	t.Parallel()
	zone := time.UTC
	for text, want := range map[string]string{"2026-W01": "2025-12-29", "2026-W53": "2026-12-28", "2026-W36": "2026-08-31", "2021-W01": "2021-01-04",
		"2027-W53": "", "2026-W00": "", "2026-W60": "", "": "", "1900-W01": ""} {
		got, ok := mondayOf(text, zone)
		if ok != (want != "") || ok && got.Format(time.DateOnly) != want {
			t.Errorf("%q is %s, %v", text, got.Format(time.DateOnly), ok)
		}
		if ok {
			if back, _ := url.ParseQuery(calendarPlace{View: weekView}.at(got).query().Encode()); back.Get("semana") != text {
				t.Errorf("%q comes back as %q", text, back.Get("semana"))
			}
		}
	}
}

func versionOf(p post.Post) string { return strconv.Itoa(p.Version) }
