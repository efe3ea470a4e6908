package limits

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Entity is a part of a text that X makes active: text[Start:End], byte offsets, sign
// included.
type Entity struct {
	Start, End int
	Name       string // what follows the sign
	List       string // of a mention: the list's name with its slash, "" when it names a person
}

// Longest parts, in characters, as twitter-text reads them.
const (
	maxXHandle = 20
	maxXList   = 25
	maxCashtag = 6
	maxSuffix  = 2 // of a cashtag, after its dot
)

// Mentions lists whom X takes a text to name, in order (twitter-text, mentions and lists).
func Mentions(text string) []Entity {
	var found []Entity
	for i := 0; i < len(text); {
		n := signLen(text[i:], "@", "＠")
		if n == 0 {
			i++
			continue
		}
		m := mentionAt(text, i, n)
		if m.End == 0 || !mayMention(text[:i]) {
			i += n
			continue
		}
		if endsMention(text[m.End:]) {
			found = append(found, m)
		}
		i = m.End
	}
	return found
}

// ReplyTo is whom a text answers: the mention that it begins with, "" when there is none.
func ReplyTo(text string) string {
	start := len(text) - len(strings.TrimLeftFunc(text, isXSpace))
	n := signLen(text[start:], "@", "＠")
	if n == 0 {
		return ""
	}
	size := run(text[start+n:], isNameByte)
	name := text[start+n : start+n+min(size, maxXHandle)]
	if name == "" || !endsMention(text[start+n+len(name):]) {
		return ""
	}
	return name
}

// mentionAt reads a handle, and a list's name after it, behind a sign of n bytes.
func mentionAt(text string, start, n int) Entity {
	from := start + n
	end := from + min(run(text[from:], isNameByte), maxXHandle)
	if end == from {
		return Entity{}
	}
	m := Entity{Start: start, End: end, Name: text[from:end]}
	if rest := text[end:]; len(rest) > 1 && rest[0] == '/' && isASCIILetter(rest[1]) {
		size := min(run(rest[1:], func(b byte) bool { return isNameByte(b) || b == '-' }), maxXList)
		m.End, m.List = end+1+size, rest[:1+size]
	}
	return m
}

// mayMention tells whether a mention may follow the text: nothing that ties it to a word, or
// the RT of a repeat.
func mayMention(before string) bool {
	if before == "" {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	if last >= utf8.RuneSelf {
		return last != '＠'
	}
	if !isNameByte(byte(last)) && !strings.ContainsRune("!#$%&*@", last) {
		return true
	}
	return afterRepeat(before)
}

// afterRepeat tells whether the text ends in RT or RT: as a word.
func afterRepeat(before string) bool {
	before = strings.TrimSuffix(before, ":")
	cut := len(before) - len("RT")
	if cut < 0 || !strings.EqualFold(before[cut:], "RT") {
		return false
	}
	if cut == 0 {
		return true
	}
	b := before[cut-1]
	return !isNameByte(b) && strings.IndexByte("+~.-", b) < 0
}

// endsMention tells whether what follows lets a mention stand: no other sign, accented
// letter or protocol is tied to it.
func endsMention(after string) bool {
	r, _ := utf8.DecodeRuneInString(after)
	return !strings.HasPrefix(after, "://") && r != '@' && r != '＠' && !isXAccent(r)
}

// Hashtags lists the hashtags of a text in order, those inside links left out.
func Hashtags(text string) []Entity {
	return outside(URLs(text), hashtagsOf(text))
}

func hashtagsOf(text string) []Entity {
	var found []Entity
	for i := 0; i < len(text); {
		n := signLen(text[i:], "#", "＃")
		if n == 0 {
			i++
			continue
		}
		end, letters := hashtagEnd(text, i+n)
		if letters && mayTag(text[:i]) && endsHashtag(text[end:]) {
			found = append(found, Entity{Start: i, End: end, Name: text[i+n : end]})
		}
		i = max(end, i+n)
	}
	return found
}

// hashtagEnd is where the hashtag's characters end; letters tells whether one of them is no
// digit.
func hashtagEnd(text string, start int) (end int, letters bool) {
	end = start
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		letter := unicode.IsLetter(r) || unicode.IsMark(r)
		if end == start && (r == emojiVar || r == keycap) || !letter && !isTagNumeral(r) {
			break
		}
		letters = letters || letter
		end += size
	}
	return end, letters
}

func isTagNumeral(r rune) bool {
	return unicode.Is(unicode.Nd, r) || strings.ContainsRune("_\u200C\u200D\uA67E\u05BE\u05F3\u05F4\uFF5E\u301C\u309B\u309C\u30A0\u30FB\u3003\u0F0B\u0F0C\u00B7", r) && r != utf8.RuneError
}

// mayTag tells whether a hashtag may follow the text: no letter, digit or &.
func mayTag(before string) bool {
	r, size := utf8.DecodeLastRuneInString(before)
	if size == 0 || r == 0xFE0E || r == emojiVar {
		return true
	}
	return r != '&' && !unicode.IsLetter(r) && !unicode.IsMark(r) && !isTagNumeral(r)
}

func endsHashtag(after string) bool {
	r, _ := utf8.DecodeRuneInString(after)
	return r != '#' && r != '＃' && !strings.HasPrefix(after, "://")
}

// Cashtags lists the ticker symbols of a text in order.
func Cashtags(text string) []Entity {
	var found []Entity
	for i := 0; i < len(text); {
		at := strings.IndexByte(text[i:], '$')
		if at < 0 {
			break
		}
		i += at
		end := cashtagEnd(text, i+1)
		if end > i+1 && mayPrice(text[:i]) {
			found = append(found, Entity{Start: i, End: end, Name: text[i+1 : end]})
		}
		i = max(end, i+1)
	}
	return found
}

// cashtagEnd reads one to six letters and a suffix of one or two, that a space, a sign or
// the end follows; it gives the start when they are none.
func cashtagEnd(text string, start int) int {
	letters := run(text[start:], isASCIILetter)
	if letters == 0 || letters > maxCashtag {
		return start
	}
	end := start + letters
	if end < len(text) && strings.IndexByte("._", text[end]) >= 0 {
		if n := run(text[end+1:], isASCIILetter); n > 0 && n <= maxSuffix && endsCashtag(text[end+1+n:]) {
			return end + 1 + n
		}
	}
	if !endsCashtag(text[end:]) {
		return start
	}
	return end
}

func endsCashtag(after string) bool {
	r, size := utf8.DecodeRuneInString(after)
	return size == 0 || unicode.IsSpace(r) || r < utf8.RuneSelf && unicode.IsPunct(r) || strings.ContainsRune("$+<=>^`|~", r)
}

func mayPrice(before string) bool {
	r, size := utf8.DecodeLastRuneInString(before)
	return size == 0 || isXSpace(r) || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0x061C || r == 0x200E || r == 0x200F
}

// outside leaves out the entities that a link holds.
func outside(links []URL, all []Entity) []Entity {
	var kept []Entity
	next := 0
	for _, e := range all {
		for next < len(links) && links[next].End <= e.Start {
			next++
		}
		if next == len(links) || e.End <= links[next].Start {
			kept = append(kept, e)
		}
	}
	return kept
}

// signLen is the length of whichever of the signs the text begins with, 0 for none.
func signLen(text string, signs ...string) int {
	for _, s := range signs {
		if strings.HasPrefix(text, s) {
			return len(s)
		}
	}
	return 0
}

func isASCIILetter(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' }

func isNameByte(b byte) bool { return isAlphanumeric(b) || b == '_' }

// isXSpace: Unicode's spaces, and the Mongolian vowel separator that once was one.
func isXSpace(r rune) bool { return unicode.IsSpace(r) || r == 0x180E }

// isXAccent: the letters that twitter-text counts as Latin besides the plain ones.
func isXAccent(r rune) bool {
	switch {
	case isLatinAccent(r), r == 0x253, r == 0x254, r == 0x256, r == 0x257, r == 0x259, r == 0x25B, r == 0x263, r == 0x268, r == 0x26F, r == 0x272, r == 0x289, r == 0x28B, r == 0x2BB:
		return true
	}
	return r >= 0x300 && r <= 0x36F
}
