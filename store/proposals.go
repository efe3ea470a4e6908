package store

import (
	"context"

	"pregonero/proposal"
)

var proposals = kind[proposal.Proposal]{
	name: "proposal", what: "esa propuesta",
	index: func(p proposal.Proposal) Index {
		return Index{ID: p.ID, State: string(p.State), AccountID: p.AccountID, AreaID: p.AreaID, At: p.CreatedAt, Version: p.Version}
	},
	set: func(p *proposal.Proposal, v int) { p.Version = v },
}

// Proposal reads one proposal.
func (t *Tx) Proposal(ctx context.Context, id string) (proposal.Proposal, error) {
	return proposals.one(ctx, t, id)
}

// Proposals lists proposals, the newest first.
func (t *Tx) Proposals(ctx context.Context, f MatterFilter) ([]proposal.Proposal, error) {
	return proposals.list(ctx, t, f)
}

// AddProposal keeps a new proposal.
func (t *Tx) AddProposal(ctx context.Context, p proposal.Proposal) error {
	return proposals.add(ctx, t, p)
}

// UpdateProposal changes a proposal.
func (t *Tx) UpdateProposal(ctx context.Context, p proposal.Proposal) error {
	return proposals.update(ctx, t, p)
}
