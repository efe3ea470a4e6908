package words

import (
	"strings"
	"unicode/utf8"
)

// Kind says what a form may be in a sentence, as far as the dictionary's own rules of
// derivation tell: one bit for each reading. A form with no bit is a word of which
// nothing is known.
type Kind uint32

// Readings of a form. A gender or number that is not certain has the bits of both.
const (
	MascOne  Kind = 1 << iota // noun or adjective, masculine singular
	FemOne                    // feminine singular
	MascMany                  // masculine plural
	FemMany                   // feminine plural

	FirstOne   // finite verb, first person singular (publico)
	SecondOne  // second person singular (publicas)
	ThirdOne   // third person singular (publica)
	FirstMany  // first person plural (publicamos)
	ThirdMany  // third person plural (publican)
	Past       // preterite (publicó)
	Future     // future (publicará)
	Infinitive // publicar
	Gerund     // publicando
	Participle // publicado; also adjective, with its gender
	Enclitic   // verb with pronouns behind (publicarlo)

	Twin // not a reading: with an accent more it is another word (publico, público)
)

// Groups of readings.
const (
	Nominal = MascOne | FemOne | MascMany | FemMany
	Masc    = MascOne | MascMany
	Fem     = FemOne | FemMany
	One     = MascOne | FemOne
	Many    = MascMany | FemMany
	Finite  = FirstOne | SecondOne | ThirdOne | FirstMany | ThirdMany
	Verbal  = Finite | Infinitive | Gerund | Enclitic
)

// Is tells whether the form has a reading among those given.
func (k Kind) Is(readings Kind) bool { return k&readings != 0 }

// Only tells whether every reading of the form is among those given, and there is one.
func (k Kind) Only(readings Kind) bool { return k&^Twin != 0 && k&^(readings|Twin) == 0 }

// Kind is what the word, in small letters, may be; 0 when nothing is known.
func (d *Dictionary) Kind(word string) Kind {
	if len(word) > longestWord {
		return 0
	}
	v, ok, err := d.fst.Get([]byte(word))
	if err != nil || !ok {
		return 0
	}
	return Kind(v)
}

// Twins lists the words that the given one, in small letters and without accents, becomes
// with an acute accent: publico, público and publicó.
func (d *Dictionary) Twins(word string) []string {
	var found []string
	for i, r := range word {
		if strings.ContainsRune("aeiou", r) {
			accent, _ := utf8.DecodeRuneInString(acute[r])
			if w := word[:i] + string(accent) + word[i+1:]; d.Exact(w) {
				found = append(found, w)
			}
		}
	}
	return found
}

// HasKinds tells whether the dictionary says what its words may be. One that was built by
// an older program does not.
func (d *Dictionary) HasKinds() bool { return d.Kind("casa").Is(FemOne) }
