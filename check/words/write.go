package words

import (
	"fmt"
	"io"

	"github.com/blevesearch/vellum"
)

// Write writes the words as an automaton that Open and Of can load.
func Write(w io.Writer, list []string) error {
	b, err := vellum.New(w, nil)
	if err != nil {
		return fmt.Errorf("starting the automaton: %w", err)
	}
	for _, word := range sorted(list) {
		if err := b.Insert([]byte(word), 0); err != nil {
			return fmt.Errorf("adding %q: %w", word, err)
		}
	}
	if err := b.Close(); err != nil {
		return fmt.Errorf("closing the automaton: %w", err)
	}
	return nil
}
