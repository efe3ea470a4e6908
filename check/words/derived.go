package words

import (
	"strings"
	"unicode/utf8"
)

// prefixes and first parts that Spanish puts before words freely; what they make is in no
// dictionary.
var prefixes = []string{
	"abre", "aero", "agro", "alto", "ante", "anti", "archi", "auto", "bi", "bici", "bio", "cardio", "centro", "ciber", "cine",
	"cito", "co", "contra", "corta", "cripto", "crono", "cuasi", "cubre", "cuenta", "dermo", "des", "eco", "electro", "endo",
	"entre", "etno", "euro", "ex", "exo", "extra", "ferro", "foto", "gastro", "geo", "gineco", "guarda", "hemi", "hemo", "hidro",
	"hiper", "homo", "ibero", "in", "indo", "infra", "inter", "intra", "iso", "italo", "latino", "lava", "limpia", "lipo",
	"macro", "magneto", "maxi", "mega", "meso", "meta", "micro", "mini", "mono", "moto", "multi", "narco", "necro", "neo",
	"neumo", "neuro", "no", "omni", "orto", "paleo", "pan", "para", "peri", "petro", "pluri", "plus", "poli", "porta", "pos",
	"post", "pre", "pro", "proto", "pseudo", "psico", "quimio", "radio", "re", "retro", "rompe", "saca", "salva", "semi", "servo",
	"seudo", "sobre", "socio", "sub", "super", "supra", "tecno", "tele", "termo", "topo", "tracto", "traga", "trans", "tri",
	"trota", "turbo", "ultra", "uni", "vice", "video", "xeno", "zoo",
}

// shortestStem is the least number of letters that a prefix is put before; one less for
// the long ones.
const shortestStem = 5

// Derived tells whether a word in small letters is a known one as grammar makes more of
// it: a prefix, an adverb in -mente, a plural, pronouns after a verb.
func (d *Dictionary) Derived(word string) bool {
	if len(word) > longestWord {
		return false
	}
	if stem, ok := strings.CutSuffix(word, "mente"); ok && d.adverbStem(stem) {
		return true
	}
	return d.prefixed(word) || d.plural(word) || d.enclitic(word) || d.graded(word) || d.suffixed(word)
}

func (d *Dictionary) prefixed(word string) bool {
	for _, p := range prefixes {
		stem, ok := strings.CutPrefix(word, p)
		if letters := utf8.RuneCountInString(stem); !ok || letters < shortestStem && (letters < shortestStem-1 || len(p) < 4) {
			continue
		}
		stem = strings.TrimPrefix(stem, "-")
		if d.Exact(stem) || strings.HasPrefix(stem, "rr") && d.Exact(stem[1:]) {
			return true
		}
	}
	return false
}

// adverbStem: the feminine or common form of an adjective.
func (d *Dictionary) adverbStem(stem string) bool {
	return utf8.RuneCountInString(stem) >= 4 && strings.IndexByte("aelrz", stem[len(stem)-1]) >= 0 && d.Exact(stem)
}

// Likely tells whether the written word is so near to the meant one that a slip is more
// likely than a name.
func Likely(written, meant string) bool { return slip(written, meant) <= costSwap }

// plural: a known word that ends in l, r, d or a vowel without accent, with its -es or -s.
// What ends in n is left to the dictionary, for its accent moves.
func (d *Dictionary) plural(word string) bool {
	stem, ok := strings.CutSuffix(word, "s")
	if !ok || utf8.RuneCountInString(stem) < shortestStem {
		return false
	}
	if strings.ContainsRune("ao", rune(stem[len(stem)-1])) {
		return d.Exact(stem)
	}
	single, ok := strings.CutSuffix(stem, "e")
	return ok && strings.ContainsRune("lrd", rune(single[len(single)-1])) && d.Exact(single)
}

// pronouns that are written after a verb, alone or two together.
var pronouns = []string{"me", "te", "se", "nos", "lo", "la", "los", "las", "le", "les"}

// enclitic: an infinitive, a gerund or a command with one or two pronouns. The verb
// keeps the accent that the longer word asks for: recordarle, recordándole, recuérdele.
func (d *Dictionary) enclitic(word string) bool {
	for _, p := range pronouns {
		verb, ok := strings.CutSuffix(word, p)
		if ok && (d.verbBefore(verb, false) || d.twoPronouns(verb)) {
			return true
		}
	}
	return false
}

func (d *Dictionary) twoPronouns(word string) bool {
	for _, p := range []string{"me", "te", "se", "nos"} {
		if verb, ok := strings.CutSuffix(word, p); ok && d.verbBefore(verb, true) {
			return true
		}
	}
	return false
}

// verbBefore tells whether what stands before the pronouns is a verb: infinitives have
// an accent before two pronouns only, gerunds and commands before any.
func (d *Dictionary) verbBefore(verb string, two bool) bool {
	if utf8.RuneCountInString(verb) < 4 {
		return false
	}
	bare := strings.NewReplacer("á", "a", "é", "e", "í", "i", "ó", "o", "ú", "u").Replace(verb)
	accented := bare != verb
	switch {
	case strings.HasSuffix(bare, "ar"), strings.HasSuffix(bare, "er"), strings.HasSuffix(bare, "ir"):
		return accented == two && (d.Exact(bare) || strings.HasSuffix(verb, "ír") && d.Exact(verb))
	case strings.HasSuffix(bare, "ndo"):
		return accented && d.Exact(bare)
	}
	last := bare[len(bare)-1]
	return accented && !strings.HasSuffix(verb, string(last)+"s") && strings.IndexByte("aeo", last) >= 0 && verb[len(verb)-1] == last && (d.Exact(bare) || d.Exact(verb))
}

// endings of diminutives and superlatives, without their last vowel.
var endings = []string{"cit", "it", "ísim"}

// graded: a diminutive or superlative of a known word: gatito, casita, florecita, altísimo.
func (d *Dictionary) graded(word string) bool {
	word = strings.TrimSuffix(word, "s")
	base := strings.TrimRight(word, "oa")
	if len(base) != len(word)-1 {
		return false
	}
	for _, e := range endings {
		stem, ok := strings.CutSuffix(base, e)
		if ok && utf8.RuneCountInString(stem) >= 2 && d.gradedStem(stem) {
			return true
		}
	}
	return false
}

// gradedStem: the word that a diminutive or superlative is made of, its last letter
// written as before another vowel (amigu-ito, poqu-ito, lapic-ito).
func (d *Dictionary) gradedStem(stem string) bool {
	stems := []string{stem}
	for written, plain := range map[string]string{"gu": "g", "qu": "c", "c": "z", "güi": "gu"} {
		if s, ok := strings.CutSuffix(stem, written); ok {
			stems = append(stems, s+plain)
		}
	}
	for _, s := range stems {
		for _, end := range []string{"o", "a", "e", ""} {
			if w := s + end; utf8.RuneCountInString(w) >= 3 && d.Exact(w) {
				return true
			}
		}
	}
	return false
}
