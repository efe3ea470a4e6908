package web

import (
	"strings"
	"testing"
	"time"

	"pregonero/institution"
	"pregonero/post"
	"pregonero/store"
)

// The list is narrowed by its address, a page at a time.
func TestPostsList(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	p.n.Draft("ana", "El voto es libre.", p.acc)
	p.n.Submitted("ana", "El voto es secreto.", p.more)
	for range postsPerPage {
		p.n.Draft("ana", "Otro texto.", p.acc)
	}
	ana := p.as("ana")
	for query, want := range map[string]int{"": postsPerPage, "?pagina=2": 2, "?estado=espera-aval": 1, "?texto=libre": 1, "?cuenta=" + p.more.ID: 1, "?desde=2026-09-02": 0, "?hasta=2026-09-01": postsPerPage} {
		page := ana.get("/publicaciones" + query)
		if got := page.Find("tbody tr").Length(); page.status != 200 || got != want {
			t.Errorf("%q: status %d, %d rows, want %d", query, page.status, got, want)
		}
	}
	page := ana.get("/publicaciones?estado=espera-aval&texto=secreto")
	if page.Find(".filter-chip").Length() != 2 || !page.has(".filter-chip[href='/publicaciones?texto=secreto']") {
		t.Error("the filters are not told, or cannot be taken off one by one")
	}
	p.wants(ana.get("/publicaciones?texto=nada"), 200, ".empty", "Nada coincide")
	if a := p.as("olga").get("/publicaciones"); a.status != 403 {
		t.Errorf("the operator reads contents: %d", a.status)
	}
}

// The page tells what became of it, with a link to the network and what may be done.
func TestPublishedPage(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	q, pubs := p.n.Published("luis", "eva", "El voto es libre.", p.acc)
	page := p.as("ana").get("/publicaciones/" + q.ID)
	p.wants(page, 200, "#salida-"+pubs[0].ID, "Publicada")
	if !page.has("#salida-"+pubs[0].ID+" a[href='"+pubs[0].Remote.URL+"']") || !page.has("form[action$='/corregir']") || !page.has("a[href$='/retirar']") {
		t.Error("no link to the network, or no way to correct or withdraw it")
	}
	for _, who := range []string{"Persona luis", "Persona eva", "Pregonero"} {
		if !strings.Contains(page.text(".timeline"), who) {
			t.Errorf("the history lacks %s", who)
		}
	}
}

// Withdrawing asks for a reason and for a second word, and only then removes it.
//
//clause:test 5.2.d
func TestWithdraw(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	q, pubs := p.n.Published("luis", "eva", "El voto es libre.", p.acc)
	ana, path := p.as("ana"), "/publicaciones/"+q.ID+"/salidas/"+pubs[0].ID+"/retirar"
	p.wants(ana.get(path), 200, "label[for=reason]", "Por qué se retira")
	p.wants(ana.post(path, "reason", " ", "confirm", "1"), 422, ".errors a[href='#reason']", "motivo")
	asked := ana.post(path, "reason", "La fecha era otra.")
	p.wants(asked, 200, ".interruption", "No se puede deshacer")
	if p.n.Publication(pubs[0].ID).Stage != post.Published {
		t.Fatal("it was withdrawn at the first word")
	}
	if asked.Find(".interruption input:not([type=hidden]), .interruption textarea").Length() != 0 || asked.value("input[name=reason]") != "La fecha era otra." {
		t.Error("the interruption asks for something, or forgot the reason")
	}
	p.wants(ana.post(path, "reason", "La fecha era otra.", "confirm", "1"), 303, "", "")
	if now := p.n.Publication(pubs[0].ID); now.Stage != post.Withdrawn || now.Why != "La fecha era otra." || len(p.n.Posts(p.acc)) != 0 {
		t.Errorf("it is %s", now.Stage)
	}
	p.wants(p.as("ana").get("/publicaciones/"+q.ID), 200, "#salida-"+pubs[0].ID, "La fecha era otra.")
	if a := p.as("nora").get(path); a.status != 403 {
		t.Errorf("a stranger may withdraw: %d", a.status)
	}
}

// Correcting opens a draft for that account alone, and says what it will do on the network.
//
//clause:test 5.1.p3
func TestCorrect(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	q, pubs := p.n.Published("luis", "eva", "El voto es libre.", p.acc, p.more)
	ana := p.as("ana")
	opened := ana.post("/publicaciones/" + q.ID + "/salidas/" + pubs[0].ID + "/corregir")
	if opened.status != 303 || !strings.HasPrefix(opened.to(), "/redactar/") {
		t.Fatalf("status %d to %q", opened.status, opened.to())
	}
	page := ana.get(opened.to())
	p.wants(page, 200, "main", "Está corrigiendo algo ya publicado")
	if page.Find("input[name=accounts]").Length() != 1 || page.text("textarea#text") != "El voto es libre." {
		t.Errorf("%d accounts, text %q", page.Find("input[name=accounts]").Length(), page.text("textarea#text"))
	}
	id := strings.TrimPrefix(opened.to(), "/redactar/")
	p.wants(ana.post("/redactar", p.fields(of(p.n.Post(id), "text", "El voto es secreto.", "accounts", pubs[0].AccountID)...)...), 303, "", "")
	if got := p.n.Post(id).Content; got.Corrects != pubs[0].ID || got.Text != "El voto es secreto." {
		t.Errorf("kept %+v", got)
	}
}

// An uncertain outcome is told in plain words, and a person's word decides it.
func TestResolve(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	q := p.n.Scheduled("luis", "eva", "El voto es libre.", p.acc)
	pub := p.n.Publications(q.ID)[0]
	p.uncertain(&pub)
	ana, path := p.as("ana"), "/publicaciones/"+q.ID+"/salidas/"+pub.ID+"/resolver"
	p.wants(ana.get("/publicaciones/"+q.ID), 200, "#salida-"+pub.ID, "La comunicación se cortó. Busque en la red.")
	p.wants(ana.get(path), 200, "main", "para no publicarla dos veces")
	p.wants(ana.post(path), 422, ".errors a[href='#there']", "Diga si")
	page := ana.post(path, "there", "si", "url", "no es una dirección")
	p.wants(page, 422, ".errors a[href='#url']", "Pegue la dirección")
	if page.value("#url") != "no es una dirección" || !page.has("#there[checked]") {
		t.Error("what was typed is lost")
	}
	p.wants(ana.post(path, "there", "si", "url", "https://red.example/9"), 303, "", "")
	if now := p.n.Publication(pub.ID); now.Stage != post.Published || now.Remote.URL != "https://red.example/9" {
		t.Errorf("it is %s", now.Stage)
	}
}

// uncertain makes the publication one of which nobody knows whether it is public.
func (p *press) uncertain(pub *post.Publication) {
	p.Helper()
	now := p.n.Clock.Now()
	pub.Stage, pub.IntentAt, pub.NeedsPerson = post.Unknown, now, true
	pub.Problem = &post.Problem{Kind: "ambiguous", Sentence: "La comunicación se cortó.", Next: "Busque en la red.", At: now}
	p.must(p.n.Store.Change(p.Context(), func(t *store.Tx) error { return t.UpdatePublication(p.Context(), *pub) }))
}

// What did not go out says why and leads to another hour.
func TestMissedPage(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	q := p.n.Scheduled("luis", "eva", "El voto es libre.", p.acc)
	p.must(p.n.Desk.Stop(t.Context(), p.n.Actor("ana"), p.acc.ID, true, "Revisión."))
	p.n.Clock.Set(q.Content.DueAt)
	pub := p.n.Publications(q.ID)[0]
	p.must(p.n.Desk.Send(t.Context(), pub.ID))
	page := p.as("ana").get("/publicaciones/" + q.ID)
	p.wants(page, 200, "#salida-"+pub.ID, "No salió a su hora")
	if !page.has("#salida-" + pub.ID + " a[href='/redactar/" + q.ID + "#due_at']") {
		t.Errorf("no way on: %s", page.text("#salida-"+pub.ID))
	}
}

// Recalling and discarding ask or act by right.
func TestRecallAndDiscard(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	q := p.n.Submitted("luis", "El voto es libre.", p.acc)
	base := "/publicaciones/" + q.ID
	if a := p.as("nora").post(base + "/recuperar"); a.status != 403 || p.n.Post(q.ID).State != post.Review {
		t.Errorf("a stranger recalls it: %d", a.status)
	}
	luis := p.as("luis")
	p.wants(luis.post(base+"/recuperar"), 303, "", "")
	if p.n.Post(q.ID).State != post.Draft {
		t.Error("it was not recalled")
	}
	p.wants(luis.get(base+"/descartar"), 200, ".interruption h1", "¿Descartar «El voto es libre.»?")
	p.wants(luis.post(base+"/descartar"), 303, "", "")
	p.wants(luis.get(base), 200, "h1 + .tag", "Descartada")
	p.wants(luis.post(base+"/descartar"), 409, "main", "ya terminó")
}

// Any two versions are compared part by part.
func TestVersions(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	q := p.n.Draft("ana", "El voto es libre.", p.acc)
	p.n.Clock.Advance(10 * time.Minute)
	p.as("luis").post("/redactar", p.fields(of(q, "text", "El voto es secreto.", "subject", "Otra cosa")...)...)
	page := p.as("ana").get("/publicaciones/" + q.ID + "/versiones")
	p.wants(page, 200, "main", "De la versión 1 a la 2")
	if !strings.Contains(page.text("ins"), "secreto") || !strings.Contains(page.text("del"), "libre") || !strings.Contains(page.text("h3"), "Actividad") {
		t.Errorf("shows %s", page.text("main"))
	}
	p.wants(p.as("ana").get("/publicaciones/"+q.ID+"/versiones?de=2&a=2"), 200, "main", "No hay diferencias")
}

// Who reads contents for another area sees personal data covered.
func TestFindingsAreMasked(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	p.n.Person("aurora", "mando_medio", "oic").Grant(institution.Auditor, "")
	q := p.n.Draft("ana", "Llame al 55 1234 5678.", p.acc)
	if got := p.as("ana").get("/publicaciones/" + q.ID).text(".finding.state-fix mark"); got != "55 1234 5678" {
		t.Errorf("the author sees %q", got)
	}
	if got := p.as("aurora").get("/publicaciones/" + q.ID).text(".finding.state-fix mark"); !strings.Contains(got, "•") {
		t.Errorf("the auditor sees %q", got)
	}
}
