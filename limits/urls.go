package limits

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// URL is a part of a text that networks show as a link: text[Start:End], byte offsets.
type URL struct {
	Start, End int
	Protocol   bool // begins with http:// or https://
	Host       string
}

const (
	maxLabel   = 63   // bytes of a domain label in punycode, RFC 1035
	maxURL     = 4096 // twitter-text
	maxTcoSlug = 40
	maxTLD     = 24 // runes of the longest non-ASCII top-level domain, with room
)

// URLs finds the links in a text as X does (twitter-text): with a protocol any domain
// under a known top-level domain, without one only a domain in Latin letters. It reads
// the text once.
func URLs(text string) []URL {
	var found []URL
	for at := 0; at < len(text); {
		u, next := urlAt(text, at)
		if u.End > 0 {
			found = append(found, u)
		}
		at = next
	}
	return found
}

// urlAt looks for a link that begins at or just after at; next is where to look on.
func urlAt(text string, at int) (u URL, next int) {
	dot := strings.IndexAny(text[at:], ".:")
	if dot < 0 {
		return URL{}, len(text)
	}
	dot += at
	if text[dot] == ':' {
		return schemed(text, at, dot)
	}
	return bare(text, at, dot)
}

// schemed reads http:// and https:// links; colon is the offset of the colon.
func schemed(text string, at, colon int) (URL, int) {
	if !strings.HasPrefix(text[colon:], "://") {
		return URL{}, colon + 1
	}
	start := protocolStart(text[at:colon])
	if start < 0 || !validBefore(text[:at+start]) {
		return URL{}, colon + 3
	}
	start += at
	host, end := domain(text, colon+3, isDomainRune)
	if end < 0 {
		return URL{}, colon + 3
	}
	end = afterDomain(text, end)
	if end-start > maxURL {
		return URL{}, end
	}
	if end = tco(text, colon+3, host, end); end < 0 {
		return URL{}, colon + 3
	}
	return URL{Start: start, End: end, Protocol: true, Host: host}, end
}

// protocolStart is where http or https begins at the end of s, -1 when s does not end so.
func protocolStart(s string) int {
	for _, scheme := range []string{"https", "http"} {
		if i := len(s) - len(scheme); i >= 0 && strings.EqualFold(s[i:], scheme) {
			return i
		}
	}
	return -1
}

// bare reads links without protocol around the dot.
func bare(text string, at, dot int) (URL, int) {
	start := dot
	for start > at {
		r, size := utf8.DecodeLastRuneInString(text[at:start])
		if !isLatinDomainRune(r) {
			break
		}
		start -= size
	}
	if start == dot || !validBefore(text[:start]) || endsWithJoiner(text[:start]) {
		return URL{}, skipDomain(text, dot)
	}
	host, end := domain(text, start, isLatinDomainRune)
	if end < 0 {
		return URL{}, skipDomain(text, dot)
	}
	end = afterDomain(text, end)
	if end-start > maxURL {
		return URL{}, end
	}
	return URL{Start: start, End: end, Host: host}, end
}

// skipDomain passes the labels after the dot that could only begin behind it.
func skipDomain(text string, dot int) int {
	i := dot + 1
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !isLatinDomainRune(r) {
			break
		}
		i += size
	}
	return i
}

// validBefore tells whether a link may follow the text.
func validBefore(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	switch {
	case text == "":
		return true
	case r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
		return false
	}
	return !strings.ContainsRune("@＠$#＃\uFFFE\uFEFF\uFFFF", r)
}

// endsWithJoiner: a link without protocol is never the tail of something longer.
func endsWithJoiner(text string) bool {
	return text != "" && strings.IndexByte("-_./", text[len(text)-1]) >= 0
}

// domain reads the longest domain from start that ends in a known top-level domain; -1 when there is none.
func domain(text string, start int, accepts func(rune) bool) (host string, end int) {
	dots := labelDots(text, start, accepts)
	for i := len(dots) - 1; i >= 0; i-- {
		if !validLabels(text[start:dots[i]]) {
			continue
		}
		if n := tldLen(text[dots[i]+1:]); n > 0 {
			end = dots[i] + 1 + n
			return text[start:end], end
		}
	}
	return "", -1
}

// labelDots lists the offsets of the dots that follow a run of domain characters.
func labelDots(text string, start int, accepts func(rune) bool) []int {
	var dots []int
	for i := start; i < len(text) && i-start < maxURL; {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == '.' && i > start && text[i-1] != '.' {
			dots = append(dots, i)
		} else if !accepts(r) {
			break
		}
		i += size
	}
	return dots
}

func validLabels(domain string) bool {
	for domain != "" {
		label, rest, more := strings.Cut(domain, ".")
		if !validLabel(label, !more) {
			return false
		}
		domain = rest
	}
	return true
}

// validLabel: letters and digits at both ends; an underscore only in a subdomain.
func validLabel(label string, last bool) bool {
	if label == "" || strings.ContainsRune("-_", rune(label[0])) || strings.ContainsRune("-_", rune(label[len(label)-1])) {
		return false
	}
	if last && strings.Contains(label, "_") {
		return false
	}
	if isASCII(label) {
		return len(label) <= maxLabel
	}
	if len(label) > 4 && strings.EqualFold(label[:4], "xn--") || len(label) > 4*maxLabel {
		return false
	}
	ascii, err := idna.Punycode.ToASCII(label)
	return err == nil && len(ascii) <= maxLabel
}

// tldLen is the length of the known top-level domain that text begins with, 0 for none.
func tldLen(text string) int {
	n := 0
	for n < len(text) && n < maxLabel+1 && (isAlphanumeric(text[n]) || text[n] == '-' && strings.HasPrefix(strings.ToLower(text), "xn--")) {
		n++
	}
	if n > 0 {
		if n < len(text) && strings.IndexByte("@+-", text[n]) >= 0 || !knownTLD(text[:n]) {
			return 0
		}
		return n
	}
	return wideTLDLen(text)
}

// wideTLDLen does the same for top-level domains that are not ASCII: the longest that
// the text begins with, for words follow them without a space.
func wideTLDLen(text string) int {
	var ends []int
	for i, r := range text {
		if r < utf8.RuneSelf || !isDomainRune(r) || len(ends) == maxTLD {
			break
		}
		ends = append(ends, i+utf8.RuneLen(r))
	}
	for i := len(ends) - 1; i >= 0; i-- {
		n := ends[i]
		if n < len(text) && (isAlphanumeric(text[n]) || strings.IndexByte("@+-", text[n]) >= 0) {
			continue
		}
		if ascii, err := idna.Punycode.ToASCII(text[:n]); err == nil && knownTLD(ascii) {
			return n
		}
	}
	return 0
}

// knownTLD asks the public suffix list (golang.org/x/net/publicsuffix) whether the
// label is a top-level domain delegated by ICANN.
func knownTLD(label string) bool {
	label = strings.ToLower(label)
	if label[0] >= '0' && label[0] <= '9' {
		return false
	}
	_, icann := publicsuffix.PublicSuffix("a." + label)
	return icann
}

func isAlphanumeric(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func isLatinDomainRune(r rune) bool {
	return r < utf8.RuneSelf && (isAlphanumeric(byte(r)) || r == '-') || isLatinAccent(r)
}

func isLatinAccent(r rune) bool {
	return r >= 0xC0 && r <= 0x24F && r != '×' && r != '÷' || r >= 0x1E00 && r <= 0x1EFF
}

// isDomainRune: anything but punctuation, spaces, controls and directional marks.
func isDomainRune(r rune) bool {
	if r < utf8.RuneSelf {
		return isAlphanumeric(byte(r)) || r == '-' || r == '_'
	}
	return !unicode.IsSpace(r) && !unicode.IsControl(r) && !unicode.Is(unicode.Cf, r) && !unicode.IsPunct(r) && r != utf8.RuneError
}

// afterDomain is the end of the port, path and query that follow a domain.
func afterDomain(text string, end int) int {
	end = afterPort(text, end)
	if end < len(text) && text[end] == '/' {
		end = afterPath(text, end+1)
	}
	if end < len(text) && text[end] == '?' {
		end = afterQuery(text, end)
	}
	return end
}

func afterPort(text string, end int) int {
	if end >= len(text) || text[end] != ':' {
		return end
	}
	i := end + 1
	for i < len(text) && text[i] >= '0' && text[i] <= '9' {
		i++
	}
	if i == end+1 {
		return end
	}
	return i
}

// afterPath is the end of the path: the last character at which a path may end.
func afterPath(text string, start int) int {
	end := start
	for i := start; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if n := balanced(text[i:]); n > 0 {
			i += n
			end = i
			continue
		}
		if !isPathRune(r) {
			break
		}
		i += size
		if endsPath(r) {
			end = i
		}
	}
	return end
}

// balanced is the length of a pair of parentheses with path characters inside, one
// pair nested at most; 0 when text does not begin with one.
func balanced(text string) int {
	depth, inside := 0, 0
	for i, r := range text {
		switch {
		case r == '(' && depth < 2:
			depth++
			inside = 0
		case r == ')' && inside > 0:
			depth--
		case depth > 0 && isPathRune(r):
			inside++
		default:
			return 0
		}
		if depth == 0 {
			return i + 1
		}
		if i > maxURL {
			return 0
		}
	}
	return 0
}

func isPathRune(r rune) bool {
	if r < utf8.RuneSelf {
		return isAlphanumeric(byte(r)) || strings.ContainsRune("!*';:=+,.$/%#[]-_~@|&", r)
	}
	return r == '–' || isLatinAccent(r) || r >= 0x0400 && r <= 0x04FF
}

func endsPath(r rune) bool {
	if r < utf8.RuneSelf {
		return isAlphanumeric(byte(r)) || strings.ContainsRune("+-=_#/", r)
	}
	return isLatinAccent(r) || r >= 0x0400 && r <= 0x04FF
}

func afterQuery(text string, start int) int {
	end := start
	for i := start + 1; i < len(text); i++ {
		b := text[i]
		if !isAlphanumeric(b) && strings.IndexByte("!?*'@();:&=+$/%#[]-_.,~|", b) < 0 {
			break
		}
		if isAlphanumeric(b) || strings.IndexByte("-_&=#/", b) >= 0 {
			end = i + 1
		}
	}
	return end
}

// tco trims X's own short links to their slug and query; -1 when the slug is too long to be one.
func tco(text string, hostStart int, host string, end int) int {
	if !strings.EqualFold(host, "t.co") {
		return end
	}
	slug := hostStart + len(host) + 1
	i := slug
	for i < end && isAlphanumeric(text[i]) {
		i++
	}
	switch {
	case i <= slug:
		return end
	case i-slug > maxTcoSlug:
		return -1
	case i < end && text[i] == '?':
		return afterQuery(text, i)
	}
	return i
}

// KnownTLD tells whether the label (ASCII or punycode, any case) is a top-level domain.
func KnownTLD(label string) bool { return label != "" && isASCII(label) && knownTLD(label) }
