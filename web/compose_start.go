package web

import (
	"context"
	"net/http"
	"slices"
	"time"

	"pregonero/account"
	"pregonero/internal/fault"
	"pregonero/internal/id"
	"pregonero/post"
	"pregonero/publishing"
	"pregonero/web/lang"
)

// startingText is a text to begin from. What stands in square brackets is to be filled in.
type startingText struct{ id, name, use, text string }

// startingTexts serve any institution. The text is what will be published, so it is Spanish
// in every language of the page.
func startingTexts(ctx context.Context) []startingText {
	return []startingText{
		{"invitacion", lang.T(ctx, "Invitación a una actividad"), lang.T(ctx, "Qué es, cuándo, dónde y cómo asistir"),
			"Le invitamos a [actividad] el [día y fecha] a las [hora] en [lugar]. La entrada es libre. Consulte el programa en [enlace]."},
		{"servicio", lang.T(ctx, "Aviso sobre un servicio"), lang.T(ctx, "Qué cambia, desde cuándo y dónde atender a la gente"),
			"A partir del [día y fecha], [servicio] atenderá de [horario] en [lugar]. Si necesita ayuda, llame al [teléfono institucional] o consulte [enlace]."},
		{"documento", lang.T(ctx, "Publicación de un documento"), lang.T(ctx, "De qué trata y dónde leerlo completo"),
			"Ya puede consultar [documento]: explica [tema en una frase]. Léalo completo en [enlace]."},
		{"aclaracion", lang.T(ctx, "Aclaración"), lang.T(ctx, "Qué se dijo, qué es lo correcto y de dónde sale"),
			"Sobre [tema]: lo correcto es [dato]. Así consta en [documento], que puede consultar en [enlace]."},
	}
}

// start is what a new composition begins with: a past post, a template, a day, or nothing.
func (s *Site) start(r *http.Request, v visit) (composition, string, error) {
	q := r.URL.Query()
	c := composition{Form: id.New(s.Now()), Own: map[string]string{}}
	from := ""
	switch {
	case q.Get("de") != "":
		past, err := s.Desk.Read(r.Context(), v.actor, q.Get("de"))
		if err != nil {
			return c, "", err
		}
		c, from = s.again(v, past, q["cuenta"]), "-de-"+past.Post.ID
		c.Form = id.New(s.Now())
	case q.Get("ausencia") != "":
		text, err := s.absenceText(r.Context(), q.Get("cuenta"), q.Get("ausencia"))
		if err != nil {
			return c, "", err
		}
		c.Text, from = text, "-ausencia-"+q.Get("ausencia")
	case q.Get("plantilla") != "":
		all := startingTexts(r.Context())
		i := slices.IndexFunc(all, func(t startingText) bool { return t.id == q.Get("plantilla") })
		if i < 0 {
			return c, "", fault.New(fault.NotFound, "Esa plantilla no existe.").Then("Elija otra en «Redactar».")
		}
		c.Text, from = all[i].text, "-plantilla-"+all[i].id
	}
	if day, err := time.Parse(time.DateOnly, q.Get("dia")); err == nil {
		c.DueDate = day.Format(time.DateOnly)
	}
	if len(c.Accounts) == 0 {
		c.Accounts = q["cuenta"]
	}
	return c, from, s.onlyAccount(r.Context(), v, &c)
}

// again copies a past post to be sent once more: never its hour, and only for the accounts
// named, if any are.
func (s *Site) again(v visit, past publishing.View, only []string) composition {
	content := past.Post.Content
	content.DueAt, content.ReviewOn, content.Corrects = time.Time{}, time.Time{}, ""
	if len(only) > 0 {
		content.Variants = slices.DeleteFunc(slices.Clone(content.Variants), func(x post.Variant) bool { return !slices.Contains(only, x.AccountID) })
	}
	c := contentOnScreen(content, v.zone)
	c.SourceArea = past.Post.SourceArea
	return c
}

// onlyAccount chooses for whoever has one account only.
func (s *Site) onlyAccount(ctx context.Context, v visit, c *composition) error {
	if len(c.Accounts) > 0 {
		return nil
	}
	known, err := s.Desk.MyAccounts(ctx, v.actor)
	if err == nil && len(known) == 1 && known[0].State != account.Closed {
		c.Accounts = []string{known[0].ID}
	}
	return err
}
