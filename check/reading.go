package check

import (
	"strings"
	"unicode"

	"pregonero/check/plain"
)

// Names of the measures of readability.
const (
	MeasureInflesz  = "inflesz"          // Szigriszt-Pazos: the higher, the easier
	MeasureHuerta   = "fernandez_huerta" //
	MeasureTooShort = "too_short"        // 1: the text is too short to be measured
)

// shortestMeasured is the words below which the indices are noise.
const shortestMeasured = 30

// readability adds the two indices of a text, or says that it is too short for them, with
// the words, syllables and sentences that they are made of.
//
//clause:code 6.xxiv
func readability(p *passage, m map[string]float64) {
	r := readingOf(p)
	m["reading_words"], m["syllables"], m["sentences"] = float64(r.Words), float64(r.Syllables), float64(r.Sentences)
	if r.Words < shortestMeasured {
		m[MeasureTooShort] = 1
		return
	}
	m[MeasureInflesz], m[MeasureHuerta] = tenth(r.Inflesz()), tenth(r.FernandezHuerta())
}

func tenth(x float64) float64 {
	if x < 0 {
		return float64(int(x*10-0.5)) / 10
	}
	return float64(int(x*10+0.5)) / 10
}

// readingOf counts a passage: links, mentions, figures and emoji are left out, and a hashtag
// is the words that its capitals show; hashtags alone are no sentence.
func readingOf(p *passage) plain.Reading {
	var r plain.Reading
	small := p.smallWords()
	for _, s := range p.sentences() {
		before := r.Words
		for i := s.from; i < s.to; i++ {
			if isWord(small[i]) {
				r.Words++
				r.Syllables += plain.Syllables(small[i])
			}
		}
		if r.Words > before {
			r.Sentences++
		}
	}
	for _, tag := range p.tagList() {
		text := p.of(tag)
		if !strings.HasPrefix(text, "#") && !strings.HasPrefix(text, "＃") {
			continue
		}
		for _, w := range camelWords(text) {
			r.Words++
			r.Syllables += plain.Syllables(w)
		}
	}
	if r.Words > 0 {
		r.Sentences = max(r.Sentences, 1)
	}
	return r
}

// camelWords splits a hashtag at its capitals, its low lines and its figures: #VotoLibre2027
// is voto and libre; capitals in a row are one word.
func camelWords(tag string) []string {
	var all []string
	runes := []rune(tag)
	var now []rune
	end := func() {
		if len(now) > 0 {
			all = append(all, strings.ToLower(string(now)))
		}
		now = nil
	}
	for i, r := range runes {
		if !unicode.IsLetter(r) {
			end()
			continue
		}
		if i > 0 && unicode.IsUpper(r) && (unicode.IsLower(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])) {
			end()
		}
		now = append(now, r)
	}
	end()
	return all
}
