package web

import (
	"bytes"
	"context"
	"encoding/base64"
	"net/http"

	"pregonero/internal/fault"
	"pregonero/oversight"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// peopleImport is a list of people read and judged, before anything is kept.
type peopleImport struct {
	list   oversight.PeopleList
	read   bool
	file   string // base64, to apply exactly what was shown
	errors []ui.FieldError
}

// peopleImportPage asks for the file.
func (s *Site) peopleImportPage(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showPeopleImport(w, r, v, http.StatusOK, peopleImport{})
}

func (s *Site) showPeopleImport(w http.ResponseWriter, r *http.Request, v visit, status int, x peopleImport) error {
	return s.showAdmin(w, r, v, status, lang.T(r.Context(), "Importar personas"), x.errors, peopleImportView(x))
}

// peoplePreview shows what is wrong in each cell, or what would change. Nothing is kept.
func (s *Site) peoplePreview(w http.ResponseWriter, r *http.Request, v visit) error {
	data, err := uploaded(r)
	if err != nil {
		return s.peopleRefused(w, r, v, peopleImport{}, err)
	}
	x := peopleImport{read: true, file: base64.StdEncoding.EncodeToString(data)}
	if x.list, err = s.Office.PreviewPeople(r.Context(), v.actor, bytes.NewReader(data)); err != nil {
		return s.peopleRefused(w, r, v, peopleImport{}, err)
	}
	status := http.StatusOK
	if x.list.Wrong > 0 {
		status, x.errors = http.StatusUnprocessableEntity, fieldErrors(r.Context(), x.list.Refusal())
	}
	return s.showPeopleImport(w, r, v, status, x)
}

func (s *Site) peopleRefused(w http.ResponseWriter, r *http.Request, v visit, x peopleImport, err error) error {
	f, errs, ok := onForm(r.Context(), err)
	if !ok {
		return err
	}
	x.errors = errs
	return s.showPeopleImport(w, r, v, statuses[f.Kind], x)
}

// peopleApply does what was shown: all of it, or nothing.
func (s *Site) peopleApply(w http.ResponseWriter, r *http.Request, v visit) error {
	data, err := base64.StdEncoding.DecodeString(r.PostFormValue("list"))
	if err != nil {
		return fault.New(fault.Invalid, "La lista no llegó completa.").Then("Vuelva a subir el archivo.")
	}
	list, err := s.Office.ImportPeople(r.Context(), v.actor, bytes.NewReader(data))
	if err != nil {
		return s.peopleRefused(w, r, v, peopleImport{list: list, read: list.Wrong > 0}, err)
	}
	return s.done(w, r, peoplePath, lang.T(r.Context(), "La lista se importó: %d altas, %d cambios y %d bajas.", list.Count(oversight.RowNew), list.Count(oversight.RowChanged), list.Count(oversight.RowLeaves)))
}

func (x peopleImport) columns(ctx context.Context) []ui.Column {
	out := []ui.Column{{Label: lang.T(ctx, "Línea")}, {Label: lang.T(ctx, "Qué pasa")}}
	for _, c := range oversight.PeopleColumns {
		out = append(out, ui.Column{Label: c})
	}
	return out
}

// rows are the lines, those to mend first.
func (x peopleImport) rows(ctx context.Context) (wrong []ui.Row) {
	var right []ui.Row
	for _, line := range x.list.Rows {
		row := ui.Row{Cells: []ui.Cell{ui.Text(lang.T(ctx, "Línea %d", line.Line)), ui.Text(doesText(ctx, line))}}
		for i, column := range oversight.PeopleColumns {
			text := ""
			if i < len(line.Cells) {
				text = line.Cells[i]
			}
			row.Cells = append(row.Cells, peopleCell(text, line.Wrong[column]))
		}
		switch {
		case len(line.Wrong) > 0 && len(wrong) < shownRows:
			row.State = ui.Fix
			wrong = append(wrong, row)
		case len(line.Wrong) == 0 && len(right) < shownRows:
			right = append(right, row)
		}
	}
	return append(wrong, right...)
}

func peopleCell(text, told string) ui.Cell {
	if told == "" {
		return ui.Text(text)
	}
	return ui.Cell{View: toldCell(text, told)}
}

func doesText(ctx context.Context, r oversight.PeopleRow) string {
	if len(r.Wrong) > 0 {
		return lang.T(ctx, "Corregir")
	}
	switch r.Does {
	case oversight.RowNew:
		return lang.T(ctx, "Alta")
	case oversight.RowChanged:
		return lang.T(ctx, "Cambio")
	case oversight.RowLeaves:
		return lang.T(ctx, "Baja")
	}
	return lang.T(ctx, "Igual")
}
