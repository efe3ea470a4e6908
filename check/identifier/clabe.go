package identifier

// CheckCLABE judges a CLABE of 18 digits: bank, plaza, account, digit. Of a bank that
// is not in the list it says BadDigit, for nothing vouches for it.
func CheckCLABE(s string) Verdict {
	if len(s) != 18 || !allDigits(s) || s[:3] == "000" {
		return No
	}
	sum := 0
	for i := range 17 {
		sum += int(s[i]-'0') * [3]int{3, 7, 1}[i%3] % 10
	}
	if byte('0'+(10-sum%10)%10) != s[17] || !banks[s[:3]] {
		return BadDigit
	}
	return Good
}

func findCLABE(r *reading, d digitSpan) (Match, bool) {
	v := CheckCLABE(d.digits)
	return r.match(CLABE, d.span, v == Good), v == Good || v == BadDigit && d.plain && r.near(r.at(d.span), saysCLABE)
}
