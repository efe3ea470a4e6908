package identifier

import "unicode"

// figure is a number written in words inside a text, with the digits that it stands for.
type figure struct {
	at, end int
	digits  string
	next    int // where the term that goes on with it begins; 0: none does
}

// figures are the words for digits and for the numbers of two and three digits that people
// dictate telephones and cards in.
var figures = func() map[string]string {
	out := map[string]string{
		"diez": "10", "once": "11", "doce": "12", "trece": "13", "catorce": "14", "quince": "15", "dieciseis": "16", "diecisiete": "17", "dieciocho": "18",
		"diecinueve": "19", "veinte": "20", "veintiuno": "21", "veintidos": "22", "veintitres": "23", "veinticuatro": "24", "veinticinco": "25",
		"veintiseis": "26", "veintisiete": "27", "veintiocho": "28", "veintinueve": "29", "ochocientos": "800", "cien": "100",
	}
	for d, w := range []string{"cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"} {
		out[w] = string(rune('0' + d))
	}
	return out
}()

// tens take a digit after 'y': treinta y cinco.
var tens = map[string]byte{"treinta": '3', "cuarenta": '4', "cincuenta": '5', "sesenta": '6', "setenta": '7', "ochenta": '8', "noventa": '9'}

const (
	leastSpelt      = 3 // figures in a row, of which
	leastSpeltDigit = 4 // digits: fewer are no dictation
)

// dictated lists the figures in words of a text in which some are dictated one after the
// other; nil for any other text.
func dictated(w *wording) []figure {
	var all []figure
	run, digits, worth := 0, 0, false
	for i := 0; i < len(w.terms); i++ {
		digitsOf, n := w.figureAt(i)
		if n == 0 && !w.terms[i].digits {
			run, digits = 0, 0
			continue
		}
		last := i + max(n, 1) - 1
		if n > 0 {
			run++
			digits += len(digitsOf)
			worth = worth || run >= leastSpelt && digits >= leastSpeltDigit
			all = append(all, figure{w.terms[i].at, w.terms[last].end, digitsOf, w.dictates(last)})
		}
		i = last
		if w.dictates(i) == 0 {
			run, digits = 0, 0
		}
	}
	if !worth {
		return nil
	}
	return all
}

// figureAt reads the figure that begins at a term, of so many terms.
func (w *wording) figureAt(i int) (digits string, terms int) {
	word := w.terms[i].plain
	if d, ok := figures[word]; ok {
		return d, 1
	}
	ten, ok := tens[word]
	if !ok {
		return "", 0
	}
	if w.says(i+1, "y") && i+2 < len(w.terms) {
		if unit := figures[w.terms[i+2].plain]; len(unit) == 1 && unit != "0" {
			return string(ten) + unit, 3
		}
	}
	return string(ten) + "0", 1
}

// dictates is where the term begins that may go on with a figure, spaces, a comma, a hyphen
// or a line standing between; 0 when there is none.
func (w *wording) dictates(i int) int {
	if i+1 >= len(w.terms) || len(w.between(i)) > widest {
		return 0
	}
	for _, c := range w.between(i) {
		if c != ',' && c != '-' && c != '.' && c != '/' && !unicode.IsSpace(c) {
			return 0
		}
	}
	return w.terms[i+1].at
}
