package identifier

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"pregonero/limits"
)

const (
	longestLocal  = 64  // RFC 5321
	longestDomain = 255 // RFC 1035
	longestLabel  = 4 * 63
	longestBroken = 40 // bytes of a domain that a line break cuts
)

// findEmails finds addresses around each @, wide ones and spelt-out ones included:
// juan@gmail.com, juan＠gmail．com, juan (arroba) gmail punto com.
func findEmails(text string) []Match {
	plain, from := plainText(text)
	found := findPlainEmails(plain)
	for i := range found {
		found[i].Start, found[i].End = from.start(found[i].Start), from.end(found[i].End)
	}
	return found
}

func findPlainEmails(text string) []Match {
	var found []Match
	for at := 0; at < len(text); {
		sign, size := nextSign(text, at)
		if sign < 0 {
			break
		}
		if m, ok := addressAround(text, at, sign, sign+size); ok {
			found = append(found, m)
			at = m.End
			continue
		}
		at = sign + size
	}
	return found
}

// spelt are the ways of writing the sign.
var spelt = []string{"@", "＠", "﹫", "arroba", "(at)", "[at]", "{at}"}

// nextSign finds the next sign from an offset; -1 when there is none.
func nextSign(text string, from int) (at, size int) {
	for i := from; i < len(text); i++ {
		switch text[i] {
		case '@', 'a', 'A', '(', '[', '{', 0xEF:
			for _, s := range spelt {
				if len(text)-i >= len(s) && strings.EqualFold(text[i:i+len(s)], s) {
					return i, len(s)
				}
			}
		}
	}
	return -1, 0
}

// addressAround reads the local part before a sign and the domain after it.
func addressAround(text string, from, sign, after int) (Match, bool) {
	plainSign := after-sign == 1
	localEnd, domainStart := sign, after
	localEnd -= len(text[from:sign]) - len(strings.TrimRight(text[from:sign], "([{<\" \u00A0\r\n"))
	domainStart += leading(text[after:], ")]}> \u00A0\r\n")
	if text[sign]|0x20 == 'a' && (localEnd == sign || domainStart == after) {
		return Match{}, false // arroba inside a word
	}
	loose := !plainSign && localEnd+domainStart != sign+after || plainSign && (localEnd != sign || domainStart != after)
	start := localStart(text, from, localEnd)
	if !plainSign {
		start = speltStart(text, from, start)
	}
	end := domainEnd(text, domainStart, !plainSign || loose)
	if end < 0 && plainSign && !loose {
		loose = true // gmail .com, over two lines too
		end = max(domainEnd(text, domainStart, true), brokenDomainEnd(text, domainStart))
	}
	if start == localEnd || end < 0 {
		return Match{}, false
	}
	address := canonicalEmail(text[start:end])
	_, domain, _ := strings.Cut(address, "@")
	if plainSign && loose && !freeMail(domain) {
		return Match{}, false
	}
	return Match{Email, start, end, true}, true
}

// localStart is where the local part that ends at end begins.
func localStart(text string, from, end int) int {
	start := end
	for start > from && end-start < longestLocal {
		r, size := utf8.DecodeLastRuneInString(text[from:start])
		if !isLocal(r) {
			break
		}
		start -= size
	}
	for start < end && strings.IndexByte(".-+_'", text[start]) >= 0 {
		start++
	}
	return start
}

// speltStart takes in what a spelt-out local part has before its last word: 'juan punto
// perez arroba', 'juan guion bajo perez arroba'.
func speltStart(text string, from, start int) int {
	for start > from {
		before := strings.TrimRight(text[from:start], " ")
		cut := from + len(before)
		for _, sign := range []string{" punto", " guion bajo", " guión bajo", " guion", " guión", " dot"} {
			if n := len(before) - len(sign); n > 0 && strings.EqualFold(before[n:], sign) {
				cut = from + n
				break
			}
		}
		next := localStart(text, from, cut)
		if cut == from+len(before) || next == cut {
			return start
		}
		start = next
	}
	return start
}

func isLocal(r rune) bool {
	return r < utf8.RuneSelf && (isPlain(r) || strings.ContainsRune("._%+-'", r)) || r >= utf8.RuneSelf && wideLetter(r)
}

// wideLetter: full-width forms and the letters of Spanish.
func wideLetter(r rune) bool {
	return r >= 0xFF01 && r <= 0xFF5E || strings.ContainsRune("áéíóúüñÁÉÍÓÚÜÑ", r)
}

// domainEnd is the end of the domain at start; -1 when there is none under a known
// top-level domain. A loose one may have spaces around its dots, or 'punto' for them.
func domainEnd(text string, start int, loose bool) int {
	end, best := start, -1
	for end-start < longestDomain {
		n := labelLen(text[end:])
		if n == 0 {
			break
		}
		label := norm.NFKC.String(text[end : end+n])
		if end > start && limits.KnownTLD(label) {
			best = end + n
		}
		end += n
		dot := dotLen(text[end:], loose)
		if dot == 0 {
			break
		}
		end += dot
	}
	return best
}

// brokenDomainEnd is the end of a domain that a line break cuts in two; -1 when there is
// none.
func brokenDomainEnd(text string, start int) int {
	near := text[start:min(len(text), start+longestBroken)]
	cut := strings.IndexByte(near, '\n')
	if cut <= 0 || cut+1 == len(near) {
		return -1
	}
	if end := domainEnd(near[:cut]+near[cut+1:], 0, false); end > cut {
		return start + end + 1
	}
	return -1
}

func labelLen(text string) int {
	n := 0
	for n < len(text) && n <= longestLabel {
		r, size := utf8.DecodeRuneInString(text[n:])
		if !(r < utf8.RuneSelf && r != '&' && isPlain(r) || r == '-' && n > 0 || wideLetter(r) && r != '．') {
			break
		}
		n += size
	}
	return n
}

// dotLen is the length of the dot that text begins with, spelt out or not.
func dotLen(text string, loose bool) int {
	for _, dot := range []string{".", "．", "。"} {
		if strings.HasPrefix(text, dot) {
			return len(dot) + looseSpace(text[len(dot):], loose)
		}
	}
	if !loose {
		return 0
	}
	spaces := leading(text, " \u00A0\r\n([{")
	rest := text[spaces:]
	for _, dot := range []string{"punto", "dot", "."} {
		if spaces > 0 && len(rest) >= len(dot) && strings.EqualFold(rest[:len(dot)], dot) {
			return spaces + len(dot) + leading(rest[len(dot):], " \u00A0)]}")
		}
	}
	return 0
}

func looseSpace(text string, loose bool) int {
	if n := leading(text, " \r\n"); loose && n == 1 && len(text) > 1 && text[1] >= 'a' && text[1] <= 'z' {
		return 1
	}
	return 0
}

func leading(text, cutset string) int { return len(text) - len(strings.TrimLeft(text, cutset)) }

// freeMail are the domains at which anybody has an address, written with spaces too.
func freeMail(domain string) bool {
	name, _, _ := strings.Cut(domain, ".")
	switch name {
	case "gmail", "hotmail", "outlook", "yahoo", "live", "icloud", "proton", "protonmail", "msn", "prodigy", "aol":
		return true
	}
	return false
}

// canonicalEmail writes an address plainly, in small letters.
func canonicalEmail(text string) string {
	s := strings.ToLower(norm.NFKC.String(text))
	for _, sign := range []string{"(arroba)", "[arroba]", "arroba", "(at)", "[at]", "{at}", "(@)", "[@]"} {
		s = strings.ReplaceAll(s, sign, "@")
	}
	for _, dot := range []string{"(punto)", "[punto]", " punto ", " dot ", "(dot)", "[dot]"} {
		s = strings.ReplaceAll(s, dot, ".")
	}
	return strings.NewReplacer(" guion bajo ", "_", " guión bajo ", "_", " guion ", "-", " guión ", "-", " ", "", "\u00A0", "", "\n", "", "\r", "").Replace(s)
}
