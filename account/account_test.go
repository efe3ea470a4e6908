package account

import (
	"testing"
	"time"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/regulation"
)

var now = time.Date(2026, 11, 25, 18, 0, 0, 0, time.UTC)

func pack(t *testing.T) *regulation.Pack {
	t.Helper()
	p, err := regulation.Embedded("ine")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func person(id, rank, area, mail string) institution.Person {
	return institution.Person{ID: id, Name: id, RankID: rank, AreaID: area, Email: mail, Active: true}
}

//clause:test 5.1.p2
//clause:test 5.a
//clause:test 5.b
func TestAdministrators(t *testing.T) {
	t.Parallel()
	good := person("ana", "mando_medio", "derfe", "ana@ine.mx")
	other := person("luis", "operativo", "derfe", "luis@ine.mx")
	gone := other
	gone.Active = false
	for name, c := range map[string]struct {
		lead, alternate institution.Person
		field           string
	}{
		"as it must be":            {good, other, ""},
		"both of middle rank":      {good, person("eva", "mando_medio", "derfe", "eva@ine.mx"), ""},
		"from below in the area":   {good, person("eva", "operativo", "derfe-modulos", "eva@ine.mx"), ""},
		"the same person":          {good, good, "alternate_id"},
		"nobody as alternate":      {good, institution.Person{}, "alternate_id"},
		"lead of too low a rank":   {other, good, "lead_id"},
		"rank that does not exist": {good, person("eva", "jefazo", "derfe", "eva@ine.mx"), "alternate_id"},
		"of another area":          {good, person("eva", "operativo", "deoe", "eva@ine.mx"), "alternate_id"},
		"gone":                     {good, gone, "alternate_id"},
		"private mail":             {good, person("eva", "operativo", "derfe", "eva@gmail.com"), "alternate_id"},
		"look-alike domain":        {good, person("eva", "operativo", "derfe", "eva@ine.mx.evil.org"), "alternate_id"},
		"no mail":                  {good, person("eva", "operativo", "derfe", "@ine.mx"), "alternate_id"},
	} {
		family := func(member, of string) bool { return member == "derfe-modulos" && of == "derfe" }
		f, bad := fault.Of(CheckAdministrators(pack(t), "derfe", c.lead, c.alternate, family))
		if bad != (c.field != "") || bad && (f.Field != c.field || f.Clause == "") {
			t.Errorf("%s: %+v, want a fault on %q", name, f, c.field)
		}
	}
}

//clause:test 7.x
//clause:test 1.p1
func TestRegistration(t *testing.T) {
	t.Parallel()
	existing := []Account{{Network: "mastodon", Handle: "INEJalisco", State: Active}, {Network: "mastodon", Handle: "Vieja", State: Closed}}
	for name, c := range map[string]struct {
		a    Account
		kind fault.Kind
	}{
		"new":                          {Account{Network: "mastodon", Handle: "INEYucatan", AreaID: "jle-yuc"}, ""},
		"there already, other case":    {Account{Network: "mastodon", Handle: "inejalisco", AreaID: "jle-jal"}, fault.Conflict},
		"the same on another server":   {Account{Network: "mastodon", Handle: "INEJalisco", AreaID: "jle-jal", BaseURL: "https://otro.example"}, ""},
		"closed before":                {Account{Network: "mastodon", Handle: "Vieja", AreaID: "jle-jal"}, ""},
		"without area":                 {Account{Network: "mastodon", Handle: "Algo"}, fault.Invalid},
		"without handle":               {Account{Network: "mastodon", AreaID: "jle-jal"}, fault.Invalid},
		"second on YouTube":            {Account{Network: "youtube", Handle: "INEJalisco", AreaID: "jle-jal"}, fault.Invalid},
		"the one on YouTube":           {Account{Network: "youtube", Handle: "inetv", AreaID: "cncs"}, ""},
		"named account, another area":  {Account{Network: "x", Handle: "INEtelMX", AreaID: "cncs"}, fault.Invalid},
		"server that is none":          {Account{Network: "mastodon", Handle: "Algo", AreaID: "jle-jal", BaseURL: "javascript:alert(1)"}, fault.Invalid},
		"server with a password in it": {Account{Network: "mastodon", Handle: "Algo", AreaID: "jle-jal", BaseURL: "https://a:b@c.example"}, fault.Invalid},
	} {
		if err := CheckRegistration(pack(t), c.a, existing); fault.KindOf(err) != c.kind {
			t.Errorf("%s: %v, want %q", name, err, c.kind)
		}
	}
}

func TestStates(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from State
		act  Action
		to   State
	}{
		{Registered, Activate, Active}, {Suspended, Activate, Active}, {Active, Suspend, Suspended}, {Suspended, Close, Closed}, {Registered, Close, Closed},
		{Active, Close, ""}, {Active, Activate, ""}, {Closed, Activate, ""}, {Closed, Suspend, ""}, {Registered, Suspend, ""}, {Active, "invented", ""},
	} {
		a := Account{State: c.from}
		err := a.Apply(c.act, now)
		if (err == nil) != (c.to != "") || err == nil && a.State != c.to || err != nil && a.State != c.from {
			t.Errorf("%s %s: %s, %v", c.act, c.from, a.State, err)
		}
	}
}

//clause:test 1.p1
//clause:test 5.1.p2
func TestMayPublish(t *testing.T) {
	t.Parallel()
	whole := Account{State: Active, LeadID: "ana", AlternateID: "luis"}
	if err := whole.MayPublish(); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*Account){
		"registered only":   func(a *Account) { a.State = Registered },
		"suspended":         func(a *Account) { a.State = Suspended },
		"closed":            func(a *Account) { a.State = Closed },
		"stopped":           func(a *Account) { _ = a.Stop("ana", "incidente", now) },
		"without lead":      func(a *Account) { a.LeadID = "" },
		"without alternate": func(a *Account) { a.AlternateID = "" },
	} {
		a := whole
		change(&a)
		if f, ok := fault.Of(a.MayPublish()); !ok || f.Next == "" {
			t.Errorf("%s: may publish, or no next step: %v", name, f)
		}
	}
	a := whole
	if err := a.Stop("ana", "  ", now); !fault.Is(err, fault.Invalid) || a.Stopped {
		t.Error("stopped without a reason")
	}
}

func TestLikeness(t *testing.T) {
	t.Parallel()
	official := Account{Handle: "INEMexico", Name: "INE México"}
	for query, want := range map[string]Alike{
		"@INEMexico": Same, "inemexico": Same, "https://x.com/INEMexico": Same, "https://mastodon.social/@INEMexico": Same, "INE México": Same,
		"INEMexic0": Near, "1NEMexico": Near, "INE_Mexico": Near, "INEMéxico": Near, "ІNEMexico": Near, "INEMexico_oficial": Near, "INEMexicoo": Near,
		"gatitos": Different, "UNAM": Different,
	} {
		if got := Likeness(Fold(query), official); got != want {
			t.Errorf("%q: %d, want %d", query, got, want)
		}
	}
}
