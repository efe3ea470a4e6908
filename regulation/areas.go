package regulation

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
)

// areaColumns head every list of areas.
var areaColumns = []string{"id", "name", "short", "kind", "parent_id", "zone", "state", "number"}

// ReadAreas reads a list of areas as CSV and holds it against the pack: the kinds and the
// parents must exist, no id may be repeated or already be the pack's. It reads to the end
// and returns a *PackError with every wrong line.
func ReadAreas(r io.Reader, p *Pack) ([]Area, error) {
	rows := csv.NewReader(io.LimitReader(r, maxPack))
	head, err := rows.Read()
	if err != nil || !slices.Equal(head, areaColumns) {
		return nil, &PackError{Problems: []Problem{{Line: 1, Message: fmt.Sprintf("las columnas deben ser %s", join(areaColumns))}}, Err: err}
	}
	var areas []Area
	v := &verifier{pack: p}
	seen := map[string]bool{}
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, &PackError{Problems: append(v.found, unreadableRow(err)), Err: err}
		}
		line, _ := rows.FieldPos(0)
		before := len(v.found)
		areas = append(areas, v.areaRow(row, seen))
		for i := before; i < len(v.found); i++ {
			v.found[i].Line = line
		}
	}
	if len(v.found) > 0 {
		return nil, &PackError{Problems: v.found}
	}
	return areas, nil
}

func unreadableRow(err error) Problem {
	p := Problem{Message: "la línea no se puede leer o no tiene ocho columnas"}
	var wrong *csv.ParseError
	if errors.As(err, &wrong) {
		p.Line = wrong.Line
	}
	return p
}

func (v *verifier) areaRow(row []string, seen map[string]bool) Area {
	a := Area{ID: row[0], Name: row[1], Short: row[2], Kind: row[3], ParentID: row[4], Zone: row[5], State: row[6]}
	v.once(seen, "id", a.ID, slug)
	v.filled("name", a.Name)
	v.filled("short", a.Short)
	v.zone("zone", a.Zone)
	if _, ok := v.pack.AreaKind(a.Kind); !ok {
		v.wrong("kind", "la clase de área %q no existe", a.Kind)
	}
	if _, ok := v.pack.Area(a.ID); ok {
		v.wrong("id", "el área %q ya está en el paquete", a.ID)
	}
	if a.ParentID != "" {
		v.area("parent_id", a.ParentID)
	}
	if row[7] == "" {
		return a
	}
	n, err := strconv.Atoi(row[7])
	if err != nil || n < 1 {
		v.wrong("number", "%q no es un número", row[7])
	}
	a.Number = n
	return a
}

// EmbeddedAreas are the importable lists of areas that come with an embedded pack: further
// areas, too many to stand in it. There may be none.
func EmbeddedAreas(id string) ([]Area, error) {
	p, err := Embedded(id)
	if err != nil {
		return nil, err
	}
	names, _ := fs.Glob(files, "practice/"+id+"_*.csv")
	var all []Area
	for _, name := range names {
		areas, err := ReadAreas(embedded(name), p)
		if err != nil {
			return nil, named(err, name)
		}
		all = append(all, areas...)
	}
	return all, nil
}
