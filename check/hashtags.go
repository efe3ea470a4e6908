package check

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"pregonero/check/words"
	"pregonero/regulation"
)

// hashtags points at hashtags of several words without capitals, which the programs that read
// aloud say as one, and at more of them than 'most'.
//
//clause:code 6.xiii
var hashtags = definition{
	name: regulation.CheckHashtags, version: 1, kinds: []Kind{Post, Answer},
	build: func(s setup) (judge, error) {
		most := int(s.rule.Number("most", 5))
		dictionary := s.words
		return func(c *content) []Finding {
			var found []Finding
			for _, p := range c.texts {
				found = append(found, glued(p, dictionary)...)
				found = append(found, crowd(p, "#", most, "Son %d etiquetas: más de %d estorban la lectura y parecen publicidad.")...)
			}
			return found
		}, nil
	},
}

// longestTag is the bytes of the longest hashtag that is split into words.
const longestTag = 60

// manyTags bounds how many hashtags of a text are split.
const manyTags = 30

func glued(p *passage, dictionary *words.Dictionary) []Finding {
	if dictionary == nil {
		return nil
	}
	var found []Finding
	for i, tag := range p.tagList() {
		text := p.of(tag)
		if i >= manyTags {
			break
		}
		camel := inCamel(text, dictionary)
		if camel == "" {
			continue
		}
		f := p.finding(tag.at, tag.size, fmt.Sprintf("«%s» se lee en voz alta como una sola palabra: use mayúscula al empezar cada una.", shorten(text)))
		f.Suggestions = []string{camel}
		found = append(found, f)
	}
	return found
}

// inCamel writes a hashtag with a capital for each of its words; "" when it shows them
// already, has one word or has words that are not known.
func inCamel(tag string, dictionary *words.Dictionary) string {
	body := strings.TrimPrefix(strings.TrimPrefix(tag, "#"), "＃")
	if len(body) == len(tag) || len(body) > longestTag || len(camelWords(body)) != 1 || strings.Contains(body, "_") {
		return ""
	}
	letters := strings.TrimRightFunc(body, unicode.IsDigit)
	small := strings.ToLower(letters)
	if utf8.RuneCountInString(small) < 8 || dictionary.Has(small) || dictionary.IsName(small) || dictionary.Derived(small) {
		return ""
	}
	parts := split(small, dictionary)
	if len(parts) < 2 {
		return ""
	}
	var b strings.Builder
	b.WriteString(tag[:len(tag)-len(body)])
	for _, part := range parts {
		r, n := utf8.DecodeRuneInString(part)
		b.WriteRune(unicode.ToUpper(r))
		b.WriteString(part[n:])
	}
	return b.String() + body[len(letters):]
}

// Costs of the words that a hashtag is split into: the cheapest split is taken.
const (
	costSmall  = 3  // de, la, que
	costWord   = 12 // four letters or more
	costMarked = 6  // more, when its mark is left out
	costShort  = 14 // known words of three letters
	costNone   = 1 << 20
)

var smallParts = setOf("de la el los las en y a con por para un una tu su mi que no al del sin se es ya más mas lo te le nos yo si")

var shortParts = setOf("voz ley paz hoy mar sol día dia año ine son soy ver vas van voy vez red más tus mis sus fin dos mil hay ser uno bien ven haz")

// split cuts a text in small letters into known words, nil when it cannot.
func split(text string, dictionary *words.Dictionary) []string {
	cost := make([]int, len(text)+1)
	next := make([]int, len(text)+1)
	for at := len(text) - 1; at >= 0; at-- {
		cost[at] = costNone
		if !utf8.RuneStart(text[at]) {
			continue
		}
		for _, b := range dictionary.Begins(text[at:]) {
			c := costOf(text[at:at+b.Len], b.Marked) + cost[at+b.Len]
			if c < cost[at] || c == cost[at] && at+b.Len > next[at] {
				cost[at], next[at] = c, at+b.Len
			}
		}
	}
	if cost[0] >= costNone {
		return nil
	}
	var parts []string
	for at := 0; at < len(text); at = next[at] {
		parts = append(parts, text[at:next[at]])
	}
	return parts
}

func costOf(word string, marked bool) int {
	cost := costNone
	switch n := utf8.RuneCountInString(word); {
	case smallParts[word]:
		cost = costSmall
	case shortParts[word]:
		cost = costShort
	case n >= 4:
		cost = costWord
	}
	if marked && cost == costWord {
		cost += costMarked
	}
	return cost
}

// crowd points at the tags of one sign beyond the most that are allowed.
func crowd(p *passage, sign string, most int, message string) []Finding {
	var tags []word
	for _, tag := range p.tagList() {
		if strings.HasPrefix(p.of(tag), sign) {
			tags = append(tags, tag)
		}
	}
	if most <= 0 || len(tags) <= most {
		return nil
	}
	first, last := tags[most], tags[len(tags)-1]
	return []Finding{p.finding(first.at, last.at+last.size-first.at, fmt.Sprintf(message, len(tags), most))}
}
