package web

import (
	"net/http"

	"pregonero/oversight"
)

// linesShown is how many entries a page of a timeline shows.
const linesShown = 40

// fillLine reads the account's entries in the ledger.
func (s *Site) fillLine(r *http.Request, v visit, f *fileView) error {
	before := r.URL.Query().Get("antes")
	lines, err := s.Book.Lines(r.Context(), v.actor, oversight.Filter{Account: f.Account.ID, Before: before, Limit: linesShown + 1})
	if err != nil {
		return err
	}
	if len(lines) > linesShown {
		lines = lines[:linesShown]
		f.older = f.path(tabLine) + "?antes=" + lines[linesShown-1].ID
	}
	f.lines = s.ledgerDays(r.Context(), v, lines)
	return nil
}
