package publishing_test

import (
	"strings"
	"testing"
	"time"

	"pregonero/check"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/post"
	"pregonero/publishing"
	"pregonero/regulation"
	"pregonero/store"
)

// found keeps what a visit would have found.
func (r room) found(key string, p store.Page) {
	r.Helper()
	p.URL, p.At = key, r.Clock.Now()
	r.must(r.Store.Change(r.Context(), func(t *store.Tx) error { return t.PutPage(r.Context(), key, p) }))
}

// judged is the dictamen of a content by ana, and what one check says in it.
func (r room) judged(c post.Content, name string) (check.Dictamen, []check.Finding) {
	r.Helper()
	d, err := r.Desk.Judge(r.Context(), r.Actor("ana"), publishing.Draft{Content: c})
	r.must(err)
	var out []check.Finding
	for _, f := range d.Findings {
		if f.Check == name {
			out = append(out, f)
		}
	}
	return d, out
}

// owed counts the looks that are asked for at a key.
func (r room) asked(key string) bool {
	r.Helper()
	n := 0
	r.must(r.Store.Change(r.Context(), func(t *store.Tx) (err error) {
		n, err = t.AskPages(r.Context(), r.Clock.Now(), time.Time{}, time.Time{}, []string{key})
		return err
	}))
	return n == 0
}

//clause:test 6.vi
//clause:test 5.2.b
func TestLinksAreLookedAt(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		c := r.Content("Lea www.ine.mx/credencial hoy mismo.", r.acc)
		key := "https://www.ine.mx/credencial"
		d, found := r.judged(c, regulation.CheckLinks)
		if d.Pending != 1 || len(found) != 0 || !r.asked(key) {
			t.Errorf("pending %d, %d findings, asked %v: want one that is asked for", d.Pending, len(found), r.asked(key))
		}
		r.found(key, store.Page{Page: check.Page{State: check.PageSeen, Status: 404}})
		if d, found = r.judged(c, regulation.CheckLinks); d.Pending != 0 || len(found) != 1 || found[0].Text != "www.ine.mx/credencial" {
			t.Errorf("pending %d, %+v: want the broken link", d.Pending, found)
		}
		r.found(key, store.Page{Page: check.Page{State: check.PageUnknown}, Problem: "la página no se pudo abrir"})
		if d, found = r.judged(c, regulation.CheckLinks); d.Blocks() || len(found) != 1 || found[0].Severity != regulation.SeverityAdvise {
			t.Errorf("%+v: a page that could not be looked at only advises", found)
		}
		_, err := r.Desk.Judge(r.Context(), institution.Actor{PersonID: "nadie"}, publishing.Draft{Content: c})
		r.refused(fault.Forbidden, err)
	})
}

//clause:test 6.xx
//clause:test 6.iv
func TestTextIsComparedWithItsSource(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		source, err := r.Desk.UploadSource(r.Context(), r.Actor("ana"), "acuerdo.html", strings.NewReader("<!doctype html><p>Del 15 de enero, 1,250 módulos"))
		r.must(err)
		c := r.Content("El 16 de enero abren 1,250 módulos.", r.acc)
		c.Sources = []post.Source{source}
		r.found(store.FileKey(source.Hash), store.Page{Page: check.Page{State: check.PageSeen, Text: "Del 15 de enero, 1,250 módulos"}})
		if _, found := r.judged(c, regulation.CheckFacts); len(found) != 1 || found[0].Text != "16 de enero" {
			t.Errorf("%+v: want the date", found)
		}
		r.must(r.open("luis", source.Hash))

		// Nobody of another area compares with it, cites it or opens it.
		r.Person("olga", "mando_medio", "jle-yuc")
		r.Person("omar", "operativo", "jle-yuc")
		theirs := r.Content("El 16 de enero.", r.Account("yuc", "jle-yuc", "olga", "omar"))
		theirs.Sources = []post.Source{source}
		d, err := r.Desk.Judge(r.Context(), r.Actor("olga"), publishing.Draft{Content: theirs})
		r.must(err)
		for _, f := range d.Findings {
			if f.Check == regulation.CheckFacts {
				t.Errorf("olga is told what it does not say: %+v", f)
			}
		}
		_, err = r.Desk.Create(r.Context(), r.Actor("olga"), publishing.Draft{Content: theirs})
		r.refused(fault.Forbidden, err)
		r.refused(fault.Forbidden, r.open("olga", source.Hash))

		_, err = r.Desk.UploadSource(r.Context(), r.Actor("ana"), "virus.exe", strings.NewReader("MZ\x00\x01\x02"))
		r.refused(fault.Invalid, err)
		_, err = r.Desk.UploadSource(r.Context(), institution.Actor{PersonID: "nadie"}, "a.html", strings.NewReader("<p>"))
		r.refused(fault.Forbidden, err)
	})
}

const listing = "Desde el 15 de febrero podrá consultar la lista nominal de electores en su distrito y pedir que se corrija."

//clause:test 6.xxix
func TestNearCopiesAreFound(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		p, _ := r.published(listing)
		edited := r.Content(strings.Replace(listing, "en su distrito", "en todo su distrito", 1), r.acc)
		edited.Subject = "Otro asunto"
		_, found := r.judged(edited, regulation.CheckNearCopy)
		if len(found) != 1 || !strings.Contains(found[0].Message, "@jal") {
			t.Errorf("%+v: want the one that was published, by its account", found)
		}
		if _, found = r.judged(r.Content("La sesión pública del Consejo General se transmite en vivo por los canales del Instituto.", r.acc), regulation.CheckNearCopy); len(found) != 0 {
			t.Errorf("%+v: nothing is like it", found)
		}
		view, err := r.Desk.Read(r.Context(), r.Actor("ana"), p.ID)
		r.must(err)
		for _, f := range view.Dictamen.Findings {
			if f.Check == regulation.CheckNearCopy {
				t.Error("a post is like itself")
			}
		}
		// What another process schedules is found too, and what was taken back is not.
		other := r.AnotherDesk()
		r.must(other.WarmArchive(r.Context()))
		q, pub := r.scheduled("Mañana abren los módulos de atención ciudadana de toda la entidad en su horario de siempre.")
		again := r.Content(q.Content.Text, r.acc)
		d, err := other.Judge(r.Context(), r.Actor("ana"), publishing.Draft{Content: again})
		r.must(err)
		if !has(d, regulation.CheckNearCopy) {
			t.Error("what waits to go out was not found")
		}
		r.must(r.Desk.Withdraw(r.Context(), r.Actor("ana"), pub.ID, "Error."))
		if _, found = r.judged(again, regulation.CheckNearCopy); len(found) != 0 {
			t.Errorf("%+v: it was taken back", found)
		}
	})
}

func has(d check.Dictamen, name string) bool {
	for _, f := range d.Findings {
		if f.Check == name {
			return true
		}
	}
	return false
}

//clause:test 6.iv
func TestContradictionsWithTheArchive(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r.published("El plazo para solicitar su credencial para votar vence el 10 de diciembre de 2040.")
		_, found := r.judged(r.Content("El plazo para solicitar su credencial para votar vence el 12 de diciembre de 2040.", r.acc), regulation.CheckContradicts)
		if len(found) != 1 || found[0].Text != "12 de diciembre de 2040" || !strings.Contains(found[0].Message, "10 de diciembre de 2040") {
			t.Errorf("%+v", found)
		}
	})
}

//clause:test 6.xxix
func TestRateOfAnAccount(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		for _, text := range []string{"Uno.", "Dos.", "Tres.", "Cuatro."} {
			r.scheduled(text)
		}
		if _, found := r.judged(r.Content("Cinco.", r.acc), regulation.CheckSpamRate); len(found) != 1 || found[0].Variant != r.acc.ID {
			t.Errorf("%+v: want the fifth in an hour", found)
		}
		later := r.Content("Cinco.", r.acc)
		later.DueAt = later.DueAt.Add(3 * time.Hour)
		if _, found := r.judged(later, regulation.CheckSpamRate); len(found) != 0 {
			t.Errorf("%+v: at another hour it passes", found)
		}
	})
}

// Before its hour the links of a post are looked at again; what changed is told to who
// answers for it, and nothing is stopped.
//
//clause:test 6.vi
//clause:test 5.1.p3
func TestLinksAreLookedAtAgain(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		key := "https://ine.mx/credencial"
		r.found(key, store.Page{Page: check.Page{State: check.PageSeen, Status: 200}})
		p, pub := r.scheduled("Lea " + key)
		r.Clock.Set(pub.DueAt.Add(-30 * time.Minute))
		r.must(r.Desk.Relook(r.Context(), p.ID))
		r.must(r.Desk.Retell(r.Context(), p.ID))
		if n := len(r.Ledger("post.links_changed")); n != 0 {
			t.Errorf("%d entries while nothing changed", n)
		}
		r.found(key, store.Page{Page: check.Page{State: check.PageUnknown}})
		r.must(r.Desk.Retell(r.Context(), p.ID))
		r.found(key, store.Page{Page: check.Page{State: check.PageSeen, Status: 404}})
		r.must(r.Desk.Retell(r.Context(), p.ID))
		if n := len(r.Ledger("post.links_changed")); n != 1 {
			t.Errorf("%d entries, want one for the broken link and none for the one that could not be seen", n)
		}
		mails := 0
		r.must(r.Store.Read(r.Context(), func(t *store.Tx) error {
			all, err := t.Mails(r.Context(), store.MailFilter{Limit: 10})
			for _, m := range all {
				if strings.Contains(m.Message.Subject, "enlace") {
					mails++
				}
			}
			return err
		}))
		if mails != 2 {
			t.Errorf("%d letters, want one to each administrator", mails)
		}
		r.Clock.Set(pub.DueAt)
		r.is(r.send(r.Publication(pub.ID)), post.Published)
		r.must(r.Desk.Relook(r.Context(), p.ID))
		r.must(r.Desk.Retell(r.Context(), "no-existe"))
	})
}
