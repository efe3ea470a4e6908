package web

import (
	"context"
	"slices"
	"time"

	"pregonero/deadline"
	"pregonero/institution"
	"pregonero/post"
	"pregonero/publishing"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// dayTask is a row with the moment by which it is owed; zero: whenever one can.
type dayTask struct {
	row ui.TaskRow
	due time.Time
}

// dayList are the tasks by when they are owed.
type dayList struct {
	today, week, later []ui.TaskRow
	next               *dayTask // the first after today, to say when nothing is due
}

// dayTasks gathers what waits for the person: their word, their corrections, their answers.
//
//clause:code 5.1.p1
func (s *Site) dayTasks(d *dayReading) (dayShown, error) {
	ctx := d.ctx
	tasks, err := d.tasks()
	if err != nil {
		return dayShown{}, err
	}
	b := taskBuilder{ctx: ctx, site: s, accounts: tasks, now: s.Now()}
	b.posts(tasks)
	b.publications(tasks)
	waiting, err := d.inbox()
	if err != nil {
		return dayShown{}, err
	}
	b.comments(waiting)
	owed, err := s.Clock.Mine(ctx, d.v.actor)
	if err != nil {
		return dayShown{}, err
	}
	inForce := s.packInForce(ctx)
	b.deadlines(inForce, owed.Owed, d.v.zone)
	if err := b.silences(d); err != nil {
		return dayShown{}, err
	}
	l := split(b.out, b.now, d.v.zone)
	return dayShown{title: loadTitle(ctx, len(l.today)), body: dayTasksView(l, b.now)}, nil
}

// taskBuilder writes rows.
type taskBuilder struct {
	ctx      context.Context
	site     *Site
	accounts publishing.Tasks
	now      time.Time
	out      []dayTask
}

// deadlines are what the person owes by a date of the rules.
func (b *taskBuilder) deadlines(inForce *regulation.Pack, owed []deadline.Deadline, zone *time.Location) {
	for _, x := range owed {
		tag := deadlineTag(inForce, x, b.now, zone)
		b.out = append(b.out, dayTask{ui.TaskRow{Title: deadlineTitle(b.ctx, x), Href: deadlineHref(x), Clause: x.Clause, Deadline: &tag}, x.Due})
	}
}

// silences are the accounts whose rhythm breaks if nothing goes out in time.
//
//clause:code 6.xxii
func (b *taskBuilder) silences(d *dayReading) error {
	if !b.site.may(d.v, institution.PostDraft) {
		return nil
	}
	all, err := b.site.Desk.RhythmsAtRisk(b.ctx, d.v.actor)
	for _, s := range all {
		row := ui.TaskRow{Title: lang.T(b.ctx, "Publicar en %s antes de que se rompa su ritmo", s.Account.At()), Href: "/redactar", Clause: b.site.Pack.ClauseFor(regulation.RuleRhythm),
			Meta:     []string{lang.T(b.ctx, "Última publicación: %s", lang.When(b.ctx, s.Last, b.now))},
			Deadline: &ui.Deadline{Due: s.Due, Now: b.now, Kind: ui.Hours}}
		b.out = append(b.out, dayTask{row, s.Due})
	}
	return err
}

func (b *taskBuilder) posts(t publishing.Tasks) {
	for _, p := range t.ToEndorse {
		b.post(p, lang.T(b.ctx, "Avalar «%s»", firstWords(b.ctx, p.Content)), "/visto-bueno/"+p.ID, regulation.RuleEndorsement, p.Content.DueAt)
	}
	for _, p := range t.ToApprove {
		b.post(p, lang.T(b.ctx, "Aprobar «%s»", firstWords(b.ctx, p.Content)), "/visto-bueno/"+p.ID, regulation.RuleApproval, p.Content.DueAt)
	}
	for _, p := range t.Returned {
		b.post(p, lang.T(b.ctx, "Corregir «%s»", firstWords(b.ctx, p.Content)), "/redactar/"+p.ID, regulation.RuleEndorsement, p.Content.DueAt)
	}
	for _, p := range t.Drafts {
		b.post(p, lang.T(b.ctx, "Terminar «%s»", firstWords(b.ctx, p.Content)), "/redactar/"+p.ID, "", p.Content.DueAt)
	}
}

func (b *taskBuilder) post(p post.Post, title, href string, rule regulation.Rule, due time.Time) {
	row := ui.TaskRow{Title: title, Href: href, Meta: b.names(p.Content.AccountIDs())}
	if p.Returned != nil {
		row.Meta = append(row.Meta, lang.T(b.ctx, "Devuelta por %s", p.Returned.Name))
	} else if p.State != post.Draft {
		row.Meta = append(row.Meta, lang.T(b.ctx, "La redactó %s", p.AuthorName))
	}
	if rule != "" {
		row.Clause = b.site.Pack.ClauseFor(rule)
	}
	if due.IsZero() || (p.State == post.Draft && due.Before(b.now)) {
		tag := stateTag(b.ctx, p)
		row.Tag, due = &tag, time.Time{}
	} else {
		row.Deadline = &ui.Deadline{Due: due, Now: b.now, Kind: ui.Hours, Ticks: true}
	}
	b.out = append(b.out, dayTask{row, due})
}

// publications are what a person must look at now: nobody else will.
func (b *taskBuilder) publications(t publishing.Tasks) {
	for _, x := range t.Doubts {
		b.publication(x, lang.T(b.ctx, "Decir qué pasó con «%s»", b.wordsOf(x)), "/resolver", regulation.RuleSendOnce)
	}
	for _, x := range t.NotOut {
		b.publication(x, lang.T(b.ctx, "Decidir qué hacer con «%s»", b.wordsOf(x)), "", regulation.RuleLateApproval)
	}
	for _, x := range t.ToReview {
		b.publication(x, lang.T(b.ctx, "Revisar si sigue vigente «%s»", b.wordsOf(x)), "", regulation.RuleValidity)
	}
}

func (b *taskBuilder) publication(x post.Publication, title, page string, rule regulation.Rule) {
	href := "/publicaciones/" + x.PostID
	switch {
	case x.PostID == "":
		href = "/bandeja/" + x.ItemID
	case page != "":
		href += "/salidas/" + x.ID + page
	}
	row := ui.TaskRow{Title: title, Href: href, Meta: b.names([]string{x.AccountID}), Clause: b.site.Pack.ClauseFor(rule)}
	if x.Stage == post.Published {
		row.Deadline = &ui.Deadline{Due: x.ReviewOn, Now: b.now, Kind: ui.NaturalDays,
			Days: regulation.Calendar{}.BusinessDaysBetween(b.now, x.ReviewOn, b.site.Pack.Location())}
	} else {
		tag := stageTag(b.ctx, x.Stage)
		row.Tag = &tag
		if x.Problem != nil {
			row.Meta = append(row.Meta, x.Problem.Sentence)
		}
	}
	b.out = append(b.out, dayTask{row, b.now})
}

// comments is one row for all: the inbox has the rest.
func (b *taskBuilder) comments(l dayInbox) {
	first := l.first
	if first == nil {
		return
	}
	row := ui.TaskRow{Title: lang.N(b.ctx, l.Open, "Atender un comentario", "Atender %d comentarios"), Href: "/bandeja", Clause: b.site.Pack.ClauseFor(regulation.RuleAnswerAll)}
	if l.Late > 0 {
		row.Meta = append(row.Meta, lang.N(b.ctx, l.Late, "uno fuera de plazo", "%d fuera de plazo"))
	}
	if l.Mine > 0 {
		row.Meta = append(row.Meta, lang.N(b.ctx, l.Mine, "uno a su cargo", "%d a su cargo"))
	}
	row.Deadline = &ui.Deadline{ID: "plazo-comentarios", Due: first.DueAt, Now: b.now, Kind: ui.Hours, Started: first.At, Ticks: true, Clause: first.DueRule, Href: clauseHref(first.DueRule)}
	b.out = append(b.out, dayTask{row, first.DueAt})
}

func (b *taskBuilder) names(ids []string) []string {
	if names := accountNames(b.accounts.Accounts, ids); names != "" {
		return []string{names}
	}
	return nil
}

func (b *taskBuilder) wordsOf(x post.Publication) string {
	return firstWords(b.ctx, post.Content{Title: x.Title, Text: x.Text})
}

// split puts each task where it is owed: what is past or due today comes first.
func split(all []dayTask, now time.Time, zone *time.Location) (l dayList) {
	slices.SortStableFunc(all, func(a, b dayTask) int {
		if a.due.IsZero() != b.due.IsZero() {
			if a.due.IsZero() {
				return 1
			}
			return -1
		}
		return a.due.Compare(b.due)
	})
	tonight, sunday := endOfDay(now, zone), endOfWeek(now, zone)
	for i, t := range all {
		switch {
		case t.due.IsZero() || !t.due.Before(sunday):
			l.later = append(l.later, t.row)
		case t.due.Before(tonight):
			l.today = append(l.today, t.row)
			continue
		default:
			l.week = append(l.week, t.row)
		}
		if l.next == nil {
			l.next = &all[i]
		}
	}
	return l
}

// loadTitle says the load in a sentence.
func loadTitle(ctx context.Context, n int) string {
	words := []string{lang.T(ctx, "Nada vence hoy"), lang.T(ctx, "Una cosa vence hoy"), lang.T(ctx, "Dos cosas vencen hoy"), lang.T(ctx, "Tres cosas vencen hoy"),
		lang.T(ctx, "Cuatro cosas vencen hoy"), lang.T(ctx, "Cinco cosas vencen hoy"), lang.T(ctx, "Seis cosas vencen hoy"), lang.T(ctx, "Siete cosas vencen hoy"), lang.T(ctx, "Ocho cosas vencen hoy"), lang.T(ctx, "Nueve cosas vencen hoy")}
	if n < len(words) {
		return words[n]
	}
	return lang.T(ctx, "%d cosas vencen hoy", n)
}
