package web

import (
	"net/http"
	"strings"
	"testing"

	"pregonero/account"
	"pregonero/incident"
	"pregonero/institution"
	"pregonero/responding"
	"pregonero/store"
)

// readAccount is an account as it is now.
func (h *house) readAccount(id string) (a account.Account) {
	h.Helper()
	h.must(h.w.Store.Read(h.Context(), func(tx *store.Tx) (err error) { a, err = tx.Account(h.Context(), id); return err }))
	return a
}

// Everyone sees the registry as far as their role gives; the press office sees it whole.
//
//clause:test 1.p1
func TestAccountsByRight(t *testing.T) {
	t.Parallel()
	h, acc := newsroom(t)
	other := h.registered(account.Account{Network: "x", Handle: "INEMexico", Name: "INE México", AreaID: "cncs", State: account.Registered})
	h.w.Person("marisol", "mando_medio", "cncs").Grant(institution.Press, "")
	h.w.Person("olga", "operativo", "unicom").Grant(institution.Operator, "")
	for who, want := range map[string]int{"ana": 1, "eva": 1, "marisol": 2} {
		a := h.as(who).get("/cuentas")
		if got := a.Find("#accounts tbody tr").Length(); a.status != http.StatusOK || got != want {
			t.Errorf("%s sees %d accounts, want %d (status %d)", who, got, want, a.status)
		}
		if a.has("a[href='/cuentas/nueva']") != (who == "marisol") || a.has("a[href='/cuentas/detener']") != (who == "marisol") {
			t.Errorf("%s is offered what is not theirs, or not what is", who)
		}
	}
	list := h.as("marisol").get("/cuentas?q=jal&estado=active")
	if list.Find("#accounts tbody tr").Length() != 1 || list.Find(".filter-chip").Length() != 2 || !strings.Contains(list.text("#accounts"), "Cuenta jal") {
		t.Errorf("filtered: %s", list.text("main"))
	}
	for _, path := range []string{"/cuentas", "/cuentas/" + acc.ID} {
		if a := h.as("olga").get(path); a.status != http.StatusForbidden || !strings.Contains(a.text("main"), "1.p1") {
			t.Errorf("who runs the system reads %s: status %d", path, a.status)
		}
	}
	if a := h.as("ana").get("/cuentas/" + other.ID); a.status != http.StatusForbidden {
		t.Errorf("another area's account: status %d", a.status)
	}
}

// The parts of a file by right: contents, ledger and accesses are not the press office's.
//
//clause:test 5.1.p4
func TestAccountFileByRight(t *testing.T) {
	t.Parallel()
	h, acc := newsroom(t)
	h.scheduled("Texto reservado a quien administra.", mexico(2, 11, 0), acc)
	h.w.Person("marisol", "mando_medio", "cncs").Grant(institution.Press, "")
	path := "/cuentas/" + acc.ID
	ana := h.as("ana")
	for tab, want := range map[string]string{"": ".summary", "/linea": ".timeline__entry", "/personas": ".summary", "/accesos": ".summary", "/horario": ".card", "/publicaciones": ".empty", "/completo": "#linea"} {
		if a := ana.get(path + tab); a.status != http.StatusOK || !a.has(want) {
			t.Errorf("%s: status %d: %s", tab, a.status, a.text("main"))
		}
	}
	if a := ana.get(path + "/personas"); a.has("form[action='" + path + "/personas']") {
		t.Error("an administrator may change the administrators")
	}
	press := h.as("marisol")
	if a := press.get(path + "/publicaciones"); strings.Contains(a.body, "Texto reservado") || !strings.Contains(a.text("main"), "no incluye leer los contenidos") {
		t.Errorf("the press office reads contents: %s", a.text("main"))
	}
	if a := press.get(path + "/accesos"); a.has("main form[action*='/accesos/']") {
		t.Error("the press office may use the access")
	}
	for _, act := range []string{"/accesos/probar", "/accesos/pagina", "/accesos/codigo"} {
		if a := press.post(path+act, "code", "x"); a.status != http.StatusForbidden || !strings.Contains(a.text("main"), "5.1.p4") {
			t.Errorf("%s by the press office: status %d: %s", act, a.status, a.text("main"))
		}
	}
}

// The former administrator's right ends with the change, and nobody unfit takes their place.
//
//clause:test 5.1.p2
//clause:test 7.v
func TestChangeAdministrators(t *testing.T) {
	t.Parallel()
	h, acc := newsroom(t)
	h.w.Person("nora", "mando_medio", "jle-jal")
	h.w.Person("mateo", "mando_medio", "jle-yuc")
	path, eva := "/cuentas/"+acc.ID+"/relevo", h.as("eva")
	form := eva.get(path)
	if form.value("#lead_id option[selected]") != h.id("ana") || form.has("#lead_id option[value='"+h.id("mateo")+"']") || !form.has("#lead_id option[value='"+h.id("nora")+"']") {
		t.Errorf("the lists are not those of the area: %s", form.text("#lead_id"))
	}
	for _, bad := range [][2]string{{h.id("ana"), h.id("ana")}, {h.id("luis"), h.id("ana")}, {h.id("mateo"), h.id("luis")}, {"", h.id("luis")}} {
		a := eva.post(path, "lead_id", bad[0], "alternate_id", bad[1], "reason", "rotación")
		if a.status != http.StatusUnprocessableEntity || !a.has(".errors a") || !strings.Contains(a.text(".errors"), "5.1.p2") || a.value("#alternate_id option[selected]") != bad[1] {
			t.Errorf("%v: status %d: %s", bad, a.status, a.text(".errors"))
		}
	}
	if a := h.as("ana").post(path, "paso", "hacer", "lead_id", h.id("nora"), "alternate_id", h.id("luis"), "reason", "rotación"); a.status != http.StatusForbidden {
		t.Errorf("an administrator names another: status %d", a.status)
	}
	plan := eva.post(path, "lead_id", h.id("nora"), "alternate_id", h.id("luis"), "reason", "rotación")
	for _, clause := range []string{"5.1.p2", "5.1.p4", "7.v"} {
		if !plan.has("#steps a[href*='"+clause+"']") || !plan.has("#confirm button[value=hacer]") {
			t.Errorf("the plan leaves out %s: %s", clause, plan.text("main"))
		}
	}
	if a := h.as("ana").get("/cuentas/" + acc.ID); a.status != http.StatusOK {
		t.Errorf("showing the plan did it: status %d", a.status)
	}
	if a := eva.post(path, "paso", "hacer", "lead_id", h.id("nora"), "alternate_id", h.id("luis"), "reason", "rotación"); a.status != http.StatusOK || !a.has("#steps") || a.has("#confirm") {
		t.Fatalf("status %d: %s", a.status, a.text("main"))
	}
	if a := h.as("ana").get("/cuentas/" + acc.ID); a.status != http.StatusSeeOther && a.status != http.StatusForbidden { // the session is over
		t.Errorf("the former administrator still reads the file: status %d", a.status)
	}
	if a := h.as("nora").get("/cuentas/" + acc.ID + "/accesos"); a.status != http.StatusOK {
		t.Errorf("the new one does not: status %d", a.status)
	}
}

// Vacations are announced and taken back, and the rota is set, by who administers; what is
// wrong keeps what was typed, and the other forms of the page show none of it.
//
//clause:test 5.1.p5
func TestAttendance(t *testing.T) {
	t.Parallel()
	h, acc := newsroom(t)
	path, ana := "/cuentas/"+acc.ID+"/horario", h.as("ana")
	a := ana.post(path+"/periodo", "from", "2026-09-14", "to", "2026-09-18", "reason", " ", "blocks", "10-12")
	if a.status != http.StatusUnprocessableEntity || !a.has(".errors a[href='#reason']") || a.value("#from") != "2026-09-14" || a.value("#blocks") != "10-12" || a.value("#turn-from") != "" {
		t.Errorf("status %d: %s", a.status, a.text("main"))
	}
	if a := ana.post(path+"/periodo", "from", "2026-09-14", "reason", "Vacaciones", "blocks", "a ratos"); a.status != http.StatusUnprocessableEntity || !a.has(".errors a[href='#blocks']") {
		t.Errorf("status %d", a.status)
	}
	if a := ana.post(path+"/periodo", "from", "2026-09-14", "to", "2026-09-18", "reason", "Vacaciones"); a.status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", a.status, a.text("main"))
	}
	const told = "Del lunes 14 de septiembre de 2026 al viernes 18 de septiembre de 2026: sin atención (Vacaciones)"
	for _, page := range []string{"/verificar/" + acc.ID, "/directorio", "/directorio.json"} {
		if a := h.nobody().get(page); !strings.Contains(a.body, told) {
			t.Errorf("%s does not tell of it: %s", page, a.text("main"))
		}
	}
	if a := h.nobody().get("/cuentas/" + acc.ID + "/horario.ics"); !strings.Contains(a.body, "Sin atención: Vacaciones") {
		t.Error("the calendar does not tell of it")
	}
	if a := ana.get("/redactar?cuenta=" + acc.ID + "&ausencia=2026-09-14"); !strings.Contains(a.text("textarea"), told) {
		t.Errorf("the publication that tells of it: %s", a.text("textarea"))
	}
	if a := ana.post(path+"/turno", "turn-from", "2026-09-14", "days", "1"); a.status != http.StatusUnprocessableEntity || !a.has(".errors a[href='#person_id']") || a.value("#turn-from") != "2026-09-14" || !a.has("#days[checked], [name=days][value='1'][checked]") {
		t.Errorf("status %d: %s", a.status, a.text(".errors"))
	}
	if a := ana.post(path+"/turno", "person_id", h.id("luis"), "turn-from", "2026-09-14"); a.status != http.StatusUnprocessableEntity || !a.has(".errors a[href='#turn-from']") {
		t.Errorf("half a span: status %d: %s", a.status, a.text(".errors"))
	}
	if a := ana.post(path+"/turno", "person_id", h.id("luis"), "turn-from", "2026-09-14", "turn-to", "2026-09-18"); a.status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", a.status, a.text("main"))
	}
	shown := ana.get(path)
	if !strings.Contains(shown.text("#days-off"), "Vigila: Persona luis") || !strings.Contains(shown.text("#turns"), "Persona luis") || !shown.has("#periods a[href*='ausencia=2026-09-14']") {
		t.Errorf("%s", shown.text("main"))
	}
	h.w.Person("marisol", "mando_medio", "cncs").Grant(institution.Press, "")
	press := h.as("marisol")
	if a := press.get(path); a.has("form#period") || a.has("form#turn") || !a.has("form#hours") {
		t.Error("the press office is offered another's rota")
	}
	for _, act := range []string{"/periodo", "/periodo/retirar", "/turno", "/turno/quitar"} {
		if a := press.post(path+act, "from", "2026-09-14", "reason", "Vacaciones", "person_id", h.id("luis")); a.status != http.StatusForbidden || !strings.Contains(a.text("main"), "5.1.p5") {
			t.Errorf("%s by the press office: status %d: %s", act, a.status, a.text("main"))
		}
	}
	if a := ana.post(path+"/periodo/retirar", "from", "2026-09-14"); a.status != http.StatusSeeOther || strings.Contains(h.nobody().get("/directorio").body, told) {
		t.Errorf("withdrawn: status %d", a.status)
	}
}

// Hours are set per weekday, with vacations; the public sees them at once, in words and as
// a calendar.
//
//clause:test 5.1.p5
func TestHours(t *testing.T) {
	t.Parallel()
	h, acc := newsroom(t)
	path, eva := "/cuentas/"+acc.ID+"/horario", h.as("eva")
	typed := []string{"zone", "America/Mexico_City", "dia-1", "9 a 14 y 16-18", "dia-3", "09:00-15:30", "holidays", "si",
		"exceptions", "2/9/2026 cerrado: Inventario\n3/9/2026 10:00-12:00 Guardia"}
	for _, bad := range [][2]string{{"dia-1", "por la mañana"}, {"dia-1", "14:00-09:00"}, {"dia-1", "09:00-14:00, 13:00-15:00"}, {"dia-1", "9:75-10"}, {"exceptions", "mañana cerrado"}, {"exceptions", "31/2/2026 cerrado"}, {"exceptions", "2/9/2026 quizá"}, {"zone", "Marte"}} {
		wrong := append([]string{}, typed...)
		for i := 0; i < len(wrong); i += 2 {
			if wrong[i] == bad[0] {
				wrong[i+1] = bad[1]
			}
		}
		a := eva.post(path, wrong...)
		if a.status != http.StatusUnprocessableEntity || !a.has(".errors a") || a.value("#dia-3") != "09:00-15:30" {
			t.Errorf("%v: status %d: %s", bad, a.status, a.text("main"))
		}
		if bad[0] == "dia-1" && a.value("#dia-1") != bad[1] {
			t.Errorf("%v: what was typed is lost", bad)
		}
	}
	if a := eva.post(path, typed...); a.status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", a.status, a.text(".errors"))
	}
	again := eva.get(path)
	if again.value("#dia-1") != "09:00-14:00, 16:00-18:00" || again.value("#dia-2") != "" || !again.has("#holidays[checked]") ||
		again.text("#exceptions") != "02/09/2026 cerrado Inventario 03/09/2026 10:00-12:00 Guardia" {
		t.Errorf("read back: %q, %q", again.value("#dia-1"), again.text("#exceptions"))
	}
	if got := h.nobody().get("/verificar/" + acc.ID).text(".verdict"); !strings.Contains(got, "lunes de 9:00 a 14:00 y de 16:00 a 18:00") && !strings.Contains(got, "Lunes de 9:00 a 14:00 y de 16:00 a 18:00") {
		t.Errorf("the public reads %q", got)
	}
	cal := h.nobody().get("/cuentas/" + acc.ID + "/horario.ics")
	flat := strings.ReplaceAll(cal.body, "\r\n ", "")
	if cal.header.Get("Content-Type") != "text/calendar; charset=utf-8" || !strings.Contains(flat, "SUMMARY:Sin atención: Inventario") ||
		!strings.Contains(flat, "DTSTART:20260903T160000Z\r\nDTEND:20260903T180000Z") || !strings.Contains(flat, "DTSTART:20260907T150000Z\r\nDTEND:20260907T200000Z") ||
		!strings.Contains(flat, "Sin atención: ") || strings.Contains(flat, "DTSTART:20260916T150000Z") { // the day of Independence is off
		t.Errorf("the calendar:\n%.1500s", flat)
	}
	if a := h.as("ana").post(path, typed...); a.status != http.StatusForbidden {
		t.Errorf("an administrator sets the hours: status %d", a.status)
	}
}

// No page ever shows a secret, not even the one that was just typed.
func TestAccessNeverShowsASecret(t *testing.T) {
	t.Parallel()
	h, acc := newsroom(t)
	h.connected()
	path, ana := "/cuentas/"+acc.ID+"/accesos", h.as("ana")
	page := ana.get(path)
	if !page.has("form[action='"+path+"/codigo'] input[name=code]") || !page.has("form[action='"+path+"/probar']") || page.has("form[action='"+path+"/llave']") {
		t.Errorf("the ways to connect are not those of the network: %s", page.text("main"))
	}
	a := ana.post(path+"/codigo", "code", "secreto-de-la-red-123")
	if a.status < 400 || strings.Contains(a.body, "secreto-de-la-red-123") || !a.has(".errors") || a.value("#code") != "" {
		t.Errorf("status %d: %s", a.status, a.text("main"))
	}
	if a := ana.post(path+"/codigo", "code", " "); a.status != http.StatusUnprocessableEntity || !a.has(".errors a[href='#code']") {
		t.Errorf("an empty code: status %d", a.status)
	}
	if a := ana.post(path+"/llave", "token", "123"); a.status < 400 {
		t.Errorf("a way that the network does not have: status %d", a.status)
	}
	for _, e := range h.w.Ledger("") {
		for _, v := range e.Details {
			if text, ok := v.(string); ok && strings.Contains(text, "secreto-de-la-red") {
				t.Errorf("%s holds the secret", e.Act)
			}
		}
	}
}

// The switch stops an account at once, with a reason; resuming sends nothing late.
func TestStopSwitch(t *testing.T) {
	t.Parallel()
	h, acc := newsroom(t)
	path, ana := "/cuentas/"+acc.ID, h.as("ana")
	if a := ana.post(path+"/detener", "reason", " "); a.status != http.StatusUnprocessableEntity || !a.has(".errors a[href='#reason']") {
		t.Errorf("without reason: status %d", a.status)
	}
	if a := ana.post(path+"/detener", "reason", "La cuenta fue tomada."); a.status != http.StatusSeeOther || !h.readAccount(acc.ID).Stopped {
		t.Fatalf("status %d", a.status)
	}
	stopped := ana.get(path)
	if !strings.Contains(stopped.text(".page-header"), "Publicación detenida") || !strings.Contains(stopped.text(".notice"), "La cuenta fue tomada.") || !stopped.has("form[action='"+path+"/reanudar']") {
		t.Errorf("stopped: %s", stopped.text("main"))
	}
	if a := ana.post(path + "/reanudar"); a.status != http.StatusSeeOther || h.readAccount(acc.ID).Stopped {
		t.Errorf("resume: status %d", a.status)
	}
	for _, route := range []string{"/cuentas/detener", "/cuentas/reanudar"} {
		if a := ana.post(route, "reason", "No me toca."); a.status != http.StatusForbidden {
			t.Errorf("%s by an administrator: status %d", route, a.status)
		}
	}
	h.w.Person("ulises", "mando_medio", "unicom").Grant(institution.IT, "")
	it := h.as("ulises")
	if a := it.post("/cuentas/detener", "reason", "Ataque a la red."); a.status != http.StatusSeeOther {
		t.Fatalf("stop all: status %d: %s", a.status, a.text("main"))
	}
	if a := it.get("/cuentas"); !strings.Contains(a.text(".notice.state-fix"), "Ataque a la red.") || !a.has("form[action='/cuentas/reanudar']") {
		t.Errorf("all stopped: %s", a.text("main"))
	}
}

// No account is closed without the letter that informs of it: not by its state, and at once
// only when it has nothing. The directory says when.
//
//clause:test 7.viii
func TestCloseAccount(t *testing.T) {
	t.Parallel()
	h, acc := newsroom(t)
	path, closing, eva := "/cuentas/"+acc.ID+"/estado", "/cuentas/"+acc.ID+"/cierre", h.as("eva")
	if a := eva.get("/cuentas/" + acc.ID); a.has("a[href='"+path+"?accion=close']") || !a.has("a[href='"+path+"?accion=suspend']") || !a.has("a[href='"+closing+"']") {
		t.Error("an account can be closed by its state")
	}
	if a := eva.post(path, "accion", "suspend", "reason", ""); a.status != http.StatusUnprocessableEntity || !a.has(".errors a[href='#reason']") {
		t.Errorf("a pause without reason: status %d", a.status)
	}
	if a := eva.post(path, "accion", "suspend", "reason", "Cambio de personal."); a.status != http.StatusSeeOther {
		t.Fatalf("pause: status %d: %s", a.status, a.text("main"))
	}
	if a := eva.post(path, "accion", "close", "reason", "El programa terminó."); a.status != http.StatusConflict || !strings.Contains(a.text("main"), "7.viii") {
		t.Fatalf("closed by its state: %d: %s", a.status, a.text("main"))
	}
	if a := eva.get(closing); !a.has("#decide") || a.has("#at-once") {
		t.Errorf("with accesses it is offered to close it at once: %s", a.text("main"))
	}
	h.forgetAccess(acc.ID)
	typed := []string{"reason", "El programa terminó.", "on", "2026-09-01", "note", " "}
	if a := eva.post(closing+"/de-una-vez", typed...); a.status != http.StatusUnprocessableEntity || !a.has(".errors a[href='#note']") || a.text("#reason") != typed[1] || a.value("#on") != typed[3] {
		t.Errorf("without proof: status %d: %s", a.status, a.text("main"))
	}
	typed[5] = "La red ya no la muestra."
	if a := h.as("ana").post(closing+"/de-una-vez", typed...); a.status != http.StatusForbidden || !strings.Contains(a.text("main"), "7.viii") {
		t.Errorf("closed by an administrator: status %d", a.status)
	}
	if a := eva.post(closing+"/de-una-vez", typed...); a.status != http.StatusSeeOther || h.readAccount(acc.ID).State != account.Closed {
		t.Fatalf("close: status %d: %s", a.status, a.text("main"))
	}
	if a := eva.get(closing); !a.has("a[href^='/oficios/']") || !a.has(".deadline") || !strings.Contains(a.text("main"), "No había nada") {
		t.Errorf("after closing: %s", a.text("main"))
	}
	if got := h.nobody().get("/verificar?q=jal").text(".verdict__answer"); got != "Dada de baja el 1 de septiembre de 2026" {
		t.Errorf("the public reads %q", got)
	}
	if a := h.nobody().get("/cuentas/" + acc.ID + "/horario.ics"); a.status != http.StatusNotFound {
		t.Errorf("a closed account still announces its hours: %d", a.status)
	}
	if a := h.as("ana").post(path, "accion", "activate"); a.status != http.StatusForbidden {
		t.Errorf("an administrator moves the state: %d", a.status)
	}
	if a := eva.get(path + "?accion=explotar"); a.status != http.StatusNotFound {
		t.Errorf("an unknown action: %d", a.status)
	}
}

func TestReadBlocks(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"09:00-14:00, 16:00-18:00": "09:00-14:00, 16:00-18:00", "9-14": "09:00-14:00", "9 a 14 y 16 a 18": "09:00-14:00, 16:00-18:00",
		"9:30–14": "09:30-14:00", "": "", "0-24": "00:00-24:00", "8-9;10-11": "08:00-09:00, 10:00-11:00",
	} {
		blocks, rest := readBlocks(text)
		if got := blocksText(blocks); got != want || rest != "" {
			t.Errorf("%q: %q, left %q", text, got, rest)
		}
	}
	for _, text := range []string{"mañana", "14-9", "9-14 x", "25-26", "9:60-10", "9-", "-9"} {
		if _, rest := readBlocks(text); rest == "" {
			t.Errorf("%q was understood", text)
		}
	}
}

// forgetAccess takes the credentials off an account.
func (h *house) forgetAccess(accountID string) {
	h.Helper()
	h.must(h.site.Office.Store.Change(h.Context(), func(t *store.Tx) error {
		acc, err := t.Account(h.Context(), accountID)
		if err != nil {
			return err
		}
		acc.Credential = account.Credential{}
		return t.UpdateAccount(h.Context(), acc)
	}))
}

// The whole life of an account by right: what a reader may not know is left out and said to
// be, with the clause; who may not see the file gets nothing; no secret is in any of it.
//
//clause:test 8.iii
//clause:test 5.1.p4
func TestDossier(t *testing.T) {
	t.Parallel()
	h, acc := newsroom(t)
	h.w.Person("marisol", "mando_medio", "cncs").Grant(institution.Press, "")
	h.w.Person("patricia", "mando_medio", "oic").Grant(institution.President, "")
	h.w.Person("zoe", "mando_superior", "derfe").Head("derfe")
	_, err := h.site.Responder.Report(h.Context(), h.w.Actor("ana"), responding.Alarm{AccountID: acc.ID, Kind: incident.Leaked, Text: "Se perdió un teléfono.", Drill: true})
	h.must(err)
	path := "/cuentas/" + acc.ID
	for who, want := range map[string]struct{ out, in []string }{
		"eva":      {[]string{"uso-indebido"}, []string{"propuesta", "custodia", "incidentes", "linea"}},
		"ana":      {[]string{"propuesta", "dictamen", "verificacion", "uso-indebido"}, []string{"custodia", "incidentes", "linea"}},
		"marisol":  {nil, []string{"propuesta", "custodia", "incidentes", "uso-indebido", "linea"}},
		"patricia": {[]string{"custodia", "configuracion", "uso-indebido"}, []string{"propuesta", "incidentes", "linea"}},
	} {
		a := h.as(who).get(path + "/completo")
		if n := a.Find("nav.dossier__index a").Length(); a.status != http.StatusOK || n != 15 || a.Find("section.dossier__chapter").Length() != n {
			t.Fatalf("%s: status %d, %d chapters", who, a.status, n)
		}
		for _, id := range want.out {
			if text := a.text("#" + id); !strings.Contains(text, "Esta parte se omite") || !strings.Contains(text, "criterio") {
				t.Errorf("%s reads %s: %s", who, id, text)
			}
		}
		for _, id := range want.in {
			if text := a.text("#" + id); strings.Contains(text, "se omite") {
				t.Errorf("%s may not read %s: %s", who, id, text)
			}
		}
		if who != "patricia" && !strings.Contains(a.text("#incidentes"), "Simulacro") || !a.has("#linea a[href^='"+h.site.BaseURL+"/bitacora/'], #linea tbody tr") {
			t.Errorf("%s: %s", who, a.text("#incidentes"))
		}
		file := h.as(who).get(path + "/expediente.pdf")
		if file.status != http.StatusOK || !strings.HasPrefix(file.body, "%PDF-") || !strings.Contains(file.header.Get("Content-Disposition"), ".pdf") {
			t.Errorf("%s: the PDF: status %d", who, file.status)
		}
	}
	for _, page := range []string{"/completo", "/expediente.pdf"} {
		if a := h.as("zoe").get(path + page); a.status != http.StatusForbidden || !strings.Contains(a.text("main"), "1.p1") {
			t.Errorf("%s by another area: status %d", page, a.status)
		}
	}
}
