package identifier

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// context is a group of words that say what a number nearby is.
type context int

const (
	saysRFC context = iota
	saysElector
	saysCLABE
	saysCard
	saysFile // numbers of files, which are no cards
	saysNSS
	saysCIC
	saysOCR
	saysIDMEX
	saysPhone
	saysCount // amounts and numbers of things, which are no phones
	contexts
)

// keywords are how words of context begin, in small letters without marks; a space at
// the end stands for the end of the word.
var keywords = [contexts][]string{
	saysRFC:     {"rfc", "r.f.c", "contribuyente"},
	saysElector: {"clave", "elector", "credencial"},
	saysCLABE:   {"clabe", "interbancaria", "cuenta", "deposit", "transfer", "banco"},
	saysCard:    {"tarjeta", "tdc ", "tdd ", "plastico", "visa ", "mastercard", "amex", "debito", "credito"},
	saysFile:    {"ocr ", "folio", "expediente", "oficio"},
	saysNSS:     {"nss", "imss", "seguridad social", "seguro social", "afiliacion", "derechohabiente"},
	saysCIC:     {"cic ", "codigo de identificacion"},
	saysOCR:     {"ocr "},
	saysIDMEX:   {"idmex"},
	saysPhone: {"tel", "cel ", "celu", "movil", "whats", "wa ", "wapp", "llam", "marca ", "marque", "marcar ", "comunic", "contact", "numero es", "mi numero", "lada",
		"fono", "escribe", "escriba", "mensaje", "fax ", "sms "},
	saysCount: {"folio", "expediente", "oficio", "acuerdo", "registro", "boleta", "votos", "pesos", "factura", "ticket", "pedido", "guia", "clave", "id ", "codigo",
		"referencia", "padron", "lista"},
}

// byLetter is the keywords by their first letter.
var byLetter = func() (out [26][]keyword) {
	for c, list := range keywords {
		for _, w := range list {
			out[w[0]-'a'] = append(out[w[0]-'a'], keyword{w, context(c)})
		}
	}
	return out
}()

type keyword struct {
	text string
	says context
}

const (
	reach      = 48 // bytes before a number in which its context is looked for
	closeReach = 26 // the same, for what only its own name tells
	longestKey = 28 // bytes of the longest keyword, with room
)

// listen finds the words of context, once.
func (r *reading) listen() {
	inWord := false
	for i, c := range r.text {
		letter := unicode.IsLetter(c) || unicode.IsMark(c)
		if letter && !inWord {
			r.hear(i)
		}
		inWord = letter
	}
}

// hear notes the keywords that begin at the offset.
func (r *reading) hear(at int) {
	var buf [longestKey]byte
	n := 0
	for _, c := range r.text[at:] {
		if n == len(buf) {
			break
		}
		if folded := foldRune(c); folded != 0 {
			buf[n] = folded
			n++
		}
	}
	if n < len(buf) {
		buf[n] = ' '
		n++
	}
	if buf[0] < 'a' || buf[0] > 'z' {
		return
	}
	for _, k := range byLetter[buf[0]-'a'] {
		if len(k.text) <= n && string(buf[:len(k.text)]) == k.text {
			r.said[k.says] = append(r.said[k.says], at)
		}
	}
}

// foldRune is a small ASCII letter, a digit or dot as it is, a space for anything else,
// 0 for a mark.
func foldRune(c rune) byte {
	switch {
	case c < utf8.RuneSelf:
	case c <= 0xFF:
		return latin1[c-0x80]
	case unicode.Is(unicode.Mn, c):
		return 0
	default:
		c, _ = utf8.DecodeRuneInString(norm.NFKD.String(string(c)))
	}
	switch {
	case c >= 'A' && c <= 'Z':
		return byte(c - 'A' + 'a')
	case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '.':
		return byte(c)
	}
	return ' '
}

// latin1 is foldRune for the characters from U+0080 to U+00FF.
var latin1 = func() (out [128]byte) {
	for i := range out {
		out[i] = ' '
		c, _ := utf8.DecodeRuneInString(norm.NFD.String(string(rune(0x80 + i))))
		if c < utf8.RuneSelf && unicode.IsLetter(c) {
			out[i] = byte(unicode.ToLower(c))
		}
	}
	return out
}()

// near tells whether a word of the context begins shortly before the offset.
func (r *reading) near(at int, says context) bool { return r.within(at, says, reach) }

func (r *reading) within(at int, says context, reach int) bool {
	starts := r.said[says]
	i, _ := slices.BinarySearch(starts, at)
	return i > 0 && at-starts[i-1] <= reach
}
