package publishing

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/fold"
	"pregonero/regulation"
	"pregonero/store"
)

// Bounds of the reserved terms.
const (
	MaxTerms  = 500 // of the whole institution
	MaxTerm   = 120 // characters of one
	LeastTerm = 4
)

// ReservedTerms lists the terms that areas keep reserved; own is false when the pack's are
// in force because none was ever set here.
func (d *Desk) ReservedTerms(ctx context.Context, a institution.Actor) (terms []regulation.ReservedTerms, own bool, err error) {
	if err := d.Gate.Permit(ctx, d.Now(), a, institution.DeliberationRead, institution.On{Subject: "reserved"}); err != nil {
		return nil, false, err
	}
	err = d.Store.Read(ctx, func(t *store.Tx) error {
		terms, own, err = t.ReservedTerms(ctx, d.Pack)
		return err
	})
	return terms, own, err
}

// ReserveTerm adds a term to those that an area keeps reserved.
//
//clause:code 6.iii
func (d *Desk) ReserveTerm(ctx context.Context, a institution.Actor, areaID, term string) error {
	term = strings.Join(strings.Fields(term), " ")
	return d.setTerms(ctx, a, "reserved.add", areaID, term, func(all []regulation.ReservedTerms) ([]regulation.ReservedTerms, error) {
		if n := utf8.RuneCountInString(term); n < LeastTerm || n > MaxTerm || !fold.Visible(term) {
			return nil, fault.New(fault.Invalid, "Escriba un término de %d a %d caracteres.", LeastTerm, MaxTerm).On("term")
		}
		count := 0
		for _, t := range all {
			count += len(t.Words)
			if t.Area == areaID && slices.ContainsFunc(t.Words, same(term)) {
				return nil, fault.New(fault.Conflict, "Ese término ya está reservado por esa área.").On("term")
			}
		}
		if count >= MaxTerms {
			return nil, fault.New(fault.Limit, "Caben %d términos: quite los que ya no lo son.", MaxTerms).On("term")
		}
		i := slices.IndexFunc(all, func(t regulation.ReservedTerms) bool { return t.Area == areaID })
		if i < 0 {
			return append(all, regulation.ReservedTerms{Area: areaID, Words: []string{term}}), nil
		}
		all[i].Words = append(slices.Clone(all[i].Words), term)
		return all, nil
	})
}

// ReleaseTerm takes out a term: it is reserved no longer.
func (d *Desk) ReleaseTerm(ctx context.Context, a institution.Actor, areaID, term string) error {
	return d.setTerms(ctx, a, "reserved.remove", areaID, term, func(all []regulation.ReservedTerms) ([]regulation.ReservedTerms, error) {
		for i, t := range all {
			if t.Area != areaID || !slices.ContainsFunc(t.Words, same(term)) {
				continue
			}
			all[i].Words = slices.DeleteFunc(slices.Clone(t.Words), same(term))
			return slices.DeleteFunc(all, func(t regulation.ReservedTerms) bool { return len(t.Words) == 0 }), nil
		}
		return nil, fault.New(fault.NotFound, "Ese término ya no está reservado.").On("term")
	})
}

func same(term string) func(string) bool {
	plain := fold.Text(term)
	return func(w string) bool { return fold.Text(w) == plain }
}

func (d *Desk) setTerms(ctx context.Context, a institution.Actor, act, areaID, term string, change func([]regulation.ReservedTerms) ([]regulation.ReservedTerms, error)) error {
	now := d.Now()
	if err := d.Gate.Permit(ctx, now, a, institution.ReservedManage, institution.On{AreaID: areaID, Subject: "reserved"}); err != nil {
		return err
	}
	return d.Store.Change(ctx, func(t *store.Tx) error {
		if _, err := t.Area(ctx, areaID); err != nil {
			return fault.New(fault.Invalid, "Elija el área que reserva el término.").On("area_id")
		}
		terms, _, err := t.ReservedTerms(ctx, d.Pack)
		if err != nil {
			return err
		}
		if terms, err = change(slices.Clone(terms)); err != nil {
			return err
		}
		if err := t.SetReservedTerms(ctx, terms); err != nil {
			return err
		}
		e := store.Entry(now, a, act)
		e.Subject, e.Area, e.Clause = "reserved", areaID, d.Pack.ClauseFor(regulation.RuleReserved)
		e.Details = map[string]any{"term": term}
		return t.Record(ctx, e)
	})
}
