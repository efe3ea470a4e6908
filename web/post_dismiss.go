package web

import (
	"context"
	"net/http"

	"pregonero/check"
	"pregonero/internal/fault"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// dismissal is a finding that a person says does not hold.
type dismissal struct {
	PostID, Key string
	Finding     check.Finding
	Reason      string
	Errors      []ui.FieldError
}

func (d dismissal) back() string { return "/redactar/" + d.PostID }

func (d dismissal) href(act string) string {
	return d.back() + "/senalamientos/" + d.Key + act
}

// dismissPage asks why a finding does not hold, or whether it is to be pointed at again.
func (s *Site) dismissPage(w http.ResponseWriter, r *http.Request, v visit) error {
	d, err := s.readDismissal(r, v)
	if err != nil {
		return err
	}
	return s.showDismissal(w, r, v, http.StatusOK, d)
}

func (s *Site) readDismissal(r *http.Request, v visit) (dismissal, error) {
	d := dismissal{PostID: r.PathValue("id"), Key: r.PathValue("senalamiento")}
	view, err := s.Desk.ReadToEdit(r.Context(), v.actor, d.PostID)
	if err != nil {
		return d, err
	}
	var ok bool
	if d.Finding, ok = view.Dictamen.Find(d.Key); !ok {
		return d, fault.New(fault.NotFound, "Eso ya no está señalado.").Then("Vuelva al texto: tal vez ya se corrigió.")
	}
	return d, nil
}

func (s *Site) showDismissal(w http.ResponseWriter, r *http.Request, v visit, status int, d dismissal) error {
	p := s.page(r, v, "publicaciones", lang.T(r.Context(), "Un señalamiento que no aplica"))
	p.Errors = d.Errors
	return s.show(w, r, status, p, dismissView(d))
}

// dismiss keeps the person's word, with its reason.
func (s *Site) dismiss(w http.ResponseWriter, r *http.Request, v visit) error {
	reason := r.PostFormValue("reason")
	_, err := s.Desk.Dismiss(r.Context(), v.actor, r.PathValue("id"), r.PathValue("senalamiento"), reason)
	if f, ok := again(err); ok {
		d, err := s.readDismissal(r, v)
		if err != nil {
			return err
		}
		d.Reason, d.Errors = reason, fieldErrors(r.Context(), f)
		return s.showDismissal(w, r, v, statuses[f.Kind], d)
	}
	if err != nil {
		return err
	}
	return s.done(w, r, "/redactar/"+r.PathValue("id"), lang.T(r.Context(), "Anotado: quien avale y quien apruebe verán el señalamiento y su motivo."))
}

// restore takes the word back.
func (s *Site) restore(w http.ResponseWriter, r *http.Request, v visit) error {
	if _, err := s.Desk.Restore(r.Context(), v.actor, r.PathValue("id"), r.PathValue("senalamiento")); err != nil {
		return err
	}
	return s.done(w, r, "/redactar/"+r.PathValue("id"), lang.T(r.Context(), "Se señala de nuevo."))
}

// facts are what is pointed at, under which clause, and what was said of it.
func (d dismissal) facts(ctx context.Context) []ui.SummaryRow {
	f := d.Finding
	rows := []ui.SummaryRow{{Key: lang.T(ctx, "Qué se señala"), Text: f.Message}}
	if f.Text != "" {
		rows = append(rows, ui.SummaryRow{Key: lang.T(ctx, "Dónde"), Text: "«" + f.Text + "»"})
	}
	rows = append(rows, ui.SummaryRow{Key: lang.T(ctx, "Revisión"), Text: checkName(ctx, f.Check) + ", " + lang.T(ctx, "criterio %s", f.Clause)})
	if f.Dismissed != nil {
		rows = append(rows, ui.SummaryRow{Key: lang.T(ctx, "Lo que se dijo"), Text: objectionText(ctx, *f.Dismissed)})
	}
	return rows
}
