package words

import (
	"strings"
	"unicode/utf8"
)

// prefixes that Spanish puts before words freely; what they make is in no dictionary.
var prefixes = []string{"aero", "agro", "anti", "archi", "auto", "bi", "bio", "ciber", "co", "contra", "cuasi", "des", "eco",
	"electro", "entre", "euro", "ex", "extra", "foto", "geo", "hiper", "homo", "in", "infra", "inter", "intra", "macro", "maxi",
	"mega", "meta", "micro", "mini", "mono", "moto", "multi", "narco", "neo", "neuro", "no", "para", "petro", "pluri", "poli", "pos",
	"post", "pre", "pro", "pseudo", "psico", "radio", "re", "retro", "semi", "seudo", "sobre", "socio", "sub", "super", "supra",
	"tecno", "tele", "termo", "trans", "tri", "ultra", "uni", "vice", "video", "xeno"}

// shortestStem is the least number of letters that a prefix is put before.
const shortestStem = 5

// Derived tells whether a word in small letters is a known one with a prefix, an adverb
// in -mente or a superlative, as grammar makes them.
func (d *Dictionary) Derived(word string) bool {
	if stem, ok := strings.CutSuffix(word, "mente"); ok && d.adverbStem(stem) {
		return true
	}
	for _, p := range prefixes {
		stem, ok := strings.CutPrefix(word, p)
		if !ok || utf8.RuneCountInString(stem) < shortestStem {
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
	return utf8.RuneCountInString(stem) >= 4 && strings.HasSuffix(stem, "a") && d.Exact(stem)
}

// Likely tells whether the written word is so near to the meant one that a slip is more
// likely than a name.
func Likely(written, meant string) bool { return slip(written, meant) <= costSwap }
