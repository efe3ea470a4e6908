// Package plain measures how hard a Spanish text is to read: syllables, words and sentences,
// and the two indices made from them.
package plain

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// nature of a letter within a word.
type nature int

const (
	consonant nature = iota
	strongVowel
	weakVowel     // i, u, ü, and y at the end of a syllable
	stressedVowel // í, ú: beside a strong vowel it makes a syllable of its own
	breath        // h: two vowels meet over it
)

// letter is one of a word, without its marks.
type letter struct {
	plain  rune
	nature nature
}

// Syllables counts the syllables of a word as Spanish spells them (Ortografía de la lengua
// española 2010, II.3): a strong vowel beside a strong one, an accented í or ú beside a
// strong one and two equal vowels are two syllables, any other vowels that meet are one; the
// u of que, qui, gue and gui is silent; y before a vowel is a consonant; vowels meet over an
// h, but for hu and hi before a vowel. A word without vowels counts one.
func Syllables(word string) int {
	letters := read(word)
	count := 0
	last := -1 // the vowel before, -1 after a consonant
	for i, l := range letters {
		switch {
		case l.nature == breath:
			continue
		case l.nature == consonant:
			last = -1
			continue
		case last < 0 || apart(letters, last, i):
			count++
		}
		last = i
	}
	return max(count, 1)
}

// apart tells whether the vowels at a and b, with nothing but an h between, are of two
// syllables.
func apart(letters []letter, a, b int) bool {
	x, y := letters[a], letters[b]
	switch {
	case x.plain == y.plain, x.nature == strongVowel && y.nature == strongVowel:
		return true
	case x.nature == strongVowel && y.nature == stressedVowel, x.nature == stressedVowel && y.nature == strongVowel:
		return true
	case y.nature == weakVowel && beforeStrong(letters, b):
		return b > a+1 || x.nature == strongVowel // ca-ca-hua-te, pa-ra-no-ia
	}
	return false
}

// beforeStrong tells whether a vowel comes right after the one at i, to make a syllable with.
func beforeStrong(letters []letter, i int) bool {
	if i+1 >= len(letters) {
		return false
	}
	next := letters[i+1]
	return next.nature == strongVowel || next.nature == weakVowel && next.plain != letters[i].plain && i > 0 && letters[i-1].nature == breath
}

// read gives the letters of a word with their nature; the silent u is left out.
func read(word string) []letter {
	runes := []rune(norm.NFC.String(strings.ToLower(word)))
	letters := make([]letter, 0, len(runes))
	for i, r := range runes {
		if r == 'u' && silent(runes, i) || unicode.Is(unicode.Mn, r) {
			continue
		}
		letters = append(letters, letter{base(r), natureOf(runes, i)})
	}
	return letters
}

// silent: the u of que, qui, gue, gui.
func silent(runes []rune, i int) bool {
	if i == 0 || i+1 == len(runes) || runes[i-1] != 'q' && runes[i-1] != 'g' {
		return false
	}
	next := base(runes[i+1])
	return next == 'e' || next == 'i' || next == 'y' && i+2 == len(runes)
}

func natureOf(runes []rune, i int) nature {
	switch r := runes[i]; {
	case r == 'h':
		return breath
	case r == 'í' || r == 'ú' || r == 'ï':
		return stressedVowel
	case r == 'y':
		if i+1 < len(runes) && strings.ContainsRune("aeiou", base(runes[i+1])) {
			return consonant
		}
		return weakVowel
	default:
		switch base(r) {
		case 'a', 'e', 'o':
			return strongVowel
		case 'i', 'u':
			return weakVowel
		}
		return consonant
	}
}

// base is the letter without its mark.
func base(r rune) rune {
	switch r {
	case 'á', 'à', 'â', 'ä', 'ã':
		return 'a'
	case 'é', 'è', 'ê', 'ë':
		return 'e'
	case 'í', 'ì', 'î', 'ï':
		return 'i'
	case 'ó', 'ò', 'ô', 'ö', 'õ':
		return 'o'
	case 'ú', 'ù', 'û', 'ü':
		return 'u'
	}
	return r
}
