package account

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"pregonero/internal/fault"
	"pregonero/limits"
	"pregonero/regulation"
)

// CheckHandle says whether the network takes the handle, without the at sign.
func CheckHandle(network, handle string) error {
	h, ok := limits.HandleOf(network)
	if !ok {
		return nil
	}
	label := limits.Of(network).Label
	if sign := h.Foreign(handle); sign != "" {
		return fault.New(fault.Invalid, "%s no admite «%s» en un nombre de usuario.", label, shown(sign)).Then(foreignNext(sign, h)).On("handle")
	}
	if n := utf8.RuneCountInString(handle); n < h.Min || n > h.Max {
		return fault.New(fault.Invalid, "En %s el nombre de usuario tiene entre %d y %d caracteres; este tiene %d.", label, h.Min, h.Max, n).On("handle")
	}
	return nil
}

// shown writes a character that cannot be seen by its number.
func shown(sign string) string {
	r, _ := utf8.DecodeRuneInString(sign)
	if unicode.IsGraphic(r) {
		return sign
	}
	return fmt.Sprintf("%U", r)
}

// foreignNext says what to write instead, and tells letters of other alphabets that look
// like ours.
func foreignNext(sign string, h limits.Handle) string {
	next := "Use solo letras sin acento, números"
	for _, s := range h.Signs {
		next += " y «" + string(s) + "»"
	}
	r, _ := utf8.DecodeRuneInString(sign)
	if plain := Skeleton(sign); r > 0x2ff && len(plain) == 1 {
		return "Es una letra de otro alfabeto que se parece a «" + plain + "». " + next + "."
	}
	return next + "."
}

// CheckEnding keeps the institution's own rule for names on the network; accounts that the
// regulation itself names are excepted.
//
//clause:code 7.vi
func CheckEnding(p *regulation.Pack, network, handle string) error {
	rule, ok := p.HandleRule(network)
	if _, named := p.Account(network, handle); named || !ok || strings.HasSuffix(strings.ToLower(handle), strings.ToLower(rule.Suffix)) {
		return nil
	}
	return fault.New(fault.Invalid, "En %s el nombre de usuario debe terminar en «%s».", limits.Of(network).Label, rule.Suffix).
		Then("Por ejemplo: JuntaJalisco" + rule.Suffix + ", con mayúsculas o minúsculas.").Under(rule.Clause).On("handle")
}

// maxPageName is Facebook's, in characters.
const maxPageName = 75

// pageName tells whether it is the name of a page, as Facebook takes them instead of a user
// name: words of our alphabet with one space between them.
func pageName(network, name string) bool {
	if network != "facebook" || !strings.Contains(name, " ") || utf8.RuneCountInString(name) > maxPageName || !norm.NFC.IsNormalString(name) {
		return false
	}
	for _, r := range name {
		latin := unicode.IsLetter(r) && unicode.Is(unicode.Latin, r) && r < 0x180
		if !latin && !(r >= '0' && r <= '9') && !strings.ContainsRune(" .,-", r) {
			return false
		}
	}
	return strings.Join(strings.Fields(name), " ") == name
}
