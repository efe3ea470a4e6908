package web

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/post"
	"pregonero/publishing"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// outing is one publication of a post, as the pages about it alone show it.
type outing struct {
	View        publishing.View
	Publication post.Publication
	Account     account.Account
	Reason      string
	URL         string
	There       string // "si" or "no"
	Errors      []ui.FieldError
}

func (o outing) back() string { return "/publicaciones/" + o.View.Post.ID }

func (o outing) href(act string) string { return o.back() + "/salidas/" + o.Publication.ID + "/" + act }

// outing finds the publication of the address, for somebody who may do that act on it.
func (s *Site) outing(r *http.Request, v visit, act institution.Act) (outing, error) {
	view, err := s.Desk.Read(r.Context(), v.actor, r.PathValue("id"))
	if err != nil {
		return outing{}, err
	}
	i := slices.IndexFunc(view.Publications, func(p post.Publication) bool { return p.ID == r.PathValue("salida") })
	if i < 0 {
		return outing{}, fault.New(fault.NotFound, "Esa publicación no existe.").Then("Vuelva a la lista de publicaciones.")
	}
	if err := s.Desk.MayOn(r.Context(), v.actor, act, view.Publications[i].ID); err != nil {
		return outing{}, err
	}
	return outing{View: view, Publication: view.Publications[i], Account: view.Accounts[view.Publications[i].AccountID]}, nil
}

// postWithdrawPage asks for the reason.
func (s *Site) postWithdrawPage(w http.ResponseWriter, r *http.Request, v visit) error {
	o, err := s.outing(r, v, institution.PostWithdraw)
	if err != nil {
		return err
	}
	return s.showWithdraw(w, r, v, http.StatusOK, o)
}

func (s *Site) showWithdraw(w http.ResponseWriter, r *http.Request, v visit, status int, o outing) error {
	p := s.page(r, v, "publicaciones", lang.T(r.Context(), "Retirar la publicación"))
	p.Errors = o.Errors
	return s.show(w, r, status, p, withdrawPage(o))
}

// postWithdraw takes the reason, says what will happen, and on the second word does it.
func (s *Site) postWithdraw(w http.ResponseWriter, r *http.Request, v visit) error {
	ctx := r.Context()
	o, err := s.outing(r, v, institution.PostWithdraw)
	if err != nil {
		return err
	}
	o.Reason = strings.TrimSpace(r.PostFormValue("reason"))
	if o.Reason == "" {
		o.Errors = fieldErrors(ctx, fault.New(fault.Invalid, "Escriba el motivo: queda en la bitácora.").On("reason"))
		return s.showWithdraw(w, r, v, http.StatusUnprocessableEntity, o)
	}
	if r.PostFormValue("confirm") == "" {
		return s.show(w, r, http.StatusOK, s.page(r, v, "publicaciones", lang.T(ctx, "Retirar la publicación")), ui.InterruptionView(withdrawal(ctx, o)))
	}
	if err := s.Desk.Withdraw(ctx, v.actor, o.Publication.ID, o.Reason); err != nil {
		f, ok := again(err)
		if !ok {
			return err
		}
		o.Errors = fieldErrors(ctx, f)
		return s.showWithdraw(w, r, v, statuses[f.Kind], o)
	}
	return s.done(w, r, o.back(), lang.T(ctx, "Retirada de %s.", accountName(ctx, o.Account)))
}

// withdrawal says what will happen before it cannot be undone.
func withdrawal(ctx context.Context, o outing) ui.Interruption {
	i := ui.Interruption{Title: lang.T(ctx, "¿Retirar la publicación de %s?", accountName(ctx, o.Account)), Action: o.href("retirar"), Hidden: map[string]string{"reason": o.Reason, "confirm": "1"},
		Go: lang.T(ctx, "Retirar la publicación"), Back: ui.Link{Text: lang.T(ctx, "No, volver a la publicación"), Href: o.back()}}
	if o.Publication.Stage == post.Published {
		i.Points = []string{lang.T(ctx, "Se borrará de la red con sus respuestas y reacciones. No se puede deshacer."), lang.T(ctx, "Quien ya la vio o la compartió puede conservar una copia.")}
	} else {
		i.Points = []string{lang.T(ctx, "Ya no saldrá en esta cuenta. Para publicarla después habrá que enviarla de nuevo a visto bueno.")}
	}
	i.Points = append(i.Points, lang.T(ctx, "Queda en la bitácora con su nombre y este motivo: «%s»", o.Reason))
	return i
}
