package words

import "strings"

// sounds are the ways in which Mexican Spanish writes what sounds alike. A key is a
// sound; an h may stand before any vowel.
var sounds = map[byte][]string{
	'S': {"s", "c", "z", "sc", "x"},
	'K': {"c", "qu", "k"},
	'J': {"j", "g", "x"},
	'G': {"g", "gu", "gü"},
	'B': {"b", "v"},
	'Y': {"y", "ll"},
	'X': {"x", "cc", "s", "xc"},
	'W': {"hu", "gu", "gü", "w"},
	'R': {"r", "rr"},
	'N': {"n", "m", "ñ"},
	'C': {"ch"},
	'A': {"a", "á", "ha", "há"},
	'E': {"e", "é", "he", "hé"},
	'I': {"i", "í", "y", "hi", "hí"},
	'O': {"o", "ó", "ho", "hó"},
	'U': {"u", "ú", "ü", "hu", "hú"},
}

// mostAlike is how many words of one sound are looked for.
const mostAlike = 8

// alikeSounding lists the words that sound as the given one, in small letters.
func (d *Dictionary) alikeSounding(word string) []string {
	s := search{d: d, heard: hear(Fold(word))}
	s.walk(d.fst.Start(), 0, nil)
	return s.found
}

// search walks the automaton along every way of writing what was heard.
type search struct {
	d     *Dictionary
	heard string
	found []string
}

func (s *search) walk(state, at int, written []byte) {
	if len(s.found) == mostAlike {
		return
	}
	if at == len(s.heard) {
		if s.d.fst.IsMatch(state) {
			s.found = append(s.found, string(written))
		}
		return
	}
	ways, ok := sounds[s.heard[at]]
	if !ok {
		ways = []string{strings.ToLower(s.heard[at : at+1])}
	}
	for _, way := range ways {
		if way[0] == 'h' && len(written) > 0 && written[len(written)-1] == 'c' {
			continue // ch is another sound
		}
		next := state
		for i := 0; i < len(way) && s.d.fst.CanMatch(next); i++ {
			next = s.d.fst.Accept(next, way[i])
		}
		if s.d.fst.CanMatch(next) {
			s.walk(next, at+1, append(written[:len(written):len(written)], way...))
		}
	}
}

// hear reads a folded word as sounds, one byte each.
func hear(word string) string {
	var out []byte
	for i := 0; i < len(word); {
		sound, n := soundAt(word[i:])
		if sound != 0 {
			out = append(out, sound)
		}
		i += n
	}
	return string(out)
}

// soundAt is the sound that text begins with, 0 for none, and how many letters it takes.
func soundAt(text string) (sound byte, letters int) {
	for _, d := range digraphs {
		if strings.HasPrefix(text, d.letters) && (!d.soft || softAfter(text[len(d.letters):])) {
			return d.sound, len(d.letters)
		}
	}
	switch c := text[0]; c {
	case 'b', 'v':
		return 'B', 1
	case 's', 'z':
		return 'S', 1
	case 'c', 'g':
		return hardOrSoft(c, softAfter(text[1:])), 1
	case 'k', 'q':
		return 'K', 1
	case 'y':
		if len(text) == 1 {
			return 'I', 1
		}
		return 'Y', 1
	case 'h':
		return 0, 1 // nobody hears it
	case 'm':
		return 'N', 1
	default:
		return strings.ToUpper(text[:1])[0], 1
	}
}

var digraphs = []struct {
	letters string
	soft    bool // before e or i only
	sound   byte
}{
	{"ch", false, 'C'}, {"ll", false, 'Y'}, {"rr", false, 'R'}, {"cc", true, 'X'}, {"sc", true, 'S'}, {"qu", true, 'K'}, {"gu", true, 'G'},
}

func softAfter(rest string) bool { return rest != "" && (rest[0] == 'e' || rest[0] == 'i') }

func hardOrSoft(c byte, soft bool) byte {
	switch {
	case c == 'c' && soft:
		return 'S'
	case c == 'c':
		return 'K'
	case soft:
		return 'J'
	}
	return 'G'
}
