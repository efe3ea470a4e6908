package claim

import (
	"math"
	"strconv"
	"strings"
)

// numerals are the words for figures below a thousand.
var numerals = map[string]float64{
	"dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "once": 11, "doce": 12,
	"trece": 13, "catorce": 14, "quince": 15, "dieciseis": 16, "diecisiete": 17, "dieciocho": 18, "diecinueve": 19, "veinte": 20,
	"veintiun": 21, "veintiuno": 21, "veintiuna": 21, "veintidos": 22, "veintitres": 23, "veinticuatro": 24, "veinticinco": 25, "veintiseis": 26, "veintisiete": 27,
	"veintiocho": 28, "veintinueve": 29, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80, "noventa": 90,
	"cien": 100, "ciento": 100, "doscientos": 200, "doscientas": 200, "trescientos": 300, "trescientas": 300, "cuatrocientos": 400, "cuatrocientas": 400,
	"quinientos": 500, "quinientas": 500, "seiscientos": 600, "seiscientas": 600, "setecientos": 700, "setecientas": 700, "ochocientos": 800,
	"ochocientas": 800, "novecientos": 900, "novecientas": 900,
}

// ones are the words for one; they count only inside a larger figure.
var ones = map[string]bool{"un": true, "uno": true, "una": true}

// amount is a figure with where it ends.
type amount struct {
	value, step float64
	digits      int
	scaled      bool // ends in a word of scale: 1.5 millones
	inWords     bool
}

// amount reads the figure that begins at i, in digits or words: 1,500 · 3 mil 500 · dos
// millones trescientos mil. next is 0 when there is none.
func (r *reader) amount(i int) (a amount, next int) {
	a, next = r.thousands(i)
	if next == i {
		return amount{}, 0
	}
	t := r.get(next)
	scale := map[string]float64{"millon": 1e6, "millones": 1e6, "billon": 1e12, "billones": 1e12}[t.text]
	if scale == 0 || t.kind != word {
		return a, next
	}
	a.value, a.step, next = a.value*scale, a.place()*scale, next+1
	rest, end := r.thousands(next)
	if end == next || rest.value >= a.step || r.get(end).is("millones", "billones") || r.get(next).starts {
		a.scaled, a.digits = true, 0
		return a, next
	}
	return amount{value: a.value + rest.value, step: rest.step, scaled: rest.scaled, inWords: a.inWords && rest.inWords}, end
}

// place is the value of the last place written.
func (a amount) place() float64 {
	if a.step > 0 {
		return a.step
	}
	return math.Pow(10, -float64(a.digits))
}

// thousands reads a figure below a million: 500 · 3 mil · 3 mil 500 · mil doscientos.
func (r *reader) thousands(i int) (a amount, next int) {
	value, digits, next := r.below(i)
	a = amount{value: value, digits: digits, inWords: r.get(i).kind == word}
	if !r.get(next).is("mil", "k") || next == i && r.get(next).is("k") || r.get(next).starts && next > i {
		return a, next
	}
	if next == i {
		a.value = 1
	}
	a.value, a.step, a.scaled, a.digits = a.value*1000, a.place()*1000, true, 0
	next++
	rest, fraction, end := r.below(next)
	if end == next || rest >= a.step || fraction > 0 || r.get(next).starts || r.get(end).is("mil") {
		return a, next
	}
	return amount{value: a.value + rest, inWords: a.inWords}, end
}

// below reads a figure in digits, or in words below a thousand.
func (r *reader) below(i int) (value float64, digits, next int) {
	if r.get(i).kind == figure {
		return r.inDigits(i)
	}
	return r.inWords(i)
}

// inWords reads "doscientos treinta y uno".
func (r *reader) inWords(i int) (value float64, digits, next int) {
	if ones[r.get(i).text] && r.get(i).kind == word {
		if r.get(i+1).is("millon", "billon") {
			return 1, 0, i + 1
		}
		return 0, 0, i
	}
	last := math.Inf(1)
	for {
		v, ok := numerals[r.get(i).text]
		if !ok || v >= last || last < 30 || last < 100 && v > 9 {
			return value, 0, i
		}
		if r.get(i).text == "ciento" && r.get(i-1).text == "por" {
			return value, 0, i
		}
		value, last, i = value+v, v, i+1
		if last >= 30 && last < 100 && r.get(i).text == "y" { // "treinta y uno"
			one, ok := numerals[r.get(i+1).text]
			if ones[r.get(i+1).text] {
				one, ok = 1, true
			}
			if ok && one < 10 {
				return value + one, 0, i + 2
			}
			return value, 0, i
		}
	}
}

// inDigits reads digits, and groups of three of them with spaces between.
func (r *reader) inDigits(i int) (value float64, digits, next int) {
	text := r.get(i).text
	value, digits = parse(text)
	if len(text) > 3 || text[0] == '0' {
		return value, digits, i + 1
	}
	next = i + 1
	for r.grouped(next) {
		v, _ := parse(r.get(next).text)
		value, next = value*1000+v, next+1
	}
	return value, digits, next
}

func (r *reader) grouped(i int) bool {
	t := r.get(i)
	return t.kind == figure && len(t.text) == 3 && t.spaced && !t.starts && allDigits(t.text)
}

func allDigits(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !isDigit(r) }) < 0
}

// parse reads digits with points and commas as Mexico writes them.
func parse(s string) (value float64, digits int) {
	commas, points := strings.Count(s, ","), strings.Count(s, ".")
	switch {
	case commas > 0 && groupsOfThree(s, ","):
		s = strings.ReplaceAll(s, ",", "")
	case commas == 1 && points == 0: // a decimal comma
		s = strings.Replace(s, ",", ".", 1)
	case points > 1 && groupsOfThree(s, "."):
		s = strings.ReplaceAll(s, ".", "")
	}
	if dot := strings.IndexByte(s, '.'); dot >= 0 {
		digits = len(s) - dot - 1
	}
	value, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return math.NaN(), 0
	}
	return value, digits
}

// groupsOfThree tells whether the separator stands between thousands.
func groupsOfThree(s, separator string) bool {
	whole, _, _ := strings.Cut(s, ".")
	if separator == "." {
		whole = s
	}
	parts := strings.Split(whole, separator)
	for _, p := range parts[1:] {
		if len(p) != 3 {
			return false
		}
	}
	return len(parts) > 1 && len(parts[0]) <= 3 && parts[0] != ""
}

// currencies are words for money; mdp are millions of pesos.
var currencies = []string{"peso", "pesos", "mxn", "mn", "dolar", "dolares", "dlls", "usd", "euro", "euros"}

// quantity reads a figure with what it counts: per cent, money or anything.
func (r *reader) quantity(i int) ([]Claim, int) {
	first := i
	dollar := r.get(i).is("$")
	if dollar {
		i++
	}
	a, next := r.amount(i)
	if next <= i || math.IsNaN(a.value) {
		return nil, first
	}
	c := Claim{Kind: Number, At: first, Value: a.value, Digits: a.digits}
	switch {
	case r.about(first):
		c.Step = coarse(a)
	case a.scaled:
		c.Step = a.step
	}
	next = r.unit(&c, dollar, next)
	c.Size = next
	if c.Kind == Number && !r.states(a, i, next) {
		return nil, next
	}
	if c.Kind == Number && r.aYear(i, next) {
		c.Kind = Year
	}
	return []Claim{c}, next
}

// unit reads what stands after the figure and says the kind.
func (r *reader) unit(c *Claim, dollar bool, next int) int {
	t := r.get(next)
	switch {
	case t.is("%", "٪", "％"):
		c.Kind = Percent
		return next + 1
	case t.is("por") && r.get(next+1).is("ciento"):
		c.Kind = Percent
		return next + 2
	case t.is("porciento"):
		c.Kind = Percent
		return next + 1
	case t.is("mdp"):
		c.Kind, c.Value, c.Step = Money, c.Value*1e6, math.Pow(10, 6-float64(c.Digits))
		return next + 1
	case t.is(currencies...):
		c.Kind = Money
		return next + 1
	case t.is("de") && r.get(next+1).is(currencies...):
		c.Kind = Money
		return next + 2
	case dollar:
		c.Kind = Money
	}
	return next
}

// states tells whether a plain figure says something: not one, not an ordinal, not a part of
// a fraction or of something with signs against it.
func (r *reader) states(a amount, i, next int) bool {
	after, before := r.get(next), r.get(i-1)
	if a.value < 2 && a.digits == 0 || after.is("º", "ª", "°") && !after.spaced {
		return false
	}
	if after.is(".") && !after.spaced && r.get(next+1).is("º", "ª", "er", "o", "a") && !r.get(next+1).spaced {
		return false
	}
	if a.inWords && next == i+1 && a.value == 1000 { // "mil gracias"
		return false
	}
	bar := after.is("/") && !after.spaced || before.is("/", "_") && !r.get(i).spaced
	return !bar
}

// aYear tells whether the figure is one of four digits that reads as a year.
func (r *reader) aYear(i, next int) bool {
	t := r.get(i)
	return next == i+1 && t.kind == figure && len(t.text) == 4 && allDigits(t.text) && t.text >= "1900" && t.text <= "2100"
}

// about tells whether the words before say that the figure is rough.
func (r *reader) about(i int) bool {
	one, two := r.get(i-1), r.get(i-2)
	switch {
	case one.is("casi", "unos", "unas", "aproximadamente", "alrededor", "cerca", "sobre"):
		return true
	case one.is("de") && two.is("mas", "menos", "cerca", "alrededor"), one.is("menos") && two.is("al", "lo"):
		return true
	}
	return false
}

// coarse is the last place of a figure that is not zero: 1,500 is said in hundreds.
func coarse(a amount) float64 {
	step := a.place()
	for a.value > 0 && math.Mod(a.value, step*10) == 0 {
		step *= 10
	}
	return step
}
