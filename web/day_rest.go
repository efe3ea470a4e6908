package web

import (
	"context"
	"slices"
	"time"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// mostLate are the publications past their hour that are listed; all are counted.
const mostLate = 20

// dayArea is what the whole area owes and let pass, for its head.
//
//clause:code 5.1.p1
func (s *Site) dayArea(d *dayReading) (dayShown, error) {
	ctx, now := d.ctx, s.Now()
	tasks, err := d.tasks()
	if err != nil {
		return dayShown{}, err
	}
	comments, err := d.inbox()
	if err != nil {
		return dayShown{}, err
	}
	late := slices.DeleteFunc(slices.Clone(tasks.Waiting), func(p post.Post) bool { return !p.Content.DueAt.Before(now) })
	var rows []ui.TaskRow
	for _, p := range late[:min(len(late), mostLate)] {
		tag := stateTag(ctx, p)
		rows = append(rows, ui.TaskRow{Title: firstWords(ctx, p.Content), Href: "/publicaciones/" + p.ID, Tag: &tag,
			Meta: []string{lang.T(ctx, "debía salir %s", lang.When(ctx, p.Content.DueAt, now)), lang.T(ctx, "la redactó %s", p.AuthorName)}})
	}
	stats := []ui.Stat{
		{Label: lang.T(ctx, "Publicaciones que pasaron su hora sin visto bueno"), Value: lang.Number(ctx, len(late))},
		{Label: lang.T(ctx, "Publicaciones que no salieron o quedaron en duda"), Value: lang.Number(ctx, len(tasks.NotOut)+len(tasks.Doubts))},
		{Label: lang.T(ctx, "Comentarios fuera de plazo"), Value: lang.Number(ctx, comments.Late), Href: "/bandeja"},
	}
	return dayShown{body: dayAreaView(stats, rows, s.Pack.ClauseFor(regulation.RuleHeadAnswers))}, nil
}

// dayRegistry is what stops accounts from publishing, for who watches over all of them.
func (s *Site) dayRegistry(d *dayReading) (dayShown, error) {
	ctx, v := d.ctx, d.v
	all, areas, err := s.Office.Accounts(ctx, v.actor)
	if err != nil {
		return dayShown{}, err
	}
	var rows []ui.TaskRow
	open := 0
	for _, a := range all {
		if a.State == account.Closed {
			continue
		}
		open++
		if tag, why := accountTrouble(ctx, a); why != "" {
			rows = append(rows, ui.TaskRow{Title: accountName(ctx, a), Href: "/cuentas/" + a.ID, Meta: []string{areas[a.AreaID].Short, why}, Tag: &tag})
		}
	}
	may := func(act institution.Act) bool { return institution.Allowed(s.Now(), v.actor, act, institution.On{}) }
	return dayShown{title: registryTitle(ctx, len(rows)), body: dayRegistryView(rows, open, may(institution.AccountRegister), may(institution.PublishingStopAll))}, nil
}

// accountTrouble is why an account does not publish, or may soon not; "" when it does.
func accountTrouble(ctx context.Context, a account.Account) (ui.Tag, string) {
	f, stopped := fault.Of(a.MayPublish())
	switch {
	case stopped:
		return ui.Tag{Text: lang.T(ctx, "No publica"), State: ui.Fix}, lang.Dyn(ctx, f.Format, f.Args...)
	case a.Credential.Problem != "":
		return ui.Tag{Text: lang.T(ctx, "Sin acceso"), State: ui.Fix}, a.Credential.Problem
	case !a.Credential.Present:
		return ui.Tag{Text: lang.T(ctx, "Sin conectar"), State: ui.Warn}, lang.T(ctx, "falta conectarla con su red")
	}
	return ui.Tag{}, ""
}

func registryTitle(ctx context.Context, n int) string {
	if n == 0 {
		return lang.T(ctx, "Todas las cuentas están en orden")
	}
	return lang.N(ctx, n, "Una cuenta necesita atención", "%d cuentas necesitan atención")
}

// dayAccounts are one's accounts: open now, or until when closed.
func (s *Site) dayAccounts(d *dayReading) (dayShown, error) {
	ctx, now := d.ctx, s.Now()
	tasks, err := d.tasks()
	if err != nil {
		return dayShown{}, err
	}
	var rows []ui.TaskRow
	calendar := s.inForce(ctx)
	for _, a := range tasks.Mine {
		tag, why := accountTrouble(ctx, a)
		if why == "" {
			tag, why = openTag(ctx, a.Hours.Open(now, calendar)), attending(ctx, a, calendar, now)
		}
		rows = append(rows, ui.TaskRow{Title: accountName(ctx, a), Href: "/cuentas/" + a.ID, Meta: []string{why}, Tag: &tag})
	}
	return dayShown{body: dayAccountsView(rows)}, nil
}

func openTag(ctx context.Context, open bool) ui.Tag {
	if open {
		return ui.Tag{Text: lang.T(ctx, "Atiende ahora"), State: ui.OK}
	}
	return ui.Tag{Text: lang.T(ctx, "Cerrada"), Icon: ui.IconClock}
}

// attending says when the account opens, or that it is open.
func attending(ctx context.Context, a account.Account, c regulation.Calendar, now time.Time) string {
	if a.Hours.Open(now, c) {
		return lang.T(ctx, "en horario de atención")
	}
	next := a.Hours.NextOpen(now, c)
	if next.IsZero() {
		return lang.T(ctx, "sin horario de atención")
	}
	return lang.T(ctx, "abre %s", lang.When(ctx, next, now))
}

// dayNext is what goes out next.
func (s *Site) dayNext(d *dayReading) (dayShown, error) {
	ctx, now := d.ctx, s.Now()
	tasks, err := d.tasks()
	if err != nil {
		return dayShown{}, err
	}
	var rows []ui.TaskRow
	for _, x := range tasks.Next {
		if x.PostID == "" || len(rows) == 6 {
			continue
		}
		tag := stageTag(ctx, x.Stage)
		rows = append(rows, ui.TaskRow{Title: firstWords(ctx, post.Content{Title: x.Title, Text: x.Text}), Href: "/publicaciones/" + x.PostID, Tag: &tag,
			Meta: []string{lang.When(ctx, x.DueAt, now), accountNames(tasks.Accounts, []string{x.AccountID})}})
	}
	return dayShown{body: dayNextView(rows)}, nil
}

// dayLedger leads who audits to the ledger.
func (s *Site) dayLedger(*dayReading) (dayShown, error) {
	return dayShown{body: dayLedgerView(s.Pack.ClauseFor(regulation.RuleLedger))}, nil
}
