package web

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"pregonero/account"
	"pregonero/limits"
	"pregonero/post"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// stateTag is the word of a post's state.
func stateTag(ctx context.Context, p post.Post) ui.Tag {
	switch p.State {
	case post.Draft:
		if p.Returned != nil {
			return ui.Tag{Text: lang.T(ctx, "Devuelta"), State: ui.Fix, Icon: ui.IconReply}
		}
		return ui.Tag{Text: lang.T(ctx, "Borrador")}
	case post.Review:
		return ui.Tag{Text: lang.T(ctx, "Espera aval"), State: ui.Warn, Icon: ui.IconClock}
	case post.Endorsed:
		return ui.Tag{Text: lang.T(ctx, "Espera aprobación"), State: ui.Warn, Icon: ui.IconClock}
	case post.Scheduled:
		return ui.Tag{Text: lang.T(ctx, "Programada"), State: ui.Info, Icon: ui.IconClock}
	case post.Closed:
		return ui.Tag{Text: lang.T(ctx, "Concluida")}
	}
	return ui.Tag{Text: lang.T(ctx, "Descartada")}
}

// stageTag is the word of what became of one publication.
func stageTag(ctx context.Context, stage post.Stage) ui.Tag {
	switch stage {
	case post.Waiting:
		return ui.Tag{Text: lang.T(ctx, "Programada"), State: ui.Info, Icon: ui.IconClock}
	case post.Sending:
		return ui.Tag{Text: lang.T(ctx, "Enviándose"), State: ui.Info, Icon: ui.IconRefresh}
	case post.Published:
		return ui.Tag{Text: lang.T(ctx, "Publicada"), State: ui.OK}
	case post.Failed:
		return ui.Tag{Text: lang.T(ctx, "No salió"), State: ui.Fix}
	case post.Missed:
		return ui.Tag{Text: lang.T(ctx, "No salió a su hora"), State: ui.Fix}
	case post.Unknown:
		return ui.Tag{Text: lang.T(ctx, "Resultado incierto"), State: ui.Fix, Icon: ui.IconAlert}
	}
	return ui.Tag{Text: lang.T(ctx, "Retirada")}
}

// wholeTag is the word for a post with its publications: the worst news first.
func wholeTag(ctx context.Context, p post.Post, pubs []post.Publication) ui.Tag {
	seen := map[post.Stage]bool{}
	for _, pub := range pubs {
		seen[pub.Stage] = true
	}
	for _, stage := range []post.Stage{post.Unknown, post.Failed, post.Missed, post.Sending} {
		if seen[stage] && p.State != post.Review && p.State != post.Endorsed {
			return stageTag(ctx, stage)
		}
	}
	if p.State == post.Closed {
		for _, stage := range []post.Stage{post.Published, post.Withdrawn} {
			if seen[stage] {
				return stageTag(ctx, stage)
			}
		}
	}
	return stateTag(ctx, p)
}

// firstWords names a post by how it begins.
func firstWords(ctx context.Context, c post.Content) string {
	text := c.Title
	for _, v := range c.Variants {
		if text == "" && v.Own {
			text = v.Text
		}
	}
	if c.Title == "" && strings.TrimSpace(c.Text) != "" {
		text = c.Text
	}
	if text = shorten(text, 70); text != "" {
		return text
	}
	return lang.T(ctx, "Publicación sin texto")
}

// shorten keeps whole words up to that many characters.
func shorten(text string, most int) string {
	words, size := []string{}, 0
	for word := range strings.FieldsSeq(text) {
		n := utf8.RuneCountInString(word)
		if size+n > most {
			if size == 0 {
				word = string([]rune(word)[:most])
				words = append(words, word)
			}
			return strings.TrimRight(strings.Join(words, " "), ".,;:…") + "…"
		}
		words, size = append(words, word), size+n+1
	}
	return strings.Join(words, " ")
}

// accountName says an account in a line: "@cuenta en X".
func accountName(ctx context.Context, a account.Account) string {
	return lang.T(ctx, "%s en %s", a.At(), limits.Of(a.Network).Label)
}

// accountNames lists accounts in a line.
func accountNames(accounts map[string]account.Account, ids []string) string {
	var names []string
	for _, id := range ids {
		if a, ok := accounts[id]; ok {
			names = append(names, a.At())
		}
	}
	return strings.Join(names, ", ")
}

// hoursZone is the zone in which an account's hours are told: its own, or else its reader's.
func (s *Site) hoursZone(a account.Account, v visit) *time.Location {
	if a.Hours.Zone == "" {
		return v.zone
	}
	return s.zone(a.Hours.Zone)
}

// clauseHref leads to a clause on the public page of criteria.
func clauseHref(clause string) string {
	if clause == "" {
		return ""
	}
	return "/criterios#" + clause
}

// firstUpper starts a sentence with a capital letter.
func firstUpper(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ""
	}
	return strings.ToUpper(string(r)) + text[size:]
}
