package web

import (
	"cmp"
	"context"
	"slices"

	"pregonero/post"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// history tells what happened to a post, newest first.
func (p postView) history(ctx context.Context) []ui.TimelineDay {
	entries := append(p.wordHistory(ctx), p.outHistory(ctx)...)
	slices.SortStableFunc(entries, func(a, b ui.TimelineEntry) int { return b.When.Compare(a.When) })
	var days []ui.TimelineDay
	for _, e := range entries {
		label := lang.DayFrom(ctx, e.When, p.Now)
		if len(days) == 0 || days[len(days)-1].Label != label {
			days = append(days, ui.TimelineDay{Label: label})
		}
		last := &days[len(days)-1]
		last.Entries = append(last.Entries, e)
	}
	return days
}

// wordHistory is what people said of the content.
func (p postView) wordHistory(ctx context.Context) []ui.TimelineEntry {
	x, clause := p.Post, p.site.Pack.ClauseFor
	entries := []ui.TimelineEntry{{When: x.Created, Actor: x.AuthorName, Text: lang.T(ctx, "empezó el borrador"), Icon: ui.IconWrite}}
	if !x.Submitted.IsZero() {
		entries = append(entries, ui.TimelineEntry{When: x.Submitted, Actor: lang.T(ctx, "La publicación"), Text: lang.T(ctx, "se envió a visto bueno"), Icon: ui.IconForward, Clause: clause(regulation.RuleDictamen)})
	}
	if x.Returned != nil {
		entries = append(entries, ui.TimelineEntry{When: x.Returned.At, Actor: x.Returned.Name, Text: lang.T(ctx, "la devolvió: «%s»", x.Returned.Reason), Icon: ui.IconReply, State: ui.Fix, Clause: clause(regulation.RuleEndorsement)})
	}
	if x.Aval != nil {
		entries = append(entries, ui.TimelineEntry{When: x.Aval.At, Actor: x.Aval.Name, Text: lang.T(ctx, "dio visto bueno"), Icon: ui.IconApprove, State: ui.OK, Clause: clause(regulation.RuleEndorsement)})
	}
	if x.Approval != nil {
		entries = append(entries, ui.TimelineEntry{When: x.Approval.At, Actor: x.Approval.Name, Text: lang.T(ctx, "aprobó que saliera"), Icon: ui.IconApprove, State: ui.OK, Clause: clause(regulation.RuleApproval)})
	}
	return entries
}

// outHistory is what became of it on each account.
func (p postView) outHistory(ctx context.Context) []ui.TimelineEntry {
	var entries []ui.TimelineEntry
	for _, pub := range p.Publications {
		name := accountName(ctx, p.account(pub))
		add := func(e ui.TimelineEntry) { e.Actor = "Pregonero"; entries = append(entries, e) }
		if !pub.PublishedAt.IsZero() {
			e := ui.TimelineEntry{When: pub.PublishedAt, Text: lang.T(ctx, "publicó en %s", name), Icon: ui.IconHorn, State: ui.OK}
			if pub.Remote != nil && pub.Remote.URL != "" {
				e.Links = []ui.Link{{Text: lang.T(ctx, "Ver en la red"), Href: pub.Remote.URL}}
			}
			add(e)
		}
		if !pub.Corrected.IsZero() {
			add(ui.TimelineEntry{When: pub.Corrected, Text: lang.T(ctx, "corrigió lo publicado en %s", name), Icon: ui.IconWrite})
		}
		if pub.Problem != nil && pub.Stage != post.Withdrawn {
			add(ui.TimelineEntry{When: pub.Problem.At, Text: lang.T(ctx, "no publicó en %s: %s", name, pub.Problem.Sentence), Icon: ui.IconAlert, State: ui.Fix})
		}
		if !pub.WithdrawnAt.IsZero() {
			by := cmp.Or(p.Names[pub.WithdrawnBy], "Pregonero")
			entries = append(entries, ui.TimelineEntry{Actor: by, When: pub.WithdrawnAt, Text: lang.T(ctx, "retiró la publicación de %s", name), Icon: ui.IconUndo, State: ui.Warn})
		}
	}
	return entries
}
