package web

import (
	"context"
	"net/http"
	"strings"
	"time"

	"pregonero/account"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// nearDays is how many days are offered as chips.
const nearDays = 5

// momentOf is the choice of day and hour, in the zone of the accounts.
func (s *Site) momentOf(ctx context.Context, id, name, legend, date, clock string, accounts []account.Account, zone *time.Location) ui.Moment {
	now := s.Now()
	m := ui.Moment{ID: id, Name: name, Legend: legend, Date: date, Time: clock}
	for i := range nearDays {
		day := now.In(zone).AddDate(0, 0, i)
		m.Days = append(m.Days, ui.Option{Value: day.Format(time.DateOnly), Label: firstUpper(nearDay(ctx, i, day, zone))})
	}
	due := moment(date, clock, zone)
	if due.IsZero() {
		return m
	}
	m.Sentence = lang.T(ctx, "Saldrá el %s.", lang.FullIn(ctx, due, zone))
	m.SentenceMore = s.hoursWarning(ctx, due, accounts)
	if !due.After(now) {
		m.Sentence, m.SentenceMore = lang.T(ctx, "Esa hora ya pasó: el %s.", lang.FullIn(ctx, due, zone)), lang.T(ctx, "Elija otra hora.")
	}
	return m
}

// nearDay names one of the next days in the zone of the accounts.
func nearDay(ctx context.Context, ahead int, day time.Time, zone *time.Location) string {
	switch ahead {
	case 0:
		return lang.T(ctx, "hoy")
	case 1:
		return lang.T(ctx, "mañana")
	}
	return lang.ShortDay(lang.With(ctx, lang.Locale{Code: lang.Of(ctx).Code, Zone: zone}), day)
}

// hoursWarning names the accounts that attend nobody at that hour; "" for none.
func (s *Site) hoursWarning(ctx context.Context, due time.Time, accounts []account.Account) string {
	var closed []string
	calendar := s.inForce(ctx)
	for _, a := range accounts {
		if !a.Hours.Open(due, calendar) {
			closed = append(closed, a.At())
		}
	}
	if len(closed) == 0 {
		return ""
	}
	return lang.T(ctx, "Es fuera de las horas de atención de %s.", strings.Join(closed, ", "))
}

// composeSentence answers with the sentence for the day and hour being chosen.
func (s *Site) composeSentence(w http.ResponseWriter, r *http.Request, v visit) error {
	c, err := s.readComposition(r, v)
	if err != nil {
		return err
	}
	known, err := s.Desk.MyAccounts(r.Context(), v.actor)
	if err != nil {
		return err
	}
	chosen := chosenOf(known, c.Accounts)
	m := s.momentOf(r.Context(), "due_at", "due", "", c.DueDate, c.DueTime, chosen, s.composeZone(v, c, chosen))
	return s.part(w, r, http.StatusOK, ui.MomentSentence(m))
}
