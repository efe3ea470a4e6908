package publishing

import (
	"context"
	"time"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
)

// Unready is a post whose hour comes and that nobody has cleared: as it stands it does
// not go out.
type Unready struct {
	Post     post.Post
	Accounts map[string]account.Account
	Obstacle Obstacle
	Clause   string // of what is missing
}

// Unready lists what is due between two moments and still lacks a word of somebody.
func (d *Desk) Unready(ctx context.Context, a institution.Actor, from, to time.Time) (out []Unready, err error) {
	if err := d.Gate.Permit(ctx, d.Now(), a, institution.PostRead, institution.On{}); err != nil {
		return nil, err
	}
	f := filterFor(a, Query{From: from, To: to, States: []post.State{post.Draft, post.Review, post.Endorsed}})
	err = d.Store.Read(ctx, func(t *store.Tx) error {
		posts, err := allPosts(ctx, t, f)
		if err != nil {
			return err
		}
		for _, p := range posts {
			u := Unready{Post: p}
			u.Obstacle, u.Clause = d.missing(p)
			if u.Accounts, err = accountsOf(ctx, t, p.Content.AccountIDs()); err != nil {
				return err
			}
			out = append(out, u)
		}
		return nil
	})
	return out, err
}

// missing says whose word a post lacks, and the clause that asks for it.
func (d *Desk) missing(p post.Post) (Obstacle, string) {
	switch p.State {
	case post.Review:
		return stops(fault.New(fault.Conflict, "Falta el aval del área que generó la información.").Then("Pida que la revisen en «Visto bueno» antes de su hora.")), d.Pack.ClauseFor(regulation.RuleEndorsement)
	case post.Endorsed:
		return stops(fault.New(fault.Conflict, "Falta la aprobación de otra persona administradora de la cuenta.").Then("Pida que la aprueben en «Visto bueno» antes de su hora.")), d.Pack.ClauseFor(regulation.RuleApproval)
	}
	return stops(fault.New(fault.Conflict, "Todavía es un borrador.").Then("Envíela a visto bueno o cambie su hora.")), d.Pack.ClauseFor(regulation.RuleEndorsement)
}
