package oversight

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/regulation"
)

// Bounds of a list of areas.
const (
	MaxAreaFile = 5 << 20 // bytes
	maxAreaRows = 5000
)

// AreaColumns head every list of areas, in this order.
var AreaColumns = []string{"id", "name", "short", "kind", "parent_id", "zone", "state", "number"}

// AreaRow is a line of the list.
type AreaRow struct {
	Line  int
	Cells []string // as read, one for each column
	Area  institution.Area
	New   bool              // no area has that id yet
	Wrong map[string]string // column → what is wrong, in Spanish; empty when nothing is
}

// AreaList is a list of areas as read and judged.
type AreaList struct {
	Rows   []AreaRow
	Wrong  int // rows with something wrong
	New    int
	SHA256 string // of the file, in hexadecimal
}

// readAreaFile reads the whole list and the hash of its bytes. It is CSV with commas or
// semicolons, in UTF-8, with or without its mark, or in Latin-1.
func readAreaFile(r io.Reader) (AreaList, error) {
	raw, err := io.ReadAll(io.LimitReader(r, MaxAreaFile+1))
	if err != nil {
		return AreaList{}, fmt.Errorf("read the list of areas: %w", err)
	}
	if len(raw) > MaxAreaFile {
		return AreaList{}, badFile("El archivo pesa más de %d MB.", MaxAreaFile>>20)
	}
	sum := sha256.Sum256(raw)
	list := AreaList{SHA256: hex.EncodeToString(sum[:])}
	text, err := plainText(raw)
	if err != nil {
		return list, err
	}
	list.Rows, err = readRows(text)
	return list, err
}

func badFile(format string, args ...any) error {
	return fault.New(fault.Invalid, format, args...).
		Then("Guarde la hoja como «CSV UTF-8», con las columnas " + strings.Join(AreaColumns, ", ") + ".").On("file")
}

// plainText is the file in UTF-8. Bytes that are not UTF-8 are what spreadsheets call
// Latin-1, which is Windows-1252.
func plainText(raw []byte) (string, error) {
	if bytes.HasPrefix(raw, []byte("\xff\xfe")) || bytes.HasPrefix(raw, []byte("\xfe\xff")) || bytes.ContainsRune(raw, 0) {
		return "", badFile("El archivo no es un CSV: parece de otra clase o de otra codificación.")
	}
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	if utf8.Valid(raw) {
		return string(raw), nil
	}
	text, err := charmap.Windows1252.NewDecoder().Bytes(raw)
	if err != nil {
		return "", badFile("El archivo no es un CSV legible.")
	}
	return string(text), nil
}

func readRows(text string) ([]AreaRow, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	if first, _, _ := strings.Cut(text, "\n"); strings.Contains(first, ";") {
		r.Comma = ';'
	}
	head, err := r.Read()
	if err != nil || !slices.Equal(trimmed(head), AreaColumns) {
		return nil, badFile("Las columnas del archivo no son las que se esperan.")
	}
	var rows []AreaRow
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, badFile("El archivo está mal formado en la línea %d.", lineOf(err))
		}
		line, _ := r.FieldPos(0)
		rows = append(rows, AreaRow{Line: line, Cells: cells})
	}
	if len(rows) == 0 || len(rows) > maxAreaRows {
		return nil, badFile("El archivo tiene %d áreas y puede tener de 1 a %d.", len(rows), maxAreaRows)
	}
	return rows, nil
}

func lineOf(err error) int {
	var wrong *csv.ParseError
	if errors.As(err, &wrong) {
		return wrong.Line
	}
	return 0
}

func trimmed(cells []string) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = strings.ToLower(strings.TrimSpace(c))
	}
	return out
}

var areaID = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// judge reads each cell of the list and says what is wrong with it; there are the areas
// that are kept already.
func (l *AreaList) judge(p *regulation.Pack, there []institution.Area) {
	kept := map[string]institution.Area{}
	for _, a := range there {
		kept[a.ID] = a
	}
	seen := map[string]int{}
	for i := range l.Rows {
		l.Rows[i].Wrong, l.Rows[i].Area = map[string]string{}, institution.Area{}
		l.Rows[i].read(p, kept, seen)
	}
	l.parents(kept)
	l.Wrong, l.New = 0, 0
	for _, r := range l.Rows {
		if len(r.Wrong) > 0 {
			l.Wrong++
		}
		if r.New {
			l.New++
		}
	}
}

// read makes the row's area of its cells. What the list has no column for stays as it is.
func (r *AreaRow) read(p *regulation.Pack, kept map[string]institution.Area, seen map[string]int) {
	if len(r.Cells) != len(AreaColumns) {
		r.Wrong["id"] = fmt.Sprintf("La línea tiene %d celdas y deben ser %d.", len(r.Cells), len(AreaColumns))
		return
	}
	c := map[string]string{}
	for i, column := range AreaColumns {
		c[column] = r.cell(column, r.Cells[i])
	}
	old, there := kept[c["id"]]
	r.New = !there
	r.Area = institution.Area{ID: c["id"], Name: c["name"], Short: c["short"], Kind: c["kind"], ParentID: c["parent_id"], Zone: c["zone"], Seat: old.Seat, Email: old.Email}
	if r.Area.Zone == "" {
		r.Area.Zone = p.Institution.Zone
	}
	r.filled("id", 64)
	r.filled("name", 200)
	r.filled("short", 60)
	r.checkWords(p)
	r.checkNumber(c["number"])
	if before, twice := seen[r.Area.ID]; twice {
		r.wrong("id", "Ya está en la línea %d.", before)
	}
	seen[r.Area.ID] = r.Line
}

// cell refuses what a spreadsheet would take for a formula when the directory is exported,
// and what no name holds.
func (r *AreaRow) cell(column, text string) string {
	text = strings.TrimSpace(text)
	if text != "" && strings.ContainsRune("=+-@", rune(text[0])) {
		r.wrong(column, "No puede empezar con «%s»: una hoja de cálculo lo tomaría por fórmula.", text[:1])
	}
	if strings.ContainsFunc(text, func(c rune) bool { return c < ' ' || c == 0x7f }) {
		r.wrong(column, "Tiene saltos de línea o caracteres de control.")
	}
	return text
}

// wrong keeps the first thing wrong with a cell.
func (r *AreaRow) wrong(column, format string, args ...any) {
	if _, told := r.Wrong[column]; !told {
		r.Wrong[column] = fmt.Sprintf(format, args...)
	}
}

func (r *AreaRow) filled(column string, most int) {
	text := map[string]string{"id": r.Area.ID, "name": r.Area.Name, "short": r.Area.Short}[column]
	if text == "" {
		r.wrong(column, "Falta.")
	}
	if utf8.RuneCountInString(text) > most {
		r.wrong(column, "Tiene más de %d caracteres.", most)
	}
}

func (r *AreaRow) checkWords(p *regulation.Pack) {
	if !areaID.MatchString(r.Area.ID) {
		r.wrong("id", "Use minúsculas sin acento, números y guiones.")
	}
	if _, ok := p.AreaKind(r.Area.Kind); !ok {
		r.wrong("kind", "La clase de área «%s» no existe.", r.Area.Kind)
	}
	if _, err := time.LoadLocation(r.Area.Zone); err != nil || r.Area.Zone == "Local" {
		r.wrong("zone", "La zona horaria «%s» no existe.", r.Area.Zone)
	}
}

func (r *AreaRow) checkNumber(text string) {
	if n, err := strconv.Atoi(text); text != "" && (err != nil || n < 1 || n > 999) {
		r.wrong("number", "Debe ser un número del 1 al 999.")
	}
}

// parents checks that every parent is kept or in the list, and that no area ends up above
// itself.
func (l *AreaList) parents(kept map[string]institution.Area) {
	all := make([]institution.Area, 0, len(kept)+len(l.Rows))
	parent := map[string]string{}
	for _, a := range kept {
		parent[a.ID] = a.ParentID
	}
	for _, r := range l.Rows {
		parent[r.Area.ID] = r.Area.ParentID
	}
	for id, up := range parent {
		all = append(all, institution.Area{ID: id, ParentID: up})
	}
	below := institution.Family(all)
	for i := range l.Rows {
		r := &l.Rows[i]
		up := r.Area.ParentID
		if up == "" {
			continue
		}
		if _, ok := parent[up]; !ok {
			r.wrong("parent_id", "El área «%s» no existe ni está en el archivo.", up)
		} else if below(up, r.Area.ID) {
			r.wrong("parent_id", "El área quedaría por encima de sí misma.")
		}
	}
}
