package check

import (
	"pregonero/check/identifier"
	"pregonero/regulation"
)

// personalData points at personal data. What is not sure has the severity of the param
// 'doubtful'. The institution's own public data pass by the pack.
//
//clause:code 6.iii
var personalData = definition{
	name: regulation.CheckPersonalData, version: 2, kinds: []Kind{Post, Answer, Comment},
	build: func(s setup) (judge, error) {
		doubtful, err := severity(s.rule, "doubtful", regulation.SeverityWarn)
		if err != nil {
			return nil, err
		}
		public := publicData(s.pack)
		return func(c *content) []Finding { return exposed(c, public, doubtful) }, nil
	},
}

func publicData(pack *regulation.Pack) identifier.Public {
	public := identifier.NewPublic(pack.PublicData.Phones, pack.PublicData.Emails, pack.Institution.MailDomains).
		WithAddresses(pack.PublicData.Addresses)
	for _, a := range pack.Areas {
		public.AddEmail(a.Email)
	}
	return public
}

func exposed(c *content, public identifier.Public, doubtful regulation.Severity) []Finding {
	var found []Finding
	for _, p := range c.everything() {
		for _, m := range identifier.Find(p.text, public) {
			f := p.finding(m.Start, m.End-m.Start, p.in(exposure(m)))
			if !m.Sure {
				f.Severity = doubtful
			}
			found = append(found, f)
		}
	}
	return found
}

// exposure says what was found, and what to do about it.
func exposure(m identifier.Match) string {
	if m.Sure {
		return m.Kind.Spanish() + " es un dato personal: quítelo del texto."
	}
	return "Parece " + m.Kind.Article() + ", un dato personal: quítelo o confirme que no lo es."
}
