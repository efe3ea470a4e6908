package web

import (
	"net/http"

	"pregonero/oversight"
)

// linesShown is how many entries a page of a timeline shows, and linesWhole a whole file.
const (
	linesShown = 40
	linesWhole = 500
)

// fillLine reads the account's entries in the ledger.
func (s *Site) fillLine(r *http.Request, v visit, f *fileView) error {
	limit := linesShown
	if f.wholeOne {
		limit = linesWhole
	}
	before := r.URL.Query().Get("antes")
	lines, err := s.Book.Lines(r.Context(), v.actor, oversight.Filter{Account: f.Account.ID, Before: before, Limit: limit + 1})
	if err != nil {
		return err
	}
	if len(lines) > limit {
		lines = lines[:limit]
		f.older = f.path(tabLine) + "?antes=" + lines[limit-1].ID
	}
	f.lines = s.ledgerDays(r.Context(), v, lines)
	return nil
}
