package identifier

import (
	"slices"
	"strings"
)

// Public is what the institution itself makes public, and no personal data.
type Public struct {
	phones  map[string]bool // the last ten digits, or fewer when the number is shorter
	emails  map[string]bool
	domains []string
	streets []string // street and number, plain
}

// NewPublic takes phones and e-mail addresses as people write them, and the
// institution's mail domains, of which every address is public.
func NewPublic(phones, emails, domains []string) Public {
	p := Public{phones: map[string]bool{}, emails: map[string]bool{}}
	for _, n := range phones {
		p.phones[national(n)] = true
	}
	for _, e := range emails {
		p.AddEmail(e)
	}
	for _, d := range domains {
		p.domains = append(p.domains, strings.ToLower(d))
	}
	return p
}

// AddEmail makes one more address public.
func (p Public) AddEmail(address string) { p.emails[strings.ToLower(address)] = true }

// WithAddresses makes addresses public: every form of them that has their street and
// number, which stand before their first comma.
func (p Public) WithAddresses(addresses []string) Public {
	for _, a := range addresses {
		street, _, _ := strings.Cut(a, ",")
		if s := plainWords(street); s != "" {
			p.streets = append(p.streets, s)
		}
	}
	return p
}

// plainWords writes the words of a text in small letters without marks, a space between,
// leaving out how the number is marked.
func plainWords(text string) string {
	var out []string
	for _, t := range words(text).terms {
		if t.plain != "no" && t.plain != "num" && t.plain != "numero" {
			out = append(out, t.plain)
		}
	}
	return strings.Join(out, " ")
}

// covers tells whether a match is public.
func (p Public) covers(m Match, text string) bool {
	switch m.Kind {
	case Phone:
		return p.phones[national(text)]
	case Address:
		plain := plainWords(text)
		return slices.ContainsFunc(p.streets, func(street string) bool { return strings.Contains(plain, street) })
	case Email:
		address := canonicalEmail(text)
		_, domain, _ := strings.Cut(address, "@")
		for _, d := range p.domains {
			if domain == d || strings.HasSuffix(domain, "."+d) {
				return true
			}
		}
		return p.emails[address]
	}
	return false
}

// national is a phone's last ten digits.
func national(phone string) string {
	var digits []byte
	for _, s := range read(phone, dictated(words(phone))).symbols {
		if isDigit(s.is) {
			digits = append(digits, s.is)
		}
	}
	return string(digits[max(0, len(digits)-10):])
}
