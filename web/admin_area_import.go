package web

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"time"

	"pregonero/internal/fault"
	"pregonero/oversight"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// importView is a list of areas read and judged, before anything is kept.
type importView struct {
	list   oversight.AreaList
	read   bool
	file   string // base64, to apply exactly what was shown
	sample bool
	errors []ui.FieldError
}

// areaImportPage asks for the file.
func (s *Site) areaImportPage(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showImport(w, r, v, http.StatusOK, importView{})
}

func (s *Site) showImport(w http.ResponseWriter, r *http.Request, v visit, status int, x importView) error {
	sample, err := regulation.EmbeddedAreaList(s.Pack.ID)
	if err != nil {
		return err
	}
	x.sample = sample != nil
	return s.showAdmin(w, r, v, status, lang.T(r.Context(), "Importar áreas"), x.errors, importPageView(x))
}

// areaPreview shows the file with what is wrong in its cells. Nothing is kept.
func (s *Site) areaPreview(w http.ResponseWriter, r *http.Request, v visit) error {
	data, err := uploaded(r)
	if err != nil {
		return s.importRefused(w, r, v, importView{}, err)
	}
	x := importView{read: true, file: base64.StdEncoding.EncodeToString(data)}
	if x.list, err = s.Office.PreviewAreas(r.Context(), v.actor, bytes.NewReader(data)); err != nil {
		return s.importRefused(w, r, v, importView{}, err)
	}
	status := http.StatusOK
	if x.list.Wrong > 0 {
		status = http.StatusUnprocessableEntity
		x.errors = fieldErrors(r.Context(), x.list.Refusal())
	}
	return s.showImport(w, r, v, status, x)
}

// uploaded reads the file of the form.
func uploaded(r *http.Request) ([]byte, error) {
	file, _, err := r.FormFile("file")
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return nil, fault.New(fault.Invalid, "Elija el archivo con la lista.").On("file")
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(file)
}

func (s *Site) importRefused(w http.ResponseWriter, r *http.Request, v visit, x importView, err error) error {
	f, errs, ok := onForm(r.Context(), err)
	if !ok {
		return err
	}
	x.errors = errs
	return s.showImport(w, r, v, statuses[f.Kind], x)
}

// areaImport keeps the list that was shown: all of it, or nothing.
func (s *Site) areaImport(w http.ResponseWriter, r *http.Request, v visit) error {
	data, err := base64.StdEncoding.DecodeString(r.PostFormValue("list"))
	if err != nil {
		return fault.New(fault.Invalid, "La lista no llegó completa.").Then("Vuelva a subir el archivo.")
	}
	list, err := s.Office.ImportAreas(r.Context(), v.actor, bytes.NewReader(data))
	if err != nil {
		return s.importRefused(w, r, v, importView{list: list, read: list.Wrong > 0}, err)
	}
	return s.done(w, r, areasPath, lang.N(r.Context(), len(list.Rows), "Se importó un área.", "Se importaron %d áreas."))
}

// areaSample is a list to try the import with.
func (s *Site) areaSample(w http.ResponseWriter, _ *http.Request, _ visit) error {
	data, err := regulation.EmbeddedAreaList(s.Pack.ID)
	if err != nil {
		return err
	}
	if data == nil {
		return fault.New(fault.NotFound, "Con estos criterios no viene una lista de muestra.")
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="areas.csv"`)
	_, err = w.Write(data)
	return err
}

// columns head the table as they head the file.
func (x importView) columns(ctx context.Context) []ui.Column {
	out := []ui.Column{{Label: lang.T(ctx, "Línea")}}
	for _, c := range oversight.AreaColumns {
		out = append(out, ui.Column{Label: c})
	}
	return out
}

// shownRows is how many lines of each sort are shown.
const shownRows = 100

// tableRows are the lines, those to mend first.
func (x importView) tableRows(ctx context.Context) (rows []ui.Row) {
	var right []ui.Row
	for _, line := range x.list.Rows {
		row := ui.Row{Cells: []ui.Cell{ui.Text(lang.T(ctx, "Línea %d", line.Line))}}
		for i, column := range oversight.AreaColumns {
			row.Cells = append(row.Cells, importCell(line, i, line.Wrong[column]))
		}
		switch {
		case len(line.Wrong) > 0 && len(rows) < shownRows:
			row.State = ui.Fix
			rows = append(rows, row)
		case len(line.Wrong) == 0 && len(right) < shownRows:
			right = append(right, row)
		}
	}
	return append(rows, right...)
}

func importCell(line oversight.AreaRow, i int, wrong string) ui.Cell {
	text := cellText(line, i)
	if wrong == "" {
		return ui.Text(text)
	}
	return ui.Cell{View: wrongCell(text)}
}

// wrongCells is one row for each cell to mend, as far as they are shown.
func (x importView) wrongCells(ctx context.Context) (rows []ui.Row) {
	for _, line := range x.list.Rows {
		for i, column := range oversight.AreaColumns {
			if told := line.Wrong[column]; told != "" && len(rows) < shownRows {
				rows = append(rows, ui.Row{Cells: []ui.Cell{ui.Text(lang.T(ctx, "Línea %d", line.Line)), ui.Text(column), ui.Text(cellText(line, i)), ui.Text(told)}})
			}
		}
	}
	return rows
}

func cellText(line oversight.AreaRow, i int) string {
	if i < len(line.Cells) {
		return line.Cells[i]
	}
	return ""
}

// zoneWords names a zone by its words.
func zoneWords(ctx context.Context, name string) string {
	zone, err := time.LoadLocation(name)
	if err != nil {
		return name
	}
	return sentenceCase(lang.Zone(ctx, zone))
}
