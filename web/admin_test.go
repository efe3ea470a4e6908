package web

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"pregonero/institution"
	"pregonero/regulation"
)

// newBureau is a house with an operator, olga; the press office, rosa; a head, eva; and
// luis, who holds nothing.
func newBureau(t *testing.T) *house {
	t.Helper()
	h := newHouse(t)
	for _, a := range h.w.Pack.Areas {
		h.w.Area(a.ID)
	}
	h.w.Person("olga", "operativo", "unicom").Grant(institution.Operator, "")
	h.w.Person("rosa", "mando_medio", "cncs").Grant(institution.Press, "")
	h.w.Person("eva", "mando_superior", "jle-jal").Head("jle-jal")
	h.w.Person("luis", "operativo", "jle-jal")
	return h
}

func (h *house) id(username string) string { return h.w.Actor(username).PersonID }

func TestAdminTabs(t *testing.T) {
	t.Parallel()
	h := newBureau(t)
	for who, want := range map[string]string{
		"olga": "Personas Cargos Áreas Correo Directorio Sistema",
		"rosa": "Personas Cargos Áreas Correo Registrar cuenta Detener publicación",
		"eva":  "Personas Cargos Áreas",
	} {
		if p := h.as(who).get("/administracion"); p.to() != peoplePath {
			t.Errorf("%s is led to %q", who, p.to())
		}
		if p := h.as(who).get(peoplePath); p.status != http.StatusOK || p.text(".tabs") != want {
			t.Errorf("%s: status %d, tabs %q", who, p.status, p.text(".tabs"))
		}
	}
	for _, path := range []string{"/administracion", peoplePath, grantsPath, systemPath, peoplePath + "/nueva"} {
		p := h.as("luis").get(path)
		if path != peoplePath+"/nueva" && p.status != http.StatusForbidden {
			t.Errorf("luis opens %s: status %d", path, p.status)
		}
	}
	if p := h.as("eva").get(systemPath); p.status != http.StatusForbidden || p.text(".notice a") == "" {
		t.Errorf("a head opens the system's state: %d", p.status)
	}
}

func TestPeopleList(t *testing.T) {
	t.Parallel()
	h := newBureau(t)
	for query, want := range map[string]int{"": 4, "?q=persona+lu": 1, "?area=jle-jal": 2, "?q=nadie": 0} {
		p := h.as("olga").get(peoplePath + query)
		if n := p.Find(".table tbody tr").Length(); p.status != http.StatusOK || n != want {
			t.Errorf("%q: status %d, %d people, want %d", query, p.status, n, want)
		}
	}
	if p := h.as("eva").get(peoplePath); p.has("a[href='" + peoplePath + "/nueva']") {
		t.Error("a head is offered to add people")
	}
}

func TestPersonAdd(t *testing.T) {
	t.Parallel()
	h := newBureau(t)
	mail := "nueva@" + h.w.Pack.Institution.MailDomains[0]
	good := []string{"username", "nueva.persona", "name", "Persona Nueva", "email", mail, "area_id", "jle-jal", "rank_id", "operativo"}
	for field, value := range map[string]string{"username": "Ñ", "email": "a@gmail.com", "area_id": "", "rank_id": "nada", "name": ""} {
		p := h.as("olga").post(peoplePath, append([]string{field, value}, good...)...)
		if p.status != http.StatusUnprocessableEntity || !p.has("#"+field+"-error") {
			t.Errorf("%s %q: status %d", field, value, p.status)
		}
		if field != "name" && p.value("#name") != "Persona Nueva" {
			t.Errorf("%s: what was typed is lost", field)
		}
	}
	p := h.as("olga").post(peoplePath, good...)
	link := p.text(".copy code")
	if p.status != http.StatusOK || !strings.HasPrefix(link, "http://localhost/enlace/") {
		t.Fatalf("status %d, link %q", p.status, link)
	}
	path := strings.TrimPrefix(link, "http://localhost")
	if p := h.nobody().post(path, "password", goodPassword, "again", goodPassword); p.to() != "/entrar" {
		t.Errorf("the link: status %d", p.status)
	}
	if p := h.as("olga").post(peoplePath, good...); p.status != http.StatusConflict || !p.has(".errors") || p.value("#username") != "nueva.persona" {
		t.Errorf("the same user twice: status %d", p.status)
	}
	if p := h.as("rosa").post(peoplePath, good...); p.status != http.StatusForbidden {
		t.Errorf("the press office adds people: %d", p.status)
	}
}

func TestPersonUpdate(t *testing.T) {
	t.Parallel()
	h := newBureau(t)
	path := peoplePath + "/" + h.id("luis")
	b := h.as("olga")
	p := b.get(path)
	version := p.value("input[name=version]")
	form := []string{"version", version, "name", "Luis Pech", "email", p.value("#email"), "area_id", "jle-jal", "rank_id", "operativo"}
	if p := b.post(path, append([]string{"email", "x@gmail.com"}, form...)...); p.status != http.StatusUnprocessableEntity || p.value("#name") != "Luis Pech" || !p.has("#email-error") {
		t.Errorf("a wrong address: status %d", p.status)
	}
	if p := b.post(path, form...); p.to() != path {
		t.Fatalf("status %d", p.status)
	}
	if p := b.get(path); p.text("h1") != "Luis Pech" {
		t.Errorf("the name is %q", p.text("h1"))
	}
	if p := b.post(path, form...); p.status != http.StatusConflict {
		t.Errorf("an old version: status %d", p.status)
	}
	if p := h.as("eva").get(path); p.status != http.StatusOK || p.has("#email") {
		t.Error("a head may change people")
	}
}

func TestPersonDisable(t *testing.T) {
	t.Parallel()
	h := newBureau(t)
	path := peoplePath + "/" + h.id("luis")
	b, his := h.as("olga"), h.as("luis")
	if p := b.get(path + "/baja"); p.status != http.StatusOK || p.Find(".interruption li").Length() < 3 {
		t.Errorf("what it does is not told: %d", p.status)
	}
	if p := b.post(path+"/baja", "reason", " "); p.status != http.StatusUnprocessableEntity || !p.has("#reason-error") {
		t.Errorf("without a reason: status %d", p.status)
	}
	if p := b.post(path+"/baja", "reason", "Terminó su encargo"); p.to() != path {
		t.Fatalf("status %d", p.status)
	}
	if p := his.get("/"); p.has("#dia-tareas, .side") {
		t.Error("who left is still in")
	}
	if p := b.get(path); !strings.Contains(p.text(".page-header"), "De baja") || p.has("#email") {
		t.Error("who left can still be changed")
	}
	own := peoplePath + "/" + h.id("olga")
	if p := b.get(own); p.has("form[action='"+own+"/recuperar']") || p.has("a[href='"+own+"/baja']") {
		t.Error("one is offered to take oneself out")
	}
	if p := b.post(own+"/baja", "reason", "x"); p.status != http.StatusForbidden {
		t.Errorf("one takes oneself out: %d", p.status)
	}
	if p := b.post(own + "/recuperar"); p.status != http.StatusForbidden {
		t.Errorf("one recovers one's own access: %d", p.status)
	}
}

func TestGrants(t *testing.T) {
	t.Parallel()
	h := newBureau(t)
	path := peoplePath + "/" + h.id("luis")
	press, head := h.as("rosa"), h.as("eva")
	if p := head.get(path); p.Find("#role option").Length() != 2 || p.Find("#over option").Length() != 2 {
		t.Errorf("a head may give %q over %q", p.text("#role"), p.text("#over"))
	}
	if p := press.post(path+"/cargos", "role", "head", "over", ""); p.status != http.StatusUnprocessableEntity || !p.has("#over-error") || !p.has("#role option[value=head][selected]") {
		t.Errorf("a head over nothing: status %d", p.status)
	}
	if p := head.post(path+"/cargos", "role", "head", "over", "jle-jal"); p.status != http.StatusForbidden {
		t.Errorf("a head makes heads: %d", p.status)
	}
	if p := head.post(path+"/cargos", "role", "endorser", "over", "jle-jal"); p.to() != path {
		t.Fatalf("a head makes an endorser: status %d", p.status)
	}
	if p := head.post(peoplePath+"/"+h.id("eva")+"/cargos", "role", "endorser", "over", "jle-jal"); p.status != http.StatusForbidden {
		t.Errorf("one gives oneself a role: %d", p.status)
	}
	p := press.get(grantsPath + "?cargo=endorser")
	if p.Find(".table tbody tr").Length() != 1 {
		t.Fatalf("the list: %q", p.text(".table"))
	}
	end := p.Find(".table a[href$='/terminar']").AttrOr("href", "")
	if p := h.as("olga").get(grantsPath); p.has("a[href$='/terminar']") {
		t.Error("the operator is offered to end roles")
	}
	if p := press.get(end); p.status != http.StatusOK || !p.has(".interruption") {
		t.Errorf("status %d", p.status)
	}
	if p := press.post(end, "reason", "Cambio"); p.to() != grantsPath {
		t.Fatalf("status %d", p.status)
	}
	if p := press.get(end); p.status != http.StatusNotFound {
		t.Errorf("a role that ended: %d", p.status)
	}
}

func (b *browser) uploadAreas(path, name string, data []byte) *answer {
	b.h.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", name)
	b.h.must(err)
	_, err = part.Write(data)
	b.h.must(err)
	b.h.must(form.Close())
	r, err := http.NewRequestWithContext(b.h.Context(), http.MethodPost, b.h.base+path, &body)
	b.h.must(err)
	r.Header.Set("Content-Type", form.FormDataContentType())
	return b.do(r)
}

func TestAreaImport(t *testing.T) {
	t.Parallel()
	h := newBureau(t)
	b := h.as("olga")
	sample := b.get(areasPath + "/muestra.csv")
	want, err := regulation.EmbeddedAreaList(h.w.Pack.ID)
	h.must(err)
	if sample.body != string(want) || !strings.Contains(sample.header.Get("Content-Disposition"), "attachment") {
		t.Fatal("the sample is not the pack's list")
	}
	lines := strings.SplitN(sample.body, "\n", 4)
	good := strings.Join(lines[:3], "\n") + "\n"
	bad := good + "MALO,Junta,J,nada,,,,\n"
	p := b.uploadAreas(areasPath+"/importar", "areas.csv", []byte(bad))
	if p.status != http.StatusUnprocessableEntity || p.Find("table").First().Find("tbody tr").Length() != 2 || p.Find("table").Last().Find("tbody tr").First().Find(".tag").Length() != 2 || p.has("input[name=list]") || !p.has("#file-error") {
		t.Errorf("a list with faults: status %d, %q", p.status, p.text("tbody tr:first-child"))
	}
	if got := p.Find("form[action$='/importar']").Index(); got < 0 {
		t.Error("the file cannot be sent again")
	}
	for name, data := range map[string]string{"no file's columns": "a,b\n1,2\n", "nothing": ""} {
		if p := b.uploadAreas(areasPath+"/importar", "x.csv", []byte(data)); p.status != http.StatusUnprocessableEntity || !p.has("#file-error") {
			t.Errorf("%s: status %d", name, p.status)
		}
	}
	if p := b.post(areasPath + "/importar"); p.status != http.StatusUnprocessableEntity {
		t.Errorf("no file: status %d", p.status)
	}
	before := len(h.areas())
	p = b.uploadAreas(areasPath+"/importar", "areas.csv", []byte(good))
	if p.status != http.StatusOK || len(h.areas()) != before {
		t.Fatalf("looking at a list: status %d, %d areas more", p.status, len(h.areas())-before)
	}
	if p := b.post(areasPath+"/importar/aplicar", "list", p.value("input[name=list]")); p.to() != areasPath {
		t.Fatalf("status %d", p.status)
	}
	if len(h.areas()) != before+2 {
		t.Errorf("%d areas more", len(h.areas())-before)
	}
	if p := h.as("eva").uploadAreas(areasPath+"/importar", "areas.csv", []byte(good)); p.status != http.StatusForbidden {
		t.Errorf("a head imports areas: %d", p.status)
	}
	if p := b.get(areasPath + "?q=jde-ags"); p.Find(".table tbody tr").Length() != 2 {
		t.Errorf("the list of areas: %q", p.text(".table"))
	}
}

func (h *house) areas() []institution.Area {
	h.Helper()
	all, err := h.site.Office.Areas(h.Context())
	h.must(err)
	return all
}

func TestSystemPage(t *testing.T) {
	t.Parallel()
	h := newBureau(t)
	p := h.as("olga").get(systemPath)
	if p.status != http.StatusOK || !strings.Contains(p.text(".summary"), "SQLite") || p.text("h1") != "El proceso que publica no da señales de vida" {
		t.Errorf("status %d, %q", p.status, p.text("h1"))
	}
	h.must(h.site.Desk.Heartbeat(t.Context()))
	if p := h.as("olga").get(systemPath); p.text("h1") != "El sistema funciona" {
		t.Errorf("%q", p.text("h1"))
	}
}
