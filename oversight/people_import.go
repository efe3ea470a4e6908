package oversight

import (
	"context"
	"encoding/csv"
	"io"
	"slices"
	"strings"
	"time"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/id"
	"pregonero/regulation"
	"pregonero/store"
)

// PeopleColumns head every list of people, in this order. The last is "si" or "no": who is
// not active any more leaves.
var PeopleColumns = []string{"username", "name", "email", "area_id", "rank_id", "active"}

const maxPeopleRows = 5000

// What importing does with somebody.
const (
	RowNew     = "new"
	RowChanged = "changed"
	RowLeaves  = "leaves"
	RowSame    = "same"
)

// PeopleRow is a line of the list.
type PeopleRow struct {
	Line   int
	Cells  []string
	Person institution.Person
	Does   string
	Wrong  map[string]string // column → what is wrong, in Spanish; empty when nothing is
	was    institution.Person
}

// PeopleList is a list of people as read and judged.
type PeopleList struct {
	Rows  []PeopleRow
	Wrong int               // rows with something wrong
	Opens []account.Account // those in which a substitution would open
}

// Count is how many lines do that.
func (l PeopleList) Count(does string) (n int) {
	for _, r := range l.Rows {
		if r.Does == does {
			n++
		}
	}
	return n
}

// Refusal says that nothing of the list is imported while something in it is wrong.
func (l PeopleList) Refusal() *fault.Fault {
	return fault.New(fault.Invalid, "Hay errores en el archivo y no se importó a nadie. Líneas por corregir: %d.", l.Wrong).
		Then("Corríjalas y vuelva a subir el archivo.").On("file")
}

// PreviewPeople says, cell by cell, what is wrong with a list of people, and what importing
// it would change. It changes nothing.
func (o *Office) PreviewPeople(ctx context.Context, a institution.Actor, file io.Reader) (l PeopleList, err error) {
	if err := o.Gate.Permit(ctx, o.Now(), a, institution.PersonManage, institution.On{Subject: "people"}); err != nil {
		return l, err
	}
	if l, err = readPeople(file); err != nil {
		return l, err
	}
	return l, o.Store.Read(ctx, func(t *store.Tx) error { return o.judgePeople(ctx, t, a, &l) })
}

// ImportPeople enters, changes and takes out people as the list says, in one transaction,
// or none when anything is wrong: then the list comes back with the reasons.
//
//clause:code 5.a
//clause:code 5.b
//clause:code 5.1.p2
func (o *Office) ImportPeople(ctx context.Context, a institution.Actor, file io.Reader) (l PeopleList, err error) {
	now := o.Now()
	if err := o.Gate.Permit(ctx, now, a, institution.PersonManage, institution.On{Subject: "people"}); err != nil {
		return l, err
	}
	if l, err = readPeople(file); err != nil {
		return l, err
	}
	return l, o.Store.Change(ctx, func(t *store.Tx) error {
		if err := o.judgePeople(ctx, t, a, &l); err != nil {
			return err
		}
		if l.Wrong > 0 {
			return l.Refusal()
		}
		for _, r := range l.Rows {
			if err := o.importRow(ctx, t, now, a, r); err != nil {
				return err
			}
		}
		e := store.Entry(now, a, "person.import")
		e.Subject, e.Clause = "people", o.Pack.ClauseFor(regulation.RuleAccess)
		e.Details = map[string]any{"new": l.Count(RowNew), "changed": l.Count(RowChanged), "left": l.Count(RowLeaves)}
		return t.Record(ctx, e)
	})
}

func (o *Office) importRow(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, r PeopleRow) error {
	switch r.Does {
	case RowNew:
		p := r.Person
		p.ID, p.Active, p.Version = id.New(now), true, 1
		return o.enter(ctx, t, now, a, p)
	case RowChanged:
		return o.keepPerson(ctx, t, now, a, r.was, r.Person)
	case RowLeaves:
		return o.disable(ctx, t, now, a, r.was, "Baja en la lista de personas importada")
	}
	return nil
}

func readPeople(file io.Reader) (l PeopleList, err error) {
	raw, err := io.ReadAll(io.LimitReader(file, MaxAreaFile+1))
	if err != nil {
		return l, err
	}
	bad := func(what string) error {
		return fault.New(fault.Invalid, "%s", what).Then("Guarde la hoja como «CSV UTF-8», con las columnas " + strings.Join(PeopleColumns, ", ") + ".").On("file")
	}
	text, err := plainText(raw)
	if err != nil || len(raw) > MaxAreaFile {
		return l, bad("El archivo no es un CSV legible, o es demasiado grande.")
	}
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	if first, _, _ := strings.Cut(text, "\n"); strings.Contains(first, ";") {
		r.Comma = ';'
	}
	all, err := r.ReadAll()
	if err != nil {
		return l, bad("El archivo está mal formado.")
	}
	if len(all) < 2 || len(all) > maxPeopleRows+1 || !slices.Equal(trimmed(all[0]), PeopleColumns) {
		return l, bad("Las columnas del archivo no son las que se esperan, o no trae personas.")
	}
	for i, cells := range all[1:] {
		l.Rows = append(l.Rows, PeopleRow{Line: i + 2, Cells: cells})
	}
	return l, nil
}
