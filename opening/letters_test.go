package opening_test

import (
	"context"

	"pregonero/opening"
	"pregonero/proposal"
)

// sign does what the lettering process does when the head signs a letter: it gives it its
// number and tells the opening.
func (b board) sign(letterID string, p proposal.Proposal, told func(context.Context, opening.Signed) error) {
	b.Helper()
	must(b.T, told(b.Context(), opening.Signed{LetterID: letterID, Number: "JLE-BC/001/2026", Subject: "proposal:" + p.ID}))
}
