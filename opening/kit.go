package opening

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/ledger"
	"pregonero/media"
	"pregonero/proposal"
	"pregonero/regulation"
	"pregonero/store"
)

// AddToKit keeps a file of the graphic identity that goes with an approval.
//
//clause:code 7.iii
func (v *Opener) AddToKit(ctx context.Context, a institution.Actor, proposalID, name, mimeType string, r io.Reader) (proposal.Proposal, error) {
	p, err := v.read(ctx, proposalID)
	if err != nil {
		return p, err
	}
	if err := v.Gate.Permit(ctx, v.Now(), a, institution.ProposalJudge, over(p)); err != nil {
		return proposal.Proposal{}, err
	}
	file, err := v.keepFile(ctx, name, mimeType, r)
	if err != nil {
		return p, err
	}
	return v.take(ctx, a, proposalID, step{institution.ProposalJudge, "proposal.kit_add", regulation.RuleProposalAnswer, func(_ *store.Tx, p *proposal.Proposal, e *ledger.Entry) error {
		e.Details["file"], e.Details["hash"] = file.Name, file.Hash
		return p.AddFile(file)
	}})
}

// DropFromKit takes a file out of the graphic identity.
func (v *Opener) DropFromKit(ctx context.Context, a institution.Actor, proposalID, hash string) (proposal.Proposal, error) {
	return v.take(ctx, a, proposalID, step{institution.ProposalJudge, "proposal.kit_drop", regulation.RuleProposalAnswer, func(_ *store.Tx, p *proposal.Proposal, e *ledger.Entry) error {
		e.Details["hash"] = hash
		return p.DropFile(hash)
	}})
}

// OpenKit reads a file of the graphic identity, for those who may read the proposal.
func (v *Opener) OpenKit(ctx context.Context, a institution.Actor, proposalID, hash string) (proposal.KitFile, io.ReadSeekCloser, error) {
	f, err := v.Read(ctx, a, proposalID)
	if err != nil {
		return proposal.KitFile{}, nil, err
	}
	for _, x := range f.Proposal.Kit {
		if x.Hash == hash {
			r, err := v.Media.Open(ctx, hash)
			return x, r, err
		}
	}
	return proposal.KitFile{}, nil, fault.New(fault.NotFound, "Ese archivo no es de esta propuesta.")
}

// keepFile keeps a document of a graphic identity by its hash: a picture cleaned of what it
// carries, a PDF or a ZIP as it is.
func (v *Opener) keepFile(ctx context.Context, name, mimeType string, r io.Reader) (proposal.KitFile, error) {
	start := bufio.NewReaderSize(r, 512)
	head, err := start.Peek(512)
	if err != nil && !errors.Is(err, io.EOF) {
		return proposal.KitFile{}, fault.New(fault.Invalid, "El archivo no llegó completo.").Then("Súbalo de nuevo.").On("kit").Because(err)
	}
	if kind := http.DetectContentType(head); kind == "application/pdf" || kind == "application/zip" {
		f, err := v.Media.PutFile(ctx, start, kind)
		return proposal.KitFile{Name: name, Type: f.Type, Hash: f.Hash, Bytes: f.Bytes}, err
	}
	c, err := media.Clean(ctx, start, mimeType, media.DefaultLimits())
	if err != nil {
		return proposal.KitFile{}, err
	}
	defer c.Close()
	if err := v.Media.Put(ctx, c); err != nil {
		return proposal.KitFile{}, err
	}
	return proposal.KitFile{Name: name, Type: c.Type, Hash: c.Hash, Bytes: c.Bytes}, nil
}
