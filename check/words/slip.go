package words

import (
	"strings"
	"unicode"
)

// Costs of a slip, in tenths of any other change of a letter.
const (
	costAccent = 2  // a mark missing or put wrong
	costHeard  = 3  // other letters, but the whole word sounds the same
	costSound  = 5  // letters that sound alike in Mexico, a silent h
	costDouble = 6  // a letter written twice or once
	costSwap   = 7  // neighbours swapped
	costSpace  = 8  // two words written as one
	costAny    = 10 // anything else
	costFirst  = 4  // besides, when it is the first letter
)

// slip is how unlikely it is that somebody wrote one word for the other: a weighted
// edit distance.
func slip(written, meant string) int {
	a, b := []rune(written), []rune(strings.ToLower(meant))
	rows := [3][]int{make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)}
	for j := 1; j <= len(b); j++ {
		rows[1][j] = rows[1][j-1] + single(b, j-1)
	}
	for i := 1; i <= len(a); i++ {
		before, last, now := rows[(i-1)%3], rows[i%3], rows[(i+1)%3]
		now[0] = last[0] + single(a, i-1)
		for j := 1; j <= len(b); j++ {
			now[j] = min(last[j]+single(a, i-1), now[j-1]+single(b, j-1), last[j-1]+change(a[i-1], b[j-1], i == 1))
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], before[j-2]+costSwap)
			}
		}
	}
	return rows[(len(a)+1)%3][len(b)]
}

// single is the cost of one letter too many or too few.
func single(w []rune, i int) int {
	switch {
	case w[i] == 'h':
		return costSound
	case w[i] == ' ':
		return costSpace
	case i > 0 && w[i-1] == w[i] || i+1 < len(w) && w[i+1] == w[i]:
		return costDouble
	case i == 0:
		return costAny + costFirst
	}
	return costAny
}

// alike are letters that sound alike; each pair is in one of the groups.
var alike = []string{"bv", "csz", "gj", "yl", "xs", "mn", "kcq", "iy", "uw"}

// change is the cost of one letter for another.
func change(a, b rune, first bool) int {
	if a == b {
		return 0
	}
	if Fold(string(a)) == Fold(string(b)) {
		if unicode.ToLower(a) == 'ñ' || unicode.ToLower(b) == 'ñ' {
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
