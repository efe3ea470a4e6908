package person_test

import (
	"strings"
	"testing"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/person"
	"pregonero/regulation"
)

//clause:test 5.a
//clause:test 5.b
func TestCheck(t *testing.T) {
	t.Parallel()
	pack, err := regulation.Embedded("ine")
	if err != nil {
		t.Fatal(err)
	}
	good := institution.Person{Username: "ana.torres", Name: "Ana Torres", Email: "ana.torres@ine.mx", RankID: "mando_medio"}
	with := func(f func(*institution.Person)) institution.Person { p := good; f(&p); return p }
	for name, c := range map[string]struct {
		who    institution.Person
		wrong  string // the field
		clause string
	}{
		"all is well":            {good, "", ""},
		"capitals are cleaned":   {with(func(p *institution.Person) { p.Username, p.Email = " Ana.Torres ", "ANA.TORRES@INE.MX " }), "", ""},
		"hyphen and figures":     {with(func(p *institution.Person) { p.Username = "ana-torres.2" }), "", ""},
		"user name with accent":  {with(func(p *institution.Person) { p.Username = "ána" }), "username", ""},
		"user name too short":    {with(func(p *institution.Person) { p.Username = "an" }), "username", ""},
		"user name too long":     {with(func(p *institution.Person) { p.Username = strings.Repeat("a", 41) }), "username", ""},
		"user name from a sign":  {with(func(p *institution.Person) { p.Username = "=cmd" }), "username", ""},
		"user name two dots":     {with(func(p *institution.Person) { p.Username = "ana..torres" }), "username", ""},
		"no name":                {with(func(p *institution.Person) { p.Name = "  " }), "name", ""},
		"name too long":          {with(func(p *institution.Person) { p.Name = strings.Repeat("ñ", 121) }), "name", ""},
		"name at the limit":      {with(func(p *institution.Person) { p.Name = strings.Repeat("ñ", 120) }), "", ""},
		"unknown rank":           {with(func(p *institution.Person) { p.RankID = "rey" }), "rank_id", "5.1.p2"},
		"foreign address":        {with(func(p *institution.Person) { p.Email = "ana@gmail.com" }), "email", "5.a"},
		"address of a lookalike": {with(func(p *institution.Person) { p.Email = "ana@ine.mx.gmail.com" }), "email", "5.a"},
		"no address":             {with(func(p *institution.Person) { p.Email = "" }), "email", "5.a"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := person.Check(pack, person.Clean(c.who))
			f, _ := fault.Of(err)
			switch {
			case c.wrong == "" && err != nil:
				t.Errorf("refused: %v", err)
			case c.wrong != "" && (f == nil || f.Field != c.wrong || f.Clause != c.clause):
				t.Errorf("want a fault on %s under %q, got %+v", c.wrong, c.clause, err)
			}
		})
	}
}
