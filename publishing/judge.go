package publishing

import (
	"context"
	"time"

	"pregonero/account"
	"pregonero/check"
	"pregonero/institution"
	"pregonero/limits"
	"pregonero/post"
	"pregonero/store"
)

// Judge runs the checks on what is being written, without keeping anything. It works for
// drafts that were never saved.
//
//clause:code 5.2.b
func (d *Desk) Judge(ctx context.Context, a institution.Actor, in Draft) (check.Dictamen, error) {
	now := d.Now()
	var accounts map[string]account.Account
	err := d.Store.Read(ctx, func(t *store.Tx) error {
		var err error
		accounts, err = accountsOf(ctx, t, in.Content.AccountIDs())
		return err
	})
	if err != nil {
		return check.Dictamen{}, err
	}
	if err := d.Gate.Permit(ctx, now, a, institution.PostDraft, institution.On{}); err != nil {
		return check.Dictamen{}, err
	}
	return d.judge(in.Content, accounts, now), nil
}

// judgePost makes the dictamen of a post outside any transaction: it takes longer than the
// writing, and the post's version tells whether the words are still the same.
func (d *Desk) judgePost(ctx context.Context, p post.Post, now time.Time) (check.Dictamen, error) {
	var accounts map[string]account.Account
	err := d.Store.Read(ctx, func(t *store.Tx) (err error) {
		accounts, err = accountsOf(ctx, t, p.Content.AccountIDs())
		return err
	})
	if err != nil {
		return check.Dictamen{}, err
	}
	return d.judge(p.Content, accounts, now), nil
}

func (d *Desk) judge(c post.Content, accounts map[string]account.Account, now time.Time) check.Dictamen {
	return d.Checker.Run(facts(c, accounts, now))
}

// facts says to the checks everything that they may know of a content.
func facts(c post.Content, accounts map[string]account.Account, now time.Time) check.Facts {
	f := check.Facts{Kind: check.Post, Now: now, Title: c.Title, Text: c.Text, Declared: true, Purposes: c.Purposes, Attachments: attachments(c.Media)}
	for _, s := range c.Sources {
		f.Sources = append(f.Sources, check.Source{URL: s.URL, Title: s.Title})
	}
	for _, t := range c.Ties {
		f.Ties = append(f.Ties, check.Tie{URL: t.URL, Purpose: t.Purpose})
	}
	for _, id := range c.AccountIDs() {
		acc := accounts[id]
		f.Variants = append(f.Variants, check.Variant{Account: id, Network: acc.Network, Text: c.TextFor(id), Limits: LimitsOf(acc), Attachments: f.Attachments})
	}
	return f
}

func attachments(media []post.Media) []check.Attachment {
	out := []check.Attachment{}
	for _, m := range media {
		out = append(out, check.Attachment{Type: m.Kind, Alt: m.Alt, Name: m.Name, MIME: m.Type, Bytes: m.Bytes, Duration: m.Duration, HasCaptions: m.Captions})
	}
	return out
}

// LimitsOf is what the account's network takes; the server's own word comes first.
func LimitsOf(a account.Account) limits.Limits {
	l := limits.Of(a.Network)
	if a.TextLimit > 0 {
		l = l.WithText(a.TextLimit)
	}
	if a.MediaLimit > 0 {
		l = l.WithMedia(a.MediaLimit)
	}
	return l
}
