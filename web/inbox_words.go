package web

import (
	"context"
	"time"

	"pregonero/inbox"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// itemTitle is who wrote and how it begins.
func itemTitle(ctx context.Context, item inbox.Item) string {
	text := shorten(item.Text, 110)
	if text == "" {
		text = lang.T(ctx, "(sin texto)")
	}
	return lang.T(ctx, "%s: %s", authorName(ctx, item.Author), text)
}

func authorName(ctx context.Context, a inbox.Author) string {
	switch {
	case a.Name != "":
		return a.Name
	case a.Handle != "":
		return "@" + a.Handle
	}
	return lang.T(ctx, "Alguien sin nombre")
}

func kindText(ctx context.Context, kind string) string {
	switch kind {
	case "mention":
		return lang.T(ctx, "Mención")
	case "message":
		return lang.T(ctx, "Mensaje")
	case "review":
		return lang.T(ctx, "Reseña")
	}
	return lang.T(ctx, "Comentario")
}

func itemTag(ctx context.Context, item inbox.Item) ui.Tag {
	switch item.State {
	case inbox.Open:
		return ui.Tag{Text: lang.T(ctx, "Por atender"), State: ui.Warn, Icon: ui.IconClock}
	case inbox.Answering:
		return ui.Tag{Text: lang.T(ctx, "Respuesta en envío"), State: ui.Info, Icon: ui.IconRefresh}
	case inbox.Answered:
		return ui.Tag{Text: lang.T(ctx, "Contestado"), State: ui.OK}
	}
	return ui.Tag{Text: lang.T(ctx, "Cerrado")}
}

// itemDeadline is when the first answer is owed and which rule says so.
func itemDeadline(ctx context.Context, item inbox.Item, now time.Time) ui.Deadline {
	return ui.Deadline{ID: "plazo-" + item.ID, Due: item.DueAt, Now: now, Kind: ui.Hours, Started: item.At, Ticks: true,
		Pauses: lang.T(ctx, "fuera de las horas de atención"), Clause: item.DueRule, Href: clauseHref(item.DueRule)}
}

// attendanceLeft says how much attendance time is left, which is what the rule counts.
func attendanceLeft(ctx context.Context, h regulation.Hours, item inbox.Item, now time.Time, c regulation.Calendar) string {
	if now.After(item.DueAt) {
		return lang.T(ctx, "pasado por %s en horas de atención", lang.Span(ctx, h.Between(item.DueAt, now, c)))
	}
	return lang.T(ctx, "%s en horas de atención", lang.Span(ctx, h.Between(now, item.DueAt, c)))
}
