package publishing

import (
	"context"
	"time"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
)

// quiet is how long one person's saves are kept as one version: autosave writes every
// few hundred milliseconds, and nobody compares those.
const quiet = 2 * time.Minute

// Save replaces the content of a post. revision is the one the author had on the screen:
// another one there is told, never overwritten.
//
//clause:code 6.xx
func (d *Desk) Save(ctx context.Context, a institution.Actor, postID string, revision int, in Draft) (post.Post, error) {
	now := d.Now()
	p, err := d.read(ctx, now, a, institution.PostDraft, postID)
	if err != nil {
		return p, err
	}
	if p.Revision != revision {
		return p, fault.New(fault.Conflict, "Otra persona guardó cambios en esta publicación mientras usted escribía.").
			Then("Copie su texto, vuelva a cargar la página y compare las versiones.")
	}
	before := p
	err = d.Store.Change(ctx, func(t *store.Tx) error {
		p = before
		area, err := d.areaOf(ctx, t, a, in.Content.AccountIDs())
		if err != nil {
			return err
		}
		if len(in.Content.AccountIDs()) > 0 {
			p.AreaID = area
		}
		if err := p.Edit(a.PersonID, d.tidy(in.Content), orElse(in.SourceArea, p.SourceArea), now); err != nil {
			return err
		}
		if p.Revision == before.Revision {
			return nil
		}
		if err := d.mayMove(now, a, p); err != nil {
			return err
		}
		return d.keepEdit(ctx, t, a, before, &p, now)
	})
	return p, d.denied(ctx, now, a, institution.PostDraft, on(p), err)
}

// mayMove asks the gate again when the edit takes the post to other accounts.
func (d *Desk) mayMove(now time.Time, a institution.Actor, p post.Post) error {
	if institution.Allowed(now, a, institution.PostDraft, on(p)) {
		return nil
	}
	if len(p.Content.AccountIDs()) == 0 {
		return d.noAccount()
	}
	return fault.New(fault.Forbidden, "Usted no administra alguna de las cuentas elegidas.").
		Then("Quite esa cuenta o pida a quien la administra que publique.").Under(d.Pack.ClauseFor(regulation.RuleAccess)).On("accounts")
}

func (d *Desk) keepEdit(ctx context.Context, t *store.Tx, a institution.Actor, before post.Post, p *post.Post, now time.Time) error {
	if err := d.known(ctx, t, *p); err != nil {
		return err
	}
	if err := d.mayAttach(ctx, t, now, a, added(before, *p)); err != nil {
		return err
	}
	if err := d.mayCite(ctx, t, now, a, cited(before, *p)); err != nil {
		return err
	}
	if err := d.dropPublications(ctx, t, *p, a, now); err != nil {
		return err
	}
	if err := t.UpdatePost(ctx, *p); err != nil {
		return err
	}
	p.Version++
	if err := d.keepRevision(ctx, t, a, before, *p); err != nil {
		return err
	}
	if before.State == post.Draft {
		return nil // words of a draft stand in its versions; the ledger notes what is sent for endorsement
	}
	return record(ctx, t, entryFor(now, a, "post.edit", *p, d.Pack.ClauseFor(regulation.RuleEndorsement)), p.Content.AccountIDs())
}

// added are the attachments that the edit brings.
func added(before, p post.Post) (out []post.Media) {
	for _, m := range p.Content.Media {
		if !attaches(before, m.Hash) {
			out = append(out, m)
		}
	}
	return out
}

// keepRevision keeps the new version and drops the same person's last one when it is
// only moments old.
func (d *Desk) keepRevision(ctx context.Context, t *store.Tx, a institution.Actor, before, p post.Post) error {
	last, err := t.Revisions(ctx, p.ID, 2)
	if err != nil {
		return err
	}
	if len(last) > 1 && last[0].PersonID == a.PersonID && p.Updated.Sub(last[1].At) < quiet && before.State == post.Draft {
		if err := t.ForgetRevision(ctx, p.ID, last[0].Revision); err != nil {
			return err
		}
	}
	return t.PutRevision(ctx, revisionOf(p, a))
}

// dropPublications takes back what was waiting to go out with the former content. What is
// on its way or public stays: then the post can no longer be edited.
func (d *Desk) dropPublications(ctx context.Context, t *store.Tx, p post.Post, a institution.Actor, now time.Time) error {
	all, err := t.PublicationsOf(ctx, p.ID)
	if err != nil {
		return err
	}
	for _, pub := range all {
		switch pub.Stage {
		case post.Withdrawn, post.Missed, post.Failed:
			continue
		case post.Waiting:
			if err := pub.Withdraw(a.PersonID, "El contenido o la hora cambiaron antes de publicarse.", now); err != nil {
				return err
			}
			if err := t.UpdatePublication(ctx, pub); err != nil {
				return err
			}
		default:
			return fault.New(fault.Conflict, "Esta publicación ya salió o está saliendo en una de sus cuentas.").
				Then("Use «Corregir» o «Retirar» en lo ya publicado.").Under(d.Pack.ClauseFor(regulation.RuleCorrection))
		}
	}
	return nil
}
