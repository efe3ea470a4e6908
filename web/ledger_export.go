package web

import (
	"net/http"
	"time"

	"pregonero/internal/fault"
	"pregonero/web/lang"
)

// ledgerVerify explains how the ledger is verified offline.
func (s *Site) ledgerVerify(w http.ResponseWriter, r *http.Request, v visit) error {
	checkpoint, err := s.Book.Checkpoint(r.Context())
	if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	return s.show(w, r, http.StatusOK, s.page(r, v, "bitacora", lang.T(r.Context(), "Verificar la bitácora")), ledgerVerifyPage(checkpoint, s.Book.Verifier))
}

// ledgerExport sends the ledger, or one account's, as a zip that proves itself. What can be
// refused is asked before the first byte; after it only the log can tell.
//
//clause:code 8.iii
func (s *Site) ledgerExport(w http.ResponseWriter, r *http.Request, v visit) error {
	ctx, account := r.Context(), r.PostFormValue("cuenta")
	if err := s.Book.MayExport(ctx, v.actor, account); err != nil {
		return err
	}
	if _, err := s.Book.Checkpoint(ctx); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/zip")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Disposition", `attachment; filename="bitacora-`+s.Now().In(v.zone).Format(time.DateOnly)+`.zip"`)
	if err := s.Book.Export(ctx, v.actor, account, w); err != nil {
		s.Log.ErrorContext(ctx, "export of the ledger was cut", "error", err)
		panic(http.ErrAbortHandler) // so that nobody takes a cut file for a whole one
	}
	return nil
}
