package oversight

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"pregonero/institution"
	"pregonero/regulation"
)

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
