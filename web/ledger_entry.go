package web

import (
	"net/http"
	"strconv"
	"strings"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/oversight"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// readEntry reads the entry of the address with its proof.
func (s *Site) readEntry(r *http.Request, v visit) (ledgerRow, oversight.Proof, error) {
	n, err := strconv.ParseInt(r.PathValue("n"), 10, 64)
	if err != nil || n < 0 {
		return ledgerRow{}, oversight.Proof{}, fault.New(fault.NotFound, "Ese asiento no existe.").Then("Vuelva a la bitácora.")
	}
	p, err := s.Book.Proof(r.Context(), v.actor, n)
	if err != nil {
		return ledgerRow{}, p, err
	}
	names, err := s.readNames(r.Context(), v)
	return s.rowOf(r.Context(), v, p.Line, names), p, err
}

// ledgerEntry shows one entry and the proof that it stands in the ledger.
//
//clause:code 8.iii
func (s *Site) ledgerEntry(w http.ResponseWriter, r *http.Request, v visit) error {
	row, proof, err := s.readEntry(r, v)
	if err != nil {
		return err
	}
	mayErase := institution.Allowed(s.Now(), v.actor, institution.LedgerErase, institution.On{})
	page := s.page(r, v, "bitacora", lang.T(r.Context(), "Asiento %s", row.position(r.Context())))
	return s.show(w, r, http.StatusOK, page, ledgerEntryPage(row, proof, mayErase))
}

// ledgerErasePage asks for the order of law.
func (s *Site) ledgerErasePage(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showErase(w, r, v, http.StatusOK, "", nil)
}

func (s *Site) showErase(w http.ResponseWriter, r *http.Request, v visit, status int, order string, errors []ui.FieldError) error {
	row, _, err := s.readEntry(r, v)
	if err != nil {
		return err
	}
	if !institution.Allowed(s.Now(), v.actor, institution.LedgerErase, institution.On{}) {
		return s.Book.Erase(r.Context(), v.actor, row.N, "") // the refusal, recorded, with its clause
	}
	p := s.page(r, v, "bitacora", lang.T(r.Context(), "Borrar por orden de ley"))
	p.Errors = errors
	return s.show(w, r, status, p, ledgerErasePageView(row, order, errors))
}

// ledgerErase asks once more, and then removes the body of the entry.
func (s *Site) ledgerErase(w http.ResponseWriter, r *http.Request, v visit) error {
	order := strings.TrimSpace(r.PostFormValue("order"))
	row, _, err := s.readEntry(r, v)
	if err != nil {
		return err
	}
	if order != "" && r.PostFormValue("seguro") == "" && institution.Allowed(s.Now(), v.actor, institution.LedgerErase, institution.On{}) {
		return s.askToErase(w, r, v, row, order)
	}
	err = s.Book.Erase(r.Context(), v.actor, row.N, order)
	if f, ok := again(err); ok && f.Kind != fault.Forbidden {
		return s.showErase(w, r, v, statuses[f.Kind], order, fieldErrors(r.Context(), f))
	}
	if err != nil {
		return err
	}
	return s.done(w, r, row.proofHref(), lang.T(r.Context(), "El cuerpo se borró. El borrado quedó en la bitácora."))
}

// askToErase stops before what cannot be undone.
func (s *Site) askToErase(w http.ResponseWriter, r *http.Request, v visit, row ledgerRow, order string) error {
	ctx := r.Context()
	i := ui.Interruption{Title: lang.T(ctx, "¿Borrar el cuerpo del asiento %s?", row.position(ctx)), Action: row.proofHref() + "/borrar",
		Points: []string{lang.T(ctx, "Nadie podrá volver a leer qué decía. No se puede deshacer."), lang.T(ctx, "Su huella se queda: el árbol sigue íntegro y se verifica igual."),
			lang.T(ctx, "El borrado deja su propio asiento, con su nombre y esta orden: %s", order)},
		Hidden: map[string]string{"order": order, "seguro": "si"}, Go: lang.T(ctx, "Borrar el cuerpo"), Back: ui.Link{Text: lang.T(ctx, "No, volver al asiento"), Href: row.proofHref()}}
	return s.show(w, r, http.StatusOK, s.page(r, v, "bitacora", i.Title), ui.InterruptionView(i))
}
