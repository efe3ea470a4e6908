package web

import (
	"bytes"
	"image"
	"image/png"
	"net/url"
	"strings"
	"testing"
	"time"

	"pregonero/post"
)

// Whoever administers an account writes, and the post is what was typed.
func TestComposeAndSubmit(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	ana := p.as("ana")
	page := ana.get("/redactar")
	p.wants(page, 200, "h1", "Redactar")
	if n := page.Find("input[name=accounts]").Length(); n != 2 {
		t.Fatalf("%d accounts to choose from, want 2", n)
	}
	sent := ana.post("/redactar", p.fields("do", "submit", "own", p.acc.ID, "own-"+p.acc.ID, "Texto propio.")...)
	if sent.status != 303 || !strings.HasPrefix(sent.to(), "/publicaciones/") {
		t.Fatalf("status %d to %q: %s", sent.status, sent.to(), sent.text("main"))
	}
	q := p.n.Post(strings.TrimPrefix(sent.to(), "/publicaciones/"))
	want := time.Date(2026, 9, 3, 16, 0, 0, 0, time.UTC) // ten in the morning where the account is
	if q.State != post.Review || q.Content.TextFor(p.acc.ID) != "Texto propio." || !q.Content.DueAt.Equal(want) || !q.Content.NoExpiry {
		t.Fatalf("kept %+v", q)
	}
}

// Everything that is missing is told at once, each beside its field, and what was typed stays.
//
//clause:test 3.p1
//clause:test 6.i
func TestComposeSaysAllThatIsMissing(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	page := p.as("ana").post("/redactar", p.fields("do", "submit", "purposes", "", "source-1-title", "", "subject", "", "due_day", "", "validity", "")...)
	p.wants(page, 422, "textarea#text", "El voto es libre.")
	for _, field := range []string{"purposes", "sources", "subject", "due_at", "review_on"} {
		if !page.has(".errors a[href='#"+field+"']") || !page.has("#"+field) {
			t.Errorf("%s is not told, or its control is not there", field)
		}
	}
	if id := page.value("input[name=draft]"); id == "" || p.n.Post(id).State != post.Draft {
		t.Error("the draft was not kept")
	}
}

// What the dictamen forbids is told with the rest, and leads to its place.
//
//clause:test 5.2.b
func TestComposeSaysWhatTheDictamenForbids(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	for _, more := range [][]string{nil, {"subject", ""}} {
		page := p.as("ana").post("/redactar", p.fields(append(more, "do", "submit", "text", "Llame al 55 1234 5678.")...)...)
		p.wants(page, 422, ".errors a[href='#text']", "dato personal")
		if n := page.Find(".errors a[href='#sources'], .errors a[href='#purposes']").Length(); n != 0 {
			t.Errorf("%d faults of fields that are filled in", n)
		}
	}
}

// The checks speak while writing, each with its clause, and a link to somebody else's page
// asks for its purpose.
func TestComposeCheck(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	ana := p.as("ana")
	page := ana.script("/redactar/revisar", p.fields("text", "Llame al 55 1234 5678 o vea https://ejemplo.com/voto")...)
	p.wants(page, 200, "#findings", "por corregir")
	if !page.has("#findings a[href^='/criterios#']") || page.Find("#findings-summary[data-announce]").Length() != 1 {
		t.Error("findings without their clause, or without their line")
	}
	if page.has("input[name=tie-1-url]") == page.has("nothing") || page.value("input[name=tie-1-url]") != "https://ejemplo.com/voto" {
		t.Error("the foreign link is not asked about")
	}
	tied := ana.script("/redactar/revisar", p.fields("text", "Vea https://ejemplo.com/voto", "tie-1-url", "https://ejemplo.com/voto", "tie-1-purpose", p.n.Pack.Purposes[0].ID)...)
	if tied.has("#findings a[href='/criterios#6.vi']") || tied.Find("select[name=tie-1-purpose] option[selected]").Length() != 1 {
		t.Error("the purpose of the link was not taken")
	}
	if before := len(p.n.Ledger("post.create")); before != 0 {
		t.Error("a check kept something")
	}
}

// A suggestion is applied without scripts too.
func TestComposeMends(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	ana := p.as("ana")
	text := "EL VOTO, LA VOTO EL VOTO." // words that the newsroom's dictionary knows
	page := ana.post("/redactar", p.fields("do", "review", "text", text)...)
	fix := page.Find("button[name=do][value^='fix:']").First()
	if fix.Length() == 0 || fix.AttrOr("form", "") != composeFormID {
		t.Fatalf("nothing to mend with: %s", page.text("#findings"))
	}
	mended := ana.post("/redactar", p.fields("do", fix.AttrOr("value", ""), "text", text)...)
	p.wants(mended, 303, "", "")
	if got := p.n.Post(strings.TrimPrefix(mended.to(), "/redactar/")).Content.Text; got == text {
		t.Error("the text is as it was")
	}
}

// Autosave creates the draft the first time, says where it lives, and then keeps its versions.
func TestAutosave(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	ana := p.as("ana")
	first := ana.with("X-Autosave", "1", "/redactar/guardar", p.fields()...)
	p.wants(first, 204, "", "")
	id := first.header.Get("X-Id")
	if first.header.Get("X-Location") != "/redactar/"+id || first.header.Get("X-Version") != "1" || first.header.Get("X-Saved-At") != "10:00" {
		t.Fatalf("answered %v", first.header)
	}
	q := p.n.Post(id)
	second := ana.with("X-Autosave", "1", "/redactar/guardar", p.fields(of(q, "text", "El voto es secreto.")...)...)
	if second.status != 204 || second.header.Get("X-Id") != "" || p.n.Post(id).Content.Text != "El voto es secreto." {
		t.Fatalf("status %d, %v", second.status, second.header)
	}
	if page := ana.get("/redactar/" + id); page.text("textarea#text") != "El voto es secreto." {
		t.Errorf("the page shows %q", page.text("textarea#text"))
	}
}

// Somebody else's version is never written over: the script is told, and without scripts
// both texts are shown and nothing typed is lost.
func TestAutosaveConflict(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	q := p.n.Draft("ana", "El voto es libre.", p.acc)
	p.wants(p.as("luis").with("X-Autosave", "1", "/redactar/guardar", p.fields(of(q, "text", "De Luis.")...)...), 204, "", "")
	mine := p.fields(of(q, "text", "De Ana.")...)
	ana := p.as("ana")
	if told := ana.with("X-Autosave", "1", "/redactar/guardar", mine...); told.status != 409 || told.header.Get("X-Problem") != "" {
		t.Fatalf("status %d, %q", told.status, told.header.Get("X-Problem"))
	}
	page := ana.post("/redactar", mine...)
	p.wants(page, 422, "textarea#text", "De Ana.")
	if !strings.Contains(page.text("del"), "Luis") || !strings.Contains(page.text("ins"), "Ana") {
		t.Errorf("the difference is not shown: %s", page.text("main"))
	}
	if got := p.n.Post(q.ID).Content.Text; got != "De Luis." {
		t.Fatalf("kept %q", got)
	}
	over := page.Find("button[value^='mine:']").AttrOr("value", "")
	p.wants(ana.post("/redactar", p.fields(of(q, "text", "De Ana.", "do", over)...)...), 303, "", "")
	if got := p.n.Post(q.ID).Content.Text; got != "De Ana." {
		t.Errorf("kept %q", got)
	}
}

// Without an account the draft would be lost to its own author: it is told, and the script
// does not ask again and again.
func TestAutosaveNeedsAnAccount(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	a := p.as("ana").with("X-Autosave", "1", "/redactar/guardar", p.fields("accounts", "")...)
	said, err := url.PathUnescape(a.header.Get("X-Problem"))
	if a.status != 422 || err != nil || !strings.Contains(said, "Elija al menos una cuenta") {
		t.Fatalf("status %d: %q %v", a.status, said, err)
	}
	if n := len(p.n.Ledger("post.draft")); n != 0 {
		t.Errorf("%d refusals in the ledger for choosing no account", n)
	}
}

// A text beyond every limit is told in a clear sentence and comes back whole; one beyond
// what the server reads says where it still is.
func TestComposeHugeText(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	ana := p.as("ana")
	huge := strings.Repeat("El voto. ", 120_000) // a megabyte
	page := ana.post("/redactar", p.fields("text", huge)...)
	p.wants(page, 422, ".errors", "se guardan hasta")
	if got := page.Find("textarea#text").Text(); strings.TrimSpace(got) != strings.TrimSpace(huge) {
		t.Errorf("%d characters came back of %d", len(got), len(huge))
	}
	saved := ana.with("X-Autosave", "1", "/redactar/guardar", p.fields("text", huge)...)
	if said, _ := url.PathUnescape(saved.header.Get("X-Problem")); saved.status != 413 || !strings.Contains(said, "se guardan hasta") {
		t.Errorf("autosave: status %d, %q", saved.status, said)
	}
	p.wants(ana.post("/redactar", p.fields("text", strings.Repeat(huge, 3))...), 413, ".notice", "su texto sigue en este equipo")
}

// Emoji and text from right to left come back as they were and are cut at no half sign.
func TestComposeAnyScript(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	ana := p.as("ana")
	for _, text := range []string{"👩🏽‍⚖️🇲🇽 Vote", "حق التصويت للجميع", "a\u0301 combinada", "<b>no</b> & \"comillas\""} {
		saved := ana.post("/redactar", p.fields("text", text)...)
		p.wants(saved, 303, "", "")
		page := ana.get(saved.to())
		if got := page.Find("textarea#text").Text(); got != text {
			t.Errorf("typed %q, came back %q", text, got)
		}
		if !strings.Contains(page.Find(".preview .pre").Text(), text) {
			t.Errorf("the preview lacks %q", text)
		}
	}
	long := strings.Repeat("🇲🇽", 300)
	page := ana.script("/redactar/revisar", p.fields("text", long)...)
	if cut := page.Find(".preview__cut"); cut.Length() != 1 || strings.ContainsRune(cut.Text(), '\uFFFD') {
		t.Error("the cut is not marked, or is inside a sign")
	}
}

// Own text for an account starts from the common one, and goes back.
func TestComposeOwnText(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	ana := p.as("ana")
	two := []string{"accounts", p.acc.ID, "accounts", p.more.ID}
	page := ana.script("/redactar/partes", p.fields(append(two, "do", "own:"+p.more.ID)...)...)
	p.wants(page, 200, "textarea#own-"+p.more.ID, "El voto es libre.")
	if page.has("input[name=version]") {
		t.Error("a part carries the version: it would undo that of the last save")
	}
	back := ana.script("/redactar/partes", p.fields(append(two, "own", p.more.ID, "own-"+p.more.ID, "Otro", "do", "common:"+p.more.ID)...)...)
	if back.has("textarea#own-" + p.more.ID) {
		t.Error("the own text is still there")
	}
	if n := page.Find("#previews .preview").Length(); n != 2 {
		t.Errorf("%d previews, want 2", n)
	}
}

// Files are cleaned and kept, each with its description; a bad one says why.
//
//clause:test 6.xxvii
func TestComposeFiles(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	ana := p.as("ana")
	var picture bytes.Buffer
	p.must(png.Encode(&picture, image.NewGray(image.Rect(0, 0, 8, 6))))
	page := ana.upload("urna.png", picture.String(), p.fields()...)
	p.wants(page, 200, ".media__name", "urna.png")
	hash := page.value("input[name=media]")
	if src := page.Find(".media__thumb img").AttrOr("src", ""); src != filePath+hash {
		t.Errorf("the picture is at %q", src)
	}
	file := ana.get(filePath + hash)
	if file.status != 200 || file.header.Get("Content-Type") != "image/png" || !strings.Contains(file.header.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("the file answers %d %v", file.status, file.header)
	}
	saved := ana.post("/redactar", p.fields("media", hash, "name-"+hash, "urna.png", "alt-"+hash, "Una urna.")...)
	if q := p.n.Post(strings.TrimPrefix(saved.to(), "/redactar/")); len(q.Content.Media) != 1 || q.Content.Media[0].Alt != "Una urna." {
		t.Errorf("kept %+v", q.Content.Media)
	}
	bad := ana.upload("urna.png", "MZ no es una imagen", p.fields("text", "Lo escrito.")...)
	p.wants(bad, 422, "textarea#text", "Lo escrito.")
	p.wants(bad, 422, ".errors", "urna.png")
	if p.as("olga").get(filePath+hash).status != 403 {
		t.Error("who reads no posts reads their files")
	}
}

// A document is kept as the source; what it is not yet known to say is waited for, and who
// is of another area neither opens nor cites it.
//
//clause:test 6.xx
//clause:test 5.1.p4
func TestComposeSourceDocument(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	ana := p.as("ana")
	page := ana.uploadTo(sourcePath, "documents", "acuerdo.html", "<!doctype html><p>El 15 de enero", p.fields("source-1-title", "")...)
	p.wants(page, 200, "#source-list", "Ver el documento")
	hash := page.value("input[name=source-1-hash]")
	if hash == "" || page.value("input[name=source-1-title]") != "acuerdo.html" || !page.has("#findings-waiting[hx-post='/redactar/revisar']") {
		t.Errorf("hash %q, title %q, waiting %q", hash, page.value("input[name=source-1-title]"), page.text("#findings-waiting"))
	}
	cited := []string{"source-1-title", "Acuerdo", "source-1-hash", hash}
	if page := ana.script("/redactar/revisar", p.fields(append(cited, "looks", "99")...)...); page.has("#findings-waiting[hx-post]") || !page.has("#findings-waiting") {
		t.Error("the page asks for ever")
	}
	saved := ana.post("/redactar", p.fields(cited...)...)
	if q := p.n.Post(strings.TrimPrefix(saved.to(), "/redactar/")); len(q.Content.Sources) != 1 || q.Content.Sources[0].Hash != hash {
		t.Errorf("kept %+v", q.Content.Sources)
	}
	if file := ana.get(filePath + hash); file.status != 200 || file.header.Get("Content-Disposition") != "attachment" {
		t.Errorf("the document answers %d %v", file.status, file.header)
	}
	bad := ana.uploadTo(sourcePath, "documents", "foto.png", "\x89PNG\r\n\x1a\n0000", p.fields("text", "Lo escrito.")...)
	p.wants(bad, 422, "textarea#text", "Lo escrito.")
	p.wants(bad, 422, ".errors", "no sirve como fuente")
	olga := p.as("olga")
	if olga.get(filePath+hash).status != 403 || olga.uploadTo(sourcePath, "documents", "a.html", "<!doctype html><p>a").status != 403 {
		t.Error("who writes nothing reads or brings sources")
	}
}

// Who has no account to write for is refused with the clause, at each door.
//
//clause:test 5.1.p4
func TestComposeRefuses(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	q := p.n.Draft("ana", "El voto es libre.", p.acc)
	clause := "a[href='/criterios#5.1.p4']"
	for _, who := range []string{"olga", "nora"} {
		b := p.as(who)
		for _, a := range []*answer{b.get("/redactar"), b.get("/redactar/" + q.ID), b.post("/redactar", p.fields(of(q)...)...), b.post("/redactar", p.fields()...)} {
			if a.status != 403 || !a.has(clause) {
				t.Errorf("%s: status %d, clause %v: %s", who, a.status, a.has(clause), a.text("main"))
			}
		}
	}
	if got := p.nobody().get("/redactar"); got.status != 303 || !strings.HasPrefix(got.to(), "/entrar") {
		t.Errorf("nobody: %d to %q", got.status, got.to())
	}
}

// A new post starts from the day that the calendar asked for, a template, or a past post.
func TestComposeStarts(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	ana := p.as("ana")
	if page := ana.get("/redactar?dia=2026-09-02"); page.Find("input[name=due_day][checked]").AttrOr("value", "") != "2026-09-02" {
		t.Error("the day is not filled in")
	}
	q, _ := p.n.Published("ana", "eva", "El voto es libre.", p.acc)
	ana = p.as("ana") // the clock moved on: the session was closed for want of use
	page := ana.get("/redactar?de=" + q.ID)
	p.wants(page, 200, "textarea#text", "El voto es libre.")
	if page.value("input[name=draft]") != "" || page.has("input[name=due_day][checked]:not([value=other])") {
		t.Error("the copy is the post itself, or keeps its hour")
	}
	if start := ana.get("/redactar"); !start.has("a[href='/redactar?de="+q.ID+"']") || start.Find("a[href^='/redactar?plantilla=']").Length() < 3 {
		t.Error("there is nothing to start from")
	}
	p.wants(ana.get("/redactar?plantilla=invitacion"), 200, "textarea#text", "[actividad]")
}

// A change takes the endorsement away, and the page says so before.
//
//clause:test 6.xx
func TestComposeAfterSubmitting(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	q := p.n.Endorsed("ana", "eva", "El voto es libre.", p.acc)
	ana := p.as("ana")
	p.wants(ana.get("/redactar/"+q.ID), 200, ".notice", "vuelve a ser borrador")
	p.wants(ana.post("/redactar", p.fields(of(q, "text", "El voto es secreto.")...)...), 303, "", "")
	if now := p.n.Post(q.ID); now.State != post.Draft || now.Aval != nil {
		t.Errorf("%s with %v", now.State, now.Aval)
	}
	if sentence := ana.script("/redactar/frase", p.fields("due_day", "2026-09-05", "due_time", "20:15")...); !strings.Contains(sentence.text("#due_at-sentence"), "fuera de las horas de atención") {
		t.Errorf("says %q", sentence.text("#due_at-sentence"))
	}
}
