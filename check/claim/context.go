package claim

import (
	"slices"
	"time"
)

// Stated is a claim with what it is about.
type Stated struct {
	Claim
	About   []string // stems of the words of its sentence, sorted
	Unit    string   // stem of the word after it: what a figure counts
	Changes bool     // its sentence says that it is news about what was said before
}

// InContext lists what the text states, with what each claim is about.
func InContext(text string) []Stated {
	r := reader{tokens: tokens(text)}
	claims := find(r.tokens)
	out := make([]Stated, len(claims))
	first, last := 0, 0
	var about []string
	var changes bool
	for i, c := range claims {
		if i == 0 || c.token >= last {
			first, last = r.sentence(c.token)
			about, changes = r.senseOf(first, last)
		}
		out[i] = Stated{c, about, r.unitOf(c), changes}
	}
	return out
}

// sentence gives the tokens around one, from a full stop or the end of a line to the next.
func (r *reader) sentence(i int) (first, last int) {
	for first = i; first > 0 && !r.tokens[first].starts && !ends(r.tokens[first-1], r.tokens[first]); {
		first--
	}
	for last = i + 1; last < len(r.tokens) && !r.tokens[last].starts && !ends(r.tokens[last-1], r.tokens[last]); {
		last++
	}
	return first, last
}

func ends(t, next token) bool {
	return t.is(".", "!", "?", ";", "…") && next.spaced && next.kind != sign
}

// senseOf gathers the words that carry the sense of a sentence.
func (r *reader) senseOf(first, last int) (stems []string, changes bool) {
	for _, t := range r.tokens[first:last] {
		if t.kind != word {
			continue
		}
		changes = changes || newsWords[t.text]
		if len(t.text) > 3 && !idle[t.text] && numerals[t.text] == 0 && months[t.text] == 0 {
			stems = append(stems, stem(t.text))
		}
	}
	slices.Sort(stems)
	return slices.Compact(stems), changes
}

// stem is enough of a word to know it by, whatever its ending.
func stem(w string) string { return w[:min(len(w), 6)] }

// unitOf is the first word of sense after a claim.
func (r *reader) unitOf(c Claim) string {
	for i := c.token; i < len(r.tokens); i++ {
		t := r.tokens[i]
		if t.at < c.At+c.Size {
			continue
		}
		if t.kind != word {
			return ""
		}
		if len(t.text) > 3 && !idle[t.text] {
			return stem(t.text)
		}
		if i > c.token+8 {
			return ""
		}
	}
	return ""
}

// idle are words of more than three letters that say little of what a sentence is about.
var idle = set("para como este esta estos estas desde hasta entre sobre donde cuando porque pero tambien todos todas toda todo cada sera seran podra podran puede pueden horas dias lunes martes miercoles jueves viernes sabado domingo unos unas alrededor cerca casi menos")

// newsWords say that something was different before, or goes on growing.
var newsWords = set("amplia amplian ampliamos amplio ampliara prorroga prorrogo prorrogan cambia cambian cambio modifica modifico modifican corrige corregimos correccion aclaracion aclaramos errata pospone pospuso posponen reprograma reprogramo reprogramada nueva nuevo ahora corte suman van llevan actualiza actualizacion actualizamos anterior antes aumento aumenta crecio disminuyo subio bajo")

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, t := range tokens(words) {
		out[t.text] = true
	}
	return out
}

// Agree is how much two claims are about the same: the share of the words of sense that
// their sentences have in common (Jaccard, 0 to 1). Fewer than three in common are none.
func Agree(a, b Stated) float64 {
	shared := 0
	for i, j := 0, 0; i < len(a.About) && j < len(b.About); {
		switch {
		case a.About[i] == b.About[j]:
			shared++
			i++
			j++
		case a.About[i] < b.About[j]:
			i++
		default:
			j++
		}
	}
	if shared < 3 {
		return 0
	}
	return float64(shared) / float64(len(a.About)+len(b.About)-shared)
}

// On is the day that a date speaks of when it was said at that moment: without a year, the
// next such day, or the one less than three months gone.
func (c Claim) On(said time.Time) time.Time {
	if c.Year > 0 {
		return time.Date(c.Year, time.Month(c.Month), c.Day, 0, 0, 0, 0, said.Location())
	}
	day := time.Date(said.Year(), time.Month(c.Month), c.Day, 0, 0, 0, 0, said.Location())
	if day.Before(said.AddDate(0, -3, 0)) {
		return day.AddDate(1, 0, 0)
	}
	return day
}
