package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"pregonero/account"
	"pregonero/inbox"
	"pregonero/institution"
	"pregonero/internal/id"
	"pregonero/network/practice"
	"pregonero/post"
	"pregonero/store"
)

// said is a comment on the account that came so long ago, its clock running.
func (h *house) said(a account.Account, name, text string, ago time.Duration) inbox.Item {
	h.Helper()
	now := h.w.Clock.Now()
	i := inbox.Item{ID: id.New(now), AccountID: a.ID, AreaID: a.AreaID, Network: practice.Name, Kind: "comment", Remote: post.Ref{ID: "remoto-" + id.New(now), URL: "https://red.example/c/1"},
		Author: inbox.Author{ID: "autor", Handle: strings.ToLower(name), Name: name, URL: "https://red.example/@" + name}, Text: text, At: now.Add(-ago), Received: now, State: inbox.Open}
	i.ThreadID = i.ID
	i.Clock(h.w.Pack, a.Hours, h.w.Pack.Calendar)
	h.must(h.w.Store.Change(h.Context(), func(tx *store.Tx) error { _, err := tx.AddItem(h.Context(), i); return err }))
	return i
}

// The soonest due comes first, with its clock in attendance hours and the rule behind it.
//
//clause:test 6.xix
//clause:test 5.1.p5
func TestInboxListsBySoonestDue(t *testing.T) {
	t.Parallel()
	h, acc := newsroom(t)
	other := h.account("otra", h.w.Pack.Attendance)
	recent := h.said(acc, "Rosa", "¿Dónde saco mi cita?", 30*time.Minute)
	late := h.said(other, "Joel", "Fui y estaba cerrado", 5*24*time.Hour)
	ana := h.as("ana")
	a := ana.get("/bandeja")
	links := a.Find(".task__link")
	if a.status != http.StatusOK || links.Length() != 2 || links.Eq(0).AttrOr("href", "") != "/bandeja/"+late.ID || links.Eq(1).AttrOr("href", "") != "/bandeja/"+recent.ID {
		t.Fatalf("status %d: %s", a.status, a.text("main"))
	}
	if row := a.Find(".task").Eq(0).Text(); !strings.Contains(row, "Vencido") || !strings.Contains(row, "en horas de atención") {
		t.Errorf("the late one says %q", row)
	}
	clause := h.w.Pack.Deadlines["first_answer"].Clause
	if !a.has(".task .why a[href='/criterios#" + clause + "']") {
		t.Error("the deadline does not name its rule")
	}
	if got := a.text(".tabs__link[aria-current=page]"); got != "Por atender 2" || !strings.Contains(a.text(".tabs"), "Vencidos 1") {
		t.Errorf("the views count %q", a.text(".tabs"))
	}
	for path, want := range map[string]int{"/bandeja?cuenta=" + acc.ID: 1, "/bandeja?vista=vencidos": 1, "/bandeja?q=cita": 1, "/bandeja?vista=mios": 0, "/bandeja?vista=cerrados": 0, "/bandeja?vista=todos": 2, "/bandeja?vista=todos&pagina=9": 0, "/bandeja?cuenta=ajena": 0} {
		if got := ana.get(path).Find(".task").Length(); got != want {
			t.Errorf("%s shows %d, want %d", path, got, want)
		}
	}
}

func TestInboxPages(t *testing.T) {
	t.Parallel()
	h, acc := newsroom(t)
	for range inboxPage + 3 {
		h.said(acc, "Rosa", "Otra pregunta", time.Minute)
	}
	ana := h.as("ana")
	first := ana.get("/bandeja")
	if first.Find(".task").Length() != inboxPage || first.Find(".pages a[rel=next]").AttrOr("href", "") != "/bandeja?pagina=2" {
		t.Errorf("the first page: %s", first.text(".pages"))
	}
	if second := ana.get("/bandeja?pagina=2"); second.Find(".task").Length() != 3 || second.Find(".pages a[rel=prev]").AttrOr("href", "") != "/bandeja" {
		t.Errorf("the second page: %s", second.text(".pages"))
	}
}

// Only who administers the account, or heads its area, reads and answers.
//
//clause:test 5.1.p4
func TestInboxRefusesOthers(t *testing.T) {
	t.Parallel()
	h, acc := newsroom(t)
	item := h.said(acc, "Rosa", "¿Dónde saco mi cita?", time.Minute)
	h.w.Person("marisol", "mando_medio", "cncs").Grant(institution.Press, "")
	h.w.Person("olga", "operativo", "unicom").Grant(institution.Operator, "")
	h.w.Person("mateo", "mando_medio", "jle-yuc").Head("jle-yuc")
	for _, who := range []string{"marisol", "olga"} {
		if a := h.as(who).get("/bandeja"); a.status != http.StatusForbidden || !strings.Contains(a.text("main"), "5.1.p4") {
			t.Errorf("%s: status %d: %s", who, a.status, a.text("main"))
		}
	}
	for _, who := range []string{"marisol", "olga", "mateo"} {
		b := h.as(who)
		for _, a := range []*answer{b.get("/bandeja/" + item.ID), b.post("/bandeja/" + item.ID + "/tomar"), b.post("/bandeja/"+item.ID+"/contestar", "text", "Hola"), b.post("/bandeja/"+item.ID+"/cerrar", "reason", "No")} {
			if a.status != http.StatusForbidden || !strings.Contains(a.text("main"), "5.1.p4") || strings.Contains(a.body, "saco mi cita") {
				t.Errorf("%s: status %d: %s", who, a.status, a.text("main"))
			}
		}
	}
	if got := h.as("mateo").get("/bandeja").Find(".task").Length(); got != 0 {
		t.Errorf("the head of another area sees %d comments", got)
	}
	if got := h.w.Item(item.ID); got.State != inbox.Open || got.LockBy != "" {
		t.Errorf("the comment moved: %+v", got)
	}
	if got := h.as("eva").get("/bandeja/" + item.ID); got.status != http.StatusOK {
		t.Errorf("the head of the area: status %d", got.status)
	}
}

// A comment is shown as it was written, whatever it holds.
func TestConversationShowsAsWritten(t *testing.T) {
	t.Parallel()
	h, acc := newsroom(t)
	item := h.said(acc, "Rosa", "Línea uno\n<b>negrita</b> <script>alert(1)</script>", time.Hour)
	h.must(h.w.Store.Change(t.Context(), func(tx *store.Tx) error {
		i, err := tx.Item(t.Context(), item.ID)
		if err != nil {
			return err
		}
		i.EditedAt = h.w.Clock.Now()
		i.Pictures = []inbox.Picture{{Kind: "image", URL: "https://red.example/foto.jpg", Alt: "Una fila"}, {Kind: "image", URL: "javascript:alert(1)"}}
		i.Author.URL = "javascript:alert(2)"
		return tx.UpdateItem(t.Context(), i)
	}))
	a := h.as("ana").get("/bandeja/" + item.ID)
	if got := a.Find("#c-" + item.ID + " .pre").Text(); got != item.Text {
		t.Errorf("shown %q, written %q", got, item.Text)
	}
	if a.Find("main script, main img").Length() != 0 || a.has("a[href^=javascript]") {
		t.Error("what was written became part of the page")
	}
	if !a.has("a[href='https://red.example/foto.jpg'][rel='noopener nofollow']") || !a.has("a[href='https://red.example/c/1'][rel='noopener nofollow']") {
		t.Error("attachments or the comment itself are not linked")
	}
	if !strings.Contains(a.text("#c-"+item.ID), "Su autor lo cambió") {
		t.Error("the author's edit is not told")
	}
	if !a.has("[data-no-blocking] a[href='/criterios#6.xvi']") {
		t.Error("the page does not say that nobody is blocked, and why")
	}
}

// Of two people one answers; the other is told who, and keeps what they typed.
//
//clause:test 5.2.e
func TestAnswerOnce(t *testing.T) {
	t.Parallel()
	h, acc := newsroom(t)
	item := h.said(acc, "Rosa", "¿Dónde saco mi cita?", time.Hour)
	path := "/bandeja/" + item.ID
	ana, luis := h.as("ana"), h.as("luis")
	if a := ana.get(path); a.has("#text") || !a.has("form[action='"+path+"/tomar']") {
		t.Fatalf("before taking it: %s", a.text("#respuesta"))
	}
	if a := ana.post(path + "/tomar"); a.status != http.StatusSeeOther || a.to() != path+"#respuesta" {
		t.Fatalf("take: status %d to %q", a.status, a.to())
	}
	if a := ana.get(path); !a.has("form[action='"+path+"/contestar'] textarea#text") || !a.has(".counter[data-max]") || !a.has("#findings") {
		t.Errorf("the answer box is not whole: %s", a.text("#respuesta"))
	}
	busy := luis.get(path)
	if busy.has("#text") || !strings.Contains(busy.text("#respuesta"), "Persona ana está escribiendo") {
		t.Errorf("the other sees %q", busy.text("#respuesta"))
	}
	if got := luis.get("/bandeja").text(".task__meta"); !strings.Contains(got, "Persona ana lo está contestando") {
		t.Errorf("the list says %q", got)
	}
	second := luis.post(path+"/contestar", "text", "Mi respuesta, larga y pensada.")
	if second.status != http.StatusConflict || !strings.Contains(second.text(".errors"), "Persona ana está contestando") || second.text("textarea[readonly]") != "Mi respuesta, larga y pensada." {
		t.Errorf("status %d: %s", second.status, second.text("main"))
	}
	if a := ana.post(path+"/contestar", "text", "Hola, Rosa. Haga su cita en www.ine.mx."); a.status != http.StatusSeeOther {
		t.Fatalf("answer: status %d: %s", a.status, a.text("main"))
	}
	third := luis.post(path+"/contestar", "text", "Mi respuesta, larga y pensada.")
	if third.status != http.StatusConflict || !strings.Contains(third.text(".errors"), "Persona ana ya contestó") || third.text("textarea[readonly]") != "Mi respuesta, larga y pensada." {
		t.Errorf("status %d: %s", third.status, third.text("main"))
	}
	after := luis.get(path)
	if !strings.Contains(after.text(".message--own"), "Hola, Rosa. Haga su cita en www.ine.mx.") || !strings.Contains(after.text(".message--own"), "escrita por Persona ana") || !strings.Contains(after.text(".message--own .tag"), "Programada") {
		t.Errorf("the thread says %q", after.text(".thread"))
	}
	if len(h.w.Ledger("item.answer")) != 1 {
		t.Error("not one answer in the ledger")
	}
}

// An answer against the criteria is refused with the clause, and stays in its box.
//
//clause:test 6.iii
func TestAnswerIsChecked(t *testing.T) {
	t.Parallel()
	h, acc := newsroom(t)
	item := h.said(acc, "Rosa", "¿Dónde saco mi cita?", time.Hour)
	path, ana := "/bandeja/"+item.ID, h.as("ana")
	ana.post(path + "/tomar")
	const bad = "Llame a Pedro al 55 1234 5678."
	live := ana.post(path+"/revisar", "text", bad)
	if live.status != http.StatusOK || live.has("html main") || !live.has("#findings .finding.state-fix mark") || !live.has("#findings a[href='/criterios#6.iii']") {
		t.Errorf("while typing: status %d: %s", live.status, live.body)
	}
	if live.has("[data-fix], button[name=do]") {
		t.Error("a mending that would send the form")
	}
	a := ana.post(path+"/contestar", "text", bad)
	if a.status != http.StatusUnprocessableEntity || !a.has(".errors a[href='#text']") || !strings.Contains(a.text(".errors"), "6.iii") || a.text("#text") != bad {
		t.Errorf("status %d: %s", a.status, a.text("main"))
	}
	if empty := ana.post(path+"/contestar", "text", "  \n "); empty.status != http.StatusUnprocessableEntity || !empty.has(".errors a[href='#text']") {
		t.Errorf("an empty answer: status %d", empty.status)
	}
	if h.w.Item(item.ID).State != inbox.Open {
		t.Error("something was sent")
	}
}

// Every comment is answered or closed with a reason, and a closed one can be opened again.
//
//clause:test 5.2.e
func TestCloseAndReopen(t *testing.T) {
	t.Parallel()
	h, acc := newsroom(t)
	item := h.said(acc, "Rosa", "Gracias", time.Hour)
	path, ana := "/bandeja/"+item.ID, h.as("ana")
	if a := ana.post(path+"/cerrar", "reason", " "); a.status != http.StatusUnprocessableEntity || !a.has(".errors a[href='#reason']") {
		t.Errorf("without reason: status %d", a.status)
	}
	if a := ana.post(path+"/cerrar", "reason", "Es un agradecimiento."); a.status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", a.status, a.text("main"))
	}
	closed := ana.get(path)
	if !strings.Contains(closed.text("#respuesta blockquote"), "Es un agradecimiento.") || !closed.has("form[action='"+path+"/reabrir']") || closed.has("form[action$='/tomar']") {
		t.Errorf("closed: %s", closed.text("#respuesta"))
	}
	if a := ana.post(path + "/reabrir"); a.status != http.StatusSeeOther || h.w.Item(item.ID).State != inbox.Open {
		t.Errorf("reopen: status %d", a.status)
	}
}

func TestAssign(t *testing.T) {
	t.Parallel()
	h, acc := newsroom(t)
	h.w.Person("nora", "mando_medio", "jle-jal")
	item := h.said(acc, "Rosa", "¿Dónde saco mi cita?", time.Hour)
	path, ana := "/bandeja/"+item.ID, h.as("ana")
	options := ana.get(path).Find("#assignee option[value!='']")
	if options.Length() != 3 {
		t.Errorf("%d people may attend, want the two administrators and the head", options.Length())
	}
	if a := ana.post(path+"/asignar", "assignee", h.id("nora")); a.status != http.StatusUnprocessableEntity || !a.has(".errors a[href='#assignee']") {
		t.Errorf("to who could not answer: status %d: %s", a.status, a.text(".errors"))
	}
	if a := ana.post(path+"/asignar", "assignee", h.id("luis")); a.status != http.StatusSeeOther {
		t.Fatalf("status %d", a.status)
	}
	if got := h.as("luis").get("/bandeja?vista=mios"); got.Find(".task").Length() != 1 || !strings.Contains(got.text(".task__meta"), "asignado a usted") {
		t.Errorf("luis sees %q", got.text("main"))
	}
	if got := ana.get("/bandeja").text(".task__meta"); !strings.Contains(got, "asignado a Persona luis") {
		t.Errorf("ana sees %q", got)
	}
}

// An account that cannot be read says so where people would look for what is new.
func TestInboxTellsWhatCannotBeRead(t *testing.T) {
	t.Parallel()
	h, acc := newsroom(t)
	item := h.said(acc, "Rosa", "¿Dónde saco mi cita?", time.Hour)
	h.must(h.w.Store.Change(t.Context(), func(tx *store.Tx) error {
		return tx.PutCursor(t.Context(), acc.ID, "listen", store.Cursor{At: h.w.Clock.Now(), Problem: "La red no aceptó el acceso. Conecte la cuenta otra vez."})
	}))
	for _, path := range []string{"/bandeja", "/bandeja/" + item.ID} {
		a := h.as("ana").get(path)
		if !strings.Contains(a.text(".notice.state-fix"), "Conecte la cuenta otra vez") || !a.has(".notice a[href='/cuentas/"+acc.ID+"/accesos']") {
			t.Errorf("%s does not tell: %s", path, a.text("main"))
		}
	}
}
