package store

import (
	"context"

	"pregonero/request"
)

// requests have their kind as subject, so that the open ones of a kind are found by an index.
var requests = kind[request.Request]{
	name: "request", what: "esa solicitud",
	index: func(r request.Request) Index {
		return Index{ID: r.ID, State: string(r.State), AccountID: r.AccountID, AreaID: r.AreaID, Subject: string(r.Kind), At: r.AskedAt, Version: r.Version}
	},
	set: func(r *request.Request, v int) { r.Version = v },
}

// Request reads one request.
func (t *Tx) Request(ctx context.Context, id string) (request.Request, error) {
	return requests.one(ctx, t, id)
}

// Requests lists requests, the newest first; Subject is their kind.
func (t *Tx) Requests(ctx context.Context, f MatterFilter) ([]request.Request, error) {
	return requests.list(ctx, t, f)
}

// AddRequest keeps a new request.
func (t *Tx) AddRequest(ctx context.Context, r request.Request) error { return requests.add(ctx, t, r) }

// UpdateRequest changes a request.
func (t *Tx) UpdateRequest(ctx context.Context, r request.Request) error {
	return requests.update(ctx, t, r)
}
