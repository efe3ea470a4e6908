package oversight

import (
	"context"
	"io"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/regulation"
	"pregonero/store"
)

// PreviewAreas reads a list of areas and says, cell by cell, what importing it would meet.
// It changes nothing.
func (o *Office) PreviewAreas(ctx context.Context, a institution.Actor, file io.Reader) (AreaList, error) {
	if err := o.mayImport(ctx, a); err != nil {
		return AreaList{}, err
	}
	list, err := readAreaFile(file)
	if err != nil {
		return list, err
	}
	return list, o.Store.Read(ctx, func(t *store.Tx) error {
		there, err := t.Areas(ctx)
		list.judge(o.Pack, there)
		return err
	})
}

// Refusal says that nothing of the list is imported while something in it is wrong.
func (l AreaList) Refusal() *fault.Fault {
	f := fault.New(fault.Invalid, "Hay errores en %d líneas del archivo y no se importó ninguna.", l.Wrong)
	if l.Wrong == 1 {
		f = fault.New(fault.Invalid, "Hay errores en una línea del archivo y no se importó nada.")
	}
	return f.Then("Corríjalos y vuelva a subir el archivo.").On("file")
}

// mayImport lets in who the gate does, and the command line: whoever is at the server's
// shell holds the database in any case, and it is recorded.
func (o *Office) mayImport(ctx context.Context, a institution.Actor) error {
	if a.System && a.Via == "cli" {
		return nil
	}
	return o.Gate.Permit(ctx, o.Now(), a, institution.AreaManage, institution.On{Subject: "areas"})
}

// ImportAreas adds the areas of a list and replaces those that are there, all in one
// transaction, or none when anything is wrong: then the list comes back with the reasons.
func (o *Office) ImportAreas(ctx context.Context, a institution.Actor, file io.Reader) (AreaList, error) {
	now := o.Now()
	if err := o.mayImport(ctx, a); err != nil {
		return AreaList{}, err
	}
	list, err := readAreaFile(file)
	if err != nil {
		return list, err
	}
	return list, o.Store.Change(ctx, func(t *store.Tx) error {
		there, err := t.Areas(ctx)
		if err != nil {
			return err
		}
		if list.judge(o.Pack, there); list.Wrong > 0 {
			return list.Refusal()
		}
		for _, r := range list.Rows {
			if err := t.PutArea(ctx, r.Area); err != nil {
				return err
			}
		}
		e := store.Entry(now, a, "area.import")
		e.Subject, e.Clause = "areas", o.Pack.ClauseFor(regulation.RuleRegistered)
		e.Details = map[string]any{"count": len(list.Rows), "new": list.New, "sha256": list.SHA256}
		return t.Record(ctx, e)
	})
}
