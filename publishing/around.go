package publishing

import (
	"context"

	"pregonero/account"
	"pregonero/post"
	"pregonero/store"
)

// Around is what stands around posts in a list.
type Around struct {
	Accounts     map[string]account.Account
	Publications map[string][]post.Publication // by post
}

// Around loads the accounts and publications of posts that a list has already shown: it
// tells nothing of any other.
func (d *Desk) Around(ctx context.Context, posts []post.Post) (Around, error) {
	out := Around{Publications: map[string][]post.Publication{}}
	var ids []string
	for _, p := range posts {
		ids = append(ids, p.Content.AccountIDs()...)
	}
	err := d.Store.Read(ctx, func(t *store.Tx) (err error) {
		if out.Accounts, err = accountsOf(ctx, t, unique(ids)); err != nil {
			return err
		}
		for _, p := range posts {
			if out.Publications[p.ID], err = t.PublicationsOf(ctx, p.ID); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}
