package web

import (
	"context"
	"time"

	"pregonero/account"
	"pregonero/post"
	"pregonero/publishing"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// filePath is where the attachments are read.
const filePath = "/archivos/"

// previews show the content as each of its accounts will show it.
func previews(ctx context.Context, c post.Content, accounts map[string]account.Account) []ui.Preview {
	var out []ui.Preview
	for _, id := range c.AccountIDs() {
		if a, ok := accounts[id]; ok {
			out = append(out, previewOf(ctx, a, c.Title, c.TextFor(id), c.Media, c.DueAt))
		}
	}
	return out
}

// previewOf shows words and media on one account, with the mark where its network would cut.
func previewOf(ctx context.Context, a account.Account, title, text string, media []post.Media, when time.Time) ui.Preview {
	l := publishing.LimitsOf(a).WithAttachments(len(media))
	p := ui.Preview{Network: l.Label, Account: a.Name, Handle: a.At(), Text: text}
	if cut := l.CutAt(text); cut >= 0 {
		p.Text, p.Cut = text[:cut], text[cut:]
	}
	if l.Title.Max > 0 && title != "" {
		p.Text = title + "\n\n" + p.Text
	}
	if !when.IsZero() {
		p.When = lang.ShortDate(ctx, when)
	}
	for _, m := range media {
		p.Media = append(p.Media, previewMedia(m))
	}
	if l.NeedsMedia && len(media) == 0 {
		p.Note = lang.T(ctx, "Esta red no publica texto solo: agregue una imagen o un video.")
	}
	return p
}

func previewMedia(m post.Media) ui.PreviewMedia {
	shown := ui.PreviewMedia{Alt: m.Alt, Kind: m.Kind}
	if m.Kind == "image" {
		shown.URL = filePath + m.Hash
	}
	return shown
}
