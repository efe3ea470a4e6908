package check

import (
	"fmt"
	"strings"
	"unicode"

	"pregonero/internal/fold"
	"pregonero/regulation"
)

// session stops what is published of a session that is being covered and is about none of its
// chosen topics, or is more than its quota: of a session two or three topics are told, not
// the whole of it.
//
//clause:code 6.xxviii
var session = definition{
	name: regulation.CheckSession, version: 1, kinds: []Kind{Post},
	build: func(setup) (judge, error) {
		return func(c *content) []Finding {
			var found []Finding
			for _, s := range c.Sessions {
				if f, stopped := s.judge(c.texts); stopped {
					found = append(found, f)
				}
			}
			return found
		}, nil
	},
}

func (s Session) judge(texts []*passage) (Finding, bool) {
	about, onTopic := false, false
	for _, p := range texts {
		if s.About(p.text) {
			about = true
			onTopic = onTopic || s.TopicOf(p.text) >= 0
		}
	}
	switch {
	case !about:
		return Finding{}, false
	case !onTopic:
		return Finding{Message: fmt.Sprintf("El texto es de «%s» y no trata ninguno de los temas que se eligieron para publicarla: %s.", s.Name, quoteList(s.Topics))}, true
	case s.Used >= s.Quota:
		return Finding{Message: fmt.Sprintf("«%s» ya tiene %d de sus %d publicaciones: de una sesión se cuentan sus temas, no la sesión completa.", s.Name, s.Used, s.Quota)}, true
	}
	return Finding{}, false
}

// rootLetters are those by which the forms of a word are known: presupuesto, presupuestal.
const rootLetters = 6

// rootOf is the beginning of a folded word, without the mark of the plural.
func rootOf(w string) string {
	w = strings.TrimSuffix(strings.TrimSuffix(w, "s"), "e")
	return w[:min(len(w), rootLetters)]
}

var emptyWords = setOf("del las los una uno unas unos para por con sin sobre entre que como mas sus desde hasta ante")

func quoteList(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = "«" + n + "»"
	}
	if len(quoted) == 0 {
		return "no hay temas"
	}
	return enumerate(quoted)
}

// About tells whether a text is about the session: it bears one of its signs, or the words of
// one of its topics.
func (s Session) About(text string) bool {
	folded := " " + signless(text) + " "
	for _, sign := range s.Signs {
		if f := signless(sign); f != "" && strings.Contains(folded, " "+f+" ") {
			return true
		}
	}
	return s.TopicOf(text) >= 0
}

// signless is a text folded, with a space for every sign.
func signless(text string) string {
	return strings.Join(strings.FieldsFunc(fold.Text(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

// TopicOf is the topic that a text treats: it has most of its words, in whatever form; -1
// when it treats none.
func (s Session) TopicOf(text string) int {
	stems := map[string]bool{}
	for _, w := range strings.Fields(signless(text)) {
		stems[rootOf(w)] = true
	}
	best, share := -1, 0.0
	for i, topic := range s.Topics {
		if got := shared(topic, stems); got > share {
			best, share = i, got
		}
	}
	if share < enoughOfTopic {
		return -1
	}
	return best
}

// enoughOfTopic is the share of a topic's words that a text about it has.
const enoughOfTopic = 0.6

// shared is the share of a topic's words that are there.
func shared(topic string, stems map[string]bool) float64 {
	all, there := 0, 0
	for _, w := range strings.Fields(signless(topic)) {
		if emptyWords[w] || len(w) < 3 {
			continue
		}
		all++
		if stems[rootOf(w)] {
			there++
		}
	}
	if all == 0 {
		return 0
	}
	return float64(there) / float64(all)
}
