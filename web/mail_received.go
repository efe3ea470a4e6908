package web

import (
	"context"
	"net/http"

	"pregonero/mailing"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// mailReceived shows what came in, from whom and what became of it; never what it says.
func (s *Site) mailReceived(w http.ResponseWriter, r *http.Request, v visit) error {
	ctx := r.Context()
	all, err := s.Room.Received(ctx, v.actor)
	if err != nil {
		return err
	}
	var rows []ui.Row
	for _, m := range all {
		rows = append(rows, ui.Row{Cells: []ui.Cell{ui.Text(m.Sender), ui.Text(m.Subject), {View: ui.TagView(receivedTag(ctx, m.Outcome)), Note: m.Reason}, ui.Text(lang.When(ctx, m.At, s.Now()))}})
	}
	return s.showAdmin(w, r, v, http.StatusOK, lang.T(ctx, "Correo"), nil,
		mailReceivedView(rows, s.Room.Incoming(), s.adminTabs(ctx, v, mailPath), s.mailParts(ctx, v, inPath)))
}

func receivedTag(ctx context.Context, outcome string) ui.Tag {
	switch outcome {
	case mailing.Taken:
		return ui.Tag{Text: lang.T(ctx, "Recibido"), State: ui.OK}
	case mailing.Refused:
		return ui.Tag{Text: lang.T(ctx, "Rechazado"), State: ui.Fix}
	case mailing.Report:
		return ui.Tag{Text: lang.T(ctx, "Aviso de entrega"), State: ui.Info}
	}
	return ui.Tag{Text: lang.T(ctx, "Automático"), State: ui.None}
}
