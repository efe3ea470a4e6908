package limits

import (
	"regexp"
	"strings"
)

// What X takes as a post, a handle, a list, a hashtag and an address that stand alone,
// as its conformance suite says (validate.yml).

// ValidPost tells whether X would take the text: something, not too long, and none of
// the characters that are none.
func ValidPost(text string) bool { return xV3.valid(text) }

func (c xConfig) valid(text string) bool {
	return strings.TrimSpace(text) != "" && !strings.ContainsAny(text, "\uFFFE\uFEFF\uFFFF") && c.length(text) <= c.max
}

var (
	handle  = regexp.MustCompile(`^[@＠][a-zA-Z0-9_]{1,20}$`)
	list    = regexp.MustCompile(`^[@＠][a-zA-Z0-9_]{1,20}/[a-zA-Z][a-zA-Z0-9_-]{0,24}$`)
	hashtag = regexp.MustCompile(`^[#＃][\p{L}\p{M}\p{Nd}_\x{200C}\x{200D}·・゛゜]*[\p{L}\p{M}][\p{L}\p{M}\p{Nd}_\x{200C}\x{200D}·・゛゜]*$`)
)

// ValidHandle tells whether the text is one mention and nothing else.
func ValidHandle(text string) bool { return handle.MatchString(text) }

// ValidList tells whether the text is the name of one list and nothing else.
func ValidList(text string) bool { return list.MatchString(text) }

// ValidHashtag tells whether the text is one hashtag and nothing else: it has a letter.
func ValidHashtag(text string) bool { return hashtag.MatchString(text) }

// ValidURL tells whether the text is one http or https address and nothing else
// (RFC 3986, with letters of other alphabets). Without protocol it may leave it out.
func ValidURL(text string, protocol bool) bool {
	m := address.FindStringSubmatch(text)
	if m == nil || protocol && m[1] == "" {
		return false
	}
	return authority.MatchString(m[2])
}

const (
	pchar    = `[\p{Latin}\p{Cyrillic}0-9_.~!$&'()*+,;=|:@\-]|%[0-9a-fA-F]{2}`
	octet    = `(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])`
	anywhere = `[^\s!-/:-@\[-` + "`" + `{-~]` // a letter or digit of any alphabet, or a sign that is not ASCII
)

var (
	address   = regexp.MustCompile(`^(?i:(https?)://)?([^/?#]+)(?:/(?:` + pchar + `|/)*)?(?:\?(?:` + pchar + `|[/?])*)?(?:#(?:` + pchar + `|[/?!])*)?$`)
	authority = regexp.MustCompile(`^(?:(?:[\p{Latin}\p{Cyrillic}0-9_.~!$&'()*+,;=|:\-]|%[0-9a-fA-F]{2})*@)?(?:` + octet + `(?:\.` + octet + `){3}|\[[0-9a-fA-F:.]+\]|` + name + `)(?::[0-9]{1,5})?$`)
)

// name: subdomains that may have underscores inside, a domain, a top-level domain of letters.
const name = `(?:` + anywhere + `(?:(?:` + anywhere + `|[_-])*` + anywhere + `)?\.)*` +
	`(?:` + anywhere + `(?:(?:` + anywhere + `|-)*` + anywhere + `)?\.)` +
	`(?:\p{L}(?:[\p{L}0-9-]*[\p{L}0-9])?)`
