package identifier

// digitFor and letterFor read what was written in the place of a digit or a letter
// because it looks like it.
var (
	digitFor  = map[byte]byte{'O': '0', 'Q': '0', 'I': '1', 'L': '1', 'Z': '2', 'S': '5', 'G': '6', 'B': '8'}
	letterFor = map[byte]byte{'0': 'O', '1': 'I', '2': 'Z', '5': 'S', '6': 'G', '8': 'B'}
)

// fit reads symbols by a shape: L a letter, D a digit, X either. swapped counts the
// look-alikes that were read for what they stand for.
func fit(symbols []symbol, shape string) (value string, swapped int, ok bool) {
	if len(symbols) != len(shape) {
		return "", 0, false
	}
	out := make([]rune, len(shape))
	for i := range shape {
		is := symbols[i].is
		var to byte
		switch {
		case shape[i] == 'X' || shape[i] == 'D' && isDigit(is) || shape[i] == 'L' && !isDigit(is):
			to = is
		case shape[i] == 'D':
			to = digitFor[is]
			swapped++
		default:
			to = letterFor[is]
			swapped++
		}
		if to == 0 {
			return "", 0, false
		}
		out[i] = rune(to)
		if to == enye {
			out[i] = 'Ñ'
		}
	}
	return string(out), swapped, true
}

// isDate tells whether YYMMDD is a date in the century that begins with the year.
func isDate(yymmdd string, century int) bool {
	y, m, d := century+number(yymmdd[:2]), number(yymmdd[2:4]), number(yymmdd[4:6])
	return m >= 1 && m <= 12 && d >= 1 && d <= daysIn(y, m)
}

// isAnyDate tells the same for a year of either century.
func isAnyDate(yymmdd string) bool { return isDate(yymmdd, 1900) || isDate(yymmdd, 2000) }

func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// number reads digits; what is no digit makes it too large for any use.
func number(digits string) int {
	n := 0
	for i := range len(digits) {
		if !isDigit(digits[i]) {
			return 1 << 30
		}
		n = n*10 + int(digits[i]-'0')
	}
	return n
}

func allDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}

// luhn tells whether the digits pass ISO/IEC 7812-1's check.
func luhn(digits string) bool {
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}
