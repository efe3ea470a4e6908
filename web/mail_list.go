package web

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"pregonero/institution"
	"pregonero/mailing"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// mailView is the list of what was sent, narrowed by its address.
type mailView struct {
	mailing.List
	filter   mailing.Filter
	tabs     []ui.Tab
	now      time.Time
	practice bool
}

// mailList shows what was sent, to whom and what became of it; never what it says.
func (s *Site) mailList(w http.ResponseWriter, r *http.Request, v visit) error {
	ctx, q := r.Context(), r.URL.Query()
	page, _ := strconv.Atoi(q.Get("pagina")) // nonsense is the first
	x := mailView{filter: mailing.Filter{State: mailing.State(q.Get("estado")), Address: q.Get("correo"), Page: min(max(page, 1), 10_000)},
		tabs: s.adminTabs(ctx, v, mailPath), now: s.Now(), practice: s.Practice}
	var err error
	if x.List, err = s.Room.List(ctx, v.actor, x.filter); err != nil {
		return err
	}
	return s.showAdmin(w, r, v, http.StatusOK, lang.T(ctx, "Correo"), nil, mailListView(x, s.mailParts(ctx, v, mailPath)))
}

// mailRetry sends again what was not delivered.
func (s *Site) mailRetry(w http.ResponseWriter, r *http.Request, v visit) error {
	line, err := s.Room.Retry(r.Context(), v.actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	return s.done(w, r, mailPath, lang.T(r.Context(), "El correo a %s vuelve a salir.", line.To))
}

func (x mailView) address(state mailing.State, page int) string {
	words := map[string]string{"estado": string(state), "correo": x.filter.Address}
	if page > 1 {
		words["pagina"] = strconv.Itoa(page)
	}
	return addressOf(mailPath, words)
}

func (x mailView) pages() (p ui.Pagination) {
	p.From = (x.filter.Page-1)*mailing.PageSize + 1
	p.To = p.From + len(x.Lines) - 1
	if x.filter.Page > 1 {
		p.Previous = x.address(x.filter.State, x.filter.Page-1)
	}
	if x.More {
		p.Next = x.address(x.filter.State, x.filter.Page+1)
	}
	return p
}

func (x mailView) options(ctx context.Context) (out []ui.Option) {
	for _, state := range mailing.States() {
		out = append(out, ui.Option{Value: string(state), Label: mailStateTag(ctx, state).Text, Selected: state == x.filter.State})
	}
	return out
}

func mailStateTag(ctx context.Context, state mailing.State) ui.Tag {
	switch state {
	case mailing.Sent:
		return ui.Tag{Text: lang.T(ctx, "Enviado"), State: ui.OK}
	case mailing.Failed:
		return ui.Tag{Text: lang.T(ctx, "No se pudo enviar"), State: ui.Fix}
	case mailing.Bounced:
		return ui.Tag{Text: lang.T(ctx, "Rebotó"), State: ui.Fix}
	case mailing.Sending:
		return ui.Tag{Text: lang.T(ctx, "Saliendo"), State: ui.Info}
	}
	return ui.Tag{Text: lang.T(ctx, "En espera"), State: ui.Warn, Icon: ui.IconClock}
}

func (x mailView) rows(ctx context.Context) (rows []ui.Row) {
	for _, l := range x.Lines {
		when := lang.When(ctx, l.At, x.now)
		row := ui.Row{Cells: []ui.Cell{{Text: l.To, Note: l.Name}, ui.Text(l.Subject), {View: mailState(l)}, {Text: when, Note: lang.N(ctx, l.Attempts, "%d intento", "%d intentos")}, ui.Text("")}}
		if l.State == mailing.Failed || l.State == mailing.Bounced {
			row.Cells[4] = ui.Cell{View: mailRetryForm(l)}
		}
		rows = append(rows, row)
	}
	return rows
}

// mailParts are the pages of the mail.
func (s *Site) mailParts(ctx context.Context, v visit, active string) (tabs []ui.Tab) {
	add := func(act institution.Act, text, href string) {
		if s.may(v, act) {
			tabs = append(tabs, ui.Tab{Text: text, Href: href, Active: href == active})
		}
	}
	add(institution.MailRead, lang.T(ctx, "Enviado"), mailPath)
	add(institution.MailRead, lang.T(ctx, "Recibido"), inPath)
	add(institution.PeopleRead, lang.T(ctx, "Direcciones"), addressPath)
	return tabs
}
