package words

import "strings"

// Costs of a slip, in tenths of any other change of a letter.
const (
	costAccent = 2  // a mark missing or put wrong
	costHeard  = 3  // other letters, but the whole word sounds the same
	costSound  = 5  // letters that sound alike in Mexico, a silent h
	costDouble = 6  // a letter written twice or once
	costSwap   = 7  // neighbours swapped
	costLess   = 8  // a letter that was not written
	costSpace  = 9  // two words written as one
	costMore   = 9  // a letter too many
	costAny    = 10 // anything else
	costFirst  = 4  // besides, when it is the first letter
)

// slip is how unlikely it is that somebody wrote one word for the other: a weighted
// edit distance.
func slip(written, meant string) int {
	a, b := []rune(written), []rune(strings.ToLower(meant))
	if len(b) > longestWord {
		return costAny * len(b)
	}
	var rows [3][longestWord + 1]int
	for j := 1; j <= len(b); j++ {
		rows[1][j] = rows[1][j-1] + single(b, j-1, costLess)
	}
	for i := 1; i <= len(a); i++ {
		before, last, now := &rows[(i-1)%3], &rows[i%3], &rows[(i+1)%3]
		now[0] = last[0] + single(a, i-1, costMore)
		for j := 1; j <= len(b); j++ {
			now[j] = min(last[j]+single(a, i-1, costMore), now[j-1]+single(b, j-1, costLess), last[j-1]+change(a[i-1], b[j-1], i == 1))
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], before[j-2]+costSwap)
			}
		}
	}
	return rows[(len(a)+1)%3][len(b)]
}

// single is the cost of one letter too many or too few, other when nothing excuses it.
func single(w []rune, i, other int) int {
	switch {
	case w[i] == 'h':
		return costSound
	case w[i] == ' ':
		return costSpace
	case i > 0 && w[i-1] == w[i] || i+1 < len(w) && w[i+1] == w[i]:
		return costDouble
	case i == 0:
		return other + costFirst
	}
	return other
}

// alike are letters that sound alike; each pair is in one of the groups.
var alike = []string{"bv", "csz", "gj", "yl", "xs", "mn", "kcq", "iy", "uw"}

// change is the cost of one letter for another.
func change(a, b rune, first bool) int {
	if a == b {
		return 0
	}
	if bareLetter(a) == bareLetter(b) {
		if a == 'ñ' || b == 'ñ' {
			return costAccent + 1
		}
		return costAccent
	}
	for _, group := range alike {
		if strings.ContainsRune(group, a) && strings.ContainsRune(group, b) {
			return costSound
		}
	}
	if first {
		return costAny + costFirst
	}
	return costAny
}

// bareLetter takes the mark off a small letter.
func bareLetter(r rune) rune {
	switch r {
	case 'á':
		return 'a'
	case 'é':
		return 'e'
	case 'í':
		return 'i'
	case 'ó':
		return 'o'
	case 'ú', 'ü':
		return 'u'
	case 'ñ':
		return 'n'
	}
	return r
}
