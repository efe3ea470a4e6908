package publishing

import (
	"context"
	"slices"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/id"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
)

// Draft is what the author writes: the content and the area that generated the information.
type Draft struct {
	Content    post.Content
	SourceArea string // empty: the area of the accounts
	PostID     string // of the post that is being changed; empty: none yet
	Form       string // identifier that the page gave this form: the draft takes it, so that one form makes one draft
}

// Create starts a draft for the accounts of one area.
//
//clause:code 5.2.a
//clause:code 5.2.c
func (d *Desk) Create(ctx context.Context, a institution.Actor, in Draft) (post.Post, error) {
	if !id.Valid(in.Form) {
		return d.create(ctx, a, id.New(d.Now()), in)
	}
	if made, ok, err := d.madeOf(ctx, a, in.Form); err != nil || ok {
		return d.saveMade(ctx, a, made, in, err)
	}
	p, err := d.create(ctx, a, in.Form, in)
	if err == nil {
		return p, nil
	}
	if made, ok, failed := d.madeOf(ctx, a, in.Form); failed == nil && ok {
		return d.saveMade(ctx, a, made, in, nil) // the same form was saved at the same moment
	}
	return p, err
}

// madeOf finds the draft that the form made before, for its author only.
func (d *Desk) madeOf(ctx context.Context, a institution.Actor, form string) (p post.Post, ok bool, err error) {
	err = d.Store.Read(ctx, func(t *store.Tx) error {
		p, err = t.Post(ctx, form)
		return err
	})
	if fault.Is(err, fault.NotFound) {
		return p, false, nil
	}
	if err == nil && p.Author != a.PersonID {
		err = fault.New(fault.Conflict, "Este formulario ya no sirve.").Then("Copie su texto y empiece de nuevo en «Redactar».")
	}
	return p, err == nil, err
}

// saveMade keeps the later words of a form in the draft that it made. What somebody else
// did to that draft since is never overwritten: only its first version is.
func (d *Desk) saveMade(ctx context.Context, a institution.Actor, made post.Post, in Draft, err error) (post.Post, error) {
	if err != nil {
		return made, err
	}
	return d.Save(ctx, a, made.ID, 1, in)
}

func (d *Desk) create(ctx context.Context, a institution.Actor, postID string, in Draft) (post.Post, error) {
	now := d.Now()
	p := post.New(postID, "", a.PersonID, a.Name, now)
	err := d.Store.Change(ctx, func(t *store.Tx) error {
		area, err := d.areaOf(ctx, t, a, in.Content.AccountIDs())
		if err != nil {
			return err
		}
		p.AreaID = area
		return nil
	})
	if err != nil {
		return p, err
	}
	if len(in.Content.Variants) == 0 && !institution.Allowed(now, a, institution.PostDraft, institution.On{AreaID: p.AreaID}) {
		return p, d.noAccount()
	}
	if err := d.Gate.Permit(ctx, now, a, institution.PostDraft, institution.On{AreaID: p.AreaID, AccountIDs: in.Content.AccountIDs(), Subject: "post:" + p.ID}); err != nil {
		return p, err
	}
	in.Content = d.tidy(in.Content)
	if err := p.Edit(a.PersonID, in.Content, orElse(in.SourceArea, p.AreaID), now); err != nil {
		return p, err
	}
	p.Revision = 1
	return p, d.denied(ctx, now, a, institution.PostDraft, on(p), d.Store.Change(ctx, func(t *store.Tx) error {
		if err := d.known(ctx, t, p); err != nil {
			return err
		}
		if err := d.mayAttach(ctx, t, now, a, p.Content.Media); err != nil {
			return err
		}
		if err := d.mayCite(ctx, t, now, a, p.Content.Sources); err != nil {
			return err
		}
		if err := t.AddPost(ctx, p); err != nil {
			return err
		}
		if err := t.PutRevision(ctx, revisionOf(p, a)); err != nil {
			return err
		}
		p.Version = 1
		return record(ctx, t, entryFor(now, a, "post.create", p, d.Pack.ClauseFor(regulation.RulePlacement)), p.Content.AccountIDs())
	}))
}

// MayDraft asks whether the actor may write at all, before anything is written.
func (d *Desk) MayDraft(ctx context.Context, a institution.Actor) error {
	return d.Gate.Permit(ctx, d.Now(), a, institution.PostDraft, institution.On{})
}

// areaOf is the area that answers for the accounts: one for all of them. Without an
// account it is the area where the author holds a role.
func (d *Desk) areaOf(ctx context.Context, t *store.Tx, a institution.Actor, ids []string) (string, error) {
	accounts, err := accountsOf(ctx, t, ids)
	if err != nil {
		return "", err
	}
	area := ""
	for _, want := range ids {
		acc, ok := accounts[want]
		if !ok || acc.State == account.Closed {
			return "", fault.New(fault.Invalid, "Una de las cuentas elegidas no está en el registro.").
				Then("Elija entre las cuentas que usted administra.").Under(d.Pack.ClauseFor(regulation.RuleRegistered)).On("accounts")
		}
		if area != "" && area != acc.AreaID {
			return "", fault.New(fault.Invalid, "Las cuentas elegidas son de áreas distintas.").
				Then("Haga una publicación por área.").Under(d.Pack.ClauseFor(regulation.RuleAccess)).On("accounts")
		}
		area = acc.AreaID
	}
	if area == "" {
		area = homeArea(a)
	}
	return area, nil
}

// noAccount is told to who administers accounts and chose none: a draft is seen through
// its accounts, so without any its own author would lose it.
func (d *Desk) noAccount() error {
	return fault.New(fault.Invalid, "Elija al menos una cuenta: así puede guardarse.").Under(d.Pack.ClauseFor(regulation.RulePlacement)).On("accounts")
}

func homeArea(a institution.Actor) string {
	for _, g := range a.Grants {
		if g.Role == institution.Lead || g.Role == institution.Alternate || g.Role == institution.Head {
			return g.AreaID
		}
	}
	return a.AreaID
}

// known refuses purposes, areas and attachments that do not exist.
func (d *Desk) known(ctx context.Context, t *store.Tx, p post.Post) error {
	for _, purpose := range p.Content.Purposes {
		if _, ok := d.Pack.Purpose(purpose); !ok {
			return fault.New(fault.Invalid, "El fin «%s» no existe.", purpose).Then("Elija un fin de la lista.").On("purposes")
		}
	}
	if _, err := t.Area(ctx, p.SourceArea); err != nil {
		return fault.New(fault.Invalid, "El área que generó la información no existe.").Then("Elija un área de la lista.").On("source_area")
	}
	for i, m := range p.Content.Media {
		kept, err := t.Media(ctx, m.Hash)
		if err != nil {
			return fault.New(fault.Invalid, "El archivo %d no está guardado.", i+1).Then("Súbalo de nuevo.").Because(err).On("media")
		}
		if kept.Kind != m.Kind || kept.Type != m.Type || kept.Bytes != m.Bytes {
			return fault.New(fault.Invalid, "Los datos del archivo %d no son los suyos.", i+1).Then("Quítelo y agréguelo de nuevo.").On("media")
		}
	}
	return nil
}

// tidy drops what forms send empty.
func (d *Desk) tidy(c post.Content) post.Content {
	c.Sources = slices.DeleteFunc(slices.Clone(c.Sources), func(s post.Source) bool { return s.Title == "" && s.URL == "" && s.Hash == "" })
	c.Ties = slices.DeleteFunc(slices.Clone(c.Ties), func(t post.Tie) bool { return t.Purpose == "" || t.URL == "" })
	c.Purposes = slices.DeleteFunc(slices.Clone(c.Purposes), func(s string) bool { return s == "" })
	return c
}

func revisionOf(p post.Post, a institution.Actor) store.Revision {
	return store.Revision{PostID: p.ID, Revision: p.Revision, At: p.Updated, PersonID: a.PersonID, PersonName: a.Name, Content: p.Content}
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
