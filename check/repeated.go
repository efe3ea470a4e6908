package check

import (
	"fmt"
	"strings"
)

// onPurpose are the words that are said twice on purpose.
var onPurpose = lexicon(`muy ya sí no así casi luego mero más bien poco bla ja je ji jo la na cha tan toc tic pin pon ra todo todos todas rápido pronto mucho mucha
	nunca siempre uno dos tres cuatro cinco seis siete ocho nueve cero poquito ahorita viva vivan vota hola gracias bravo lento`)

// repeated points at a word that is written twice, with nothing but spaces between.
func (r *reader) repeated(p *passage) []Finding {
	tokens := p.tokens(r.words)
	var found []Finding
	for i := 1; i < len(tokens); i++ {
		a, b := tokens[i-1], tokens[i]
		if !a.Word || !b.Word || a.Text != b.Text || b.Capital || onPurpose[b.Text] || a.Capital && len(a.Text) == 1 || strings.TrimSpace(p.text[a.At+a.Size:b.At]) != "" {
			continue
		}
		once := p.text[a.At : a.At+a.Size]
		f := p.finding(a.At, b.At+b.Size-a.At, fmt.Sprintf("«%s» está escrito dos veces.", shorten(once)))
		f.Suggestions = []string{once}
		found = append(found, f)
	}
	return found
}
