package web

import (
	"context"
	"strings"

	"github.com/a-h/templ"

	"pregonero/post"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// draftKey names the copy that the browser keeps until the server confirms.
func (c composer) draftKey() string {
	if c.ID != "" {
		return c.ID
	}
	return "nueva" + c.From
}

// formAttributes check again what is written when a choice changes, not only a text.
func (c composer) formAttributes() templ.Attributes {
	return templ.Attributes{"hx-post": "/redactar/revisar", "hx-trigger": "change delay:150ms", "hx-target": "#" + findingsID, "hx-swap": "outerMorph",
		"data-check": findingsID}
}

func (c composer) purposeRows() []ui.SummaryRow {
	var rows []ui.SummaryRow
	for _, p := range c.AllPurposes {
		rows = append(rows, ui.SummaryRow{Key: p.Name, Text: p.Help})
	}
	return rows
}

func (c composer) mediaCard(ctx context.Context, m post.Media) ui.MediaCard {
	card := ui.MediaCard{ID: "media-" + m.Hash, Kind: m.Kind, Name: m.Name, Facts: mediaFacts(ctx, m), AltMax: c.mostAlt(),
		Alt:    ui.Field{ID: "alt-" + m.Hash, Value: m.Alt, Lang: "es"},
		Remove: partButton(ui.Button{Text: lang.T(ctx, "Quitar"), Hidden: m.Name, Value: "media-drop:" + m.Hash, Kind: ui.Quiet, Small: true}, "#media")}
	if m.Kind == "image" {
		card.Thumb = filePath + m.Hash
	}
	if card.Name == "" {
		card.Name = lang.T(ctx, "Archivo sin nombre")
	}
	return card
}

// mediaFacts says what a file is: "JPEG · 1600 × 900 · 248 kB".
func mediaFacts(ctx context.Context, m post.Media) string {
	_, kind, _ := strings.Cut(m.Type, "/")
	facts := []string{strings.ToUpper(strings.TrimPrefix(kind, "x-"))}
	if m.Width > 0 {
		facts = append(facts, lang.T(ctx, "%s × %s", lang.Number(ctx, m.Width), lang.Number(ctx, m.Height)))
	}
	if m.Duration > 0 {
		facts = append(facts, lang.Span(ctx, m.Duration))
	}
	return strings.Join(append(facts, lang.Size(ctx, m.Bytes)), " · ")
}

// startHref keeps the day that the calendar asked for.
func (c composer) startHref(name, value string) string {
	href := "/redactar?" + name + "=" + value
	if c.Day != "" {
		href += "&dia=" + c.Day
	}
	return href
}

func (c composer) templateRows(ctx context.Context) []ui.TaskRow {
	var rows []ui.TaskRow
	for _, t := range startingTexts(ctx) {
		rows = append(rows, ui.TaskRow{Title: t.name, Href: c.startHref("plantilla", t.id), Meta: []string{t.use}})
	}
	return rows
}

func (c composer) pastRows(ctx context.Context) []ui.TaskRow {
	var rows []ui.TaskRow
	for _, p := range c.Past {
		rows = append(rows, ui.TaskRow{Title: firstWords(ctx, p.Content), Href: c.startHref("de", p.ID), Meta: []string{accountNames(c.byID(), p.Content.AccountIDs()), lang.Date(ctx, p.Content.DueAt)}})
	}
	return rows
}
