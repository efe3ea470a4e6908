package words

import "unicode/utf8"

// alphabet is the letters that one edit may put in.
var alphabet = []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "ñ", "o", "p", "q", "r", "s", "t", "u", "v", "w",
	"x", "y", "z", "á", "é", "í", "ó", "ú", "ü"}

// oneEdit lists the words that one letter more, less, other or swapped makes of the
// given one. It follows the automaton along the word and leaves it once.
func (d *Dictionary) oneEdit(word string) []string {
	e := edit{d: d}
	state := d.fst.Start()
	for i := 0; ; {
		e.leave(state, word[:i], word[i:])
		if i == len(word) {
			return e.found
		}
		_, size := utf8.DecodeRuneInString(word[i:])
		if state = e.follow(state, word[i:i+size]); state == dead {
			return e.found
		}
		i += size
	}
}

// dead is the state from which no word is reached.
const dead = -1

type edit struct {
	d     *Dictionary
	found []string
}

// leave makes one edit between what was read and the rest.
func (e *edit) leave(state int, read, rest string) {
	_, n := utf8.DecodeRuneInString(rest)
	_, m := utf8.DecodeRuneInString(rest[n:])
	if n > 0 {
		e.finish(state, read, "", rest[n:]) // a letter less
	}
	if m > 0 {
		e.finish(state, read, rest[n:n+m]+rest[:n], rest[n+m:]) // swapped
	}
	for _, letter := range alphabet {
		next := e.follow(state, letter)
		if next == dead {
			continue
		}
		e.arrive(next, read+letter, rest) // a letter more
		if n > 0 {
			e.arrive(next, read+letter, rest[n:]) // another letter
		}
	}
}

func (e *edit) finish(state int, read, put, rest string) {
	if next := e.follow(state, put); next != dead {
		e.arrive(next, read+put, rest)
	}
}

// arrive keeps the word if the rest leads to its end.
func (e *edit) arrive(state int, read, rest string) {
	if end := e.follow(state, rest); end != dead && e.d.fst.IsMatch(end) && len(e.found) < mostFound {
		e.found = append(e.found, read+rest)
	}
}

func (e *edit) follow(state int, text string) int {
	for i := 0; i < len(text); i++ {
		if state = e.d.fst.Accept(state, text[i]); !e.d.fst.CanMatch(state) {
			return dead
		}
	}
	return state
}
