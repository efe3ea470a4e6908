package identifier

import (
	"slices"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// findPhones finds Mexican numbers of ten digits with or without prefixes (+52, 52 1,
// 044, 045, 01), and foreign ones behind a plus sign. What is grouped as people group a
// phone, or has a prefix or a word of context, is sure; ten bare digits are not.
func findPhones(r *reading) []Match {
	var found []Match
	for i := 0; i < len(r.tokens); {
		j := i + 1
		for j < len(r.tokens) && r.tokens[i].alike && r.tokens[j].alike && r.joins(j) {
			j++
		}
		if r.tokens[i].alike {
			found = append(found, r.phonesIn(r.tokens[i:j])...)
		}
		i = j
	}
	return found
}

// joins tells whether a token may go on the number before it: separators, or the
// parentheses of an area code.
func (r *reading) joins(j int) bool {
	t := r.tokens[j]
	if t.gap != hard {
		return true
	}
	between := r.text[r.symbols[t.from-1].end:r.symbols[t.from].at]
	return len(between) <= 3 && strings.Trim(between, " ()-.") == "" && strings.Count(between, ")") <= 1
}

// phonesIn reads a chain of digit tokens: the whole, or else the parts that are phones.
func (r *reading) phonesIn(chain []token) []Match {
	var found []Match
	for i := 0; i < len(chain); {
		m, used := r.phoneFrom(chain[i:], i == 0)
		if used == 0 {
			i++
			continue
		}
		found = append(found, m)
		i += used
	}
	return found
}

const (
	mostDigits     = 15 // E.164
	nationalDigits = 10
	leastForeign   = 8
	mostLetters    = 4    // that stand for digits
	mostParsed     = 4000 // candidates of one text whose area is looked up; beyond, their shape decides
)

// dialled is a candidate: its digits, how they are grouped, and its tokens.
type dialled struct {
	digits   []byte
	sizes    []int
	from, to token
	whole    bool // the chain is nothing else
}

// phoneFrom reads the longest phone from the first tokens; used is how many it takes.
func (r *reading) phoneFrom(chain []token, first bool) (m Match, used int) {
	var digits [mostDigits]byte
	var sizes [mostDigits]int
	total, letters := 0, 0
	for n, t := range chain[:min(len(chain), mostDigits)] {
		if total+t.size() > mostDigits {
			break
		}
		for _, x := range r.symbols[t.from:t.to] {
			digits[total] = x.is
			if !isDigit(x.is) {
				digits[total], letters = digitFor(x.is), letters+1
			}
			total++
		}
		sizes[n] = t.size()
		if total < leastForeign {
			continue
		}
		if p, ok := r.phone(dialled{digits[:total], sizes[:n+1], chain[0], t, first && n == len(chain)-1}); ok && letters <= mostLetters && (letters == 0 || p.Sure) {
			m, used = p, n+1
		}
	}
	return m, used
}

// phone judges one candidate.
func (r *reading) phone(d dialled) (Match, bool) {
	at := r.symbols[d.from.from].at
	if at == 0 || r.text[at-1] != '+' && r.text[at-1] != '(' { // the usual case, told early
		if n := len(d.digits); n < nationalDigits || n > nationalDigits && !anyPrefix(d.digits) {
			return Match{}, false
		}
	}
	m := Match{Phone, withSigns(r.text, at), r.symbols[d.to.to-1].end, true}
	signs := r.text[m.Start:at]
	plus := strings.Contains(signs, "+")
	if plus && !strings.HasPrefix(string(d.digits), "52") {
		return m, isForeign(d.digits)
	}
	bare, groups, prefixed := stripPrefix(d.digits, d.sizes)
	if len(bare) != nationalDigits || bare[0] < '2' {
		return m, false
	}
	m.Sure = prefixed || strings.Contains(signs, "(") || grouped(groups, r.text[at:m.End]) || len(groups) == nationalDigits && d.whole ||
		len(groups) < nationalDigits && r.announced(at)
	if !m.Sure && !(d.whole && r.bare(at, groups)) {
		return m, false
	}
	if tollFree(bare) {
		m.Sure = false
	}
	if r.phones++; r.phones > mostParsed {
		return m, true
	}
	return m, isMexican(bare)
}

// announced tells whether words or a picture say that a phone comes.
func (r *reading) announced(at int) bool {
	from := max(0, at-12)
	return r.near(at, saysPhone) || strings.ContainsAny(strings.ToValidUTF8(r.text[from:at], ""), "☎📞📱📲")
}

// bare tells whether ten digits without more may be a phone: in one or in pairs, and
// no word says that they count something.
func (r *reading) bare(at int, groups []int) bool {
	if len(groups) != 1 && !slices.Equal(groups, []int{2, 2, 2, 2, 2}) {
		return false
	}
	return !r.near(at, saysCount) && !strings.HasSuffix(strings.TrimRight(r.text[:at], " "), "$")
}

// grouped tells whether ten digits are grouped as people group a phone, and nothing
// else: a dot between two groups makes a decimal number.
func grouped(groups []int, text string) bool {
	if len(groups) == 2 && strings.Contains(text, ".") {
		return false
	}
	return slices.ContainsFunc(phoneGroups, func(g []int) bool { return slices.Equal(g, groups) })
}

var phoneGroups = [][]int{{2, 4, 4}, {3, 3, 4}, {3, 7}, {2, 8}, {3, 3, 2, 2}, {2, 4, 2, 2}, {3, 2, 2, 3}, {2, 2, 2, 4}, {3, 1, 2, 2, 2}, {6, 4}, {4, 2, 2, 2}}

// withSigns is where the number begins with its plus and parenthesis.
func withSigns(text string, at int) int {
	for at > 0 && strings.IndexByte("(+", text[at-1]) >= 0 {
		at--
	}
	return at
}

// stripPrefix takes off what is dialled before a national number, in use or out of it.
func stripPrefix(digits []byte, sizes []int) (national []byte, groups []int, prefixed bool) {
	for _, prefix := range prefixes {
		if len(digits) == len(prefix)+nationalDigits && string(digits[:len(prefix)]) == prefix {
			return digits[len(prefix):], afterDigits(sizes, len(prefix)), true
		}
	}
	return digits, sizes, false
}

// anyPrefix tells whether what stands before the last ten digits is a prefix.
func anyPrefix(digits []byte) bool {
	switch string(digits[:len(digits)-nationalDigits]) {
	case "00521", "0052", "521", "52", "044", "045", "01":
		return true
	}
	return false
}

var prefixes = []string{"00521", "0052", "521", "52", "044", "045", "01"}

// afterDigits is the grouping of what follows the first n digits.
func afterDigits(sizes []int, n int) []int {
	for i, s := range sizes {
		if n < s {
			return append([]int{s - n}, sizes[i+1:]...)
		}
		n -= s
	}
	return nil
}

func isMexican(digits []byte) bool {
	n, err := phonenumbers.Parse(string(digits), "MX")
	return err == nil && phonenumbers.IsValidNumberForRegion(n, "MX")
}

func isForeign(digits []byte) bool {
	n, err := phonenumbers.Parse("+"+string(digits), "")
	return err == nil && phonenumbers.IsValidNumber(n)
}

// tollFree numbers are lines of organisations, not of persons.
func tollFree(digits []byte) bool { return string(digits[:2]) == "80" || string(digits[:3]) == "900" }
