package web

import (
	"strings"
	"testing"

	"pregonero/post"
)

// Whoever wrote a word of it neither endorses nor approves it: the page says so, and the
// server refuses the form all the same.
//
//clause:test 6.xx
//clause:test 5.1.p3
func TestNobodyResolvesTheirOwn(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	q := p.n.Submitted("eva", "El voto es libre.", p.acc) // eva heads the area that generated it
	eva := p.as("eva")
	page := eva.get("/visto-bueno")
	p.wants(page, 200, ".task", "No puede avalar lo propio")
	if page.has("form[action$='/avalar']") || page.has("a[href$='/devolver']") {
		t.Error("the author is offered to resolve it")
	}
	refused := eva.post("/visto-bueno/"+q.ID+"/avalar", "hash", q.Content.Hash())
	if refused.status != 403 || !refused.has(".notice a[href='/criterios#6.xx']") {
		t.Errorf("status %d: %s", refused.status, refused.text(".notice"))
	}
	if got := p.n.Post(q.ID); got.State != post.Review || got.Aval != nil {
		t.Errorf("it is %s", got.State)
	}
}

// The area's word is on the content that was on the screen, and opens the way to approval.
//
//clause:test 6.xx
func TestEndorseAndApprove(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	q := p.n.Submitted("luis", "El voto es libre.", p.acc)
	page := p.as("eva").get("/visto-bueno")
	p.wants(page, 200, ".preview .pre", "El voto es libre.")
	hash := page.value("input[name=hash]")
	if hash != q.Content.Hash() || !page.has(".deadline") || page.text(".tabs__count") != "1" {
		t.Fatalf("hash %q, deadline %v, count %q", hash, page.has(".deadline"), page.text(".tabs__count"))
	}
	p.wants(p.as("eva").post("/visto-bueno/"+q.ID+"/avalar", "hash", hash, "note", "La cifra y la fecha."), 303, "", "")
	if got := p.n.Post(q.ID); got.State != post.Endorsed || got.Aval.Note != "La cifra y la fecha." {
		t.Fatalf("it is %s, %+v", got.State, got.Aval)
	}
	ana := p.as("ana")
	p.wants(ana.get("/visto-bueno/"+q.ID), 200, "form[action$='/aprobar'] button", "Aprobar")
	p.wants(ana.post("/visto-bueno/"+q.ID+"/aprobar", "hash", hash), 303, "", "")
	if got := p.n.Post(q.ID); got.State != post.Scheduled || len(p.n.Publications(q.ID)) != 1 {
		t.Fatalf("it is %s", got.State)
	}
	p.wants(p.as("ana").get("/visto-bueno"), 200, ".empty", "Nada por resolver")
	p.wants(p.as("ana").get("/visto-bueno?ver=resueltas"), 200, ".task", "Aprobada por Persona ana, hoy a las 10:00")
}

// From the one that is open, J goes to the next of the list and K to the one before.
func TestKeysGoThroughTheList(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	for _, text := range []string{"El voto es libre.", "El voto es secreto.", "El voto es directo."} {
		p.n.Submitted("luis", text, p.acc)
	}
	eva := p.as("eva")
	first := eva.get("/visto-bueno")
	if !first.has(".task:nth-child(1) a[aria-current]") || first.has("a[data-key=k]") || !first.has(".task:nth-child(2) a[data-key=j]") {
		t.Error("the first is not marked, or its neighbours are wrong")
	}
	second := eva.get(first.Find("a[data-key=j]").AttrOr("href", ""))
	if !second.has(".task:nth-child(2) a[aria-current]") || !second.has(".task:nth-child(1) a[data-key=k]") || !second.has(".task:nth-child(3) a[data-key=j]") {
		t.Error("the second is not marked, or its neighbours are wrong")
	}
}

// A word on what was on the screen is no word on what is there now.
func TestStaleHash(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	q := p.n.Submitted("luis", "El voto es libre.", p.acc)
	old := q.Content.Hash()
	p.wants(p.as("luis").post("/redactar", p.fields(of(q, "text", "El voto es secreto.", "do", "submit")...)...), 303, "", "")
	page := p.as("eva").post("/visto-bueno/"+q.ID+"/avalar", "hash", old)
	p.wants(page, 409, ".notice", "cambió después de que usted lo abrió")
	if got := p.n.Post(q.ID); got.State != post.Review || page.value("input[name=hash]") != got.Content.Hash() {
		t.Errorf("it is %s and the form has %q", got.State, page.value("input[name=hash]"))
	}
	if !strings.Contains(page.text("ins"), "secreto") || !strings.Contains(page.text("del"), "libre") {
		t.Errorf("what changed is not shown: %s", page.text(".diff"))
	}
}

// When somebody else was first, the page says who and when.
func TestAlreadyResolved(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	q := p.n.Endorsed("luis", "eva", "El voto es libre.", p.acc)
	page := p.as("eva").post("/visto-bueno/"+q.ID+"/avalar", "hash", q.Content.Hash())
	p.wants(page, 409, ".notice", "Otra persona ya resolvió")
	p.wants(page, 409, ".notice", "Persona eva le dio visto bueno hoy a las 10:00")
}

// A return needs its reason, offers clauses, and reaches the author.
func TestReturn(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	q := p.n.Submitted("luis", "El voto es libre.", p.acc)
	eva, path := p.as("eva"), "/visto-bueno/"+q.ID+"/devolver"
	page := eva.get(path)
	p.wants(page, 200, "[data-modal-part] label", "Por qué se devuelve")
	if page.Find("input[name=clauses]").Length() < 5 {
		t.Error("no clauses are proposed")
	}
	empty := eva.post(path, "reason", " ", "clauses", "6.xx")
	p.wants(empty, 422, ".errors a[href='#reason']", "por qué se devuelve")
	if !empty.has("input[value='6.xx'][checked]") {
		t.Error("the clause chosen was lost")
	}
	p.wants(eva.post(path, "reason", "Falta la fecha.", "clauses", "6.xx"), 303, "", "")
	if got := p.n.Post(q.ID); got.State != post.Draft || got.Returned.Reason != "Falta la fecha." || len(got.Returned.Clauses) != 1 {
		t.Fatalf("it is %s, %+v", got.State, got.Returned)
	}
	p.wants(p.as("luis").get("/redactar/"+q.ID), 200, ".notice", "Falta la fecha.")
	for _, who := range []string{"luis", "eva"} {
		p.wants(p.as(who).get("/visto-bueno?ver=devueltas"), 200, ".task", "El voto es libre.")
	}
}

// An endorser of another area goes on seeing what they returned, and no other draft.
func TestReturnedIsSeenByWhoReturnedIt(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	nora := p.as("nora")
	first := p.as("luis").post("/redactar", p.fields("do", "submit", "source_area", sourceArea)...)
	id := strings.TrimPrefix(first.to(), "/publicaciones/")
	p.wants(nora.post("/visto-bueno/"+id+"/devolver", "reason", "No es la cifra."), 303, "", "")
	p.as("luis").post("/redactar", p.fields("source_area", sourceArea, "text", "El voto es secreto.")...)
	page := nora.get("/visto-bueno?ver=devueltas")
	if n := page.Find(".task").Length(); n != 1 || !strings.Contains(page.text(".task"), "El voto es libre.") {
		t.Errorf("%d tasks: %s", n, page.text(".task"))
	}
}

// What nobody answered in time is told, and can no longer be resolved.
func TestLateReview(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	q := p.n.Submitted("luis", "El voto es libre.", p.acc)
	p.n.Clock.Set(q.Content.DueAt)
	eva := p.as("eva")
	p.wants(eva.get("/visto-bueno"), 200, ".empty", "Nada por resolver")
	page := eva.get("/visto-bueno?ver=vencidas")
	p.wants(page, 200, ".notice", "Su hora ya pasó")
	if page.has("form[action$='/avalar']") {
		t.Error("it is offered all the same")
	}
	p.wants(eva.post("/visto-bueno/"+q.ID+"/avalar", "hash", q.Content.Hash()), 409, ".notice", "no se publica")
}

// The wrong office is refused with the clause.
//
//clause:test 5.1.p4
func TestReviewRefuses(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	q := p.n.Submitted("luis", "El voto es libre.", p.acc)
	for who, clause := range map[string]string{"olga": "5.1.p4", "nora": "6.xx"} {
		b := p.as(who)
		if a := b.post("/visto-bueno/"+q.ID+"/avalar", "hash", q.Content.Hash()); a.status != 403 || !a.has("a[href^='/criterios#']") {
			t.Errorf("%s: status %d, %s (%s)", who, a.status, a.text("main"), clause)
		}
		if a := b.get("/visto-bueno/" + q.ID); a.status != 403 {
			t.Errorf("%s reads it: %d", who, a.status)
		}
	}
	if a := p.as("ana").post("/visto-bueno/"+q.ID+"/avalar", "hash", q.Content.Hash()); a.status != 403 {
		t.Errorf("an administrator endorses for the area: %d", a.status)
	}
}
