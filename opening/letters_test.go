package opening_test

import (
	"context"

	"pregonero/letter"
	"pregonero/opening"
	"pregonero/proposal"
	"pregonero/store"
)

// sign does what the lettering process does when the head signs a letter: it gives it its
// number and tells the opening.
func (b board) sign(letterID string, p proposal.Proposal, told func(context.Context, opening.Signed) error) {
	b.Helper()
	must(b.T, told(b.Context(), opening.Signed{LetterID: letterID, Number: "JLE-BC/001/2026", Subject: "proposal:" + p.ID}))
}

func (b board) letter(id string) (l letter.Letter) {
	b.Helper()
	must(b.T, b.v.Store.Read(b.Context(), func(t *store.Tx) (err error) { l, err = t.Letter(b.Context(), id); return err }))
	return l
}
