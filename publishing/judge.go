package publishing

import (
	"context"
	"time"

	"pregonero/account"
	"pregonero/check"
	"pregonero/institution"
	"pregonero/limits"
	"pregonero/post"
)

// Judge runs the checks on what is being written, without keeping it. It works for drafts
// that were never saved. Pages and files that nobody has looked at lately are asked for:
// Dictamen.Pending counts those of which nothing is known yet.
//
//clause:code 5.2.b
func (d *Desk) Judge(ctx context.Context, a institution.Actor, in Draft) (check.Dictamen, error) {
	now := d.Now()
	if err := d.Gate.Permit(ctx, now, a, institution.PostDraft, institution.On{}); err != nil {
		return check.Dictamen{}, err
	}
	p := post.Post{}
	if in.PostID != "" {
		var err error
		if p, err = d.read(ctx, now, a, institution.PostDraft, in.PostID); err != nil {
			return check.Dictamen{}, err
		}
	}
	p.Content = in.Content
	return d.judgePost(ctx, a, p, now)
}

// judgePost makes the dictamen of a post outside any transaction: it takes longer than the
// writing, and the post's version tells whether the words are still the same.
func (d *Desk) judgePost(ctx context.Context, a institution.Actor, p post.Post, now time.Time) (check.Dictamen, error) {
	g, owed, err := d.gather(ctx, a, p.Content, p.ID, now)
	if err != nil {
		return check.Dictamen{}, err
	}
	if err := d.ask(ctx, now, now.Add(-check.PageFresh), owed); err != nil {
		return check.Dictamen{}, err
	}
	f := facts(p.Content, g.accounts, now)
	g.tell(&f, p.Content)
	f.Proof = check.ReadProof(ctx, "LanguageTool", d.Proof, f)
	dictamen := d.Checker.Run(f)
	for _, key := range owed {
		if _, seen := g.pages[key]; !seen {
			dictamen.Pending++
		}
	}
	dictamen.Dismiss(dismissals(p))
	return dictamen, nil
}

// judgeShown is the dictamen of a post that is read. Of one that has ended nothing is asked
// of the world outside.
func (d *Desk) judgeShown(ctx context.Context, a institution.Actor, p post.Post, accounts map[string]account.Account, now time.Time) (check.Dictamen, error) {
	if p.Editable() {
		return d.judgePost(ctx, a, p, now)
	}
	dictamen := d.Checker.Run(facts(p.Content, accounts, now))
	dictamen.Dismiss(dismissals(p))
	return dictamen, nil
}

// facts says to the checks what the content itself says.
func facts(c post.Content, accounts map[string]account.Account, now time.Time) check.Facts {
	f := check.Facts{Kind: check.Post, Now: now, Title: c.Title, Text: c.Text, Declared: true, Purposes: c.Purposes, Attachments: attachments(c.Media), About: about(c)}
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

// about is what a content is said to be about, beside its text.
func about(c post.Content) []string {
	out := []string{c.Subject}
	for _, s := range c.Sources {
		out = append(out, s.Title)
	}
	return out
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
