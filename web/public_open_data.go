package web

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"pregonero/limits"
	"pregonero/oversight"
)

// openAccount is one account as open data. Names are Spanish: people read them too.
type openAccount struct {
	ID       string `json:"id"`
	Network  string `json:"red"`
	Server   string `json:"servidor,omitempty"`
	Handle   string `json:"usuario"` // without @
	Name     string `json:"nombre"`
	URL      string `json:"direccion,omitempty"`
	State    string `json:"estado"`
	Closed   string `json:"fecha_de_baja,omitempty"` // 2006-01-02
	Purpose  string `json:"finalidad,omitempty"`
	AreaID   string `json:"area_id"`
	Area     string `json:"area"`
	Entity   string `json:"entidad,omitempty"`
	Hours    string `json:"horario"`
	Absences string `json:"ausencias,omitempty"` // what is not attended in the weeks to come, in sentences
	Calendar string `json:"calendario"`
	Verify   string `json:"verificacion"`
}

var openColumns = []string{"id", "red", "servidor", "usuario", "nombre", "direccion", "estado", "fecha_de_baja", "finalidad", "area_id", "area", "entidad", "horario", "ausencias", "calendario", "verificacion"}

func (a openAccount) row() []string {
	return []string{a.ID, a.Network, a.Server, a.Handle, a.Name, a.URL, a.State, a.Closed, a.Purpose, a.AreaID, a.Area, a.Entity, a.Hours, a.Absences, a.Calendar, a.Verify}
}

func (s *Site) openOf(p oversight.PublicAccount) openAccount {
	a := p.Account
	out := openAccount{ID: a.ID, Network: limits.Of(a.Network).Label, Server: a.BaseURL, Handle: a.Handle, Name: a.Name, URL: a.URL, State: a.State.Label(),
		Purpose: a.Purpose, AreaID: p.Area.ID, Area: p.Area.Name, Entity: s.entityOf(p.Area), Hours: a.Hours.Sentence(), Absences: strings.Join(absenceTexts(p), "; "),
		Calendar: s.BaseURL + "/cuentas/" + a.ID + "/horario.ics", Verify: s.BaseURL + "/verificar/" + a.ID}
	if !a.ClosedAt.IsZero() {
		out.Closed = a.ClosedAt.In(s.zone(s.Pack.Institution.Zone)).Format(time.DateOnly)
	}
	return out
}

// directoryJSON is the directory for programs, with the same filters as the page.
func (s *Site) directoryJSON(w http.ResponseWriter, r *http.Request, _ visit) error {
	d, err := s.readDirectory(r)
	if err != nil {
		return err
	}
	out := struct {
		Institution string        `json:"institucion"`
		AsOf        time.Time     `json:"al"`
		Accounts    []openAccount `json:"cuentas"`
	}{s.Pack.Institution.Name, s.Now().UTC().Truncate(time.Second), []openAccount{}}
	for _, p := range d.shown {
		out.Accounts = append(out.Accounts, s.openOf(p))
	}
	body, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		return fmt.Errorf("encode the directory: %w", err)
	}
	return s.openData(w, "application/json; charset=utf-8", body)
}

// directoryCSV is the directory for spreadsheets.
func (s *Site) directoryCSV(w http.ResponseWriter, r *http.Request, _ visit) error {
	d, err := s.readDirectory(r)
	if err != nil {
		return err
	}
	rows := [][]string{openColumns}
	for _, p := range d.shown {
		rows = append(rows, s.openOf(p).row())
	}
	body, err := csvOf(rows)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Disposition", `attachment; filename="directorio.csv"`)
	return s.openData(w, "text/csv; charset=utf-8", body)
}

// csvOf writes a table for spreadsheets. It begins with a byte order mark, without which
// they misread the accents.
func csvOf(rows [][]string) ([]byte, error) {
	body := bytes.NewBufferString("\ufeff")
	for _, row := range rows {
		spreadsheet(row)
	}
	if err := csv.NewWriter(body).WriteAll(rows); err != nil {
		return nil, fmt.Errorf("write a table: %w", err)
	}
	return body.Bytes(), nil
}

// spreadsheet keeps a cell from being read as a formula.
func spreadsheet(row []string) {
	for i, cell := range row {
		if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
			row[i] = "'" + cell
		}
	}
}

// openData lets pages of other sites read what is public.
func (s *Site) openData(w http.ResponseWriter, kind string, body []byte) error {
	w.Header().Set("Cache-Control", briefly)
	w.Header().Set("Access-Control-Allow-Origin", "*")
	return plain(w, kind, body)
}
