package words

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/blevesearch/vellum"
)

// Write writes the words, each with what it may be, as an automaton that Open and Of can load.
func Write(w io.Writer, kinds map[string]Kind) error {
	b, err := vellum.New(w, nil)
	if err != nil {
		return fmt.Errorf("starting the automaton: %w", err)
	}
	for _, word := range slices.Sorted(maps.Keys(kinds)) {
		if err := b.Insert([]byte(word), uint64(kinds[word])); err != nil {
			return fmt.Errorf("adding %q: %w", word, err)
		}
	}
	if err := b.Close(); err != nil {
		return fmt.Errorf("closing the automaton: %w", err)
	}
	return nil
}
