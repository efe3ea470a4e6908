package store

import (
	"context"

	"pregonero/incident"
)

var incidents = kind[incident.Incident]{
	name: "incident", what: "ese incidente",
	index: func(i incident.Incident) Index {
		return Index{ID: i.ID, State: string(i.State), AccountID: i.AccountID, AreaID: i.AreaID, At: i.At, Version: i.Version}
	},
	set: func(i *incident.Incident, v int) { i.Version = v },
}

// Incident reads one incident.
func (t *Tx) Incident(ctx context.Context, id string) (incident.Incident, error) {
	return incidents.one(ctx, t, id)
}

// Incidents lists incidents, the newest first.
func (t *Tx) Incidents(ctx context.Context, f MatterFilter) ([]incident.Incident, error) {
	return incidents.list(ctx, t, f)
}

// AddIncident keeps a new incident.
func (t *Tx) AddIncident(ctx context.Context, i incident.Incident) error {
	return incidents.add(ctx, t, i)
}

// UpdateIncident changes an incident.
func (t *Tx) UpdateIncident(ctx context.Context, i incident.Incident) error {
	return incidents.update(ctx, t, i)
}

var misuses = kind[incident.Misuse]{
	name: "misuse", what: "ese reporte de uso indebido",
	index: func(m incident.Misuse) Index {
		return Index{ID: m.ID, State: string(m.State), AccountID: m.AccountID, AreaID: m.AreaID, At: m.At, Version: m.Version}
	},
	set: func(m *incident.Misuse, v int) { m.Version = v },
}

// Misuse reads one report of misuse.
func (t *Tx) Misuse(ctx context.Context, id string) (incident.Misuse, error) {
	return misuses.one(ctx, t, id)
}

// Misuses lists reports of misuse, the newest first.
func (t *Tx) Misuses(ctx context.Context, f MatterFilter) ([]incident.Misuse, error) {
	return misuses.list(ctx, t, f)
}

// AddMisuse keeps a new report.
func (t *Tx) AddMisuse(ctx context.Context, m incident.Misuse) error { return misuses.add(ctx, t, m) }

// UpdateMisuse changes a report.
func (t *Tx) UpdateMisuse(ctx context.Context, m incident.Misuse) error {
	return misuses.update(ctx, t, m)
}
