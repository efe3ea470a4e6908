package web

import (
	"context"
	"net/http"
	"strings"
	"time"

	"pregonero/account"
	"pregonero/internal/fault"
	"pregonero/post"
	"pregonero/publishing"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// composeNew shows the empty composer, or one that starts from something.
func (s *Site) composeNew(w http.ResponseWriter, r *http.Request, v visit) error {
	if err := s.Desk.MayDraft(r.Context(), v.actor); err != nil {
		return err
	}
	start, from, err := s.start(r, v)
	if err != nil {
		return err
	}
	c, err := s.composer(r, v, start)
	if err != nil {
		return err
	}
	c.From, c.Day = from, r.URL.Query().Get("dia")
	if c.blank() {
		c.Past, _, err = s.Desk.List(r.Context(), v.actor, publishing.Query{States: []post.State{post.Scheduled, post.Closed}, Recent: true, Limit: 5})
		if err != nil {
			return err
		}
	}
	return s.showComposer(w, r, v, http.StatusOK, c)
}

// composeEdit shows the composer for a post that is being written.
func (s *Site) composeEdit(w http.ResponseWriter, r *http.Request, v visit) error {
	view, err := s.Desk.ReadToEdit(r.Context(), v.actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	if !view.Post.Editable() {
		return fault.New(fault.Conflict, "Esta publicación está en «%s» y ya no se puede cambiar.", view.Post.State.Label()).Then("Use «Corregir» o «Retirar» en lo ya publicado.")
	}
	c, err := s.composer(r, v, compositionOf(view.Post, s.viewZone(v, view)))
	if err != nil {
		return err
	}
	c.Saved = lang.Clock(r.Context(), view.Post.Updated)
	s.tellOf(r.Context(), &c, view)
	return s.showComposer(w, r, v, http.StatusOK, c)
}

// viewZone is the zone in which the hours of a post are told.
func (s *Site) viewZone(v visit, view publishing.View) *time.Location {
	for _, id := range view.Post.Content.AccountIDs() {
		if a, ok := view.Accounts[id]; ok {
			return s.hoursZone(a, v)
		}
	}
	return v.zone
}

// tellOf says what whoever writes must know first: why it came back, what a change undoes,
// and how a correction will go out.
func (s *Site) tellOf(ctx context.Context, c *composer, view publishing.View) {
	p := view.Post
	c.Tag, c.Fixed = stateTag(ctx, p), p.Content.Corrects != ""
	if p.Returned != nil {
		c.Told = append(c.Told, returnedNotice(ctx, *p.Returned))
	}
	if p.State != post.Draft {
		c.Told = append(c.Told, ui.Notice{State: ui.Warn, Title: lang.T(ctx, "Si cambia una palabra, vuelve a ser borrador"),
			Text: lang.T(ctx, "El aval y la aprobación valen solo para el contenido exacto que se revisó. Tendrá que enviarla de nuevo.")})
	}
	if c.Fixed {
		c.Told = append(c.Told, correctionNotice(ctx, view))
	}
}

func returnedNotice(ctx context.Context, back post.Return) ui.Notice {
	n := ui.Notice{State: ui.Fix, Title: lang.T(ctx, "La devolvió %s el %s", back.Name, lang.Full(ctx, back.At)), Text: "«" + back.Reason + "»"}
	if len(back.Clauses) > 0 {
		n.Link = &ui.Link{Text: lang.T(ctx, "Criterio %s", strings.Join(back.Clauses, ", ")), Href: clauseHref(back.Clauses[0])}
	}
	return n
}

// correctionNotice says what the correction will do on the network.
func correctionNotice(ctx context.Context, view publishing.View) ui.Notice {
	n := ui.Notice{State: ui.Info, Title: lang.T(ctx, "Está corrigiendo algo ya publicado")}
	for _, id := range view.Post.Content.AccountIDs() {
		name := accountName(ctx, view.Accounts[id])
		if view.InPlace[id] {
			n.Text = lang.T(ctx, "Cuando se apruebe, el texto de %s cambiará en su lugar.", name)
		} else {
			n.Text = lang.T(ctx, "Esa red no permite editar: cuando se apruebe, la corrección saldrá como respuesta a lo publicado en %s.", name)
		}
	}
	return n
}

func (s *Site) showComposer(w http.ResponseWriter, r *http.Request, v visit, status int, c composer) error {
	ctx := r.Context()
	if c.Tag.Text == "" {
		c.Tag = ui.Tag{Text: lang.T(ctx, "Borrador")}
	}
	p := s.page(r, v, "redactar", lang.T(ctx, "Redactar"))
	p.Errors = c.Errors
	when := s.momentOf(ctx, "due_at", "due", lang.T(ctx, "Día y hora"), c.DueDate, c.DueTime, c.Chosen, c.Zone)
	when.Error, when.SentenceURL = ui.ErrorOn(c.Errors, "due_at"), "/redactar/frase"
	return s.show(w, r, status, p, composePage(c, when))
}

func (c composer) byID() map[string]account.Account {
	out := map[string]account.Account{}
	for _, a := range c.Known {
		out[a.ID] = a
	}
	return out
}
