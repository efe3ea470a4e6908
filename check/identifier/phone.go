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
		for j < len(r.tokens) && r.tokens[i].digits && r.tokens[j].digits && r.joins(j) {
			j++
		}
		if r.tokens[i].digits {
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

// phonesIn reads a chain of digit tokens: the whole, or else the longest parts that are phones.
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
	mostPhoneDigits  = 15
	nationalDigits   = 10
	mostPhonePieces  = 15
	foreignMinDigits = 8
)

// phoneFrom reads a phone from the first tokens; used is how many it takes.
func (r *reading) phoneFrom(chain []token, first bool) (m Match, used int) {
	digits := ""
	var sizes []int
	for n, t := range chain[:min(len(chain), mostPhonePieces)] {
		digits += r.value(span{t.from, t.to, none})
		sizes = append(sizes, t.size())
		if len(digits) > mostPhoneDigits {
			break
		}
		if len(digits) < foreignMinDigits {
			continue
		}
		whole := first && n == len(chain)-1
		if p, ok := r.phone(chain[0], t, digits, sizes, whole); ok {
			m, used = p, n+1
		}
	}
	return m, used
}

// phone judges one candidate.
func (r *reading) phone(from, to token, digits string, sizes []int, whole bool) (Match, bool) {
	at := r.symbols[from.from].at
	m := Match{Phone, at, r.symbols[to.to-1].end, true}
	m.Start = withSigns(r.text, at)
	plus := strings.HasPrefix(r.text[m.Start:], "+")
	if plus && !strings.HasPrefix(digits, "52") {
		return m, isForeign(digits)
	}
	bare, groups, prefixed := stripPrefix(digits, sizes)
	if len(bare) != nationalDigits || !isMexican(bare) {
		return m, false
	}
	said := r.near(at, phoneWords...) || strings.ContainsAny(r.text[max(0, at-12):at], "☎📞📱📲")
	parenthesis := strings.HasPrefix(r.text[m.Start:], "(")
	switch {
	case tollFree(bare):
		m.Sure = false
		return m, whole || said
	case prefixed || plus || said, parenthesis, grouped(groups, r.text[m.Start:m.End]):
		return m, true
	case len(groups) == nationalDigits && whole:
		return m, true
	}
	m.Sure = false
	pairs := slices.Equal(groups, []int{2, 2, 2, 2, 2})
	return m, whole && (len(groups) == 1 || pairs) && !r.near(at, countWords...) && !strings.HasSuffix(strings.TrimRight(r.text[:at], " "), "$")
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

var phoneWords = []string{"tel", "cel", "movil", "whats", "wa ", "wapp", "llam", "marc", "comunic", "contact", "numero es", "mi numero", "lada", "linea", "fono", "escrib", "mensaje", "fax ", "sms"}

var countWords = []string{"folio", "expediente", "oficio", "acuerdo", "registro", "boleta", "votos", "pesos", "factura", "ticket", "pedido", "guia", "clave", "id ", "codigo", "referencia", "padron", "lista"}

// withSigns is where the number begins with its plus and parenthesis.
func withSigns(text string, at int) int {
	for at > 0 && strings.IndexByte("(+", text[at-1]) >= 0 {
		at--
	}
	return at
}

// stripPrefix takes off what is dialled before a national number, in use or out of it.
func stripPrefix(digits string, sizes []int) (national string, groups []int, prefixed bool) {
	for _, prefix := range []string{"00521", "0052", "521", "52", "044", "045", "01"} {
		rest, ok := strings.CutPrefix(digits, prefix)
		if ok && len(rest) == nationalDigits {
			return rest, afterDigits(sizes, len(prefix)), true
		}
	}
	return digits, sizes, false
}

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

func isMexican(digits string) bool {
	if digits[0] < '2' {
		return false
	}
	n, err := phonenumbers.Parse(digits, "MX")
	return err == nil && phonenumbers.IsValidNumberForRegion(n, "MX")
}

func isForeign(digits string) bool {
	n, err := phonenumbers.Parse("+"+digits, "")
	return err == nil && phonenumbers.IsValidNumber(n)
}

// tollFree numbers are lines of organisations, not of persons.
func tollFree(digits string) bool { return digits[:2] == "80" || digits[:3] == "900" }
