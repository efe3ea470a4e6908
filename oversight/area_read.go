package oversight

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"pregonero/institution"
	"pregonero/internal/fault"
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
