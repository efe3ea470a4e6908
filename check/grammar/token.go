// Package grammar finds mistakes of grammar by rules that are data: patterns over the words
// of a text and what they may be (check/words). Each rule has texts that it must and must
// not point at, which its test runs. A pattern has a fixed length and begins at a word that
// it names, so that looking takes time in proportion to the text.
package grammar

import "pregonero/check/words"

// Token is a word, or a mark between words.
type Token struct {
	Text     string // in small letters
	At, Size int    // bytes of the passage
	Kind     words.Kind
	Word     bool // of letters alone
	Capital  bool // begins with a capital
	First    bool // begins a sentence, or what reads as one
}

// boundary tells whether a sentence, a clause between marks or a line ends at the token.
func (t Token) boundary() bool { return !t.Word && t.Text != Opaque }

// Opaque is the text of a token that is no word and no mark: a figure, a link, a mention.
const Opaque = "_"
