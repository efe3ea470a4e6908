package main

import (
	"pregonero/web/ui"
)

func rowsOf(screens []screen) []ui.TaskRow {
	var rows []ui.TaskRow
	for _, s := range screens {
		rows = append(rows, ui.TaskRow{Title: s.title, Href: s.path, Meta: []string{s.about}})
	}
	return rows
}

func entry(number, when, who, what, clause string) ui.Row {
	proof := ui.ButtonView(ui.Button{Text: "Ver prueba", Href: "#", Small: true, Kind: ui.Quiet, Hidden: "del asiento " + number})
	return ui.Row{Cells: []ui.Cell{ui.Text(number), ui.Text(when), ui.Text(who), ui.Text(what), {Text: clause, Href: "#"}, {View: proof}}}
}

// valueUnless keeps the sample value when the page shows no errors.
func valueUnless(errors []ui.FieldError, value string) string {
	if len(errors) > 0 {
		return ""
	}
	return value
}
