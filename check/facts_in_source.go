package check

import (
	"fmt"

	"pregonero/check/claim"
	"pregonero/check/words"
	"pregonero/internal/fold"
	"pregonero/regulation"
)

// factsInSource points at figures, percentages, amounts of money, dates, hours, phones and
// names that the attached sources (Facts.Documents) do not have, however either writes
// them. It says nothing without a source that could be read. When one of several could not
// be, what is missing may be there, and the finding only advises. The institution's own
// phones and name pass.
//
//clause:code 6.iv
//clause:code 6.xx
var factsInSource = definition{
	name: regulation.CheckFacts, version: 1, kinds: []Kind{Post},
	build: func(s setup) (judge, error) {
		r := sourceRules{words: s.words, own: claim.Of(s.pack.PublicData.Phones...), severity: s.rule.Severity}
		r.names = wordSet(s.pack.Institution.Name + " " + s.pack.Institution.ShortName + " " + s.pack.Institution.The)
		for _, a := range s.pack.Areas {
			addWords(r.names, a.Name+" "+a.Short)
		}
		return r.judge, nil
	},
}

const (
	mostClaims = 200     // of a text that are looked for
	mostJudged = 64_000  // bytes of a text: longer than any network takes
	mostSource = 400_000 // bytes of all sources that are read
)

type sourceRules struct {
	words    *words.Dictionary
	own      *claim.Set
	names    map[string]bool // folded words of the institution's own names
	severity regulation.Severity
}

func (r sourceRules) judge(c *content) []Finding {
	found := unreadable(c)
	texts, read := readable(c)
	if read == 0 {
		return found
	}
	severity := r.severity
	if read < len(c.Sources) {
		severity = regulation.SeverityAdvise
	}
	stated, said := claim.Of(texts...), wordSet(texts...)
	for _, p := range c.texts {
		for _, f := range append(r.unstated(p, stated), r.unnamed(p, said)...) {
			f.Severity = severity
			found = append(found, f)
		}
	}
	return found
}

// unreadable tells of sources that could not be read.
func unreadable(c *content) (found []Finding) {
	for _, d := range c.Documents {
		if d.Text == "" && d.Problem != "" {
			found = append(found, Finding{Severity: regulation.SeverityAdvise,
				Message: fmt.Sprintf("El texto no se pudo comparar con la fuente «%s»: %s.", d.Title, d.Problem)})
		}
	}
	return found
}

// readable are the words of the sources, up to a bound, and of how many.
func readable(c *content) (texts []string, read int) {
	room := mostSource
	for _, d := range c.Documents {
		if d.Text != "" && room > 0 {
			texts = append(texts, d.Title, d.Text[:min(room, len(d.Text))])
			room -= len(d.Text)
			read++
		}
	}
	return texts, read
}

// unstated finds what the passage states and the sources do not.
func (r sourceRules) unstated(p *passage, stated *claim.Set) (found []Finding) {
	claims := claim.Find(p.text[:min(len(p.text), mostJudged)])
	for _, c := range claims[:min(len(claims), mostClaims)] {
		if stated.Has(c) || r.own.Has(c) {
			continue
		}
		found = append(found, p.finding(c.At, c.Size, fmt.Sprintf("La fuente no dice «%s»: compare %s con el original.", c.Text(p.text), called[c.Kind])))
	}
	return found
}

// called names what is stated, with its article.
var called = map[claim.Kind]string{
	claim.Number: "la cifra", claim.Percent: "el porcentaje", claim.Money: "la cantidad", claim.Date: "la fecha", claim.Month: "la fecha",
	claim.Year: "el año", claim.Hour: "la hora", claim.Phone: "el teléfono",
}

// unnamed finds names of people and places that the sources do not have.
func (r sourceRules) unnamed(p *passage, said map[string]bool) (found []Finding) {
	for _, n := range r.namesIn(p) {
		if len(found) >= mostClaims {
			break
		}
		for _, w := range n.words {
			if !said[w] && !r.names[w] {
				name := p.text[n.at : n.at+n.size]
				found = append(found, p.finding(n.at, n.size, fmt.Sprintf("La fuente no nombra «%s»: compare el nombre con el original.", name)))
				break
			}
		}
	}
	return found
}

// wordSet is the words of texts, folded.
func wordSet(texts ...string) map[string]bool {
	set := map[string]bool{}
	for _, t := range texts {
		addWords(set, t)
	}
	return set
}

func addWords(set map[string]bool, text string) {
	for _, w := range splitWords(fold.Text(text)) {
		set[w] = true
	}
}
