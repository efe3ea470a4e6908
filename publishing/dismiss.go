package publishing

import (
	"context"
	"maps"
	"strings"

	"pregonero/check"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
)

// Dismiss keeps a person's word that what the checks point at under that key does not hold,
// with its reason. Who endorses and who approves see both. What blocks is not dismissed.
//
//clause:code 5.2.b
func (d *Desk) Dismiss(ctx context.Context, a institution.Actor, postID, key, reason string) (post.Post, error) {
	now := d.Now()
	p, err := d.read(ctx, now, a, institution.PostDraft, postID)
	if err != nil {
		return p, err
	}
	dictamen, err := d.judgePost(ctx, a, p, now)
	if err != nil {
		return p, err
	}
	f, ok := dictamen.Find(key)
	if !ok {
		return p, fault.New(fault.NotFound, "Eso ya no está señalado.").Then("Vuelva al texto: tal vez ya se corrigió.")
	}
	if !f.Dismissable() {
		return p, fault.New(fault.Conflict, "Esto no se puede descartar: impide publicar.").Under(f.Clause).Then("Corríjalo en el texto.")
	}
	word := post.Dismissal{Key: key, Check: f.Check, Reason: reason, By: a.PersonID, Name: a.Name, At: now}
	details := map[string]any{"check": f.Check, "check_version": f.Version, "reason": strings.TrimSpace(reason)}
	return d.say(ctx, a, p, "post.finding_dismiss", details, func(p *post.Post) error { return p.Dismiss(word) })
}

// Restore takes back that a finding does not hold.
func (d *Desk) Restore(ctx context.Context, a institution.Actor, postID, key string) (post.Post, error) {
	p, err := d.read(ctx, d.Now(), a, institution.PostDraft, postID)
	if err != nil {
		return p, err
	}
	details := map[string]any{}
	return d.say(ctx, a, p, "post.finding_restore", details, func(p *post.Post) error {
		word, err := p.Restore(key)
		details["check"] = word.Check
		return err
	})
}

// say keeps the word and records it: which check and why, never the words it is about.
func (d *Desk) say(ctx context.Context, a institution.Actor, p post.Post, name string, details map[string]any, change func(*post.Post) error) (post.Post, error) {
	now, before := d.Now(), p
	err := d.Store.Change(ctx, func(t *store.Tx) error {
		p = before
		if err := change(&p); err != nil {
			return err
		}
		if err := t.UpdatePost(ctx, p); err != nil {
			return err
		}
		p.Version++
		e := entryFor(now, a, name, p, d.Pack.ClauseFor(regulation.RuleDictamen))
		maps.Copy(e.Details, details)
		return record(ctx, t, e, p.Content.AccountIDs())
	})
	return p, err
}

func dismissals(p post.Post) map[string]check.Objection {
	out := map[string]check.Objection{}
	for _, x := range p.Dismissed {
		out[x.Key] = check.Objection{Reason: x.Reason, Name: x.Name, At: x.At}
	}
	return out
}
