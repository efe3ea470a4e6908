package web

import (
	"net/http"

	"pregonero/web/lang"
	"pregonero/web/ui"
)

// practiceBox shows what the made-up people received.
func (s *Site) practiceBox(w http.ResponseWriter, r *http.Request, v visit) error {
	ctx, address := r.Context(), r.URL.Query().Get("correo")
	all, err := s.Room.PracticeBox(ctx, address)
	if err != nil {
		return err
	}
	var rows []ui.Row
	for _, l := range all {
		rows = append(rows, ui.Row{Cells: []ui.Cell{{Text: l.Subject, Href: practiceMail + "/" + l.ID}, {Text: l.Name, Note: l.To}, ui.Text(lang.When(ctx, l.At, s.Now()))}})
	}
	return s.show(w, r, http.StatusOK, s.page(r, v, "", lang.T(ctx, "Buzón de práctica")), practiceBoxView(rows, address))
}

// practiceLetter shows one mail as its receiver sees it.
func (s *Site) practiceLetter(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showLetter(w, r, v, http.StatusOK, "", nil)
}

func (s *Site) showLetter(w http.ResponseWriter, r *http.Request, v visit, status int, typed string, errors []ui.FieldError) error {
	o, err := s.Room.PracticeMail(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	p := s.page(r, v, "", o.Subject)
	p.Errors = errors
	return s.show(w, r, status, p, practiceLetterView(o, typed, errors))
}

// practiceHTML is the mail's HTML by itself, where nothing of it can act.
func (s *Site) practiceHTML(w http.ResponseWriter, r *http.Request, _ visit) error {
	o, err := s.Room.PracticeMail(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'")
	h.Set("Cache-Control", "no-store")
	_, err = w.Write([]byte(o.HTML))
	return err
}

// practiceAnswer answers as the receiver, by the way that real answers come in.
func (s *Site) practiceAnswer(w http.ResponseWriter, r *http.Request, v visit) error {
	text := r.PostFormValue("text")
	err := s.Room.PracticeAnswer(r.Context(), r.PathValue("id"), text)
	if f, ok := again(err); ok {
		if f.Field == "" {
			f = f.On("text")
		}
		return s.showLetter(w, r, v, statuses[f.Kind], text, fieldErrors(r.Context(), f))
	}
	if err != nil {
		return err
	}
	return s.done(w, r, practiceMail+"/"+r.PathValue("id"), lang.T(r.Context(), "La respuesta llegó al sistema como llegaría por correo."))
}
