package words

import (
	"strings"
	"unicode/utf8"
)

// suffix makes words of others as grammar lets anybody do: bodega, bodegaje; anónimo,
// anonimizar. What the stem must be is told by the endings with which it is a word.
type suffix struct {
	ends []string // of the made word
	of   []string // what the stem is a word with
}

var (
	nominal = []string{"", "o", "a", "e"}
	verbAr  = []string{"ar"}
	verbEr  = []string{"er", "ir"}
)

var suffixes = []suffix{
	{ends: plurals("aje", "ismo", "ista"), of: nominal},
	{ends: []string{"idad", "idades"}, of: nominal},
	{ends: plurals("able", "amiento", "ada", "ado"), of: verbAr},
	{ends: plurals("ible", "imiento"), of: verbEr},
	{ends: []string{"ación", "aciones", "ador", "adora", "adores", "adoras"}, of: verbAr},
	{ends: []string{"edor", "edora", "edores", "edoras"}, of: []string{"er"}},
	{ends: []string{"izar", "iza", "izan", "izó", "izaron", "izará", "izarán", "izaba", "izaban", "izamos", "ice", "icen", "izando", "izado", "izada", "izados",
		"izadas", "ización", "izaciones", "izador", "izadora", "izadores", "izadoras", "izable", "izables", "izante", "izantes"}, of: nominal},
}

func plurals(ends ...string) []string {
	out := append([]string{}, ends...)
	for _, e := range ends {
		out = append(out, e+"s")
	}
	return out
}

// shortestBase is the least number of letters before a suffix.
const shortestBase = 4

// suffixed tells whether the word is made of a known one with a suffix. The accent of
// the stem goes to the suffix: anónimo, anonimizar.
func (d *Dictionary) suffixed(word string) bool {
	for _, s := range suffixes {
		for _, end := range s.ends {
			stem, ok := strings.CutSuffix(word, end)
			if ok && utf8.RuneCountInString(stem) >= shortestBase && Fold(stem) == strings.ReplaceAll(stem, "ñ", "n") && d.anyOf(stem, s.of) {
				return true
			}
		}
	}
	return false
}

// anyOf tells whether the stem is a word with one of the endings, or would be with an accent.
func (d *Dictionary) anyOf(stem string, endings []string) bool {
	for _, e := range endings {
		if d.Exact(stem+e) || e != "" && !strings.HasSuffix(e, "r") && d.onlyAccented(stem+e) {
			return true
		}
	}
	return false
}

func (d *Dictionary) onlyAccented(word string) bool {
	for _, a := range d.Accented(word) {
		if OnlyAccent(word, a) {
			return true
		}
	}
	return false
}
