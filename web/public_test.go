package web

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"image/png"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/id"
	"pregonero/store"
)

// registered adds an account to the registry as it is given.
func (h *house) registered(a account.Account) account.Account {
	h.Helper()
	h.w.Area(a.AreaID)
	a.ID, a.Version, a.Hours, a.RegisteredAt = id.New(h.w.Clock.Now()), 1, h.w.Pack.Attendance, h.w.Clock.Now()
	h.must(h.w.Store.Change(h.Context(), func(tx *store.Tx) error { return tx.AddAccount(h.Context(), a) }))
	return a
}

// isPublic holds a page to what is promised of public ones.
func (a *answer) isPublic(t *testing.T) {
	t.Helper()
	if a.status != http.StatusOK || !strings.HasPrefix(a.header.Get("Cache-Control"), "public, max-age=") || a.header.Get("Set-Cookie") != "" {
		t.Errorf("status %d, cache %q, cookie %q", a.status, a.header.Get("Cache-Control"), a.header.Get("Set-Cookie"))
	}
	if a.has("script") || a.has("[style]") || a.has("meta[name=robots]") {
		t.Error("a public page has scripts, styles of its own or hides from search engines")
	}
}

// Nobody has to log in to ask, and the answer says yes, no or since when not.
//
//clause:test 1.p1
//clause:test 7.x
func TestVerify(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	now := h.w.Clock.Now()
	official := h.registered(account.Account{Network: "x", Handle: "INEMexico", Name: "INE México", AreaID: "cncs", State: account.Active, URL: "https://x.com/INEMexico", Purpose: "Informar."})
	h.registered(account.Account{Network: "facebook", Handle: "INEViejo", Name: "INE Viejo", AreaID: "cncs", State: account.Closed, ClosedAt: now.AddDate(-1, 0, 0)})
	h.registered(account.Account{Network: "x", Handle: "INEPausa", Name: "INE Pausa", AreaID: "cncs", State: account.Suspended})
	for query, want := range map[string]struct{ state, answer, similar string }{
		"@INEMexico":                    {"ok", "Sí", ""},
		"inemexico":                     {"ok", "Sí", ""},
		"https://x.com/INEMexico":       {"ok", "Sí", ""},
		"x.com/INEMexico?lang=es":       {"ok", "Sí", ""},
		"facebook.com/INEMexico":        {"fix", "No la reconocemos", official.ID}, // the name is right, the network is not
		"@INEMexic0":                    {"fix", "No la reconocemos", official.ID},
		"@IΝEMexico":                    {"fix", "No la reconocemos", official.ID}, // a Greek letter
		"@nadaquever":                   {"fix", "No la reconocemos", ""},
		"@INEViejo":                     {"warn", "Dada de baja el 1 de septiembre de 2025", ""},
		"@INEPausa":                     {"ok", "Sí", ""},
		"<script>alert(1)</script>":     {"fix", "No la reconocemos", ""},
		strings.Repeat("muylargo ", 90): {"fix", "No la reconocemos", ""},
	} {
		a := h.nobody().get("/verificar?" + form("q", query))
		a.isPublic(t)
		if got := a.text(".verdict.state-" + want.state + " .verdict__answer"); got != want.answer || a.Find(".verdict").Length() != 1 {
			t.Errorf("%q: %q in %q", query, got, a.text("main"))
		}
		if want.similar != "" && !a.has(".verdict a[href='/verificar/"+want.similar+"']") {
			t.Errorf("%q: the official one that looks like it is not shown", query)
		}
		if runes := []rune(query); len(runes) <= mostQuery && a.value("#q") != query {
			t.Errorf("%q: what was asked is not kept: %q", query, a.value("#q"))
		}
	}
	if a := h.nobody().get("/verificar"); a.has(".verdict") || !a.has("#q") {
		t.Error("a page without question already answers")
	}
}

func TestVerifyOneAccount(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	acc := h.registered(account.Account{Network: "x", Handle: "INEMexico", Name: "INE México", AreaID: "cncs", State: account.Active, URL: "https://x.com/INEMexico", Purpose: "Informar de lo que hace."})
	a := h.nobody().get("/verificar/" + acc.ID)
	a.isPublic(t)
	for _, want := range []string{"Informar de lo que hace.", "Abierta ahora", "Coordinación Nacional de Comunicación Social", "Lunes a viernes de 9:00 a 18:00"} {
		if !strings.Contains(a.text(".verdict"), want) {
			t.Errorf("the card does not say %q: %s", want, a.text(".verdict"))
		}
	}
	if !a.has(".verdict a[href='https://x.com/INEMexico'][rel=noopener]") || !a.has("img[src='/verificar/"+acc.ID+"/qr.png'][alt]") {
		t.Error("the card leads nowhere")
	}
	h.w.Clock.Set(time.Date(2026, 9, 5, 16, 0, 0, 0, time.UTC)) // a Saturday
	if text := h.nobody().get("/verificar/" + acc.ID).text(".verdict"); !strings.Contains(text, "Cerrada ahora") || !strings.Contains(text, "Abre lunes 7 de septiembre a las 9:00") {
		t.Errorf("on a Saturday it says %q", text)
	}
	if a := h.nobody().get("/verificar/no-es"); a.status != http.StatusNotFound || a.header.Get("Cache-Control") != "no-store" {
		t.Errorf("an unknown one: %d, %q", a.status, a.header.Get("Cache-Control"))
	}
	qr := h.nobody().get("/verificar/" + acc.ID + "/qr.png")
	if picture, err := png.Decode(strings.NewReader(qr.body)); err != nil || picture.Bounds().Dx() != qrSide || qr.header.Get("Content-Type") != "image/png" {
		t.Errorf("the QR code: %v", err)
	}
}

// Public pages neither read nor set cookies, whoever asks.
func TestPublicPagesKnowNobody(t *testing.T) {
	t.Parallel()
	h, acc := newsroom(t)
	b := h.as("ana")
	b.setCookie(noticeCookie, escapeCookie("Algo que pasó."))
	b.setCookie("tema", "dark")
	for _, path := range []string{"/verificar?q=jal", "/verificar/" + acc.ID, "/directorio", "/criterios", "/transparencia"} {
		a := b.get(path)
		a.isPublic(t)
		if a.has("html[data-theme]") || strings.Contains(a.body, "Algo que pasó") || a.has("[action='/salir']") {
			t.Errorf("%s knows who asks", path)
		}
	}
}

// What the accounts are for is the first thing that a citizen reads.
//
//clause:test 2.p1
func TestPublicHomeTellsTheObjective(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a := h.nobody().get("/")
	if a.status != http.StatusOK || a.text("h1") != "¿Esta cuenta es del INE?" || a.text("[data-objective]") != strings.Join(strings.Fields(h.w.Pack.Texts["objective"]), " ") {
		t.Fatalf("status %d, %q: %s", a.status, a.text("h1"), a.text("main"))
	}
	if !a.has("form[action='/verificar'][method=get] input[name=q]") || !a.has("a[href='/directorio']") || !a.has("main a[href='/entrar']") || a.has("script") {
		t.Error("the home lacks its question, its directory or its door, or runs scripts")
	}
	if cache := a.header.Get("Cache-Control"); cache != "no-cache" || !strings.Contains(a.header.Get("Vary"), "Cookie") {
		t.Errorf("a cache could show the home to who has logged in: %q", cache)
	}
}

func TestDirectory(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.registered(account.Account{Network: "x", Handle: "INEMexico", Name: "INE México", AreaID: "cncs", State: account.Active})
	h.registered(account.Account{Network: "facebook", Handle: "INEJalisco", Name: "=INE Jalisco", AreaID: "jle-jal", State: account.Active, Purpose: "Difundir, orientar"})
	h.registered(account.Account{Network: "x", Handle: "INEViejo", Name: "INE Viejo", AreaID: "jle-jal", State: account.Closed, ClosedAt: h.w.Clock.Now()})
	for path, rows := range map[string]int{"/directorio": 3, "/directorio?red=x": 2, "/directorio?entidad=Jalisco": 2, "/directorio?area=cncs": 1, "/directorio?red=x&area=jle-jal": 1, "/directorio?red=nada": 0} {
		a := h.nobody().get(path)
		a.isPublic(t)
		if got := a.Find("#directory tbody tr").Length(); got != rows {
			t.Errorf("%s shows %d rows, want %d", path, got, rows)
		}
	}
	filtered := h.nobody().get("/directorio?red=x&area=jle-jal")
	if filtered.value("#red option[selected]") != "x" || filtered.Find(".filter-chip").Length() != 2 || !filtered.has("a[href='/directorio.csv?area=jle-jal&red=x']") {
		t.Error("the filter does not show in the page")
	}
	if !strings.Contains(filtered.text("#directory"), "De baja") {
		t.Error("a closed account does not say so")
	}
	raw := h.nobody().get("/directorio.json?entidad=Jalisco")
	var data struct {
		Accounts []openAccount `json:"cuentas"`
	}
	if err := json.Unmarshal([]byte(raw.body), &data); err != nil || len(data.Accounts) != 2 || data.Accounts[0].Handle != "INEJalisco" || data.Accounts[1].Closed != "2026-09-01" {
		t.Errorf("open data: %v, %+v", err, data.Accounts)
	}
	table := h.nobody().get("/directorio.csv")
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix([]byte(table.body), []byte("\ufeff")))).ReadAll()
	if err != nil || len(rows) != 4 || rows[0][3] != "usuario" {
		t.Fatalf("CSV: %v, %v", err, rows)
	}
	for _, row := range rows[1:] {
		if strings.HasPrefix(row[4], "=") {
			t.Errorf("%q would be a formula in a spreadsheet", row[4])
		}
	}
}

func TestCriteria(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a := h.nobody().get("/criterios")
	a.isPublic(t)
	open := 0
	for _, c := range h.w.Pack.Clauses {
		article := a.Find("article").FilterFunction(func(_ int, s *selection) bool { return s.AttrOr("id", "") == c.ID })
		if article.Length() != 1 || !strings.Contains(article.Text(), c.Summary) {
			t.Errorf("clause %s is not there, or not as the pack says it", c.ID)
		}
		if strings.Contains(article.Text(), "Por construir") != c.Planned {
			t.Errorf("clause %s: what is still to be built is not said", c.ID)
		}
		if c.Planned {
			open++
		}
	}
	if open == 0 || a.Find("#glosario ~ dl .summary__row").Length() != len(h.w.Pack.Glossary) {
		t.Error("the glossary is not whole")
	}
}

// The registry keeps the one account of a network where the regulation allows only one.
//
//clause:test 7.x
func TestRegisterRefusesASecondExclusiveAccount(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.w.Person("marisol", "mando_medio", "cncs").Grant(institution.Press, "")
	h.w.Person("luis", "operativo", "cncs")
	marisol := h.as("marisol")
	typed := []string{"network", "youtube", "handle", "INETVDos", "name", "Otra", "area_id", "cncs", "purpose", "Para más video.",
		"lead_id", h.id("marisol"), "alternate_id", h.id("luis")}
	a := marisol.post("/cuentas", typed...)
	if a.status != http.StatusUnprocessableEntity || !strings.Contains(a.text(".errors"), "7.x") || a.value("#handle") != "INETVDos" || a.text("#purpose") != "Para más video." {
		t.Fatalf("status %d: %s", a.status, a.text("main"))
	}
	typed[1], typed[3] = "x", "CNCSine"
	if a := marisol.post("/cuentas", typed...); a.status != http.StatusSeeOther || !strings.HasSuffix(a.to(), "/accesos") {
		t.Fatalf("a good one: status %d: %s", a.status, a.text("main"))
	}
	if len(h.w.Ledger("account.register")) != 1 {
		t.Error("the registration is not in the ledger")
	}
	if a := h.as("luis").get("/cuentas/nueva"); a.status != http.StatusForbidden || !strings.Contains(a.text("main"), "1.p1") {
		t.Errorf("who may not register: status %d: %s", a.status, a.text("main"))
	}
}

// selection is a part of a page.
type selection = goquery.Selection

// form is a query of one name and value.
func form(name, value string) string { return url.Values{name: {value}}.Encode() }
