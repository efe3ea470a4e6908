package account

import (
	"strings"
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
		if err := CheckRegistration(pack(t), c.a, existing, nil); fault.KindOf(err) != c.kind {
			t.Errorf("%s: %v, want %q", name, err, c.kind)
		}
	}
}

// What enters the registry can be an account's name on its network, follows the
// institution's rule, imitates no letter, and its server is a public one.
//
//clause:test 7.vi
//clause:test 1.p1
func TestRegistrationOfNamesAndServers(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a", 26) + "ine"
	for name, c := range map[string]struct {
		network, handle, server, field string
	}{
		"as it must be on X":            {"x", "JuntaYucatanINE", "", ""},
		"the rule of X":                 {"x", "JuntaYucatan", "", "handle"},
		"named by the regulation":       {"x", "INEMexico", "", ""},
		"named, a long s":               {"x", "INEMexico\u017f", "", "handle"},
		"too long for X":                {"x", long, "", "handle"},
		"as long on Mastodon":           {"mastodon", long, "", ""},
		"a page's name on Facebook":     {"facebook", "INE México Instituto Nacional Electoral", "", ""},
		"the same on Mastodon":          {"mastodon", "INE México Instituto Nacional Electoral", "", "handle"},
		"the same on X":                 {"x", "INE México INE", "", "handle"},
		"a Cyrillic letter in a page":   {"facebook", "INE M\u0435xico Instituto", "", "handle"},
		"a hidden mark in a page":       {"facebook", "INE \u202eMéxico", "", "handle"},
		"two spaces in a page":          {"facebook", "INE  México", "", "handle"},
		"practice":                      {"practice", "INEMexico_practica", "", ""},
		"no such network":               {"orkut", "INEMexico", "", "network"},
		"no network":                    {"", "INEMexico", "", "network"},
		"a Cyrillic letter":             {"mastodon", "IN\u0415Yucatan", "", "handle"},
		"turned around":                 {"mastodon", "INE\u202enatacuY", "", "handle"},
		"of no width":                   {"mastodon", "INE\u200bYucatan", "", "handle"},
		"a line break":                  {"mastodon", "INE\nYucatan", "", "handle"},
		"a space":                       {"mastodon", "INE Yucatan", "", "handle"},
		"a domain on Bluesky":           {"bluesky", "yucatan.ine.mx", "https://bsky.social", ""},
		"a public server":               {"mastodon", "Yucatan", "https://mastodon.social", ""},
		"with its port":                 {"mastodon", "Yucatan", "https://mastodon.social:8443", ""},
		"not https":                     {"mastodon", "Yucatan", "http://mastodon.social", "base_url"},
		"this machine":                  {"mastodon", "Yucatan", "https://localhost", "base_url"},
		"this machine, dotted":          {"mastodon", "Yucatan", "https://a.localhost.", "base_url"},
		"an address":                    {"mastodon", "Yucatan", "https://127.0.0.1", "base_url"},
		"a public address":              {"mastodon", "Yucatan", "https://8.8.8.8", "base_url"},
		"an address of six":             {"mastodon", "Yucatan", "https://[::1]:443", "base_url"},
		"an address as a number":        {"mastodon", "Yucatan", "https://2130706433", "base_url"},
		"an address in hexadecimal":     {"mastodon", "Yucatan", "https://0x7f.0x1", "base_url"},
		"an address in octal":           {"mastodon", "Yucatan", "https://0177.1", "base_url"},
		"the clouds' metadata":          {"mastodon", "Yucatan", "https://169.254.169.254", "base_url"},
		"an inner name":                 {"mastodon", "Yucatan", "https://social.lan", "base_url"},
		"a name without dots":           {"mastodon", "Yucatan", "https://social", "base_url"},
		"a look-alike name":             {"mastodon", "Yucatan", "https://m\u0430stodon.social", "base_url"},
		"a question":                    {"mastodon", "Yucatan", "https://mastodon.social?x=1", "base_url"},
		"allowed":                       {"mastodon", "Yucatan", "http://127.0.0.1:8081", ""},
		"allowed, another port":         {"mastodon", "Yucatan", "http://127.0.0.1:8082", "base_url"},
		"allowed by its name":           {"mastodon", "Yucatan", "https://social.ine.lan", ""},
		"allowed by its address":        {"mastodon", "Yucatan", "http://10.0.0.7:3000", ""},
		"allowed, with a password":      {"mastodon", "Yucatan", "http://u:p@127.0.0.1:8081", "base_url"},
		"allowed, but another's scheme": {"mastodon", "Yucatan", "https://10.0.0.7:3000", "base_url"},
	} {
		area := "jle-yuc"
		if strings.HasPrefix(c.handle, "INEMexico") && c.network != "practice" {
			area = "cncs"
		}
		a := Account{Network: c.network, Handle: c.handle, Name: "Cuenta", AreaID: area, BaseURL: c.server}
		err := CheckRegistration(pack(t), a, nil, []string{"127.0.0.1:8081", "social.ine.lan", "http://10.0.0.7:3000"})
		f, bad := fault.Of(err)
		if bad != (c.field != "") || bad && (f.Field != c.field || f.Kind != fault.Invalid || f.Next == "" && c.handle != long) {
			t.Errorf("%s: %v, want a fault on %q", name, err, c.field)
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
