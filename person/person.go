// Package person tells whether somebody's data can enter the directory: a user name that
// can be typed anywhere, a name, a rank and an address of the institution. Pure.
package person

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/regulation"
)

// MaxName is the longest name, in characters.
const MaxName = 120

var username = regexp.MustCompile(`^[a-z][a-z0-9]*([.-][a-z0-9]+)*$`)

// Clean trims what people type around their data and writes the user name and the address
// as they are compared.
func Clean(p institution.Person) institution.Person {
	p.Username, p.Email = Username(p.Username), strings.ToLower(strings.TrimSpace(p.Email))
	p.Name = strings.Join(strings.Fields(p.Name), " ")
	return p
}

// Username is a user name as it is kept and compared.
func Username(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// Check tells what is wrong with clean data, as a fault on its field. That the area exists
// is for the caller to ask.
func Check(pack *regulation.Pack, p institution.Person) error {
	if n := len(p.Username); n < 3 || n > 40 || !username.MatchString(p.Username) {
		return fault.New(fault.Invalid, "El nombre de usuario necesita de 3 a 40 letras sin acento o números, con puntos o guiones solo en medio.").
			Then("Escríbalo, por ejemplo, como ana.torres.").On("username")
	}
	if err := checkName(p.Name); err != nil {
		return err
	}
	if _, ok := pack.Rank(p.RankID); !ok {
		return fault.New(fault.Invalid, "Elija el nivel del puesto.").Under(pack.ClauseFor(regulation.RuleTwoAdministrators)).On("rank_id")
	}
	return account.CheckMail(pack, p.Email, "email")
}

func checkName(name string) error {
	n := utf8.RuneCountInString(name)
	if n == 0 || n > MaxName || strings.ContainsFunc(name, unicode.IsControl) {
		return fault.New(fault.Invalid, "Escriba el nombre completo de la persona (máximo %d caracteres).", MaxName).On("name")
	}
	return nil
}
