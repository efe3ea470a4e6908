package advising

import (
	"context"
	"fmt"
	"time"

	"pregonero/deadline"
	"pregonero/institution"
	"pregonero/mail"
	"pregonero/regulation"
	"pregonero/request"
	"pregonero/store"
)

// digestHour is from when on in the morning the day's digest goes out, in the area's zone.
const digestHour = 8

// Digest sends each head of area, once each business day, what was raised to the area since
// the day before and what its accounts owe past their moment. An area of which there is
// nothing to tell gets no mail.
//
//clause:code 5.2.f
//clause:code 5.1.p1
func (v *Advisor) Digest(ctx context.Context) error {
	now := v.Now()
	var areas []institution.Area
	if err := v.Store.Read(ctx, func(t *store.Tx) (err error) { areas, err = t.Areas(ctx); return err }); err != nil {
		return err
	}
	raised, late, calendar, err := v.news(ctx, now)
	if err != nil {
		return err
	}
	for _, a := range areas {
		local := now.In(zoneOf(a, v.Pack.Location()))
		if yes, _ := calendar.IsBusiness(local); !yes || local.Hour() < digestHour || len(raised[a.ID])+len(late[a.ID]) == 0 {
			continue
		}
		if err := v.digestOf(ctx, a, raised[a.ID], late[a.ID], now, local); err != nil {
			return err
		}
	}
	return nil
}

// news gathers by area what was raised in the last three days and is open, or came in the
// last day, and what is overdue.
func (v *Advisor) news(ctx context.Context, now time.Time) (raised map[string][]request.Request, late map[string][]deadline.Deadline, c regulation.Calendar, err error) {
	raised, late = map[string][]request.Request{}, map[string][]deadline.Deadline{}
	err = v.Store.Read(ctx, func(t *store.Tx) error {
		if c, err = t.Calendar(ctx, v.Pack); err != nil {
			return err
		}
		all, err := t.Requests(ctx, store.MatterFilter{Subject: string(request.Raise), Since: now.AddDate(0, 0, -30)})
		if err != nil {
			return err
		}
		for _, r := range all {
			if r.State == request.Open || now.Sub(r.AskedAt) < 24*time.Hour {
				raised[r.AnswerArea()] = append(raised[r.AnswerArea()], r)
			}
		}
		owed, err := t.Deadlines(ctx, store.DeadlineFilter{Limit: 2000})
		for _, d := range owed {
			if d.Overdue(now) {
				late[d.AreaID] = append(late[d.AreaID], d)
			}
		}
		return err
	})
	return raised, late, c, err
}

// digestOf sends an area's digest, once a day.
func (v *Advisor) digestOf(ctx context.Context, a institution.Area, raised []request.Request, late []deadline.Deadline, now, local time.Time) error {
	day, name := local.Format(time.DateOnly), "digest/"+a.ID
	return v.Store.Change(ctx, func(t *store.Tx) error {
		sent, err := t.Setting(ctx, name)
		if err != nil || sent == day {
			return err
		}
		heads, err := t.Holders(ctx, now, institution.On{AreaID: a.ID}, string(institution.Head))
		if err != nil || len(heads) == 0 {
			return err
		}
		if err := t.SetSetting(ctx, name, day); err != nil {
			return err
		}
		m := mail.Message{Subject: "Asuntos de su área, " + regulation.DaySentence(now, local.Location()), Thread: "digest:" + a.ID, Greeting: "Buen día:",
			Paragraphs: []string{"Esto es lo que se puso ante usted y lo que su área debe."}, Clause: v.Pack.ClauseFor(regulation.RuleRaise),
			Action: &mail.Link{Label: "Abrir Mi día", Path: "/"}}
		for _, r := range raised {
			m.Facts = append(m.Facts, [2]string{"Se informó " + r.Folio, r.Title + " (" + r.State.Label() + ")"})
		}
		for _, d := range late {
			m.Facts = append(m.Facts, [2]string{"Vencido", fmt.Sprintf("%s %s, desde el %s", d.Label, d.Detail, regulation.DaySentence(d.Due, local.Location()))})
		}
		m.To = append(m.To, store.Addresses(heads)...)
		if err := t.QueueMail(ctx, now, m); err != nil {
			return err
		}
		e := store.Entry(now, institution.System("avisos"), "digest.send")
		e.Area, e.Clause, e.Details = a.ID, v.Pack.ClauseFor(regulation.RuleRaise), map[string]any{"raised": len(raised), "late": len(late)}
		return t.Record(ctx, e)
	})
}

func zoneOf(a institution.Area, otherwise *time.Location) *time.Location {
	loc, err := time.LoadLocation(a.Zone)
	if a.Zone == "" || err != nil {
		return otherwise
	}
	return loc
}
