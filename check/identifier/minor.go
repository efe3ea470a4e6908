package identifier

import "strings"

const accountReach = 70 // bytes between a child's mention and the account

// findMinors finds the data of persons under eighteen: a name with an age or with the word
// for a child, and the account that is said to be of one.
func findMinors(w *wording) []Match {
	if w.seen&(aMinor|aGiven) == 0 && !strings.Contains(w.text, "@") {
		return nil
	}
	var found []Match
	for i := range w.terms {
		if m, ok := w.childAt(i); ok {
			found = append(found, m)
		}
		if w.accountOfChild(i) {
			found = append(found, Match{MinorAccount, w.terms[i].at - 1, w.handleEnd(i), true})
		}
	}
	return found
}

// childAt reads a child's name that begins at a term: 'la niña Sofía', 'Sofía, de 8 años'.
func (w *wording) childAt(i int) (Match, bool) {
	if !w.is(i, aGiven) || !w.terms[i].capital || w.historic(i) || w.says(i, "jesus") || w.inOffice(i, i) {
		return Match{}, false
	}
	n, _ := w.fullName(i)
	last := i + max(n, 1) - 1
	if w.is(i-1, aMinor) && w.joined(i-1) && !w.says(i-1, "menor", "bebe") || w.says(i-1, "menor") && w.says(i-2, "la", "el", "un", "una", "edad") && w.joined(i-1) {
		return w.match(Minor, i, last, true), true
	}
	if end, ok := w.ageOfMinor(last + 1); ok {
		return w.match(Minor, i, end, true), true
	}
	return Match{}, false
}

// ageOfMinor reads 'de 8 años' after a name.
func (w *wording) ageOfMinor(j int) (last int, ok bool) {
	if j >= len(w.terms) || strings.Trim(w.between(j-1), " ,(") != "" {
		return 0, false
	}
	if w.says(j, "quien", "que") {
		j++
	}
	if !w.says(j, "de", "con", "tiene", "tenia", "cumplio") {
		return 0, false
	}
	return w.under18(j + 1)
}

// under18 reads an age under eighteen: 8 años, ocho años, 11 meses.
func (w *wording) under18(j int) (last int, ok bool) {
	if !w.says(j+1, "anos", "anitos", "meses") {
		return 0, false
	}
	return j + 1, w.figure(j, 0, 17, 2) || j < len(w.terms) && w.terms[j].plain != "" && ages[w.terms[j].plain]
}

var ages = set("uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete")

// accountOfChild tells whether a term is a mention of an account that is said to be of a
// child: 'mi hija @sofi', 'el perfil de la menor @sofi', 'tengo 13 años, soy @sofi'.
func (w *wording) accountOfChild(i int) bool {
	at := w.terms[i].at
	if at == 0 || w.text[at-1] != '@' || letterBefore(w.text[:at-1]) {
		return false
	}
	child, site, mine := false, false, false
	for j := i - 1; j >= 0 && at-w.terms[j].at <= accountReach; j-- {
		if w.ends(j) || j < i-1 && strings.Contains(w.between(j), "@") {
			break
		}
		child = child || w.is(j, aMinor)
		site = site || w.is(j, aSite)
		mine = mine || w.is(j, aMinor) && w.says(j-1, "mi", "su") && i-j <= 6
		if w.says(j, "tengo", "tiene") {
			if _, ok := w.under18(j + 1); ok {
				return true
			}
		}
	}
	return child && (site || mine)
}

// handleEnd is where the mention that begins at a term ends.
func (w *wording) handleEnd(i int) int {
	end := w.terms[i].end
	for end < len(w.text) && (isPlain(rune(w.text[end])) || w.text[end] == '_' || w.text[end] == '.' && end+1 < len(w.text) && isPlain(rune(w.text[end+1]))) {
		end++
	}
	return end
}

// letterBefore tells whether a text ends with a letter or digit.
func letterBefore(text string) bool {
	return text != "" && (isPlain(rune(text[len(text)-1])) || text[len(text)-1] >= 0x80)
}
