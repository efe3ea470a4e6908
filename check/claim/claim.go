// Package claim finds what a Spanish text states with exactness: figures, percentages,
// amounts of money, dates, hours and phones, however each is written: "15 de enero" and
// "15/01/2027", "1.5 millones" and "1,500,000", "9:00" and "9 h", figures in words. It
// compares what one text states with what another does.
//
// Figures are written as in Mexico: a comma between thousands, a point before decimals.
// It is pure and reads a text once.
package claim

import "math"

// Kind says what is stated.
type Kind int

const (
	Number Kind = iota
	Percent
	Money
	Date // a day of a month, with or without its year
	Month
	Year
	Hour
	Phone
)

// Claim is one thing stated, at its place in the text.
type Claim struct {
	Kind     Kind
	At, Size int // bytes

	Value  float64 // of Number, Percent, Money and Year
	Step   float64 // how coarse Value is said on purpose ("1.5 millones": 100,000); 0: exact
	Digits int     // decimals written

	Day, Month, Year int // of Date and Month; 0: not said
	Minute           int // of Hour, since midnight
	Either           bool
	Phone            string // the last ten digits

	token int // where it begins among the tokens
}

// Text is what the claim says, as it is written.
func (c Claim) Text(text string) string { return text[c.At : c.At+c.Size] }

// Same tells whether both state the same thing.
func (c Claim) Same(d Claim) bool {
	switch c.Kind {
	case Date:
		return d.Kind == Date && c.Day == d.Day && c.Month == d.Month && (c.Year == 0 || d.Year == 0 || c.Year == d.Year)
	case Month:
		return (d.Kind == Month || d.Kind == Date) && c.Month == d.Month && (d.Year == 0 || c.Year == d.Year)
	case Hour:
		return d.Kind == Hour && (c.Minute == d.Minute || (c.Either || d.Either) && c.Minute%720 == d.Minute%720)
	case Phone:
		return d.Kind == Phone && c.Phone == d.Phone
	case Year:
		return d.Year == int(c.Value) || d.quantity() && d.Value == c.Value
	case Percent:
		return d.Kind == Percent && c.near(d)
	}
	return (d.Kind == Number || d.Kind == Money || d.Kind == Year) && c.near(d)
}

func (c Claim) quantity() bool { return c.Kind == Number || c.Kind == Money || c.Kind == Year }

// near compares values: what is said coarsely may stand for any value that it rounds, and
// fewer decimals for more.
func (c Claim) near(d Claim) bool {
	const exact = 1e-9
	distance := math.Abs(c.Value - d.Value)
	if distance <= exact*math.Max(1, math.Abs(c.Value)) {
		return true
	}
	if step := math.Max(c.Step, d.Step); step > 0 && distance < step {
		return true
	}
	unit := math.Pow(10, float64(-min(c.Digits, d.Digits)))
	return c.Digits != d.Digits && distance <= unit/2+exact
}

// Find lists what the text states, in order.
func Find(text string) []Claim { return find(tokens(text)) }

func find(all []token) []Claim {
	r := reader{tokens: all}
	for i := 0; i < len(r.tokens); {
		if found, next := r.at(i); next > i {
			for _, c := range found {
				r.place(&c)
				r.found = append(r.found, c)
			}
			i = next
			continue
		}
		i++
	}
	return r.found
}

// reader goes over the tokens of a text.
type reader struct {
	tokens []token
	found  []Claim
}

// at reads the claims that begin at a token, and says where to go on; next is i when there
// is none. Claims carry in At the token they begin at and in Size the one after them,
// until place.
func (r *reader) at(i int) (found []Claim, next int) {
	t := r.tokens[i]
	switch {
	case t.kind == code:
		return nil, i + 1
	case t.kind == figure && r.marker(i):
		return nil, i + 1
	}
	for _, read := range []func(int) ([]Claim, int){r.phone, r.date, r.hour, r.quantity} {
		if found, next := read(i); next > i {
			return found, next
		}
	}
	return nil, i
}

// place turns tokens into bytes.
func (r *reader) place(c *Claim) {
	first, last := r.tokens[c.At], r.tokens[c.Size-1]
	c.token = c.At
	c.At, c.Size = first.at, last.at+last.size-first.at
}
