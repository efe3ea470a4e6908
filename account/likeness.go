package account

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// How alike a name is to an account's.
type Alike int

const (
	Different Alike = iota
	Near
	Same
)

// Fold reduces what a person types (a handle, a name or an address) to what is compared.
func Fold(query string) string {
	q := strings.TrimSpace(query)
	if Host(q) != "" && !strings.Contains(q, "://") {
		q = "https://" + q
	}
	if u, err := url.Parse(q); err == nil && u.Host != "" {
		q = strings.Trim(u.Path, "/")
		if i := strings.LastIndexByte(q, '/'); i >= 0 && !strings.Contains(q, "@") {
			q = q[i+1:]
		}
	}
	q = strings.TrimPrefix(q, "profile/")
	return strings.ToLower(strings.TrimPrefix(q, "@"))
}

// Likeness compares a folded query with an account's handle and name. Exactly the same
// handle or name is the account; what differs by look-alike letters, or by one letter, is near.
func Likeness(folded string, a Account) Alike {
	best := Different
	for _, name := range []string{Fold(a.Handle), Fold(a.Name)} {
		switch {
		case name == "":
		case name == folded:
			return Same
		case Skeleton(name) == Skeleton(folded), distance(Skeleton(name), Skeleton(folded)) <= 1+len(name)/10,
			len(folded) >= 4 && (strings.Contains(name, folded) || strings.Contains(folded, name)):
			best = Near
		}
	}
	return best
}

// lookalikes are the digits and signs that stand for letters in false handles. Letters of
// other alphabets are folded by shape below.
var lookalikes = strings.NewReplacer("0", "o", "1", "l", "i", "l", "|", "l", "3", "e", "4", "a", "5", "s", "7", "t", "_", "", ".", "", "-", "", " ", "",
	"а", "a", "е", "e", "о", "o", "р", "p", "с", "c", "х", "x", "і", "l", "ɩ", "l", "ı", "l", "ո", "n", "м", "m", "т", "t", "к", "k", "в", "b", "н", "h",
	"ο", "o", "α", "a", "ε", "e", "ι", "l", "ν", "v", "ρ", "p", "τ", "t", "κ", "k")

// Skeleton is a name without case, accents, separators and look-alike characters.
func Skeleton(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(s)) {
		if !unicode.Is(unicode.Mn, r) && !unicode.Is(unicode.Cf, r) {
			b.WriteRune(r)
		}
	}
	return lookalikes.Replace(b.String())
}

// OneLetterApart tells whether two skeletons differ in one letter at most: more, less, changed
// or two of them the other way round.
func OneLetterApart(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(y)-len(x) > 1 {
		return false
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	if len(x) < len(y) {
		return slices.Equal(x[i:], y[i+1:])
	}
	if i >= len(x)-1 || slices.Equal(x[i+1:], y[i+1:]) {
		return true
	}
	return x[i] == y[i+1] && x[i+1] == y[i] && slices.Equal(x[i+2:], y[i+2:])
}

// distance is Levenshtein's, in characters.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	if len(x) > 64 || len(y) > 64 {
		return 64
	}
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diagonal+cost)
		}
	}
	return row[len(y)]
}
