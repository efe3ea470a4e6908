package web

import (
	"context"
	"net/http"
	"time"

	"pregonero/institution"
	"pregonero/mailing"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// mailAddresses shows whose address was confirmed by its owner.
func (s *Site) mailAddresses(w http.ResponseWriter, r *http.Request, v visit) error {
	ctx := r.Context()
	all, err := s.Room.Addresses(ctx, v.actor)
	if err != nil {
		return err
	}
	var rows []ui.Row
	for _, x := range all {
		tag, note := addressTag(ctx, x, s.Now())
		row := ui.Row{Cells: []ui.Cell{{Text: x.Person.Name, Href: peoplePath + "/" + x.Person.ID}, ui.Text(x.Person.Email), {View: ui.TagView(tag), Note: note}, ui.Text("")}}
		if x.ConfirmedAt.IsZero() && s.may(v, institution.PersonManage) {
			row.Cells[3] = ui.Cell{View: mailAskForm(x.Person)}
		}
		rows = append(rows, row)
	}
	return s.showAdmin(w, r, v, http.StatusOK, lang.T(ctx, "Correo"), nil, mailAddressesView(rows, s.adminTabs(ctx, v, mailPath), s.mailParts(ctx, v, addressPath)))
}

func addressTag(ctx context.Context, x mailing.Address, now time.Time) (ui.Tag, string) {
	switch {
	case !x.ConfirmedAt.IsZero():
		return ui.Tag{Text: lang.T(ctx, "Confirmada"), State: ui.OK}, lang.Date(ctx, x.ConfirmedAt)
	case x.Asked.IsZero():
		return ui.Tag{Text: lang.T(ctx, "Sin confirmar"), State: ui.Warn}, lang.T(ctx, "todavía no se le ha pedido")
	}
	return ui.Tag{Text: lang.T(ctx, "Sin confirmar"), State: ui.Warn}, lang.T(ctx, "se le pidió %s", lang.When(ctx, x.Asked, now))
}

// mailAsk sends the link that confirms an address again.
func (s *Site) mailAsk(w http.ResponseWriter, r *http.Request, v visit) error {
	if err := s.Room.Ask(r.Context(), v.actor, r.PathValue("id")); err != nil {
		return err
	}
	return s.done(w, r, addressPath, lang.T(r.Context(), "El enlace va en camino."))
}
