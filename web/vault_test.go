package web

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/store"
)

const (
	vaultCode     = "123456"
	vaultPassword = "Cebra-lenta_bajo4puentes"
)

// safe is a newsroom whose account has its password in the vault, and a door that takes one
// code, once.
func safe(t *testing.T) (*house, account.Account, *browser) {
	t.Helper()
	h, acc := newsroom(t)
	used := false
	h.site.Keys.Confirm = func(_ context.Context, _ institution.Actor, code string) error {
		if code != vaultCode || used {
			return fault.New(fault.Invalid, "El código no es correcto o ya se usó.").On("code")
		}
		used = true
		return nil
	}
	ana := h.as("ana")
	if a := ana.post("/boveda/"+acc.ID+"/guardar", "parte", "password", "value", vaultPassword); a.status != http.StatusSeeOther {
		t.Fatalf("handing over: status %d: %s", a.status, a.text("main"))
	}
	return h, acc, ana
}

// phone says that it is one.
type phone struct{}

func (phone) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("User-Agent", "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Mobile Safari/537.36")
	return http.DefaultTransport.RoundTrip(r)
}

// The list says who keeps what and what is overdue, by right, and never a secret.
//
//clause:test 6.xxxiv
func TestVaultList(t *testing.T) {
	t.Parallel()
	h, acc, _ := safe(t)
	h.w.Person("marisol", "mando_medio", "cncs").Grant(institution.Press, "")
	h.w.Person("olga", "operativo", "unicom").Grant(institution.Operator, "")
	h.w.Clock.Advance(63 * 24 * time.Hour)
	for _, who := range []string{"ana", "eva", "marisol"} {
		a := h.as(who).get("/boveda")
		if a.status != http.StatusOK || a.Find("#vault tbody tr.state-fix").Length() != 1 || strings.Contains(a.body, vaultPassword) || !strings.Contains(a.text("#vault"), "Persona luis") {
			t.Errorf("%s: status %d: %s", who, a.status, a.text("main"))
		}
	}
	if a := h.as("marisol").get("/cumplimiento"); !strings.Contains(a.text(".notice"), "@jal") {
		t.Errorf("the page of compliance: %s", a.text("main"))
	}
	if a := h.as("olga").get("/cumplimiento"); a.has(".notice.state-fix") {
		t.Error("who runs the system reads of it")
	}
	if a := h.as("olga").get("/boveda"); a.status != http.StatusForbidden {
		t.Errorf("who runs the system: status %d", a.status)
	}
	press := h.as("marisol").get("/boveda/" + acc.ID)
	if press.status != http.StatusOK || press.has("main form") || press.has("a[href*='/ver?']") || press.has("a[href*='/renovar']") {
		t.Errorf("the press office is offered what is not theirs: %s", press.text("main"))
	}
	if a := h.as("ana").get("/cuentas/" + acc.ID + "/accesos"); !a.has("a[href='/boveda/" + acc.ID + "']") {
		t.Error("the account's file does not lead to the vault")
	}
}

// Seeing takes an interruption, a reason and a second factor; it is once, and leaves by itself.
//
//clause:test 5.1.p4
func TestVaultReveal(t *testing.T) {
	t.Parallel()
	h, acc, ana := safe(t)
	path := "/boveda/" + acc.ID
	before := ana.get(path + "/ver?parte=password")
	if before.status != http.StatusOK || !before.has(".interruption form[action='"+path+"/ver']") || !strings.Contains(before.text(".interruption"), "Persona eva") {
		t.Fatalf("no interruption: status %d: %s", before.status, before.text("main"))
	}
	form := ana.post(path+"/ver", "parte", "password")
	if form.status != http.StatusOK || !form.has("#reason") || !form.has("#code[autocomplete='one-time-code']") {
		t.Fatalf("no form: status %d: %s", form.status, form.text("main"))
	}
	for _, bad := range [][]string{{"reason", "x", "code", vaultCode}, {"reason", "Cambiar la foto", "code", "000000"}} {
		a := ana.post(path+"/mostrar", append(bad, "parte", "password")...)
		if a.status != http.StatusUnprocessableEntity || !a.has(".errors a") || a.value("#reason") != bad[1] || a.value("#code") != "" || strings.Contains(a.body, vaultPassword) {
			t.Errorf("%v: status %d: %s", bad, a.status, a.text("main"))
		}
	}
	shown := ana.post(path+"/mostrar", "parte", "password", "reason", "Cambiar la foto", "code", vaultCode)
	if shown.status != http.StatusOK || shown.text("#shown code") != vaultPassword || shown.header.Get("Cache-Control") != "no-store" ||
		!strings.HasPrefix(shown.header.Get("Refresh"), "30; url="+path) || !shown.has("#shown[data-vanish='30']") {
		t.Fatalf("status %d, %v: %s", shown.status, shown.header, shown.text("main"))
	}
	again := ana.post(path+"/mostrar", "parte", "password", "reason", "Cambiar la foto", "code", vaultCode)
	if again.status != http.StatusUnprocessableEntity || strings.Contains(again.body, vaultPassword) {
		t.Errorf("loading it again: status %d", again.status)
	}
	if a := ana.get(path + "/mostrar"); a.status == http.StatusOK {
		t.Errorf("it has an address: status %d", a.status)
	}
	if a := h.as("eva").get(path); !strings.Contains(a.text("main"), "Cambiar la foto") || strings.Contains(a.body, vaultPassword) {
		t.Errorf("the others do not read of it: %s", a.text("main"))
	}
	if a := ana.get(path + "/ver?parte=otra"); a.status != http.StatusNotFound {
		t.Errorf("an unknown part: status %d", a.status)
	}
}

// Everybody else is refused with the clause, and on a phone so is who may.
//
//clause:test 5.1.p4
func TestVaultRefusals(t *testing.T) {
	t.Parallel()
	h, acc, ana := safe(t)
	h.w.Person("marisol", "mando_medio", "cncs").Grant(institution.Press, "")
	h.w.Person("olga", "operativo", "unicom").Grant(institution.Operator, "")
	path := "/boveda/" + acc.ID
	for _, who := range []string{"marisol", "olga"} {
		b := h.as(who)
		for _, get := range []string{"/ver?parte=password", "/guardar?parte=password", "/renovar", "/revision"} {
			if a := b.get(path + get); a.status != http.StatusForbidden || !strings.Contains(a.body, "5.1.p4") {
				t.Errorf("%s gets %s: status %d: %s", who, get, a.status, a.text("main"))
			}
		}
		for _, post := range []string{"/ver", "/mostrar", "/guardar", "/renovar", "/renovar/seguir", "/renovar/decidir", "/revision", "/aceptar"} {
			a := b.post(path+post, "parte", "password", "reason", "Quiero verla", "code", vaultCode, "value", "x", "good", "old")
			if a.status != http.StatusForbidden || !strings.Contains(a.body, "5.1.p4") || strings.Contains(a.body, vaultPassword) {
				t.Errorf("%s posts %s: status %d: %s", who, post, a.status, a.text("main"))
			}
		}
	}
	ana.client.Transport = phone{}
	if a := ana.get(path); a.status != http.StatusOK {
		t.Errorf("reviewing on a phone: status %d", a.status)
	}
	if a := ana.get(path + "/ver?parte=password"); a.status != http.StatusForbidden || !strings.Contains(a.text("main"), "teléfono") {
		t.Errorf("on a phone: status %d", a.status)
	}
	if a := ana.post(path+"/mostrar", "parte", "password", "reason", "Cambiar la foto", "code", vaultCode); a.status != http.StatusForbidden || strings.Contains(a.body, vaultPassword) {
		t.Errorf("on a phone: status %d", a.status)
	}
}

// What is handed over and refused is not shown again, and says what is wrong.
//
//clause:test 5.2.g
func TestVaultKeep(t *testing.T) {
	t.Parallel()
	_, acc, ana := safe(t)
	path := "/boveda/" + acc.ID + "/guardar"
	for _, c := range [][3]string{{"password", "Contrasena-Qwerty1", "5.2.g"}, {"password", vaultPassword, "ya se usó"}, {"seed", "nada de eso", "segundo factor"}, {"email", "yo@correo.example", "institucional"}, {"phone", "por fax", "diez dígitos"}, {"codes", " ", "Escriba"}} {
		a := ana.post(path, "parte", c[0], "value", c[1])
		if a.status != http.StatusUnprocessableEntity || !a.has(".errors a[href='#value']") || !strings.Contains(a.text(".errors"), c[2]) || a.value("#value") != "" || strings.Contains(a.body, "Qwerty1") {
			t.Errorf("%v: status %d: %s", c, a.status, a.text("main"))
		}
	}
	if a := ana.post(path, "parte", "codes", "value", "uno\ndos"); a.status != http.StatusSeeOther {
		t.Errorf("codes: status %d: %s", a.status, a.text(".errors"))
	}
	if a := ana.get("/boveda/" + acc.ID); !strings.Contains(a.text("main"), "Quedan 2 sin usar") {
		t.Errorf("the page: %s", a.text("main"))
	}
}

// The renewal is led step by step, says what stands in its way, and can be left.
//
//clause:test 6.xxxiv
func TestVaultRotation(t *testing.T) {
	t.Parallel()
	h, acc, _ := safe(t)
	path := "/boveda/" + acc.ID + "/renovar"
	h.scheduled("Sale muy pronto.", h.w.Clock.Now().Add(2*time.Hour), acc)
	h.w.Clock.Advance(2*time.Hour - 10*time.Minute)
	ana := h.as("ana")
	if a := ana.get(path); a.has("form#begin") || !strings.Contains(a.text("#empezar"), "Sale muy pronto") {
		t.Errorf("with something due: %s", a.text("main"))
	}
	if a := ana.post(path); a.status != http.StatusConflict || !strings.Contains(a.text(".errors"), "Sale muy pronto") || !strings.Contains(a.text(".errors"), "6.xxxiv") {
		t.Errorf("status %d: %s", a.status, a.text("main"))
	}
	h.w.Clock.Advance(-30 * time.Minute)
	if a := ana.post(path, "password", "corta"); a.status != http.StatusUnprocessableEntity || strings.Contains(a.body, "corta\"") {
		t.Errorf("a weak one: status %d: %s", a.status, a.text(".errors"))
	}
	if a := ana.post(path); a.status != http.StatusSeeOther || a.header.Get("Location") != path {
		t.Fatalf("status %d: %s", a.status, a.text("main"))
	}
	on := h.as("luis").get(path)
	if !on.has("form#on") || !on.has("a[href='/boveda/"+acc.ID+"/ver?parte=pending']") || on.has("#conectar") {
		t.Errorf("the page of who comes next: %s", on.text("main"))
	}
	if a := ana.post(path+"/decidir", "good", "quizá"); a.status != http.StatusUnprocessableEntity || !a.has(".errors a[href='#good']") {
		t.Errorf("status %d: %s", a.status, a.text("main"))
	}
	if a := ana.post(path+"/decidir", "good", "old"); a.status != http.StatusSeeOther || a.header.Get("Location") != "/boveda/"+acc.ID {
		t.Errorf("status %d: %s", a.status, a.text("main"))
	}
	ana.post(path)
	if a := ana.post(path + "/seguir"); a.status != http.StatusSeeOther {
		t.Errorf("status %d: %s", a.status, a.text("main"))
	}
	if a := ana.get("/boveda/" + acc.ID); a.has("a[href='" + path + "'].btn--primary") {
		t.Errorf("still owed: %s", a.text("main"))
	}
}

// What changed on the network is in sight on the account's pages, to be accepted or
// reported; what the network does not say is asked of a person.
func TestVaultSettings(t *testing.T) {
	t.Parallel()
	h, acc, ana := safe(t)
	path := "/boveda/" + acc.ID
	h.must(h.w.Store.Change(h.Context(), func(tx *store.Tx) error {
		k, err := tx.Custody(h.Context(), acc)
		k.Watch = account.Watch{}
		k.Watch.See([]account.Fact{{Name: "name", Value: "Jalisco"}}, []string{"second_factor", "apps"}, h.w.Clock.Now())
		k.Watch.See([]account.Fact{{Name: "name", Value: "Sorteos"}}, []string{"second_factor", "apps"}, h.w.Clock.Now())
		h.must(err)
		return tx.PutCustody(h.Context(), k)
	}))
	for _, page := range []string{path, "/cuentas/" + acc.ID, "/cuentas/" + acc.ID + "/accesos"} {
		a := ana.get(page)
		if !strings.Contains(a.text("#cambios"), "antes «Jalisco», ahora «Sorteos»") || !a.has("#cambios a[href='/incidentes/nuevo?cuenta="+acc.ID+"']") || !a.has("#cambios form[action='"+path+"/aceptar']") {
			t.Errorf("%s: %s", page, a.text("main"))
		}
	}
	if a := ana.post(path + "/aceptar"); a.status != http.StatusSeeOther {
		t.Errorf("status %d: %s", a.status, a.text("main"))
	}
	if a := ana.get(path); a.has("#cambios") || !a.has("#settings tbody tr") {
		t.Errorf("accepted: %s", a.text("main"))
	}
	if a := ana.post(path+"/revision", "second_factor", "fine"); a.status != http.StatusUnprocessableEntity || !a.has(".errors a[href='#apps']") || !a.has("input[name='second_factor'][value='fine'][checked]") {
		t.Errorf("half a review: status %d: %s", a.status, a.text("main"))
	}
	if a := ana.post(path+"/revision", "second_factor", "fine", "apps", "not", "note", "Una aplicación de más"); a.status != http.StatusSeeOther {
		t.Errorf("status %d: %s", a.status, a.text("main"))
	}
	if a := ana.get(path); !strings.Contains(a.text("main"), "Una aplicación de más") {
		t.Errorf("the page: %s", a.text("main"))
	}
}

// The pages name parts and settings as mails do.
func TestVaultWords(t *testing.T) {
	t.Parallel()
	for _, p := range append(account.Parts(), account.PartPending) {
		if partWords[p] != p.Label() {
			t.Errorf("%s: %q and %q", p, partWords[p], p.Label())
		}
	}
	for name, words := range factWords {
		if words != account.FactLabel(name) {
			t.Errorf("%s: %q and %q", name, words, account.FactLabel(name))
		}
	}
}
