package web

import (
	"net/http"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/web/lang"
)

// postResolvePage asks what became of a publication of uncertain outcome.
func (s *Site) postResolvePage(w http.ResponseWriter, r *http.Request, v visit) error {
	o, err := s.outing(r, v, institution.PostResolve)
	if err != nil {
		return err
	}
	return s.showResolve(w, r, v, http.StatusOK, o)
}

func (s *Site) showResolve(w http.ResponseWriter, r *http.Request, v visit, status int, o outing) error {
	p := s.page(r, v, "publicaciones", lang.T(r.Context(), "Decir qué pasó"))
	p.Errors = o.Errors
	return s.show(w, r, status, p, resolvePage(o))
}

// postResolve keeps a person's word: it is there, at that address, or it is not.
func (s *Site) postResolve(w http.ResponseWriter, r *http.Request, v visit) error {
	ctx := r.Context()
	o, err := s.outing(r, v, institution.PostResolve)
	if err != nil {
		return err
	}
	o.There, o.URL = r.PostFormValue("there"), r.PostFormValue("url")
	if o.There != "si" && o.There != "no" {
		err = fault.New(fault.Invalid, "Diga si la publicación está en la red.").On("there")
	} else {
		err = s.Desk.Resolve(ctx, v.actor, o.Publication.ID, o.There == "si", o.URL)
	}
	if f, ok := again(err); ok {
		o.Errors = fieldErrors(ctx, f)
		return s.showResolve(w, r, v, http.StatusUnprocessableEntity, o)
	}
	if err != nil {
		return err
	}
	return s.done(w, r, o.back(), lang.T(ctx, "Gracias: quedó anotado qué pasó con la publicación."))
}
