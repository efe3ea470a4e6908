package words

import "unicode/utf8"

// marked are the letters that a bare one may stand for where marks are left out.
var marked = map[byte][]string{'a': {"á"}, 'e': {"é"}, 'i': {"í"}, 'o': {"ó"}, 'u': {"ú", "ü"}, 'n': {"ñ"}}

// Begin is a word that a text begins with.
type Begin struct {
	Len    int  // bytes of the text
	Marked bool // the word has a mark that the text leaves out
}

// Begins lists the words that a text in small letters begins with, those too that lack their
// marks there; names in capitals count. It walks the automaton once.
func (d *Dictionary) Begins(text string) []Begin {
	var all []Begin
	if text == "" {
		return nil
	}
	start := d.fst.Start()
	d.begins(text, 0, start, false, &all)
	if b := text[0]; b >= 'a' && b <= 'z' {
		if state := d.fst.Accept(start, b-'a'+'A'); d.fst.CanMatch(state) {
			d.begins(text, 1, state, false, &all)
		}
	}
	return all
}

func (d *Dictionary) begins(text string, at, state int, marks bool, all *[]Begin) {
	if at > 0 && d.fst.IsMatch(state) {
		*all = append(*all, Begin{at, marks})
	}
	if at >= len(text) || at > longestWord {
		return
	}
	_, size := utf8.DecodeRuneInString(text[at:])
	if next, ok := d.walk(state, text[at:at+size]); ok {
		d.begins(text, at+size, next, marks, all)
	}
	for _, letter := range marked[text[at]] {
		if next, ok := d.walk(state, letter); ok {
			d.begins(text, at+1, next, true, all)
		}
	}
}

// walk goes on from a state over the bytes of a letter.
func (d *Dictionary) walk(state int, letter string) (int, bool) {
	for i := range len(letter) {
		if state = d.fst.Accept(state, letter[i]); !d.fst.CanMatch(state) {
			return 0, false
		}
	}
	return state, true
}
