package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"pregonero/check/grammar"
)

// marks points at signs that lack their pair or stand with the wrong space, and at a
// sentence that begins in small letters after a full stop (RAE, Ortografía, signos).
func (r *reader) marks(p *passage) []Finding {
	tokens := p.tokens(r.words)
	found := p.exclaimed(tokens)
	found = append(found, p.unpaired(tokens)...)
	found = append(found, p.spaced(tokens)...)
	return append(found, r.sentences(p, tokens)...)
}

var opens = map[string]string{"¿": "?", "¡": "!"}

// exclaimed points at questions and exclamations that lack a sign.
func (p *passage) exclaimed(tokens []grammar.Token) []Finding {
	var found []Finding
	open, first, closed := -1, -1, false
	unclosed := func() {
		if open >= 0 {
			sign := tokens[open]
			found = append(found, p.finding(sign.At, sign.Size, "Falta el signo que cierra: «"+opens[sign.Text]+"»."))
		}
		open, first = -1, -1
	}
	for i, t := range tokens {
		switch {
		case opens[t.Text] != "":
			if open < 0 {
				open = i
			}
		case t.Text == "?" || t.Text == "!":
			if open < 0 && first >= 0 && !closed && !p.quotedSign(tokens, i) {
				found = append(found, p.unopened(tokens[first], t))
			}
			open, first = -1, -1
		case t.Text == "\n":
			unclosed()
		case t.Text == "." && open < 0, t.Text == "…" && open < 0, t.Text == ":":
			first = -1
		case first < 0 && t.Word:
			first = i
		}
		closed = t.Text == "?" || t.Text == "!"
	}
	unclosed()
	return found
}

// quotedSign: a sign that is spoken of («?», (!)) or is inside an address (media?create).
func (p *passage) quotedSign(tokens []grammar.Token, i int) bool {
	after := p.text[tokens[i].At+1:]
	return strings.Contains("(«\"“'", tokens[i-1].Text) || after != "" && letterAfter(after)
}

// unopened is the finding of a question or exclamation without its first sign.
func (p *passage) unopened(first, sign grammar.Token) Finding {
	opener := "¿"
	if sign.Text == "!" {
		opener = "¡"
	}
	f := p.finding(first.At, sign.At+sign.Size-first.At, "Falta el signo que abre: «"+opener+"».")
	f.Suggestions = []string{opener + p.text[f.at:f.at+f.size]}
	return f
}

var pairs = map[string]string{"(": ")", "[": "]", "«": "»", "“": "”"}
var closers = map[string]string{")": "(", "]": "[", "»": "«", "”": "“"}

// unpaired points at brackets and quotation marks without their other half. A bracket that
// closes an item of a list, a) or 1), opens nothing; nor does a face.
func (p *passage) unpaired(tokens []grammar.Token) []Finding {
	var found []Finding
	var stack []int
	straight := -1
	point := func(i int) {
		found = append(found, p.finding(tokens[i].At, tokens[i].Size, "El signo «"+tokens[i].Text+"» no tiene su pareja."))
	}
	for i, t := range tokens {
		switch {
		case t.Text == `"` && (i == 0 || tokens[i-1].Text != grammar.Opaque || straight >= 0):
			if straight < 0 {
				straight = i
			} else {
				straight = -1
			}
		case p.inFace(t):
		case pairs[t.Text] != "":
			stack = append(stack, i)
		case closers[t.Text] != "":
			if n := len(stack); n > 0 && tokens[stack[n-1]].Text == closers[t.Text] {
				stack = stack[:n-1]
			} else if !p.listItem(tokens, i) {
				point(i)
			}
		}
	}
	for _, i := range stack {
		point(i)
	}
	if straight >= 0 {
		point(straight)
	}
	return found
}

// inFace tells whether a bracket belongs to a face: :) ;-( (:.
func (p *passage) inFace(t grammar.Token) bool {
	const eyes = ":;=-'^"
	before, after := p.text[:t.At], p.text[t.At+t.Size:]
	return before != "" && strings.IndexByte(eyes, before[len(before)-1]) >= 0 || t.Text == "(" && after != "" && strings.IndexByte(":;=^", after[0]) >= 0
}

// listItem: a bracket right after one letter, a figure or a Roman numeral.
func (p *passage) listItem(tokens []grammar.Token, i int) bool {
	if i == 0 || tokens[i].Text != ")" {
		return false
	}
	before := tokens[i-1]
	return before.Text == grammar.Opaque || utf8.RuneCountInString(before.Text) <= 2 || isRoman(strings.ToUpper(before.Text))
}

// spaced points at spaces before a mark, between words when there are two, and missing
// after a mark.
func (p *passage) spaced(tokens []grammar.Token) []Finding {
	var found []Finding
	for i, t := range tokens {
		if i > 0 && t.Word && tokens[i-1].Word {
			end := tokens[i-1].At + tokens[i-1].Size
			if between := p.text[end:t.At]; len(between) > 1 && strings.Trim(between, " ") == "" {
				found = append(found, p.replace(end, len(between), "Hay espacios de más entre dos palabras.", " "))
			}
		}
		if len(t.Text) != 1 || !strings.ContainsAny(t.Text, ",;:.?!") {
			continue
		}
		before, after := p.text[:t.At], p.text[t.At+1:]
		switch {
		case p.spaceBefore(before, after, t.Text):
			from := len(strings.TrimRight(before, " "))
			found = append(found, p.replace(from, t.At+1-from, "Antes de «"+t.Text+"» no va espacio.", t.Text))
		case noSpaceAfter(before, after, t.Text):
			found = append(found, p.replace(t.At, 1, "Después de «"+t.Text+"» va un espacio.", t.Text+" "))
		}
	}
	return found
}

func (p *passage) replace(at, size int, message, with string) Finding {
	f := p.finding(at, size, message)
	f.Suggestions = []string{with}
	return f
}

// spaceBefore: a word, a space and a mark that ends something.
func (p *passage) spaceBefore(before, after, mark string) bool {
	bare := strings.TrimRight(before, " ")
	last, _ := utf8.DecodeLastRuneInString(bare)
	next, _ := utf8.DecodeRuneInString(after)
	if bare == before || !unicode.IsLetter(last) && last != ')' && last != '»' && last != '"' {
		return false
	}
	if mark == "?" || mark == "!" {
		return after == "" || unicode.IsSpace(next)
	}
	return after == "" || unicode.IsSpace(next)
}

// noSpaceAfter: a mark between two letters, as in casilla,sección.
func noSpaceAfter(before, after, mark string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	if !unicode.IsLower(last) || !unicode.IsLetter(next) {
		return false
	}
	switch mark {
	case ",", ";":
		return true
	case ".":
		return unicode.IsUpper(next)
	}
	return mark == "?" || mark == "!"
}

// sentences points at a word in small letters after a full stop that ends a sentence.
func (r *reader) sentences(p *passage, tokens []grammar.Token) []Finding {
	var found []Finding
	for i := 2; i < len(tokens); i++ {
		before, stop, t := tokens[i-2], tokens[i-1], tokens[i]
		if stop.Text != "." || !t.Word || t.Capital || !before.Word || before.Capital || before.Kind == 0 && !r.words.Exact(before.Text) {
			continue
		}
		if utf8.RuneCountInString(before.Text) < 4 || shortForms[before.Text] || t.At == stop.At+1 || before.At+before.Size != stop.At || utf8.RuneCountInString(t.Text) < 2 && !strings.Contains("yoae", t.Text) {
			continue
		}
		text := p.text[t.At : t.At+t.Size]
		if caseOf(text) != lower {
			continue
		}
		found = append(found, p.replace(t.At, t.Size, "Después de punto se escribe con mayúscula.", likeCase("A"+text, text)))
	}
	return found
}

// shortForms are words that may be short forms with their stop.
var shortForms = lexicon(`aprox párr prof depto admón núms págs arts fracc inc licda licdo mtra mtro dira coord secc tels cols edif esq carr prol priv`)
