package identifier

// digitFor is the digit that a letter looks like, 0 when it looks like none.
func digitFor(letter byte) byte {
	switch letter {
	case 'O', 'Q':
		return '0'
	case 'I', 'L':
		return '1'
	case 'Z':
		return '2'
	case 'S':
		return '5'
	case 'G':
		return '6'
	case 'B':
		return '8'
	}
	return 0
}

// letterFor is the letter that a digit looks like, 0 when it looks like none.
func letterFor(digit byte) byte {
	switch digit {
	case '0':
		return 'O'
	case '1':
		return 'I'
	case '2':
		return 'Z'
	case '5':
		return 'S'
	case '6':
		return 'G'
	case '8':
		return 'B'
	}
	return 0
}

// fit reads symbols by a shape: L a letter, D a digit, X either. swapped counts the
// look-alikes that were read for what they stand for; ok is false beyond most of them.
func fit(symbols []symbol, shape string, most int) (value string, swapped int, ok bool) {
	var out [longestID]byte
	for i := range shape {
		is := symbols[i].is
		switch {
		case shape[i] == 'X' || shape[i] == 'D' && isDigit(is) || shape[i] == 'L' && !isDigit(is):
		case shape[i] == 'D':
			is = digitFor(is)
			swapped++
		default:
			is = letterFor(is)
			swapped++
		}
		if is == 0 || swapped > most {
			return "", 0, false
		}
		out[i] = is
	}
	return spell(out[:len(shape)]), swapped, true
}

// spell writes symbols as text: Ñ is one character of two bytes.
func spell(symbols []byte) string {
	for i, b := range symbols {
		if b == enye {
			return string(symbols[:i]) + "Ñ" + spell(symbols[i+1:])
		}
	}
	return string(symbols)
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
