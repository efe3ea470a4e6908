package claim

import "strconv"

var months = map[string]int{
	"enero": 1, "febrero": 2, "marzo": 3, "abril": 4, "mayo": 5, "junio": 6, "julio": 7, "agosto": 8, "septiembre": 9, "setiembre": 9,
	"octubre": 10, "noviembre": 11, "diciembre": 12,
}

var shortMonths = map[string]int{
	"ene": 1, "feb": 2, "mar": 3, "abr": 4, "may": 5, "jun": 6, "jul": 7, "ago": 8, "sep": 9, "sept": 9, "set": 9, "oct": 10, "nov": 11, "dic": 12,
}

func monthOf(word string) int {
	if m := months[word]; m > 0 {
		return m
	}
	return shortMonths[word]
}

// date reads days of a month, alone or in a row, and months with their year.
func (r *reader) date(i int) ([]Claim, int) {
	if r.get(i).kind == figure {
		if c, next := r.digitsDate(i); next > i {
			return c, next
		}
	}
	if m := months[r.get(i).text]; m > 0 && r.get(i).kind == word {
		return r.monthAlone(i, m)
	}
	return r.days(i)
}

// days reads "15 de enero de 2027", "15 y 16 de enero", "del 15 al 20 de enero", "1.º de mayo".
func (r *reader) days(i int) ([]Claim, int) {
	var row []Claim
	for j := i; len(row) < 8; {
		day, next := r.day(j)
		if next == j {
			return nil, i
		}
		row = append(row, Claim{Kind: Date, At: j, Size: next, Day: day})
		if month, end := r.ofMonth(next); end > next {
			year, last := r.ofYear(end)
			for k := range row {
				row[k].Month, row[k].Year = month, year
			}
			row[len(row)-1].Size = last
			return row, last
		}
		if j = r.join(next); j == next {
			return nil, i
		}
	}
	return nil, i
}

// day reads a day of the month in digits, in words or as "primero".
func (r *reader) day(i int) (day, next int) {
	t := r.get(i)
	switch {
	case t.kind == figure && len(t.text) <= 2 && allDigits(t.text):
		day, _ = strconv.Atoi(t.text)
		next = r.ordinal(i + 1)
	case t.is("primero"):
		day, next = 1, i+1
	case t.kind == word:
		v, _, end := r.inWords(i)
		day, next = int(v), end
	}
	if day < 1 || day > 31 || next <= i {
		return 0, i
	}
	return day, next
}

// ordinal passes over what makes a figure an ordinal: 1º, 1.º, 1o, 1ro.
func (r *reader) ordinal(i int) int {
	t := r.get(i)
	if t.is("º", "°") && !t.spaced {
		return i + 1
	}
	if t.is(".") && !t.spaced && r.get(i+1).is("º", "°") {
		return i + 2
	}
	return i
}

// join passes over what stands between days of one month.
func (r *reader) join(i int) int {
	t := r.get(i)
	switch {
	case t.is("y", "e", "al", "a", ",", "-", "–", "—", "o"):
		i++
	default:
		return i
	}
	if r.get(i).is("el", "y", "del", "al") {
		i++
	}
	return i
}

// ofMonth reads "de enero", "enero", "-ene-".
func (r *reader) ofMonth(i int) (month, next int) {
	j := i
	if r.get(j).is("de", "del") {
		j++
		if r.get(j).is("mes") && r.get(j+1).is("de") {
			j += 2
		}
	} else if r.get(j).is("/", "-") && !r.get(j).spaced {
		j++
	}
	if r.get(j).kind != word {
		return 0, i
	}
	month = months[r.get(j).text]
	if month == 0 {
		month = shortMonths[r.get(j).text]
	}
	if month == 0 {
		return 0, i
	}
	if shortMonths[r.get(j).text] > 0 && r.get(j+1).is(".") && !r.get(j+1).spaced && r.get(j+2).kind == figure {
		return month, j + 2
	}
	return month, j + 1
}

// ofYear reads "de 2027", "del 2027", "del año 2027", ", 2027", "/2027".
func (r *reader) ofYear(i int) (year, next int) {
	j := i
	switch {
	case r.get(j).is("de", "del"):
		j++
		if r.get(j).is("ano") {
			j++
		}
	case r.get(j).is("/", "-", ","):
		j++
	}
	if t := r.get(j); t.kind == figure && r.aYear(j, j+1) {
		year, _ = strconv.Atoi(t.text)
		return year, j + 1
	}
	return 0, i
}

// monthAlone reads "enero de 2027". A month without its year states too little.
func (r *reader) monthAlone(i, month int) ([]Claim, int) {
	year, next := r.ofYear(i + 1)
	if year == 0 {
		return nil, i + 1
	}
	return []Claim{{Kind: Month, At: i, Size: next, Month: month, Year: year}}, next
}

// digitsDate reads 15/01/2027, 15-01-27, 15.01.2027 and 2027-01-15.
func (r *reader) digitsDate(i int) ([]Claim, int) {
	a, next := r.threeParts(i)
	if next == i {
		return nil, i
	}
	day, month, year := a[0], a[1], a[2]
	if a[0] > 31 {
		day, year = a[2], a[0]
	}
	if year < 100 {
		year += 2000
	}
	if day < 1 || day > 31 || month < 1 || month > 12 || year < 1900 || year > 2100 {
		return nil, i
	}
	return []Claim{{Kind: Date, At: i, Size: next, Day: day, Month: month, Year: year}}, next
}

// threeParts reads three whole figures with the same sign between them and no spaces.
func (r *reader) threeParts(i int) (parts [3]int, next int) {
	if p, ok := pointed(r.get(i).text); ok {
		return p, i + 1
	}
	mark := r.get(i + 1)
	if !mark.is("/", "-", "–") || !r.get(i+3).is(mark.text) {
		return parts, i
	}
	for k, at := range []int{i, i + 2, i + 4} {
		t := r.get(at)
		if t.kind != figure || !allDigits(t.text) || len(t.text) > 4 || k > 0 && (t.spaced || r.get(at-1).spaced) {
			return parts, i
		}
		parts[k], _ = strconv.Atoi(t.text)
	}
	return parts, i + 5
}

// pointed reads 15.01.2027, which is one token.
func pointed(s string) (parts [3]int, ok bool) {
	if len(s) < 8 || len(s) > 10 {
		return parts, false
	}
	n := 0
	for _, r := range s {
		switch {
		case isDigit(r):
			parts[n] = parts[n]*10 + int(r-'0')
		case r == '.' && n < 2:
			n++
		default:
			return parts, false
		}
	}
	return parts, n == 2 && parts[2] >= 1900
}
