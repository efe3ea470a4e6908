package vault

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"pregonero/internal/fault"
)

// Check tells what is wrong with the password of an account, as a fault on the field
// "password"; nil when it will do. It knows nothing of passwords used before.
//
//clause:code 5.2.g
func (r Recipe) Check(password string) error {
	if err := r.checkForm(password); err != nil {
		return err
	}
	plain := fold(password)
	if name := r.contains(plain); name != "" {
		return bad("La contraseña contiene «%s», que cualquiera puede adivinar.", name)
	}
	switch {
	case hasYear(password):
		return bad("La contraseña contiene un año o una fecha.")
	case Leaked(password):
		return bad("La contraseña está en una lista de contraseñas que ya se filtraron, o es una de ellas con otro final.")
	case isCommon(plain):
		return bad("La contraseña está hecha de palabras o secuencias muy usadas.")
	}
	return nil
}

func (r Recipe) checkForm(password string) error {
	n := utf8.RuneCountInString(password)
	has := classes(password)
	switch {
	case n < r.Min:
		return bad("La contraseña tiene %d caracteres y necesita al menos %d.", n, r.Min)
	case r.Max > 0 && n > r.Max:
		return bad("La contraseña tiene %d caracteres y la red acepta hasta %d.", n, r.Max)
	case has.other || strings.TrimSpace(password) != password:
		return bad("La contraseña tiene acentos, espacios u otros signos que no todas las redes aceptan.")
	case has.lower < r.Lower || has.upper < r.Upper || has.digits < r.Digits || has.special < r.Special:
		return bad("La contraseña debe combinar minúsculas, mayúsculas, números y signos.")
	}
	return nil
}

func bad(format string, args ...any) error {
	return fault.New(fault.Invalid, format, args...).
		Then("Deje que la bóveda genere una, o escriba otra sin palabras ni fechas.").On("password")
}

type counts struct {
	lower, upper, digits, special int
	other                         bool // something that is not printable ASCII
}

func classes(s string) (c counts) {
	for _, r := range s {
		switch {
		case r <= ' ' || r > '~':
			c.other = true
		case unicode.IsLower(r):
			c.lower++
		case unicode.IsUpper(r):
			c.upper++
		case unicode.IsDigit(r):
			c.digits++
		default:
			c.special++
		}
	}
	return c
}

// contains finds a name in the password, whatever its case, accents and figures for letters.
func (r Recipe) contains(plain string) string {
	for _, name := range r.Names {
		n := squeeze(fold(strings.TrimPrefix(name, "@")))
		if utf8.RuneCountInString(n) >= 3 && (strings.Contains(squeeze(plain), n) || strings.Contains(squeeze(unleet(plain)), n)) {
			return name
		}
	}
	return ""
}

// squeeze takes out what separates words.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

var years = regexp.MustCompile(`(^|[^0-9])(19[4-9][0-9]|20[0-6][0-9])([^0-9]|$)|(^|[^0-9])[0-3]?[0-9][-./][01]?[0-9][-./]([0-9]{2}|[0-9]{4})([^0-9]|$)|(^|[^0-9])([0-3][0-9][01][0-9](19|20)[0-9]{2}|(19|20)[0-9]{2}[01][0-9][0-3][0-9])([^0-9]|$)`)

// hasYear finds a year of these times, or a date, that stands by itself among the figures.
func hasYear(s string) bool { return years.MatchString(s) }
