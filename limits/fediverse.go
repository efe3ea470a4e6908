package limits

import (
	"iter"
	"strings"
	"unicode/utf8"
)

// fediversePieces counts as Mastodon does: a link with a protocol is 23, a mention of
// someone on another server counts without the server, the rest by code points.
// (Mastodon itself counts a joined emoji as one; code points never undercount.)
func fediversePieces(text string) iter.Seq[piece] {
	return func(yield func(piece) bool) {
		from := 0
		for _, whole := range fediverseWholes(text) {
			if !plainRunes(text, from, whole.start, yield) || !yield(whole) {
				return
			}
			from = whole.end
		}
		plainRunes(text, from, len(text), yield)
	}
}

func plainRunes(text string, from, to int, yield func(piece) bool) bool {
	for from < to {
		_, size := utf8.DecodeRuneInString(text[from:])
		if !yield(piece{from, from + size, 1}) {
			return false
		}
		from += size
	}
	return true
}

// fediverseWholes lists links and remote mentions in order.
func fediverseWholes(text string) []piece {
	var wholes []piece
	from := 0
	for _, u := range URLs(text) {
		if !u.Protocol {
			continue
		}
		wholes = append(remoteMentions(wholes, text, from, u.Start), piece{u.Start, u.End, urlCost})
		from = u.End
	}
	return remoteMentions(wholes, text, from, len(text))
}

// remoteMentions appends the @user@server mentions in text[from:to].
func remoteMentions(wholes []piece, text string, from, to int) []piece {
	for from < to {
		i := strings.IndexByte(text[from:to], '@')
		if i < 0 {
			break
		}
		start := from + i
		user := start + 1 + run(text[start+1:to], isHandleByte)
		end := user
		if user > start+1 && user < to && text[user] == '@' && !handleBefore(text[:start]) {
			end = serverEnd(text, user+1, to)
		}
		if end > user+1 {
			wholes = append(wholes, piece{start, end, user - start})
		}
		from = max(end, start+1)
	}
	return wholes
}

// serverEnd is the end of the domain at start, without a final dot or dash.
func serverEnd(text string, start, to int) int {
	end := start + run(text[start:to], func(b byte) bool { return isAlphanumeric(b) || b == '.' || b == '-' })
	for end > start && !isAlphanumeric(text[end-1]) {
		end--
	}
	return end
}

func run(text string, accepts func(byte) bool) int {
	n := 0
	for n < len(text) && accepts(text[n]) {
		n++
	}
	return n
}

func isHandleByte(b byte) bool { return isAlphanumeric(b) || b == '_' || b == '.' || b == '-' }

func handleBefore(text string) bool {
	return text != "" && (isAlphanumeric(text[len(text)-1]) || strings.IndexByte("_./", text[len(text)-1]) >= 0)
}
