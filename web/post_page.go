package web

import (
	"context"
	"net/http"
	"time"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/post"
	"pregonero/publishing"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// postView is what the page of one publication shows.
type postView struct {
	publishing.View
	Now      time.Time
	Zone     *time.Location
	Source   string // name of the area that generated the information
	Findings ui.Findings
	MayStop  bool
	site     *Site
}

// postPage shows one publication: what will be public, who said what, and what became of it.
func (s *Site) postPage(w http.ResponseWriter, r *http.Request, v visit) error {
	ctx := r.Context()
	view, err := s.Desk.Read(ctx, v.actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	shown, err := s.postView(ctx, v, view)
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, s.page(r, v, "publicaciones", firstWords(ctx, view.Post.Content)), postPage(shown))
}

func (s *Site) postView(ctx context.Context, v visit, view publishing.View) (postView, error) {
	area, err := s.Office.Area(ctx, view.Post.SourceArea)
	if err != nil {
		return postView{}, err
	}
	out := postView{View: view, Now: s.Now(), Zone: s.viewZone(v, view), Source: area.Name, site: s,
		Findings: s.findings(ctx, judged{content: view.Post.Content, dictamen: view.Dictamen, accounts: view.Accounts, mask: !view.Own})}
	out.MayStop = institution.Allowed(s.Now(), v.actor, institution.PublishingStop, institution.On{AreaID: view.Post.AreaID, AccountIDs: view.Post.Content.AccountIDs()})
	return out, nil
}

func (p postView) href(more string) string { return "/publicaciones/" + p.Post.ID + more }

func (p postView) outHref(pub post.Publication, act string) string {
	return p.href("/salidas/" + pub.ID + "/" + act)
}

// mayEdit tells whether what is there can still change.
func (p postView) mayEdit() bool {
	for _, pub := range p.Publications {
		if pub.Stage == post.Published || pub.Stage == post.Sending || pub.Stage == post.Unknown {
			return false
		}
	}
	return p.May[institution.PostDraft] && p.Post.Editable()
}

func (p postView) mayRecall() bool {
	return p.May[institution.PostDraft] && (p.Post.State == post.Review || p.Post.State == post.Endorsed)
}

// mayResolve tells whether the person may endorse or approve it now.
func (p postView) mayResolve() bool {
	return !p.Own && (p.Post.State == post.Review && p.May[institution.PostEndorse] || p.Post.State == post.Endorsed && p.May[institution.PostApprove])
}

// facts are what was declared and who gave their word.
func (p postView) facts(ctx context.Context) []ui.SummaryRow {
	c := p.Post.Content
	rows := []ui.SummaryRow{{Key: lang.T(ctx, "Sale"), Text: dueText(ctx, c.DueAt, p.Zone)}, {Key: lang.T(ctx, "Cuentas"), Text: accountNames(p.Accounts, c.AccountIDs())},
		{Key: lang.T(ctx, "La redactó"), Text: p.Post.AuthorName}}
	add := func(key, text string) {
		if text != "" {
			rows = append(rows, ui.SummaryRow{Key: key, Text: text})
		}
	}
	add(lang.T(ctx, "Actividad o información"), c.Subject)
	add(lang.T(ctx, "Fines"), p.site.purposeText(c))
	if len(c.Sources) > 0 {
		rows = append(rows, ui.SummaryRow{Key: lang.T(ctx, "Fuente"), View: sourceLinks(c.Sources)})
	}
	add(lang.T(ctx, "Área que generó la información"), p.Source)
	add(lang.T(ctx, "Vigencia"), validityText(ctx, c, p.Zone))
	add(lang.T(ctx, "Visto bueno"), p.seal(ctx, p.Post.Aval))
	add(lang.T(ctx, "Aprobación"), p.seal(ctx, p.Post.Approval))
	return rows
}

func (p postView) seal(ctx context.Context, by *post.Seal) string {
	if by == nil {
		return ""
	}
	text := lang.T(ctx, "%s, %s", by.Name, lang.When(ctx, by.At, p.Now))
	if by.Note != "" {
		text += " · «" + by.Note + "»"
	}
	return text
}

// shown is each account as it will show the content, or as it shows it already.
func (p postView) shown(ctx context.Context) []ui.Preview {
	if len(p.Publications) == 0 {
		return previews(ctx, p.Post.Content, p.Accounts)
	}
	var out []ui.Preview
	for _, id := range p.Post.Content.AccountIDs() {
		text, title, media := p.Post.Content.TextFor(id), p.Post.Content.Title, p.Post.Content.Media
		for _, pub := range p.Publications {
			if pub.AccountID == id && pub.Stage == post.Published {
				text, title, media = pub.Text, pub.Title, pub.Media
			}
		}
		out = append(out, previewOf(ctx, p.Accounts[id], title, text, media, p.Post.Content.DueAt))
	}
	return out
}

func (p postView) account(pub post.Publication) account.Account { return p.Accounts[pub.AccountID] }

// stageSentence says in words where a publication stands.
func (p postView) stageSentence(ctx context.Context, pub post.Publication) string {
	switch pub.Stage {
	case post.Waiting:
		return lang.T(ctx, "Saldrá: %s.", lang.When(ctx, pub.NextAt, p.Now))
	case post.Sending:
		return lang.T(ctx, "Se está enviando en este momento.")
	case post.Published:
		text := lang.T(ctx, "Publicada: %s.", lang.When(ctx, pub.PublishedAt, p.Now))
		if !pub.Corrected.IsZero() {
			text += " " + lang.T(ctx, "Corregida: %s.", lang.When(ctx, pub.Corrected, p.Now))
		}
		return text
	case post.Withdrawn:
		if by := p.Names[pub.WithdrawnBy]; by != "" {
			return lang.T(ctx, "Retirada por %s: %s. Motivo: %s", by, lang.When(ctx, pub.WithdrawnAt, p.Now), pub.Why)
		}
		return lang.T(ctx, "Retirada: %s. Motivo: %s", lang.When(ctx, pub.WithdrawnAt, p.Now), pub.Why)
	}
	return lang.T(ctx, "Debía salir: %s.", lang.When(ctx, pub.DueAt, p.Now))
}
