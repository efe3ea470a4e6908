package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The suffix flags of dictionary-es-mx: forms of regular and irregular verbs, participles,
// plurals and feminines. From À on, pronouns behind a verb. The others make nouns.
const (
	verbFlags      = "REIX"
	participleFlag = 'D'
	pluralFlag     = 'S'
	feminineFlag   = 'G'
)

// entryKind is what an entry of the dictionary may be by its flags and its ending.
func entryKind(word, flags string) Kind {
	first, _ := utf8.DecodeRuneInString(word)
	switch {
	case unicode.IsUpper(first):
		return 0
	case strings.ContainsAny(flags, verbFlags) && isInfinitive(word):
		return Infinitive
	case (masculine[word] || feminine[word]) && alikeInPlural(word, flags):
		return genderOf(word) | many(genderOf(word))
	case masculine[word] || feminine[word]:
		return genderOf(word)
	case strings.ContainsRune(flags, feminineFlag):
		return stemGender(word)
	case strings.ContainsRune(flags, pluralFlag):
		return genderOf(word)
	}
	return 0
}

// alikeInPlural: lunes, crisis, virus; not mes, país.
func alikeInPlural(word, flags string) bool {
	return (strings.HasSuffix(word, "is") || strings.HasSuffix(word, "es") || strings.HasSuffix(word, "us")) && !strings.ContainsRune(flags, pluralFlag)
}

func isInfinitive(word string) bool {
	for _, e := range []string{"ar", "er", "ir", "ír"} {
		if strings.HasSuffix(word, e) {
			return true
		}
	}
	return false
}

// stemGender is the gender of an entry that has a feminine form: adjectives in -l, -z or
// -ior serve for both.
func stemGender(word string) Kind {
	if common[word] || strings.HasSuffix(word, "l") || strings.HasSuffix(word, "z") {
		return One
	}
	return MascOne
}

// suffixKind is what a form may be that a suffix makes of a word.
func suffixKind(word, flags string, flag rune, form string) Kind {
	switch {
	case strings.ContainsRune(verbFlags, flag):
		return verbKind(word, form)
	case flag == participleFlag:
		return Participle | adjectiveKind(form)
	case flag == feminineFlag && strings.HasSuffix(form, "s"):
		return FemMany
	case flag == feminineFlag:
		return FemOne
	case flag == pluralFlag:
		return many(entryKind(word, flags) & One)
	case flag >= 'À':
		return Enclitic
	}
	return genderOf(form)
}

// many turns the readings of a singular into those of its plural; a verb's form is none.
func many(one Kind) Kind {
	if one&Nominal == 0 {
		return Many // the noun that an infinitive is too: poderes, deberes
	}
	return one & One << 2
}

// adjectiveKind reads the four endings of a participle.
func adjectiveKind(form string) Kind {
	switch {
	case strings.HasSuffix(form, "os"):
		return MascMany
	case strings.HasSuffix(form, "as"):
		return FemMany
	case strings.HasSuffix(form, "a"):
		return FemOne
	}
	return MascOne
}

// verbKind reads the person, the number and the tense of a form of a verb from its ending.
func verbKind(verb, form string) Kind {
	last := func(endings ...string) bool {
		for _, e := range endings {
			if strings.HasSuffix(form, e) {
				return true
			}
		}
		return false
	}
	switch {
	case last("ndo", "ndose"):
		return Gerund
	case isInfinitive(form):
		return Infinitive
	case last("rse"):
		return Infinitive | Enclitic
	case last("mos"):
		return FirstMany
	case last("ron"):
		return ThirdMany | Past
	case last("rán"):
		return ThirdMany | Future
	case last("n"):
		return ThirdMany
	case last("ste", "s"):
		return SecondOne
	case last("ó"):
		return ThirdOne | Past
	case last("rá"):
		return ThirdOne | Future
	case last("é", "í"):
		return FirstOne
	case last("o") && strongPast(verb, form):
		return ThirdOne | Past
	case last("o"):
		return FirstOne
	}
	return ThirdOne
}

// strongPast tells the preterites without accent (tuvo, dijo, hizo) from the first person
// of the present (tengo, digo, hago).
func strongPast(verb, form string) bool {
	for _, e := range []string{"uvo", "uso", "upo", "dijo", "hizo", "quiso", "trajo", "dujo", "vino", "pudo", "plugo"} {
		if strings.HasSuffix(form, e) {
			return e != "uso" || strings.HasSuffix(verb, "poner")
		}
	}
	return false
}
