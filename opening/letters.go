package opening

import (
	"context"

	"pregonero/institution"
	"pregonero/internal/id"
	"pregonero/proposal"
	"pregonero/store"
)

// Kinds of letter that an opening needs.
const (
	letterProposal  = "proposal"
	letterCommittee = "opening_notice" // to the committee, that the account was opened
	letterPress     = "board_opening"  // of a board to the press office
)

// write makes a letter of the proposal for the head's signature and gives its identifier.
func (v *Opener) write(ctx context.Context, t *store.Tx, a institution.Actor, p proposal.Proposal, kind string) (string, error) {
	return id.New(v.Now()), nil
}

// dropLetter withdraws a letter that was not signed yet.
func (v *Opener) dropLetter(ctx context.Context, t *store.Tx, letterID string) error { return nil }

// Signed is the data of the job of a letter that was signed.
type Signed struct {
	LetterID string `json:"letter_id"`
	Number   string `json:"number"`
	Subject  string `json:"subject"` // "proposal:ID"
}

// JobSigned, followed by the kind of letter, is the job that tells of a signature.
const JobSigned = "letter.signed/"

// LetterSigned tells whatever of the proposal waited for the signature of that letter.
// Told twice, it does nothing the second time.
func (v *Opener) LetterSigned(ctx context.Context, s Signed) error {
	for _, told := range []func(context.Context, Signed) error{v.ProposalSigned, v.CommitteeSigned, v.PressSigned} {
		if err := told(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// ProposalSigned presents the proposal whose letter was signed.
func (v *Opener) ProposalSigned(ctx context.Context, s Signed) error {
	return v.present(ctx, idOf(s.Subject), s.LetterID, s.Number)
}
