package web

import (
	"net/http"

	"pregonero/institution"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// postRecall takes a post that waits for an answer back to draft.
func (s *Site) postRecall(w http.ResponseWriter, r *http.Request, v visit) error {
	p, err := s.Desk.Recall(r.Context(), v.actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	return s.done(w, r, "/publicaciones/"+p.ID, lang.T(r.Context(), "Volvió a borrador."))
}

// postDiscardPage asks before ending a post for ever.
func (s *Site) postDiscardPage(w http.ResponseWriter, r *http.Request, v visit) error {
	ctx := r.Context()
	view, err := s.Desk.ReadToEdit(ctx, v.actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	back := "/publicaciones/" + view.Post.ID
	points := []string{lang.T(ctx, "Dejará de verse entre los borradores y no podrá recuperarse para editarla."), lang.T(ctx, "Su texto y quién la escribió quedan en la bitácora y en sus versiones.")}
	if len(view.Publications) > 0 {
		points = append([]string{lang.T(ctx, "Lo que estaba programado ya no saldrá.")}, points...)
	}
	return s.show(w, r, http.StatusOK, s.page(r, v, "publicaciones", lang.T(ctx, "Descartar la publicación")), ui.InterruptionView(ui.Interruption{
		Title: lang.T(ctx, "¿Descartar «%s»?", firstWords(ctx, view.Post.Content)), Points: points, Action: back + "/descartar",
		Go: lang.T(ctx, "Descartar la publicación"), Back: ui.Link{Text: lang.T(ctx, "No, volver a la publicación"), Href: back}}))
}

// postDiscard ends a post of which nothing went out.
func (s *Site) postDiscard(w http.ResponseWriter, r *http.Request, v visit) error {
	p, err := s.Desk.Discard(r.Context(), v.actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	return s.done(w, r, "/publicaciones/"+p.ID, lang.T(r.Context(), "Publicación descartada."))
}

// postCorrect opens the draft that corrects what is public.
func (s *Site) postCorrect(w http.ResponseWriter, r *http.Request, v visit) error {
	p, err := s.Desk.StartCorrection(r.Context(), v.actor, r.PathValue("salida"))
	if err != nil {
		return err
	}
	return s.done(w, r, "/redactar/"+p.ID, lang.T(r.Context(), "Se abrió un borrador con lo publicado: corríjalo y envíelo a visto bueno."))
}

// mayDraft tells whether the person may write at all.
func (s *Site) mayDraft(a institution.Actor) bool {
	return institution.Allowed(s.Now(), a, institution.PostDraft, institution.On{})
}
