package store

import (
	"context"
	"encoding/json"
	"fmt"

	"pregonero/check"
	"pregonero/deliberation"
	"pregonero/regulation"
)

var deliberations = kind[deliberation.Matter]{
	name: "deliberation", what: "ese asunto",
	index: func(m deliberation.Matter) Index {
		return Index{ID: m.ID, State: string(m.State), AreaID: m.AreaID, At: m.At, Version: m.Version}
	},
	set: func(m *deliberation.Matter, v int) { m.Version = v },
}

// Deliberation reads one matter under deliberation, or that was.
func (t *Tx) Deliberation(ctx context.Context, id string) (deliberation.Matter, error) {
	return deliberations.one(ctx, t, id)
}

// Deliberations lists matters, the newest first.
func (t *Tx) Deliberations(ctx context.Context, f MatterFilter) ([]deliberation.Matter, error) {
	return deliberations.list(ctx, t, f)
}

// AddDeliberation keeps a new matter.
func (t *Tx) AddDeliberation(ctx context.Context, m deliberation.Matter) error {
	return deliberations.add(ctx, t, m)
}

// UpdateDeliberation changes a matter.
func (t *Tx) UpdateDeliberation(ctx context.Context, m deliberation.Matter) error {
	return deliberations.update(ctx, t, m)
}

const termsSetting = "reserved.terms"

// ReservedTerms lists the terms that areas keep reserved; set is false when they were
// never changed in the program and the pack's are in force.
func (t *Tx) ReservedTerms(ctx context.Context, p *regulation.Pack) (terms []regulation.ReservedTerms, set bool, err error) {
	text, err := t.Setting(ctx, termsSetting)
	if err != nil || text == "" {
		return p.ReservedTerms, false, err
	}
	if err := json.Unmarshal([]byte(text), &terms); err != nil {
		return nil, false, fmt.Errorf("read the reserved terms: %w", err)
	}
	return terms, true, nil
}

// SetReservedTerms keeps the reserved terms; from then on they are in force instead of the pack's.
func (t *Tx) SetReservedTerms(ctx context.Context, terms []regulation.ReservedTerms) error {
	return t.SetSetting(ctx, termsSetting, encode(terms))
}

// Reserve is what the checks must know that is not for publishing: the matters under
// deliberation and the reserved terms, each with the name of its area.
func (t *Tx) Reserve(ctx context.Context, p *regulation.Pack) (r check.Reserve, err error) {
	open, err := t.Deliberations(ctx, MatterFilter{States: []string{string(deliberation.Open)}})
	if err != nil {
		return r, err
	}
	terms, _, err := t.ReservedTerms(ctx, p)
	if err != nil {
		return r, err
	}
	names, err := t.areaNames(ctx)
	if err != nil {
		return r, err
	}
	for _, m := range open {
		r.Matters = append(r.Matters, check.Matter{ID: m.ID, Name: m.Name, Area: names[m.AreaID], Words: m.Words})
	}
	r.Terms = []check.AreaTerms{}
	for _, x := range terms {
		r.Terms = append(r.Terms, check.AreaTerms{Area: names[x.Area], Words: x.Words})
	}
	return r, nil
}

func (t *Tx) areaNames(ctx context.Context) (map[string]string, error) {
	areas, err := t.Areas(ctx)
	out := map[string]string{}
	for _, a := range areas {
		out[a.ID] = a.Name
	}
	return out, err
}
