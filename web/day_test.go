package web

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"pregonero/account"
	"pregonero/entering"
	"pregonero/institution"
	"pregonero/internal/testworld"
	"pregonero/oversight"
	"pregonero/store/storetest"
)

// newDay is a house over a newsroom: ana and luis administer an account of jle-jal, eva
// heads it, rosa is of the press office, olga runs the system and aurora audits.
func newDay(t *testing.T) (*house, *testworld.Newsroom, account.Account) {
	t.Helper()
	h, n := newHouse(t), testworld.NewNewsroom(t, storetest.SQLite(t))
	s := h.site
	h.w, s.Now, s.Desk, s.Counter, s.Keys = n.World, n.Clock.Now, n.Desk, n.Counter, n.Custodian
	s.Office = &oversight.Office{Store: n.Store, Pack: n.Pack, Gate: n.Gate, Now: n.Clock.Now, Log: s.Log}
	s.Book = &oversight.Book{Store: n.Store, Pack: n.Pack, Gate: n.Gate, Now: n.Clock.Now, Holder: "test"}
	s.Door = &entering.Door{Store: n.Store, Pack: n.Pack, Vault: n.Vault, Hasher: theHasher(), Now: n.Clock.Now, Gate: n.Gate}
	h.at("http://localhost")
	n.Person("ana", "mando_medio", "jle-jal")
	n.Person("luis", "operativo", "jle-jal")
	n.Person("eva", "titular", "jle-jal").Head("jle-jal")
	n.Person("rosa", "mando_medio", "cncs").Grant(institution.Press, "")
	n.Person("olga", "operativo", "unicom").Grant(institution.Operator, "")
	n.Person("aurora", "mando_medio", "oic").Grant(institution.Auditor, "")
	return h, n, n.Account("jal", "jle-jal", "ana", "luis")
}

func TestDayTitleStatesTheLoad(t *testing.T) {
	t.Parallel()
	h, n, acc := newDay(t)
	if p := h.as("luis").get("/"); p.status != http.StatusOK || p.text("h1") != "Nada vence hoy" {
		t.Errorf("an empty day: status %d, %q", p.status, p.text("h1"))
	}
	q := n.Submitted("ana", "El voto.", acc)
	n.Clock.Set(q.Content.DueAt.Add(-time.Hour))
	p := h.as("eva").get("/")
	if p.text("h1") != "Una cosa vence hoy" {
		t.Errorf("one thing: %q", p.text("h1"))
	}
	row := p.Find("#dia-tareas .task").First()
	if href := row.Find(".task__link").AttrOr("href", ""); href != "/visto-bueno/"+q.ID || !strings.HasPrefix(row.Find(".task__link").Text(), "Avalar") || row.Find(".deadline").Length() != 1 {
		t.Errorf("the task is %q to %s", row.Text(), href)
	}
	if p := h.as("ana").get("/"); strings.Contains(p.text("#dia-tareas"), "Avalar") {
		t.Error("ana is asked to endorse her own")
	}
}

// The head of an area sees what the whole area let pass.
//
//clause:test 5.1.p1
func TestDayOfTheHead(t *testing.T) {
	t.Parallel()
	h, n, acc := newDay(t)
	q := n.Submitted("ana", "El voto.", acc)
	n.Clock.Set(q.Content.DueAt.Add(2 * time.Hour))
	p := h.as("eva").get("/")
	if !p.has("#dia-area a[href='/publicaciones/" + q.ID + "']") {
		t.Errorf("what passed its hour is not shown: %q", p.text("#dia-area"))
	}
	if p := h.as("luis").get("/"); p.has("#dia-area") {
		t.Error("who heads nothing sees the area's state")
	}
}

func TestDayByRole(t *testing.T) {
	t.Parallel()
	h, n, acc := newDay(t)
	n.Draft("ana", "Palabras que nadie de fuera debe ver.", acc)
	for who, want := range map[string][]string{
		"ana":    {"tareas", "cuentas", "proximas"},
		"eva":    {"tareas", "area", "cuentas", "proximas"},
		"rosa":   {"registro"},
		"olga":   {"sistema"},
		"aurora": {"bitacora"},
	} {
		p := h.as(who).get("/")
		var got []string
		for _, b := range dayBlocks() {
			if p.has("#dia-" + b.key) {
				got = append(got, b.key)
			}
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%s sees %v, want %v", who, got, want)
		}
		if who != "ana" && who != "eva" && strings.Contains(p.body, "Palabras que nadie") {
			t.Errorf("%s sees a draft's words", who)
		}
	}
	if p := h.as("ana").get("/"); p.text("#dia-cuentas .tag") != "Atiende ahora" {
		t.Errorf("ana's account: %q", p.text("#dia-cuentas"))
	}
	if p := h.nobody().get("/"); p.has("#dia-tareas") || p.status != http.StatusOK {
		t.Errorf("who is not in: status %d", p.status)
	}
}

func TestDayStopped(t *testing.T) {
	t.Parallel()
	h, n, acc := newDay(t)
	h.must(n.Desk.StopAll(t.Context(), n.Actor("rosa"), true, "Veda electoral"))
	if p := h.as("ana").get("/"); !strings.Contains(p.text(".notice"), "Veda electoral") {
		t.Error("it is not said that everything is stopped")
	}
	h.must(n.Desk.Stop(t.Context(), n.Actor("rosa"), acc.ID, true, "Revisión"))
	if p := h.as("rosa").get("/"); p.text("h1") != "Una cuenta necesita atención" || !p.has("#dia-registro a[href='/cuentas/"+acc.ID+"']") {
		t.Errorf("the press office: %q", p.text("h1"))
	}
}

// A block that cannot be made says so in its place, and loads again by itself.
func TestDayBlockFailsAlone(t *testing.T) {
	t.Parallel()
	h, _, _ := newDay(t)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
	h.must(err)
	shown := h.site.makeBlock(h.site.readDay(r, visit{}), dayBlock{key: "tareas", make: func(*Site, *dayReading) (dayShown, error) { return dayShown{}, errors.New("broken") }})
	var b strings.Builder
	h.must(shown.body.Render(t.Context(), &b))
	if !strings.Contains(b.String(), `id="dia-tareas"`) || !strings.Contains(b.String(), "Volver a cargar") || strings.Contains(b.String(), "broken") {
		t.Errorf("a broken block shows %s", b.String())
	}
	again, err := http.NewRequestWithContext(t.Context(), http.MethodGet, h.base+dayPath+"tareas", nil)
	h.must(err)
	again.Header.Set("HX-Request", "true")
	if p := h.as("ana").do(again); p.status != http.StatusOK || !p.has("#dia-tareas") || p.has("h1") {
		t.Errorf("the block again: status %d", p.status)
	}
	if p := h.as("olga").get(dayPath + "tareas"); p.status != http.StatusNotFound {
		t.Errorf("the block of others: status %d", p.status)
	}
}

func TestEndOfWeek(t *testing.T) {
	t.Parallel()
	zone, err := time.LoadLocation("America/Mexico_City")
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[int]string{23: "2026-11-30", 25: "2026-11-30", 28: "2026-11-30", 29: "2026-11-30", 30: "2026-12-07"} {
		if got := endOfWeek(time.Date(2026, 11, day, 23, 30, 0, 0, zone), zone).Format(time.DateOnly); got != want {
			t.Errorf("November %d: the week ends before %s, want %s", day, got, want)
		}
	}
}
