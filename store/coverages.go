package store

import (
	"context"

	"pregonero/coverage"
)

// coverages are found by when they begin.
var coverages = kind[coverage.Coverage]{
	name: "coverage", what: "esa cobertura de sesión",
	index: func(c coverage.Coverage) Index {
		return Index{ID: c.ID, State: c.State, AreaID: c.AreaID, Subject: "coverage:" + c.ID, At: c.From, Version: c.Version}
	},
	set: func(c *coverage.Coverage, v int) { c.Version = v },
}

// Coverage reads one coverage of a session.
func (t *Tx) Coverage(ctx context.Context, id string) (coverage.Coverage, error) {
	return coverages.one(ctx, t, id)
}

// Coverages lists coverages of sessions, the latest first.
func (t *Tx) Coverages(ctx context.Context, f MatterFilter) ([]coverage.Coverage, error) {
	return coverages.list(ctx, t, f)
}

// AddCoverage keeps a coverage that is declared.
func (t *Tx) AddCoverage(ctx context.Context, c coverage.Coverage) error {
	return coverages.add(ctx, t, c)
}

// UpdateCoverage changes a coverage.
func (t *Tx) UpdateCoverage(ctx context.Context, c coverage.Coverage) error {
	return coverages.update(ctx, t, c)
}
