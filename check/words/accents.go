package words

import (
	"strings"
	"unicode/utf8"
)

// acute gives each vowel its accent, and n and u their marks.
var acute = map[rune]string{'a': "á", 'e': "é", 'i': "í", 'o': "ó", 'u': "úü", 'n': "ñ"}

var plain = strings.NewReplacer("á", "a", "é", "e", "í", "i", "ó", "o", "ú", "u", "ü", "u", "ñ", "n",
	"à", "a", "è", "e", "ì", "i", "ò", "o", "ù", "u")

var unaccented = strings.NewReplacer("á", "a", "é", "e", "í", "i", "ó", "o", "ú", "u")

// Bare takes the acute accents off a word in small letters; ñ and ü stay.
func Bare(word string) string { return unaccented.Replace(word) }

// Fold takes the marks off a word in small letters.
func Fold(word string) string { return plain.Replace(word) }

// Accented lists the words that differ from the given one (in small letters) in marks
// alone: one mark put on, taken off or moved.
func (d *Dictionary) Accented(word string) []string {
	if len(word) > longestWord {
		return nil
	}
	bare := Fold(word)
	if d.Exact(titled(bare)) {
		return nil // a name that is written so
	}
	var found []string
	try := func(w string) {
		switch {
		case w == word || len(found) == mostAccented:
		case d.Exact(w):
			found = append(found, w)
		case d.Exact(titled(w)):
			found = append(found, titled(w))
		}
	}
	try(bare)
	for i, r := range bare {
		for _, mark := range acute[r] {
			once := bare[:i] + string(mark) + bare[i+utf8.RuneLen(r):]
			try(once)
			if mark == 'ñ' || mark == 'ü' {
				d.accentOnce(once, try)
			}
		}
	}
	return found
}

// accentOnce tries an acute accent on each vowel of a word that has its ñ or ü.
func (d *Dictionary) accentOnce(word string, try func(string)) {
	for i, r := range word {
		if strings.ContainsRune("aeiou", r) {
			accent, _ := utf8.DecodeRuneInString(acute[r])
			try(word[:i] + string(accent) + word[i+1:])
		}
	}
}

// mostAccented is how many words that differ in marks alone are looked for.
const mostAccented = 8

// IsName tells whether the word, given with or without its capital, is a proper name only.
func (d *Dictionary) IsName(word string) bool {
	lower := strings.ToLower(word)
	return !d.Exact(lower) && d.Exact(titled(lower))
}

// OnlyAccent tells whether the meant word is the written one, in small letters, with an
// acute accent more.
func OnlyAccent(written, meant string) bool {
	meant = strings.ToLower(meant)
	return len(meant) == len(written)+1 && strings.Contains(written, "ñ") == strings.Contains(meant, "ñ") && Fold(meant) == Fold(written)
}
