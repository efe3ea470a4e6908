package limits

import (
	"iter"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// piece is a part of a text that a network counts as a whole: text[start:end] costs cost.
type piece struct{ start, end, cost int }

// scaled turns the sum of costs into the network's unit.
func (u Unit) scaled(total int) int {
	if u == Weighted {
		return total / xScale
	}
	return total
}

// pieces splits a text as the unit counts it, in order and without gaps.
func pieces(unit Unit, text string) iter.Seq[piece] {
	switch unit {
	case Weighted:
		return xPieces(text)
	case Fediverse:
		return fediversePieces(text)
	case Graphemes:
		return clusters(text, func(string) int { return 1 })
	case EmojiBytes:
		return clusters(text, emojiBytes)
	case UTF16:
		return runes(text, func(r rune, _ int) int { return utf16Len(r) })
	case Bytes:
		return runes(text, func(_ rune, size int) int { return size })
	default:
		return runes(text, func(rune, int) int { return 1 })
	}
}

func runes(text string, cost func(r rune, size int) int) iter.Seq[piece] {
	return func(yield func(piece) bool) {
		for i := 0; i < len(text); {
			r, size := utf8.DecodeRuneInString(text[i:])
			if !yield(piece{i, i + size, cost(r, size)}) {
				return
			}
			i += size
		}
	}
}

func clusters(text string, cost func(cluster string) int) iter.Seq[piece] {
	return func(yield func(piece) bool) {
		state, rest, at := -1, text, 0
		for rest != "" {
			var cluster string
			cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
			if !yield(piece{at, at + len(cluster), cost(cluster)}) {
				return
			}
			at += len(cluster)
		}
	}
}

func utf16Len(r rune) int {
	if r >= 0x10000 {
		return 2
	}
	return 1
}

// emojiBytes: an emoji costs its bytes, anything else its code points.
func emojiBytes(cluster string) int {
	if emojiLen(cluster) > 0 {
		return len(cluster)
	}
	return utf8.RuneCountInString(cluster)
}
