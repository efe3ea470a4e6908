package limits

import (
	"unicode"
	"unicode/utf8"
)

const (
	zwj      = 0x200D
	keycap   = 0x20E3
	emojiVar = 0xFE0F
)

// emojiLen is the length in bytes of the emoji sequence that a grapheme cluster begins
// with, 0 when it begins with none (UTS #51: keycaps, flags, modifiers, tags, joined
// sequences). Joined sequences are not compared with the list of those in use.
func emojiLen(cluster string) int {
	first, n := utf8.DecodeRuneInString(cluster)
	next, _ := utf8.DecodeRuneInString(cluster[n:])
	switch {
	case n == len(cluster) && first < 0x2000:
		return 0
	case isKeycapBase(first) && endsWithKeycap(cluster):
		return len(cluster)
	case (first == '©' || first == '®') && next != emojiVar:
		return 0
	case !isEmojiBase(first):
		return 0
	}
	for n < len(cluster) {
		r, size := utf8.DecodeRuneInString(cluster[n:])
		if !continuesEmoji(r) {
			break
		}
		n += size
	}
	return n
}

func isKeycapBase(r rune) bool { return r >= '0' && r <= '9' || r == '#' || r == '*' }

func endsWithKeycap(cluster string) bool {
	last, _ := utf8.DecodeLastRuneInString(cluster)
	return last == keycap
}

func isEmojiBase(r rune) bool {
	switch {
	case r == '©' || r == '®' || r == 0x203C || r == 0x2049 || r == 0x2139 || r == 0x3030 || r == 0x303D:
		return true
	case r >= 0x1F000 && r <= 0x1FAFF:
		return true
	case r >= 0x2100 && r <= 0x2BFF || r == 0x3297 || r == 0x3299:
		return unicode.Is(unicode.So, r) || unicode.Is(unicode.Sm, r)
	}
	return false
}

func continuesEmoji(r rune) bool {
	return r == zwj || r == emojiVar || r == keycap || isEmojiBase(r) || r >= 0xE0020 && r <= 0xE007F
}
