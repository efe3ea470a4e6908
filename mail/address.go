package mail

import (
	"net/mail"
	"strings"
	"unicode"
)

// The local parts of the addresses that the program receives at; the token follows the +.
const (
	replyBox  = "responder"
	bounceBox = "rebote"
)

// ReplyAddress is where an answer to the mail with that token goes.
func ReplyAddress(token, domain string) string { return replyBox + "+" + token + "@" + domain }

// BounceAddress is where the mail with that token comes back when it cannot be delivered.
func BounceAddress(token, domain string) string { return bounceBox + "+" + token + "@" + domain }

// Box says what an address of ours is for.
type Box int

// What addresses are for.
const (
	NotOurs Box = iota
	ReplyBox
	BounceBox
	HelpBox
)

// BoxOf tells what an address is for, and the token of one that has it. domain is where
// the program receives; help, the address of the help desk, may be "".
func BoxOf(address, domain, help string) (box Box, token string) {
	address = strings.ToLower(strings.Trim(address, "<> "))
	if help != "" && address == strings.ToLower(help) {
		return HelpBox, ""
	}
	local, ours := strings.CutSuffix(address, "@"+strings.ToLower(domain))
	if !ours || domain == "" {
		return NotOurs, ""
	}
	name, token, _ := strings.Cut(local, "+")
	if !isToken(token) {
		return NotOurs, ""
	}
	switch name {
	case replyBox:
		return ReplyBox, token
	case bounceBox:
		return BounceBox, token
	}
	return NotOurs, ""
}

func isToken(s string) bool {
	return len(s) >= 20 && len(s) <= 64 && !strings.ContainsFunc(s, func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9') })
}

// ParseAddress reads one address as a header has it; ok is false when it is none.
func ParseAddress(s string) (a Address, ok bool) {
	p, err := (&mail.AddressParser{WordDecoder: words()}).Parse(s)
	if err != nil || len(p.Address) > 254 || strings.ContainsFunc(p.Address, unicode.IsControl) {
		return Address{}, false
	}
	return Address{Name: line(p.Name), Email: strings.ToLower(p.Address)}, true
}

// line is a text in one line, without control characters: nothing of it can begin another
// header.
func line(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
}
