package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"time"

	"pregonero/account"
	"pregonero/limits"
	"pregonero/oversight"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// mostQuery is the longest question that is answered whole, in characters.
const mostQuery = 300

// verifyView is what the page of the one question shows.
type verifyView struct {
	pack   *regulation.Pack
	asked  oversight.Recognition
	now    time.Time
	matter string // the question that the page answers
}

// verifyPage answers whether an account is the institution's.
//
//clause:code 1.p1
func (s *Site) verifyPage(w http.ResponseWriter, r *http.Request, _ visit) error {
	query := r.FormValue("q")
	if runes := []rune(query); len(runes) > mostQuery {
		query = string(runes[:mostQuery])
	}
	asked, err := s.Office.Recognise(r.Context(), query)
	if err != nil {
		return err
	}
	slices.SortStableFunc(asked.Matches, func(a, b oversight.PublicAccount) int { return cmp.Compare(rank(a), rank(b)) })
	return s.showVerify(w, r, asked)
}

// verifyAccount is the lasting address of one account's answer, as its QR code gives it.
func (s *Site) verifyAccount(w http.ResponseWriter, r *http.Request, _ visit) error {
	p, err := s.Office.PublicAccount(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	return s.showVerify(w, r, oversight.Recognition{Query: p.Account.At(), Matches: []oversight.PublicAccount{p}})
}

func (s *Site) showVerify(w http.ResponseWriter, r *http.Request, asked oversight.Recognition) error {
	question := lang.T(r.Context(), "¿Esta cuenta es %s?", s.Pack.Institution.Of)
	return s.showPublic(w, r, question, verifyPageView(verifyView{s.Pack, asked, s.Now(), question}))
}

// rank puts what is in force before what was closed.
func rank(p oversight.PublicAccount) int {
	return slices.Index([]account.State{account.Active, account.Suspended, account.Registered, account.Closed}, p.Account.State)
}

// verdictOf says yes or "it was", in shape, word and colour.
func (v verifyView) verdictOf(ctx context.Context, p oversight.PublicAccount) ui.Verdict {
	name := accountName(ctx, p.Account)
	switch p.Account.State {
	case account.Closed:
		return ui.Verdict{State: ui.Warn, Answer: lang.T(ctx, "Dada de baja el %s", lang.Date(ctx, p.Account.ClosedAt)),
			Text: lang.T(ctx, "%s fue una cuenta oficial %s y ya no lo es.", name, v.pack.Institution.Of)}
	case account.Suspended:
		return ui.Verdict{State: ui.OK, Answer: lang.T(ctx, "Sí"), Text: lang.T(ctx, "%s es una cuenta oficial %s. Por ahora está en pausa y no publica.", name, v.pack.Institution.Of)}
	case account.Registered:
		return ui.Verdict{State: ui.OK, Answer: lang.T(ctx, "Sí"), Text: lang.T(ctx, "%s está en el registro de cuentas %s y todavía no publica desde aquí.", name, v.pack.Institution.Of)}
	}
	return ui.Verdict{State: ui.OK, Answer: lang.T(ctx, "Sí"), Text: lang.T(ctx, "%s es una cuenta oficial %s.", name, v.pack.Institution.Of)}
}

// facts are what everybody may know of an account.
func (v verifyView) facts(ctx context.Context, p oversight.PublicAccount) []ui.SummaryRow {
	rows := []ui.SummaryRow{{Key: lang.T(ctx, "Nombre"), Text: p.Account.Name}, {Key: lang.T(ctx, "Red"), Text: limits.Of(p.Account.Network).Label}}
	if p.Account.BaseURL != "" {
		rows = append(rows, ui.SummaryRow{Key: lang.T(ctx, "Servidor"), Text: account.Host(p.Account.BaseURL)})
	}
	if p.Account.Purpose != "" {
		rows = append(rows, ui.SummaryRow{Key: lang.T(ctx, "Para qué sirve"), Text: p.Account.Purpose})
	}
	rows = append(rows, ui.SummaryRow{Key: lang.T(ctx, "Área responsable"), Text: p.Area.Name})
	if p.Account.State == account.Closed {
		return rows
	}
	return append(rows, ui.SummaryRow{Key: lang.T(ctx, "Atención"), View: attendanceView(p, v.now)})
}

// attendanceTag says whether somebody answers now.
func attendanceTag(ctx context.Context, p oversight.PublicAccount) ui.Tag {
	switch {
	case p.Open:
		return ui.Tag{Text: lang.T(ctx, "Abierta ahora"), State: ui.OK}
	case p.Account.State == account.Active:
		return ui.Tag{Text: lang.T(ctx, "Cerrada ahora"), Icon: ui.IconClock}
	}
	return ui.Tag{Text: lang.T(ctx, "Sin atención"), Icon: ui.IconPause}
}

// similarRow is an official account that looks like what was asked.
func similarRow(ctx context.Context, p oversight.PublicAccount) ui.TaskRow {
	return ui.TaskRow{Title: accountName(ctx, p.Account), Href: "/verificar/" + p.Account.ID, Meta: []string{p.Account.Name, p.Area.Name},
		Tag: publicState(ctx, p.Account)}
}

// publicState is the account's state in a word.
func publicState(ctx context.Context, a account.Account) *ui.Tag {
	switch a.State {
	case account.Authorised:
		return &ui.Tag{Text: lang.T(ctx, "Por abrir"), State: ui.Info}
	case account.Active:
		return &ui.Tag{Text: lang.T(ctx, "Vigente"), State: ui.OK}
	case account.Suspended:
		return &ui.Tag{Text: lang.T(ctx, "En pausa"), State: ui.Warn, Icon: ui.IconPause}
	case account.Closed:
		return &ui.Tag{Text: lang.T(ctx, "De baja"), State: ui.Fix}
	}
	return &ui.Tag{Text: lang.T(ctx, "Registrada"), State: ui.Info}
}
