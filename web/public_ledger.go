package web

import (
	"net/http"
	"strings"

	"pregonero/internal/fault"
	"pregonero/regulation"
	"pregonero/web/lang"
)

// ledgerCheckpoint is the newest signed checkpoint, in the public format.
//
//clause:code 8.iii
func (s *Site) ledgerCheckpoint(w http.ResponseWriter, r *http.Request, _ visit) error {
	text, err := s.Book.Checkpoint(r.Context())
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "public, max-age=5")
	w.Header().Set("Access-Control-Allow-Origin", "*")
	return plain(w, "text/plain; charset=utf-8", []byte(text))
}

// ledgerKey is the key that checkpoints are verified with.
func (s *Site) ledgerKey(w http.ResponseWriter, _ *http.Request, _ visit) error {
	return s.openData(w, "text/plain; charset=utf-8", []byte(strings.TrimSpace(s.Book.Verifier)+"\n"))
}

// ledgerTile is a piece of the tree. A full one never changes.
func (s *Site) ledgerTile(w http.ResponseWriter, r *http.Request, _ visit) error {
	path := "tile/" + r.PathValue("path")
	data, err := s.Book.Tile(r.Context(), path)
	if err != nil {
		return err
	}
	if strings.Contains(path, ".p/") {
		w.Header().Set("Cache-Control", briefly)
	} else {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	w.Header().Set("Access-Control-Allow-Origin", "*")
	return plain(w, "application/octet-stream", data)
}

// transparency tells what the ledger is and how anybody verifies it.
func (s *Site) transparency(w http.ResponseWriter, r *http.Request, _ visit) error {
	checkpoint, err := s.Book.Checkpoint(r.Context())
	if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	return s.showPublic(w, r, lang.T(r.Context(), "Transparencia"), transparencyPage(s.Pack.Institution.Of, s.BaseURL, checkpoint, s.Book.Verifier, s.Pack.ClauseFor(regulation.RuleLedger)))
}
