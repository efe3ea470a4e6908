package claim

import "strings"

// phone reads ten digits in groups as Mexicans write a phone, with or without prefixes.
func (r *reader) phone(i int) ([]Claim, int) {
	first := i
	for r.get(i).is("+", "(") {
		i++
	}
	var digits strings.Builder
	next, groups := i, 0
	for j := i; ; {
		t := r.get(j)
		if groups > 6 || t.kind != figure || t.starts && groups > 0 || !allDigits(strings.ReplaceAll(t.text, ".", "")) {
			break
		}
		digits.WriteString(strings.ReplaceAll(t.text, ".", ""))
		groups++
		j++
		next = j
		if r.get(j).is("-", ")", "–") {
			j++
		}
		if r.get(j).is("(") {
			j++
		}
		if digits.Len() > 15 {
			return nil, first
		}
	}
	number, ok := national(digits.String())
	if !ok {
		return nil, first
	}
	return []Claim{{Kind: Phone, At: first, Size: next, Phone: number}}, next
}

// national takes the prefixes off a number and leaves its ten digits.
func national(digits string) (string, bool) {
	if len(digits) > 10 {
		for _, prefix := range []string{"521", "52", "044", "045", "01", "001"} {
			if rest, ok := strings.CutPrefix(digits, prefix); ok && len(rest) == 10 {
				return rest, true
			}
		}
		return "", false
	}
	return digits, len(digits) == 10 && digits[0] != '0' && digits[0] != '1'
}
