package web

import (
	"maps"
	"strconv"

	"pregonero/web/ui"
)

// withPairs are the words with some changed; pairs are names and values.
func withPairs(words map[string]string, pairs ...string) map[string]string {
	words = maps.Clone(words)
	for i := 0; i+1 < len(pairs); i += 2 {
		words[pairs[i]] = pairs[i+1]
	}
	return words
}

// pageOf cuts one page out of a list; page counts from 1.
func pageOf[T any](all []T, page, size int, address func(pairs ...string) string) ([]T, ui.Pagination) {
	from := min((page-1)*size, len(all))
	to := min(from+size, len(all))
	p := ui.Pagination{From: from + 1, To: to, Total: len(all)}
	if from > 0 {
		p.Previous = address("pagina", strconv.Itoa(page-1))
	}
	if to < len(all) {
		p.Next = address("pagina", strconv.Itoa(page+1))
	}
	return all[from:to], p
}
