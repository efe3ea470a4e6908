// Package words is the dictionary of Mexican Spanish: every form of every word, as a
// minimal automaton built from npm's dictionary-es-mx by `go run ./check/words/expand`
// and embedded in the program.
package words

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/vellum"
)

//go:embed all:dist
var dist embed.FS

const file = "dist/es_mx.fst"

// ErrAbsent says that the program was built without its dictionary.
var ErrAbsent = errors.New("the dictionary is not in this build: run `npm ci` and `go run ./check/words/expand -from node_modules/dictionary-es-mx`, then build again")

// Dictionary is a set of words. It is safe for concurrent use.
type Dictionary struct{ fst *vellum.FST }

// Open loads the embedded dictionary; ErrAbsent when the build has none.
func Open() (*Dictionary, error) {
	raw, err := dist.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrAbsent
	}
	if err != nil {
		return nil, fmt.Errorf("reading the dictionary: %w", err)
	}
	return load(raw)
}

// Of makes a small dictionary of the words given, for tests and for packs in other languages.
func Of(list ...string) (*Dictionary, error) {
	kinds := map[string]Kind{}
	for _, word := range list {
		kinds[word] = 0
	}
	var b strings.Builder
	if err := Write(&b, kinds); err != nil {
		return nil, err
	}
	return load([]byte(b.String()))
}

func load(raw []byte) (*Dictionary, error) {
	fst, err := vellum.Load(raw)
	if err != nil {
		return nil, fmt.Errorf("loading the dictionary: %w", err)
	}
	return &Dictionary{fst}, nil
}

// longestWord is the bytes of the longest word that is looked for.
const longestWord = 64

// Len is the number of words.
func (d *Dictionary) Len() int { return d.fst.Len() }

// Exact tells whether the word is there, letter by letter.
func (d *Dictionary) Exact(word string) bool {
	if len(word) > longestWord {
		return false
	}
	ok, err := d.fst.Contains([]byte(word))
	return err == nil && ok
}

// Has tells whether a text may write the word so: a word in small letters may begin
// with a capital or be in capitals, a proper name may be in capitals.
func (d *Dictionary) Has(word string) bool {
	if d.Exact(word) {
		return true
	}
	lower := strings.ToLower(word)
	return lower != word && (d.Exact(lower) || d.Exact(titled(lower)))
}

// titled writes a word with a capital at its beginning.
func titled(word string) string {
	r, n := utf8.DecodeRuneInString(word)
	return string(unicode.ToUpper(r)) + word[n:]
}
