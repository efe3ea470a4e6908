package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/limits"
	"pregonero/oversight"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// accountListView is the registry, narrowed by what the address says.
type accountListView struct {
	all, shown         []account.Account
	areas              map[string]institution.Area
	text, state        string
	mayAdd, mayStopAll bool
	stopped            string // why all publishing is stopped
}

// accountList shows the registry to those who may see it.
//
//clause:code 1.p1
func (s *Site) accountList(w http.ResponseWriter, r *http.Request, v visit) error {
	q := r.URL.Query()
	all, areas, err := s.Office.Accounts(r.Context(), v.actor)
	if err != nil {
		return err
	}
	l := accountListView{all: all, areas: areas, text: strings.TrimSpace(q.Get("q")), state: q.Get("estado")}
	l.mayAdd = institution.Allowed(s.Now(), v.actor, institution.AccountRegister, institution.On{})
	l.mayStopAll = institution.Allowed(s.Now(), v.actor, institution.PublishingStopAll, institution.On{})
	if l.stopped, err = s.Desk.Stopped(r.Context()); err != nil {
		return err
	}
	l.narrow()
	return s.show(w, r, http.StatusOK, s.page(r, v, "cuentas", lang.T(r.Context(), "Cuentas")), accountListPage(l))
}

func (l *accountListView) narrow() {
	text := strings.ToLower(l.text)
	for _, a := range l.all {
		words := strings.ToLower(strings.Join([]string{a.Handle, a.Name, l.areas[a.AreaID].Name, limits.Of(a.Network).Label}, "\n"))
		if (l.state == "" || string(a.State) == l.state) && strings.Contains(words, text) {
			l.shown = append(l.shown, a)
		}
	}
	slices.SortStableFunc(l.shown, func(a, b account.Account) int {
		return cmp.Or(cmp.Compare(l.areas[a.AreaID].Name, l.areas[b.AreaID].Name), cmp.Compare(a.Name, b.Name))
	})
}

func (l accountListView) states(ctx context.Context) []ui.Option {
	var out []ui.Option
	for _, st := range []account.State{account.Authorised, account.Registered, account.Active, account.Suspended, account.Closed} {
		out = append(out, ui.Option{Value: string(st), Label: publicState(ctx, account.Account{State: st}).Text, Selected: string(st) == l.state})
	}
	return out
}

func (l accountListView) active(ctx context.Context) []ui.Link {
	var out []ui.Link
	if l.text != "" {
		out = append(out, ui.Link{Text: lang.T(ctx, "Texto: %s", l.text), Href: addressOf("/cuentas", map[string]string{"estado": l.state})})
	}
	for _, o := range l.states(ctx) {
		if o.Selected {
			out = append(out, ui.Link{Text: o.Label, Href: addressOf("/cuentas", map[string]string{"q": l.text})})
		}
	}
	return out
}

func (l accountListView) rows(ctx context.Context) []ui.Row {
	var rows []ui.Row
	for _, a := range l.shown {
		rows = append(rows, ui.Row{Cells: []ui.Cell{
			{Text: a.Name, Href: "/cuentas/" + a.ID, Note: accountName(ctx, a)}, ui.Text(l.areas[a.AreaID].Name),
			{View: ui.TagView(accountTag(ctx, a))}, {View: ui.TagView(accessTag(ctx, a.Credential))}, ui.Text(obligationText(ctx, oversight.Owed(a)))}})
	}
	return rows
}

// accountTag is the state of an account, the stop switch first.
func accountTag(ctx context.Context, a account.Account) ui.Tag {
	if a.Stopped && a.State == account.Active {
		return ui.Tag{Text: lang.T(ctx, "Publicación detenida"), State: ui.Fix, Icon: ui.IconStop}
	}
	return *publicState(ctx, a)
}

// accessTag says whether the network accepts us, never with what.
func accessTag(ctx context.Context, c account.Credential) ui.Tag {
	switch {
	case !c.Present:
		return ui.Tag{Text: lang.T(ctx, "Sin conectar"), State: ui.Warn, Icon: ui.IconLink}
	case !c.ProbeOK:
		return ui.Tag{Text: lang.T(ctx, "La red no lo acepta"), State: ui.Fix}
	}
	return ui.Tag{Text: lang.T(ctx, "Conectada"), State: ui.OK}
}

// obligationText says what an account owes next, as verb and object.
func obligationText(ctx context.Context, o oversight.Obligation) string {
	switch o {
	case oversight.OwesAdministrator:
		return lang.T(ctx, "Designar a la persona que falta")
	case oversight.OwesConnection:
		return lang.T(ctx, "Conectar la cuenta con su red")
	case oversight.OwesReconnection:
		return lang.T(ctx, "Volver a conectar la cuenta")
	case oversight.OwesActivation:
		return lang.T(ctx, "Activar la cuenta")
	case oversight.OwesOpening:
		return lang.T(ctx, "Terminar la apertura")
	case oversight.OwesResumption:
		return lang.T(ctx, "Reanudar la publicación")
	}
	return lang.T(ctx, "Nada pendiente")
}
