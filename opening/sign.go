package opening

import (
	"context"
	"fmt"
	"io"
	"strings"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/ledger"
	"pregonero/proposal"
	"pregonero/regulation"
	"pregonero/store"
)

// SignOnPaper keeps the scan of a letter of the proposal that the head signed on paper,
// numbers it without gaps by area and year, and tells what waited for the signature.
//
//clause:code 7.ii
func (v *Opener) SignOnPaper(ctx context.Context, a institution.Actor, proposalID, letterID, name, mimeType string, r io.Reader) (proposal.Proposal, error) {
	now := v.Now()
	p, err := v.read(ctx, proposalID)
	if err != nil {
		return p, err
	}
	if err := v.Gate.Permit(ctx, now, a, institution.LetterSign, over(p)); err != nil {
		return proposal.Proposal{}, err
	}
	file, err := v.keepFile(ctx, name, mimeType, r)
	if err != nil {
		return p, err
	}
	var number string
	p, err = v.take(ctx, a, proposalID, step{institution.LetterSign, "letter.sign_on_paper", regulation.RuleProposal, func(t *store.Tx, p *proposal.Proposal, e *ledger.Entry) error {
		if _, done := p.Scanned(letterID); done || !p.Unsigned(letterID) {
			return fault.New(fault.Conflict, "Ese oficio ya no espera firma.").Then("Vuelva a abrir la propuesta para ver en qué va.")
		}
		if number, err = v.letterNumber(ctx, t, p.AreaID); err != nil {
			return err
		}
		p.Scans = append(p.Scans, proposal.Scan{LetterID: letterID, Number: number, File: file, Signed: deed(a, now)})
		e.Details["letter"], e.Details["hash"] = number, file.Hash
		return t.Enqueue(ctx, store.Job{Name: JobSigned + letterProposal, Data: Signed{LetterID: letterID, Number: number, Subject: subject(*p)}})
	}})
	if err != nil {
		return p, err
	}
	if err := v.LetterSigned(ctx, Signed{LetterID: letterID, Number: number, Subject: subject(p)}); err != nil {
		return p, err
	}
	return v.read(ctx, proposalID)
}

// letterNumber numbers a letter of the area, gapless by year.
func (v *Opener) letterNumber(ctx context.Context, t *store.Tx, areaID string) (string, error) {
	area, err := t.Area(ctx, areaID)
	if err != nil {
		return "", err
	}
	year := v.Now().In(v.zone("")).Year()
	n, err := t.NextNumber(ctx, fmt.Sprintf("oficio/%s/%d", areaID, year))
	return fmt.Sprintf("%s/%04d/%d", strings.ToUpper(strings.ReplaceAll(area.Short, " ", "-")), n, year), err
}

// OpenScan reads the scan of a letter, for those who may read the proposal.
func (v *Opener) OpenScan(ctx context.Context, a institution.Actor, proposalID, letterID string) (proposal.KitFile, io.ReadSeekCloser, error) {
	f, err := v.Read(ctx, a, proposalID)
	if err != nil {
		return proposal.KitFile{}, nil, err
	}
	s, ok := f.Proposal.Scanned(letterID)
	if !ok {
		return proposal.KitFile{}, nil, fault.New(fault.NotFound, "Ese oficio no es de esta propuesta.")
	}
	r, err := v.Media.Open(ctx, s.File.Hash)
	return s.File, r, err
}
